// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/json_fields.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "parlando/score/key_name.hpp"
#include "text/near_names.hpp"
#include "text/printable.hpp"
#include "text/utf8.hpp"

namespace parlando::score {
namespace {

using attacca::Error;
using attacca::Result;

constexpr int kDeepest = 16;

/// As it stands there, short, for a message.
std::string shown(const Json& value) {
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  const auto cut = attacca::text::cut_utf8(text, 40);
  return attacca::text::printable(cut) + (cut.size() < text.size() ? "..." : "");
}

std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", value);
  return text;
}

/// Finds out where a text stops being JSON; keeps nothing of it.
class Judge : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool key(string_t&) override { return true; }
  bool start_object(std::size_t) override { return go_down(); }
  bool end_object() override { return go_up(); }
  bool start_array(std::size_t) override { return go_down(); }
  bool end_array() override { return go_up(); }
  bool parse_error(std::size_t at, const std::string&,
                   const nlohmann::detail::exception&) override {
    wrong_at = at;
    return false;
  }

  std::optional<std::size_t> wrong_at;  ///< Bytes, from 1.
  bool is_too_deep = false;

 private:
  bool go_down() {
    is_too_deep = ++depth_ > kDeepest;
    return !is_too_deep;
  }
  bool go_up() {
    --depth_;
    return true;
  }

  int depth_ = 0;
};

}  // namespace

JsonFields::JsonFields(const Json& json, std::string where,
                       std::initializer_list<std::string_view> known)
    : json_(json), where_(std::move(where)) {
  if (!json.is_object()) {
    wrong("", "expected an object { … }, and it is " + shown(json));
    return;
  }
  for (const auto& [name, value] : json.items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::vector<std::string> names(known.begin(), known.end());
    const std::string near = attacca::text::nearest_name(name, names);
    wrong("", "there is no field \"" + attacca::text::printable(name) + "\"; " +
                  (near.empty() ? "known are " + attacca::text::list_of(names, names.size())
                                : "did you mean \"" + near + "\"?"));
    return;
  }
}

bool JsonFields::has(const char* name) const {
  return find(name) != nullptr;
}

const Json* JsonFields::find(const char* name) const {
  if (!json_.is_object()) return nullptr;
  const auto found = json_.find(name);
  return found == json_.end() ? nullptr : &*found;
}

std::string JsonFields::place(const char* name) const {
  return where_.empty() || *name == 0 ? where_ + name : where_ + "." + name;
}

void JsonFields::wrong(const char* name, const std::string& what) {
  if (error_) return;
  const std::string at = place(name);
  error_ = Error{at.empty() ? what : at + ": " + what};
}

std::optional<std::string> JsonFields::text(const char* name) {
  const Json* const value = find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) {
    wrong(name, "expected a text, and it is " + shown(*value));
    return std::nullopt;
  }
  return value->get<std::string>();
}

std::optional<double> JsonFields::number(const char* name, double least, double most) {
  const Json* const value = find(name);
  if (value == nullptr) return std::nullopt;
  const double given =
      value->is_number() ? value->get<double>() : std::numeric_limits<double>::quiet_NaN();
  if (!(given >= least && given <= most)) {  // also for NaN
    wrong(name, "expected a number from " + number_text(least) + " to " + number_text(most) +
                    ", and it is " + shown(*value));
    return std::nullopt;
  }
  return given;
}

std::optional<int> JsonFields::integer(const char* name, int least, int most) {
  const Json* const value = find(name);
  if (value == nullptr) return std::nullopt;
  const double given =
      value->is_number() ? value->get<double>() : std::numeric_limits<double>::quiet_NaN();
  if (!(given >= least && given <= most && given == std::floor(given))) {
    wrong(name, "expected a whole number from " + std::to_string(least) + " to " +
                    std::to_string(most) + ", and it is " + shown(*value));
    return std::nullopt;
  }
  return static_cast<int>(given);
}

std::optional<bool> JsonFields::truth(const char* name) {
  const Json* const value = find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_boolean()) {
    wrong(name, "expected true or false, and it is " + shown(*value));
    return std::nullopt;
  }
  return value->get<bool>();
}

std::optional<int> JsonFields::key(const char* name) {
  const Json* const value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) {
    if (const auto key = key_called(value->get_ref<const std::string&>())) return key;
  } else if (value->is_number()) {
    const double given = value->get<double>();
    if (given >= 0.0 && given <= 127.0 && given == std::floor(given))
      return static_cast<int>(given);
  }
  wrong(name,
        "expected a key, \"C-1\" to \"G9\" or 0 to 127 (\"C4\" is 60), and it is " + shown(*value));
  return std::nullopt;
}

std::vector<std::string> JsonFields::texts(const char* name) {
  const Json* const value = find(name);
  std::vector<std::string> all;
  if (value == nullptr) return all;
  if (!value->is_array()) {
    wrong(name, "expected a list of texts, and it is " + shown(*value));
    return all;
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    const Json& each = (*value)[i];
    if (!each.is_string()) {
      const std::string at = std::string(name) + "[" + std::to_string(i) + "]";
      wrong(at.c_str(), "expected a text, and it is " + shown(each));
      return all;
    }
    all.push_back(each.get<std::string>());
  }
  return all;
}

Result<Json> parse_json(std::string_view text, std::size_t most) {
  if (text.size() > most) {
    return attacca::fail("it is larger than " + std::to_string(most / 1024) + " kB");
  }
  Judge judge;
  if (!Json::sax_parse(text, &judge)) {
    if (judge.is_too_deep) return attacca::fail("lists and objects are nested more than 16 deep");
    const std::size_t at = std::min(judge.wrong_at.value_or(1), text.size() + 1) - 1;
    const std::string_view before = text.substr(0, at);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t begin = before.rfind('\n') + 1;  // npos + 1 is 0
    const std::string what = at >= text.size() ? "it ends too early" : "this is no JSON";
    return attacca::fail("line " + std::to_string(line) + ", column " +
                         std::to_string(at - begin + 1) + ": " + what);
  }
  return Json::parse(text, nullptr, false);
}

}  // namespace parlando::score
