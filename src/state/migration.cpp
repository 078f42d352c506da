// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <exception>
#include <utility>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "attacca/detail/plugin_entry.hpp"
#include "attacca/state/state.hpp"
#include "base/log.hpp"
#include "params/number_text.hpp"
#include "state/json_writer.hpp"
#include "state/state.hpp"
#include "state/value_builder.hpp"

namespace attacca::core {
namespace {

/// Builds the whole document.
class Document final : public ValueBuilder {
 public:
  StateValue root;

  // What rapidjson::Reader calls.
  bool Null() { return nothing(); }
  bool Bool(bool b) { return truth(b); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    return number(json_number({text, size}));
  }
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  bool String(const char* s, rapidjson::SizeType size, bool) { return text({s, size}); }
  bool Key(const char* s, rapidjson::SizeType size, bool) { return key({s, size}); }
  bool StartObject() { return start_object(); }
  bool EndObject(rapidjson::SizeType) { return end(); }
  bool StartArray() { return start_list(); }
  bool EndArray(rapidjson::SizeType) { return end(); }

 private:
  bool built(StateValue value) override {
    root = std::move(value);
    return true;
  }
};

Result<StateValue> read_document(std::string_view text) {
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
  Document document;
  rapidjson::Reader reader;
  rapidjson::MemoryStream stream(text.data(), text.size());
  const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream, document);
  if (parsed.IsError()) return fail(document.refused());
  return std::move(document.root);
}

StateValue member_or_object(const StateValue& root, std::string_view key) {
  const StateValue* const held = root.find(key);
  return held != nullptr && held->is_object() ? *held : StateValue::object();
}

std::string text_of(const StateValue& value) {
  rapidjson::StringBuffer text;
  JsonWriter json(text);
  put_value(json, value, 0);
  return {text.GetString(), text.GetSize()};
}

}  // namespace
}  // namespace attacca::core

namespace attacca {

Result<std::string> detail::migrated_state(std::string_view text, unsigned to,
                                           State (*migrate)(State)) {
  constexpr std::string_view kWhatToDo = "keep the file and report this to the plugin's author";
  const auto failed = [&](const std::string& why) {
    return tl::unexpected<Error>(core::cannot_load(why, kWhatToDo));
  };
  // What read_state() has found to be a state.
  Result<StateValue> document = core::read_document(text);
  if (!document) return failed(document.error().message);
  StateValue& root = *document;
  const StateValue* const from = root.find("state_version");
  const double version = from != nullptr ? from->number().value_or(1.0) : 1.0;
  try {
    const State migrated =
        migrate(State(static_cast<unsigned>(version), core::member_or_object(root, "params"),
                      core::member_or_object(root, "fields")));
    root.set("params", migrated.params());
    root.set("fields", migrated.fields());
    root.set("state_version", to);
    return core::text_of(root);
  } catch (const std::exception& exception) {
    return failed("its migration from version " + core::decimal_text(version, 0) + " says " +
                  core::json_text(exception.what()));
  } catch (...) {
    return failed("its migration failed without a reason");
  }
}

}  // namespace attacca
