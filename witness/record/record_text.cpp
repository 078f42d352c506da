// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/record_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace attacca::witness {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

template <typename T>
std::string hex(T value) {
  std::string text(sizeof(T) * 2, '0');
  for (std::size_t i = 0; i < text.size(); ++i) {
    text[text.size() - 1 - i] = kHexDigits[(value >> (4 * i)) & 15U];
  }
  return text;
}

std::string quoted(std::string_view bytes) {
  std::string text = "\"";
  for (const char c : bytes) {
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      text += "\\x" + hex(static_cast<std::uint8_t>(c));
    } else {
      text += c;
    }
  }
  return text + '"';
}

std::string real_text(double value) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  std::string written(text.data(), end);
  if (std::isfinite(value) && written.find_first_of(".e") == std::string::npos) written += ".0";
  return written;
}

struct ValueText {
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return real_text(value); }
  std::string operator()(const std::string& value) const { return quoted(value); }
  std::string operator()(const Digest& value) const {
    return "#" + std::to_string(value.length) + ":" + hex(value.hash);
  }
  std::string operator()(const Uid& value) const {
    std::string text = "{";
    for (const std::uint8_t byte : value.bytes) text += hex(byte);
    return text + "}";
  }
};

/// What is left of a line. Each take says whether it was there.
class Line {
 public:
  explicit Line(std::string_view text) : text_(text) {}

  [[nodiscard]] bool is_over() const { return text_.empty(); }

  /// Up to the next blank.
  std::string_view word() {
    const std::string_view taken = text_.substr(0, text_.find(' '));
    text_.remove_prefix(std::min(text_.size(), taken.size() + 1));
    return taken;
  }

  template <typename T>
  bool number(T& out) {
    return whole(word(), out, 10);
  }

  bool value(Value& out) {
    if (text_.starts_with('"')) return quoted_text(out);
    const std::string_view token = word();
    if (token.starts_with('#')) return digest(token.substr(1), out);
    if (token.starts_with('{')) return uid(token, out);
    if (std::int64_t integer = 0; whole(token, integer, 10)) {
      out = integer;
      return true;
    }
    double real = 0.0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), real);
    if (error != std::errc{} || end != token.data() + token.size()) return false;
    out = real;
    return true;
  }

 private:
  template <typename T>
  static bool whole(std::string_view token, T& out, int base) {
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), out, base);
    return !token.empty() && error == std::errc{} && end == token.data() + token.size();
  }

  bool quoted_text(Value& out) {
    std::string text;
    std::size_t at = 1;
    for (; at < text_.size() && text_[at] != '"'; ++at) {
      if (text_[at] != '\\') {
        text += text_[at];
        continue;
      }
      ++at;
      if (at < text_.size() && text_[at] == 'x') {
        std::uint8_t byte = 0;
        if (text_.size() - at < 3 || !whole(text_.substr(at + 1, 2), byte, 16)) return false;
        text += static_cast<char>(byte);
        at += 2;
      } else if (at < text_.size()) {
        text += text_[at];
      }
    }
    if (at >= text_.size()) return false;
    text_.remove_prefix(at + 1);
    if (!text_.empty()) {
      if (text_.front() != ' ') return false;
      text_.remove_prefix(1);
    }
    out = std::move(text);
    return true;
  }

  static bool digest(std::string_view token, Value& out) {
    const std::size_t colon = token.find(':');
    Digest found;
    if (colon == std::string_view::npos || !whole(token.substr(0, colon), found.length, 10) ||
        !whole(token.substr(colon + 1), found.hash, 16)) {
      return false;
    }
    out = found;
    return true;
  }

  static bool uid(std::string_view token, Value& out) {
    Uid found;
    if (token.size() != 34 || token.back() != '}') return false;
    for (std::size_t i = 0; i < found.bytes.size(); ++i) {
      if (!whole(token.substr(1 + 2 * i, 2), found.bytes[i], 16)) return false;
    }
    out = found;
    return true;
  }

  std::string_view text_;
};

/// Says what is wrong, or nothing.
std::string take_line(std::string_view text, Recording& recording) {
  Line line(text);
  Record record;
  if (!line.number(record.sequence) || !line.number(record.time) || !line.number(record.thread) ||
      !line.number(record.object)) {
    return "a line begins with four whole numbers: sequence, nanoseconds, thread, object";
  }
  const std::string_view kind = line.word();
  if (kind.size() != 1 || !is_told(static_cast<RecordKind>(kind.front()))) {
    return "the fifth word must be > (a call), . (a detail), < (a result) or * (a remark)";
  }
  record.kind = static_cast<RecordKind>(kind.front());
  const std::string_view name = line.word();
  if (name.empty()) return "the name of the call is missing";
  record.name = recording.keep(name);
  while (!line.is_over()) {
    Value value;
    if (!line.value(value)) {
      return "value " + std::to_string(record.values.size() + 1) +
             " is no number, no \"text\", no #length:hash and no {id}";
    }
    record.values.push_back(std::move(value));
  }
  recording.records.push_back(std::move(record));
  return {};
}

}  // namespace

std::string text_of(const std::vector<Value>& values) {
  std::string text;
  for (const Value& value : values) text += " " + std::visit(ValueText{}, value);
  return text;
}

std::string line_of(const Record& record) {
  return std::to_string(record.sequence) + " " + std::to_string(record.time) + " " +
         std::to_string(record.thread) + " " + std::to_string(record.object) + " " +
         static_cast<char>(record.kind) + " " + std::string(record.name) + text_of(record.values);
}

std::string replay_text(const Recording& recording) {
  std::string text(kReplayHead);
  text += " " + std::to_string(kReplayVersion) + "\n";
  for (const Record& record : recording.records) text += line_of(record) + "\n";
  return text;
}

Result<Recording> parse_replay(std::string_view text, std::string_view file) {
  const std::string where(file);
  Recording recording;
  std::size_t number = 0;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number;
    if (number == 1) {
      Line head(line);
      int version = 0;
      if (head.word() != kReplayHead || !head.number(version)) {
        return fail(where + ":1: this is no replay: it begins with \"" + std::string(kReplayHead) +
                    " " + std::to_string(kReplayVersion) +
                    "\"; attacca profile makes one of a witness file");
      }
      if (version != kReplayVersion) {
        return fail(where + ":1: a replay of version " + std::to_string(version) +
                    "; this program acts out version " + std::to_string(kReplayVersion));
      }
      continue;
    }
    if (line.empty() || line.starts_with('#')) continue;
    if (const std::string wrong = take_line(line, recording); !wrong.empty()) {
      return fail(where + ":" + std::to_string(number) + ": " + wrong);
    }
  }
  if (number == 0) return fail(where + " is empty; a replay was expected");
  return recording;
}

}  // namespace attacca::witness
