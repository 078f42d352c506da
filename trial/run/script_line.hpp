// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace attacca::trial {

/// A piece of a script's line and where it stood.
struct ScriptWord {
  std::string_view text;
  std::size_t column = 0;  ///< Counted from 1, in characters.
};

/// Text between quotes with its escapes resolved. A place where `{n}` stood holds
/// kCounterMark, which no text can contain.
struct ScriptText {
  static constexpr char kCounterMark = '\0';

  std::string text;
  std::size_t column = 0;

  /// The text of one repetition.
  [[nodiscard]] std::string at(std::size_t n) const;
};

/// Reads one line of a script from left to right. The first mistake is kept.
class ScriptLine {
 public:
  explicit ScriptLine(std::string_view line) : line_(line) {}

  /// Whether only space or a comment is left.
  [[nodiscard]] bool is_at_end();
  /// The column of what comes next.
  [[nodiscard]] std::size_t column();
  /// The next word without taking it; empty at the end or before a quote.
  [[nodiscard]] ScriptWord peek();
  /// Takes the next word; at the line's end it is empty.
  ScriptWord take();
  /// Takes a text in quotes. `what` names it in the mistake.
  std::optional<ScriptText> take_text(std::string_view what);

  /// Notes a mistake, unless there is one already. Always false, to be returned.
  bool mistake(std::size_t column, std::string message);
  [[nodiscard]] bool has_mistake() const noexcept { return !message_.empty(); }
  [[nodiscard]] const std::string& message() const noexcept { return message_; }
  [[nodiscard]] std::size_t mistake_column() const noexcept { return mistake_column_; }

 private:
  void skip_space();
  [[nodiscard]] std::size_t column_of(std::size_t byte);
  bool take_escape(std::string& text);
  bool take_code_point(std::string& text, std::size_t column);

  std::string_view line_;
  std::size_t at_ = 0;
  std::size_t counted_bytes_ = 0;  ///< Of the line's start, and how many characters they are.
  std::size_t counted_points_ = 0;
  std::string message_;
  std::size_t mistake_column_ = 0;
};

/// How a word is shown in a message: in quotes and without control characters, or "the end of the
/// line".
[[nodiscard]] std::string shown(const ScriptWord& word);

}  // namespace attacca::trial
