// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <optional>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/unicode.hpp"
#include "params/number_text.hpp"
#include "state/state.hpp"

namespace attacca::core {

namespace {

using Reader = rapidjson::Reader;

/// Picks what it knows out of a stream of JSON events; nothing is built up, however deep or long
/// the text is.
class Picker {
 public:
  Picker(const ParamSet& params, JsonEvents* fields)
      : params_(params), fields_(fields), seen_(params.size(), Seen::no) {
    for (const Param* param : params.all()) read_.values.push_back(param->default_normalized());
  }

  std::optional<std::string> format;
  std::optional<std::string> plugin;
  std::optional<double> version;
  std::optional<double> state_version;
  bool has_params = false;
  std::string refused;  ///< why reading stopped
  bool root_is_object = false;

  void leave_out(std::string what) { read_.leave(std::move(what)); }
  [[nodiscard]] ReadState take() { return std::move(read_); }

  // What rapidjson::Reader calls.
  bool Null() {
    if (in_fields()) return fields_ == nullptr || pass(fields_->nothing());
    return value(std::nullopt, {});
  }
  bool Bool(bool b) {
    if (in_fields()) return fields_ == nullptr || pass(fields_->truth(b));
    return value(b ? 1.0 : 0.0, {});
  }
  // Numbers come as text: the parser's own conversion makes something else of some zeros.
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    const std::string_view digits(text, size);
    const double number = json_number(digits);
    if (!std::isfinite(number)) return refuse("the number " + json_text(digits) + " is too large");
    if (in_fields()) return fields_ == nullptr || pass(fields_->number(number));
    return value(number, {});
  }
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    const std::string_view held(text, size);
    if (in_fields()) return fields_ == nullptr || pass(fields_->text(held));
    return value(std::nullopt, held);
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    const std::string_view key(text, size);
    if (depth_ == 1) return root_key(key);
    if (in_params()) return param_key(key);
    if (!in_fields()) return true;
    if (fields_ != nullptr) return pass(fields_->key(key));
    if (depth_ == 2) leave_out("the field " + shortened(key));
    return true;
  }
  bool StartObject() {
    if (depth_ == 0) root_is_object = true;
    if (depth_ == 1 && root_key_ == RootKey::params) {
      has_params = true;
      params_open_ = true;
    } else {
      container();
    }
    return enter() && (fields_ == nullptr || !in_fields() || pass(fields_->start_object()));
  }
  bool EndObject(rapidjson::SizeType) { return end(); }
  bool StartArray() {
    container();
    return enter() && (fields_ == nullptr || !in_fields() || pass(fields_->start_list()));
  }
  bool EndArray(rapidjson::SizeType) { return end(); }

 private:
  enum class RootKey : std::uint8_t {
    other,
    format,
    version,
    plugin,
    state_version,
    params,
    fields,
    from_preset
  };
  enum class Seen : std::uint8_t { no, by_former_id, by_id };

  [[nodiscard]] bool in_params() const noexcept { return params_open_ && depth_ == 2; }
  /// Inside the value of "fields".
  [[nodiscard]] bool in_fields() const noexcept {
    return root_key_ == RootKey::fields && depth_ >= 2;
  }
  bool pass(bool taken) { return taken || refuse(fields_->refused()); }

  bool enter() {
    if (++depth_ <= kMostStateDepth) return true;
    return refuse("it is nested too deeply");
  }

  bool end() {
    if (in_fields() && fields_ != nullptr && !pass(fields_->end())) return false;
    if (--depth_ == 1) params_open_ = false;
    return true;
  }

  bool refuse(std::string why) {
    refused = std::move(why);
    return false;
  }

  bool root_key(std::string_view key) {
    static constexpr std::string_view kKeys[] = {
        "", "format", "version", "plugin", "state_version", "params", "fields", "from_preset"};
    root_key_ = RootKey::other;
    for (std::size_t i = 1; i < std::size(kKeys); ++i) {
      if (key != kKeys[i]) continue;
      root_key_ = static_cast<RootKey>(i);
      if (root_seen_[i]) return refuse("the key " + json_text(key) + " appears twice");
      root_seen_[i] = true;
    }
    return true;
  }

  bool param_key(std::string_view key) {
    param_ = params_.find(key);
    const Seen now = param_ != nullptr ? Seen::by_id : Seen::by_former_id;
    if (param_ == nullptr) param_ = params_.find_former(key);
    // What stands under its own id is the value, in whatever order the two come.
    const Seen before = param_ != nullptr ? seen_[param_->index()] : Seen::no;
    if (param_ == nullptr || (now == Seen::by_former_id && before != Seen::no)) {
      param_ = nullptr;
      leave_out("the parameter " + shortened(key));
      return true;
    }
    if (before == Seen::by_id) {
      return refuse("the parameter " + json_text(key) + " appears twice");
    }
    seen_[param_->index()] = now;
    return true;
  }

  /// A key of a stranger's, short enough for a log.
  static std::string shortened(std::string_view key) {
    char text[65];
    copy_text(key, text, sizeof text);
    return key.size() < sizeof text ? text : std::string(text) + "…";
  }

  /// An object or array where a value belongs.
  void container() {
    if (in_params()) leave_value();
  }

  /// A value that the parameter does not know: it has its default.
  void leave_value() {
    if (param_ != nullptr) leave_out("the value of " + std::string(param_->id()));
  }

  void param_value(std::optional<double> number, std::optional<std::string_view> text) {
    std::optional<double> normalized;
    // A number is fine for values with ids too: the parameter may have been of another kind.
    if (number) normalized = param_->to_normalized(*number);
    if (text) normalized = param_->find_value_id(*text);
    if (!normalized) {
      leave_value();
    } else if (!param_->flags().read_only) {
      read_.values[param_->index()] = *normalized;
    }
  }

  bool value(std::optional<double> number, std::optional<std::string_view> text) {
    if (depth_ == 1) {
      if (root_key_ == RootKey::version) version = number;
      if (root_key_ == RootKey::state_version) state_version = number;
      if (root_key_ == RootKey::format && text) format = std::string(*text);
      if (root_key_ == RootKey::plugin && text) plugin = std::string(*text);
      if (root_key_ == RootKey::from_preset && text) read_.from_preset = std::string(*text);
    } else if (in_params() && param_ != nullptr) {
      param_value(number, text);
    }
    return true;
  }

  const ParamSet& params_;
  JsonEvents* const fields_;
  ReadState read_;
  std::vector<Seen> seen_;
  bool root_seen_[8] = {};
  RootKey root_key_ = RootKey::other;
  const Param* param_ = nullptr;
  unsigned depth_ = 0;
  bool params_open_ = false;
};

auto refuse(std::string_view why, std::string_view what_to_do) {
  return tl::unexpected<Error>(cannot_load(why, what_to_do));
}

constexpr std::string_view kDamaged = "the project or preset file is damaged, try an older copy";
constexpr std::string_view kNotOurs = "choose a state that this plugin has saved";

}  // namespace

void ReadState::leave(std::string what) {
  if (++left_count <= kMaxLeftNamed) left.push_back(std::move(what));
}

std::string_view state_text(std::string_view bytes) noexcept {
  constexpr std::string_view kEnding("\0 \t\r\n", 5);
  const std::size_t last = bytes.find_last_not_of(kEnding);
  bytes = bytes.substr(0, last == std::string_view::npos ? 0 : last + 1);
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  return bytes;
}

Error cannot_load(std::string_view why, std::string_view what_to_do) {
  std::string message = "cannot load the saved state: ";
  message += why;
  message += "; ";
  message += what_to_do;
  return {std::move(message)};
}

Result<ReadState> read_state(std::string_view bytes, const PluginInfo& plugin,
                             const ParamSet& params, JsonEvents* fields) {
  if (bytes.size() > kMostStateBytes) return refuse("it is longer than 16 MiB", kNotOurs);
  bytes = state_text(bytes);
  if (bytes.empty()) return refuse("it is empty", kDamaged);
  if (bytes.find('\0') != std::string_view::npos) return refuse("it is not a text", kNotOurs);

  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                              rapidjson::kParseNumbersAsStringsFlag |
                              rapidjson::kParseValidateEncodingFlag;
  Picker picker(params, fields);
  Reader reader;
  rapidjson::MemoryStream stream(bytes.data(), bytes.size());
  const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream, picker);
  if (!picker.refused.empty()) return refuse(picker.refused, kDamaged);
  if (parsed.IsError()) {
    std::string why = "byte " + std::to_string(parsed.Offset()) + ": ";
    return refuse(why + rapidjson::GetParseError_En(parsed.Code()), kDamaged);
  }
  if (!picker.root_is_object || picker.format != "attacca-state") {
    return refuse("it is not the state of an Attacca plugin", kNotOurs);
  }
  if (!picker.version || *picker.version < 1.0) return refuse("it names no version", kDamaged);
  if (!picker.plugin) return refuse("it names no plugin", kDamaged);
  if (*picker.plugin != plugin.id) {
    return refuse("it belongs to the plugin " + json_text(*picker.plugin) + ", not to " +
                      json_text(plugin.id),
                  kNotOurs);
  }
  if (!picker.has_params) return refuse("it holds no parameters", kDamaged);
  if (*picker.version > kStateVersion) {
    picker.leave_out("what version " + decimal_text(*picker.version, 0) + " of the format adds");
  }
  const double state_version = picker.state_version.value_or(1.0);
  if (state_version < 1.0) return refuse("its state_version is below 1", kDamaged);
  if (state_version > plugin.state_version) {
    picker.leave_out("what a later version of the plugin adds");
  }
  ReadState read = picker.take();
  read.state_version = static_cast<unsigned>(std::min(state_version, 4294967295.0));
  return read;
}

}  // namespace attacca::core
