// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <charconv>
#include <optional>
#include <string>

#include "attacca/log.hpp"

namespace attacca {

namespace {

template <typename Number>
void append_number(std::string& out, Number number) {
  char text[32];
  std::to_chars_result end{};
  if constexpr (std::is_same_v<Number, double>) {
    end = std::to_chars(text, text + sizeof text, number, std::chars_format::general, 6);
  } else {
    end = std::to_chars(text, text + sizeof text, number);
  }
  out.append(text, end.ptr);
}

}  // namespace

std::string detail::text_of(const LogLine& line) {
  std::string out;
  std::size_t index = 0;
  std::size_t text_at = 0;
  for (const char* c = line.format; *c != '\0'; ++c) {
    if (c[0] != '{' || c[1] != '}' || index == line.values.size()) {
      out += *c;
      continue;
    }
    ++c;
    const LogLine::Value& value = line.values[index++];
    switch (value.kind) {
      case LogLine::Value::Kind::natural:
        append_number(out, value.natural);
        break;
      case LogLine::Value::Kind::integer:
        append_number(out, value.integer);
        break;
      case LogLine::Value::Kind::number:
        append_number(out, value.number);
        break;
      case LogLine::Value::Kind::truth:
        out += value.natural != 0 ? "true" : "false";
        break;
      case LogLine::Value::Kind::text:
        out.append(line.texts + text_at, value.text_size);
        text_at += value.text_size;
        break;
      case LogLine::Value::Kind::none:
        break;
    }
  }
  return out;
}

bool Log::run_one() {
  const std::optional<detail::LogLine> line = lines_.pop();
  if (line) set_.log(line->level, detail::text_of(*line));
  const std::uint64_t missing = overflows() - reported_overflows_;
  if (missing > 0 && lines_.empty()) {
    reported_overflows_ += missing;
    set_.log(LogLevel::warning, std::to_string(missing) +
                                    " lines are missing here: more came than there was room for");
  }
  return line.has_value();
}

}  // namespace attacca
