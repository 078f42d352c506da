// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a plugin has to say to people who look for a mistake, from process() too:
//
//     attacca::Log log_{tasks()};                                        // a member of the plugin
//     log_.warning("no room for key {}: {} voices sound", key, count);   // anywhere
//
// Any thread: lock-free, no allocation, no system call on the audio thread; the text is put
// together on the main thread. It goes to the host's log (CLAP), or to the standard error stream,
// and to ATTACCA_LOG. Bounded: what finds no room is counted, and the log says how much is missing.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "attacca/base/fixed_text.hpp"
#include "attacca/rt/shared_queue.hpp"
#include "attacca/tasks/task_set.hpp"

namespace attacca {

/// What a log line is for.
enum class LogLevel : std::uint8_t {
  debug,    ///< for the plugin's developers
  info,     ///< something went its way
  warning,  ///< something did not, and the plugin goes on
  error,    ///< something is missing now
};

namespace detail {

/// A line that is not put together yet.
struct LogLine {
  static constexpr std::size_t kMostValues = 6;
  static constexpr std::size_t kMostText = 120;  ///< bytes, of all texts

  struct Value {
    enum class Kind : std::uint8_t {
      none,
      natural,
      integer,
      number,
      truth,
      text
    } kind = Kind::none;
    union {
      std::uint64_t natural = 0;
      std::int64_t integer;
      double number;
      std::uint64_t text_size;
    };
  };

  LogLevel level = LogLevel::info;
  const char* format = "";
  std::array<Value, kMostValues> values;
  char texts[kMostText] = {};  ///< one behind the other
  std::size_t texts_size = 0;

  template <typename T>
  void set(std::size_t index, const T& from) noexcept {
    Value& value = values[index];
    if constexpr (std::is_same_v<T, bool>) {
      value.kind = Value::Kind::truth;
      value.natural = from ? 1 : 0;
    } else if constexpr (std::is_enum_v<T>) {
      set(index, static_cast<std::underlying_type_t<T>>(from));
    } else if constexpr (std::is_floating_point_v<T>) {
      value.kind = Value::Kind::number;
      value.number = static_cast<double>(from);
    } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
      value.kind = Value::Kind::integer;
      value.integer = from;
    } else if constexpr (std::is_integral_v<T>) {
      value.kind = Value::Kind::natural;
      value.natural = from;
    } else if constexpr (requires { from.view(); }) {
      set_text(value, from.view());
    } else {
      static_assert(std::is_convertible_v<const T&, std::string_view>,
                    "a log line has numbers, bool and texts");
      set_text(value, std::string_view(from));
    }
  }

 private:
  void set_text(Value& value, std::string_view text) noexcept {
    const FixedText<kMostText> cut(text.substr(0, kMostText));
    std::size_t size = cut.view().size();
    if (size > kMostText - texts_size) {
      size = kMostText - texts_size;
      while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80u) --size;
    }
    for (std::size_t i = 0; i < size; ++i) texts[texts_size++] = text[i];
    value.kind = Value::Kind::text;
    value.text_size = size;
  }
};

/// Puts the line together. [not audio]
[[nodiscard]] std::string text_of(const LogLine& line);

/// A literal with as many {} as there are arguments; anything else does not compile.
template <typename... Args>
class LogFormat {
 public:
  consteval LogFormat(const char* text) : text_(text) {  // NOLINT: literals are to be given as such
    std::size_t places = 0;
    for (const char* c = text; *c != '\0'; ++c) {
      if (c[0] == '{' && c[1] == '}') ++places;
    }
    if (places != sizeof...(Args)) throw "as many {} as arguments are needed";
  }
  [[nodiscard]] const char* text() const noexcept { return text_; }

 private:
  const char* text_;
};

}  // namespace detail

/// A plugin's way to a log. Lines of one thread come in order. Arguments are numbers, bool, enums
/// and texts (UTF-8; together at most 120 bytes of a line, the rest is cut); at most 6. A literal
/// is the format, with {} for each argument. All members [any].
class Log final : private detail::Task {
 public:
  /// Joins the plugin's tasks(). `room`: how many lines may wait for the main thread. Allocates, in
  /// the plugin's constructor.
  explicit Log(TaskSet& set, std::size_t room = 64) : Task(Thread::main), set_(set), lines_(room) {
    set.add(*this);
  }

  template <typename... Args>
  void debug(detail::LogFormat<std::type_identity_t<Args>...> format,
             const Args&... args) noexcept {
    write(LogLevel::debug, format.text(), args...);
  }
  template <typename... Args>
  void info(detail::LogFormat<std::type_identity_t<Args>...> format, const Args&... args) noexcept {
    write(LogLevel::info, format.text(), args...);
  }
  template <typename... Args>
  void warning(detail::LogFormat<std::type_identity_t<Args>...> format,
               const Args&... args) noexcept {
    write(LogLevel::warning, format.text(), args...);
  }
  template <typename... Args>
  void error(detail::LogFormat<std::type_identity_t<Args>...> format,
             const Args&... args) noexcept {
    write(LogLevel::error, format.text(), args...);
  }

  /// How many lines found no room so far.
  [[nodiscard]] std::uint64_t overflows() const noexcept { return lines_.overflows(); }

 private:
  template <typename... Args>
  void write(LogLevel level, const char* format, const Args&... args) noexcept {
    static_assert(sizeof...(Args) <= detail::LogLine::kMostValues);
    if (set_.is_ending()) return;
    detail::LogLine line;
    line.level = level;
    line.format = format;
    std::size_t index = 0;
    ((line.set(index++, args)), ...);
    (void)lines_.push(line);  // counted where there is no room
    set_.wake(Thread::main);
  }

  bool run_one() override;
  [[nodiscard]] bool is_waiting() const noexcept override { return !lines_.empty(); }

  TaskSet& set_;
  rt::SharedQueue<detail::LogLine> lines_;
  std::uint64_t reported_overflows_ = 0;
};

}  // namespace attacca
