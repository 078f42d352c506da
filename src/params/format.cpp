// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/format.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "params/number_text.hpp"

namespace attacca::format {

namespace {
using core::decimal_text;
using core::leading_number;
using core::LeadingNumber;
using core::same_letters;
using core::trimmed;

struct Unit {
  std::string_view name;
  double factor;
};

/// A number with one of the units, or with none.
std::optional<double> number_in(std::string_view text, std::initializer_list<Unit> units) {
  const std::optional<LeadingNumber> number = leading_number(text);
  if (!number) return std::nullopt;
  if (number->rest.empty()) return number->value;
  for (const Unit& unit : units) {
    if (same_letters(number->rest, unit.name)) return number->value * unit.factor;
  }
  return std::nullopt;
}

// Keys are counted as MIDI does; C4 is 60 and A4, at 440 Hz, is 69.

constexpr std::string_view kNoteNames[] = {"C",  "C#", "D",  "D#", "E",  "F",
                                           "F#", "G",  "G#", "A",  "A#", "B"};

std::string key_name(int key) {
  const int octave = (key >= 0 ? key : key - 11) / 12;
  return std::string(kNoteNames[key - 12 * octave]) + std::to_string(octave - 1);
}

/// The key that a text begins with, and what follows it.
std::optional<LeadingNumber> leading_note(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  constexpr std::string_view kLetters = "cdefgab";
  constexpr int kSteps[] = {0, 2, 4, 5, 7, 9, 11};
  const std::size_t letter = kLetters.find(static_cast<char>(text.front() | 0x20));
  if (letter == std::string_view::npos) return std::nullopt;
  int key = kSteps[letter];
  text.remove_prefix(1);
  const auto take = [&text](std::string_view sign) {
    if (!text.starts_with(sign)) return false;
    text.remove_prefix(sign.size());
    return true;
  };
  if (take("#") || take("♯")) {
    ++key;
  } else if (take("b") || take("♭")) {
    --key;
  }
  const bool below_zero = take("-");
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  int octave = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9' && octave < 100) {
    octave = 10 * octave + (text.front() - '0');
    text.remove_prefix(1);
  }
  key += 12 * ((below_zero ? -octave : octave) + 1);
  return LeadingNumber{static_cast<double>(key), trimmed(text)};
}

double hertz_of_key(double key) {
  return 440.0 * std::exp2((key - 69.0) / 12.0);
}

/// -1, 0 or 1; nullopt for what is no side.
std::optional<double> side_of(std::string_view text) {
  if (same_letters(text, "l") || same_letters(text, "left")) return -1.0;
  if (same_letters(text, "r") || same_letters(text, "right")) return 1.0;
  if (same_letters(text, "c") || same_letters(text, "center") || same_letters(text, "centre")) {
    return 0.0;
  }
  return std::nullopt;
}

}  // namespace

std::string detail::write_decibels(double plain, unsigned decimals) {
  return decimal_text(plain, decimals) + " dB";
}

std::optional<double> detail::read_decibels(std::string_view text) {
  return number_in(text, {{"db", 1.0}});
}

std::string detail::write_ratio(double plain, unsigned decimals) {
  const std::string one = decimal_text(1.0, decimals);
  if (plain > 0.0 && plain < 1.0) {
    const std::string below = decimal_text(1.0 / plain, decimals);
    if (below != one) return "1:" + below;
  }
  return decimal_text(plain, decimals) + ":1";
}

std::optional<double> detail::read_ratio(std::string_view text) {
  const std::optional<LeadingNumber> above = leading_number(text);
  if (!above || above->rest.empty()) return above ? std::optional(above->value) : std::nullopt;
  if (above->rest.front() != ':') return std::nullopt;
  const std::optional<LeadingNumber> below = leading_number(above->rest.substr(1));
  if (!below || !below->rest.empty() || !(below->value > 0.0)) return std::nullopt;
  return above->value / below->value;
}

std::string detail::write_note(double plain, unsigned) {
  return key_name(static_cast<int>(std::lround(std::clamp(plain, -1000.0, 1000.0))));
}

std::optional<double> detail::read_note(std::string_view text) {
  if (const auto read = leading_note(text)) {
    return read->rest.empty() ? std::optional(read->value) : std::nullopt;
  }
  return number_in(text, {});
}

std::string detail::write_hertz(double plain, unsigned decimals) {
  // What would be rounded up to 1000 Hz is 1 kHz already.
  const double half = 0.5 * std::pow(10.0, -static_cast<double>(decimals));
  if (std::fabs(plain) + half >= 1000.0) {
    return decimal_text(plain / 1000.0, decimals + 1) + " kHz";
  }
  return decimal_text(plain, decimals) + " Hz";
}

std::optional<double> detail::read_hertz(std::string_view text) {
  if (const auto read = leading_note(text)) {
    if (read->rest.empty()) return hertz_of_key(read->value);
    const auto cents = number_in(read->rest, {{"ct", 1.0}, {"cents", 1.0}, {"¢", 1.0}});
    if (!cents) return std::nullopt;
    return hertz_of_key(read->value + *cents / 100.0);
  }
  return number_in(text, {{"hz", 1.0}, {"k", 1000.0}, {"khz", 1000.0}});
}

std::string detail::write_hertz_and_note(double plain, unsigned decimals) {
  std::string text = detail::write_hertz(plain, decimals);
  // Of what is written, so that reading it and writing it again gives the same cents.
  const double shown = read_hertz(text).value_or(0.0);
  if (!(shown > 0.0)) return text;
  const double key = 69.0 + 12.0 * std::log2(shown / 440.0);
  const double nearest = std::round(key);
  const long cents = std::lround(100.0 * (key - nearest));
  text += ", ";
  text += key_name(static_cast<int>(std::clamp(nearest, -1000.0, 1000.0)));
  if (cents != 0) {
    text += cents > 0 ? " +" : " ";
    text += std::to_string(cents);
    text += " ct";
  }
  return text;
}

std::optional<double> detail::read_hertz_and_note(std::string_view text) {
  // The number says it all; behind ", " is what write() adds. A comma before a digit is a mark.
  const std::size_t comma = text.find(", ");
  if (comma != std::string_view::npos && leading_number(text)) {
    const std::string_view behind = text.substr(comma + 1);
    if (!leading_note(behind)) return std::nullopt;
    text = text.substr(0, comma);
  }
  return detail::read_hertz(text);
}

std::string detail::write_percent(double plain, unsigned decimals) {
  return decimal_text(100.0 * plain, decimals) + " %";
}

std::optional<double> detail::read_percent(std::string_view text) {
  const std::optional<double> number = number_in(text, {{"%", 1.0}});
  return number ? std::optional(*number / 100.0) : std::nullopt;
}

std::string detail::write_pan(double plain, unsigned decimals) {
  const std::string text = decimal_text(std::fabs(100.0 * plain), decimals);
  if (text.find_first_not_of("0.") == std::string::npos) return "C";
  return text + (plain < 0.0 ? 'L' : 'R');
}

std::optional<double> detail::read_pan(std::string_view text) {
  text = trimmed(text);
  if (const auto side = side_of(text)) return side;
  // The side may stand in front.
  const std::size_t digits = text.find_first_of("+-.,0123456789");
  if (digits == std::string_view::npos) return std::nullopt;
  std::optional<double> side;
  if (digits > 0) {
    side = side_of(trimmed(text.substr(0, digits)));
    if (!side) return std::nullopt;
  }
  const std::optional<LeadingNumber> number = leading_number(text.substr(digits));
  if (!number) return std::nullopt;
  std::string_view rest = number->rest;
  if (rest.starts_with('%')) rest = trimmed(rest.substr(1));
  if (!rest.empty()) {
    if (side) return std::nullopt;
    side = side_of(rest);
    if (!side) return std::nullopt;
  }
  return number->value / 100.0 * side.value_or(1.0);
}

std::string detail::write_milliseconds(double plain, unsigned decimals) {
  return decimal_text(plain, decimals) + " ms";
}

std::optional<double> detail::read_milliseconds(std::string_view text) {
  return number_in(text, {{"ms", 1.0}, {"s", 1000.0}, {"us", 0.001}, {"µs", 0.001}});
}

std::string detail::write_power_of_two(double plain, unsigned) {
  const double value = std::exp2(std::clamp(std::round(plain), -60.0, 60.0));
  return decimal_text(value, value < 1.0 ? 15 : 0);
}

std::optional<double> detail::read_power_of_two(std::string_view text) {
  const std::optional<double> value = number_in(text, {});
  if (!value || !(*value > 0.0)) return std::nullopt;
  return std::round(std::log2(*value));
}

std::string detail::write_on_off(double plain, unsigned) {
  return plain >= 0.5 ? "On" : "Off";
}

std::optional<double> detail::read_on_off(std::string_view text) {
  text = trimmed(text);
  for (const std::string_view word : {"on", "true", "yes"}) {
    if (same_letters(text, word)) return 1.0;
  }
  for (const std::string_view word : {"off", "false", "no"}) {
    if (same_letters(text, word)) return 0.0;
  }
  return number_in(text, {});
}

}  // namespace attacca::format
