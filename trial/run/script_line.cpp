// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/script_line.hpp"

#include <charconv>

#include "text/printable.hpp"
#include "text/utf8.hpp"

namespace attacca::trial {
namespace {

bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\r';
}

}  // namespace

std::string shown(const ScriptWord& word) {
  return word.text.empty() ? "the end of the line" : "\"" + text::printable(word.text) + "\"";
}

std::string ScriptText::at(std::size_t n) const {
  std::string result;
  for (const char c : text) {
    if (c == kCounterMark) {
      result += std::to_string(n);
    } else {
      result += c;
    }
  }
  return result;
}

void ScriptLine::skip_space() {
  while (at_ < line_.size() && is_space(line_[at_])) ++at_;
}

std::size_t ScriptLine::column_of(std::size_t byte) {
  // Counted on from the last place asked about: from the line's start each time, half a million
  // escapes would take the square of that.
  if (byte < counted_bytes_) counted_bytes_ = counted_points_ = 0;
  counted_points_ += text::count_code_points(line_.substr(counted_bytes_, byte - counted_bytes_));
  counted_bytes_ = byte;
  return counted_points_ + 1;
}

bool ScriptLine::is_at_end() {
  skip_space();
  return at_ == line_.size() || line_[at_] == '#';
}

std::size_t ScriptLine::column() {
  skip_space();
  return column_of(at_);
}

ScriptWord ScriptLine::peek() {
  skip_space();
  std::size_t end = at_;
  while (end < line_.size() && !is_space(line_[end]) && line_[end] != '"') ++end;
  return {line_.substr(at_, end - at_), column_of(at_)};
}

ScriptWord ScriptLine::take() {
  const ScriptWord word = peek();
  at_ += word.text.size();
  return word;
}

bool ScriptLine::mistake(std::size_t column, std::string message) {
  if (!has_mistake()) {
    mistake_column_ = column;
    message_ = std::move(message);
  }
  return false;
}

std::optional<ScriptText> ScriptLine::take_text(std::string_view what) {
  const std::size_t begin = column();
  if (at_ == line_.size() || line_[at_] != '"') {
    mistake(begin, "found " + shown(is_at_end() ? ScriptWord{} : peek()) + "; expected " +
                       std::string(what) + " in quotes, such as \"Lead Vox\"");
    return std::nullopt;
  }
  ScriptText result{{}, begin};
  for (++at_; at_ < line_.size();) {
    const char c = line_[at_];
    if (c == '"') {
      ++at_;
      return result;
    }
    if (c == '\\') {
      if (!take_escape(result.text)) return std::nullopt;
    } else if (line_.substr(at_, 3) == "{n}") {
      result.text += ScriptText::kCounterMark;
      at_ += 3;
    } else {
      result.text += c;
      ++at_;
    }
  }
  mistake(begin, "this text has no end; expected a closing quote on the same line");
  return std::nullopt;
}

bool ScriptLine::take_escape(std::string& text) {
  const std::size_t column = column_of(at_);
  const char c = at_ + 1 < line_.size() ? line_[at_ + 1] : '\0';
  at_ += 2;
  switch (c) {
    case '"':
    case '\\':
    case '{':
      text += c;
      return true;
    case 'n':
      text += '\n';
      return true;
    case 't':
      text += '\t';
      return true;
    case 'u':
      return take_code_point(text, column);
    default:
      return mistake(column, "unknown escape; expected \\\", \\\\, \\{, \\n, \\t or \\u{1F3B8}");
  }
}

bool ScriptLine::take_code_point(std::string& text, std::size_t column) {
  const std::string expected = "; expected 1 to 6 hex digits in braces, such as \\u{1F3B8}";
  const std::size_t end = line_.find('}', at_);
  if (at_ >= line_.size() || line_[at_] != '{' || end == std::string_view::npos) {
    return mistake(column, "incomplete \\u" + expected);
  }
  const std::string_view digits = line_.substr(at_ + 1, end - at_ - 1);
  std::uint32_t point = 0;
  const char* const last = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), last, point, 16);
  if (digits.empty() || digits.size() > 6 || error != std::errc{} || rest != last) {
    return mistake(column, "bad \\u{" + text::printable(digits) + "}" + expected);
  }
  if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) {
    return mistake(column, "\\u{" + std::string(digits) +
                               "} is not a character; expected 1 to 10FFFF without surrogates");
  }
  text::append_utf8(text, static_cast<char32_t>(point));
  at_ = end + 1;
  return true;
}

}  // namespace attacca::trial
