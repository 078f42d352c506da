// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: any bytes, taken for UTF-8, for UTF-16 and for a typed-in number. Core, command line and
// host have text code of their own, which must agree.

#include <charconv>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/log.hpp"
#include "base/unicode.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "host/vst3/utf16.hpp"
#include "params/number_text.hpp"
#include "text/utf8.hpp"
#if defined(ATTACCA_FUZZ_GUI)
#include "gui/printable_utf8.hpp"
#endif

namespace attacca::fuzz {
namespace {

void check_repair(std::string_view bytes, const std::string& valid) {
  require(is_utf8(valid), "repaired text is UTF-8");
  require(core::valid_utf8(valid) == valid, "repaired text needs no repair");
  require(is_utf8(bytes) == (valid == bytes), "only malformed text is changed");
  const std::size_t bad = text::find_malformed_utf8(bytes);
  require((bad == std::string_view::npos) == is_utf8(bytes), "malformed text is found");
  if (bad != std::string_view::npos) {
    require(is_utf8(bytes.substr(0, bad)), "and nothing before it");
  }
  const auto json = nlohmann::json::parse(core::json_text(bytes), nullptr, false);
  require(json.is_string() && json.get<std::string>() == valid, "a JSON text says the same");
#if defined(ATTACCA_FUZZ_GUI)
  const std::string shown = gui::printable_utf8(bytes);
  require(shown.empty() ? bytes.empty() : is_one_clear_line(shown), "what is drawn is one line");
#endif
}

void check_cuts(const std::string& valid, std::size_t capacity) {
  require(text::cut_utf8(valid, capacity) == cut(valid, capacity), "cut between characters");
  std::vector<char> room(capacity + 1, 'x');
  core::copy_text(valid, room.data(), room.size());
  require(std::string_view(room.data(), capacity + 1).find('\0') != std::string_view::npos,
          "a copied text ends");
  const std::string_view copied = core::bounded_text(room.data(), room.size());
  require(copied == cut(valid, capacity).substr(0, copied.size()) && is_utf8(copied),
          "a copied text is the start of the text");
  const std::vector<char> unterminated(valid.begin(), valid.end());
  require(core::bounded_text(unterminated.data(), unterminated.size()) ==
              valid.substr(0, valid.find('\0')),
          "a text without an end ends where its room ends");
}

void check_to_utf16(const std::string& valid, std::size_t capacity) {
  const std::u16string all = host::to_utf16(valid);
  require(host::to_utf8(all) == valid, "UTF-16 and back is the same text");
  std::vector<char16_t> room(capacity + 1, u'x');
  const std::size_t count = core::utf16_from_utf8(valid, room.data(), room.size());
  require(count <= capacity && count <= all.size(), "no more units than there is room for");
  require(all.compare(0, count, room.data(), count) == 0, "the text's own units");
  for (std::size_t i = count; i < room.size(); ++i) require(room[i] == 0, "then zeros");
  require(count == all.size() || count + 2 > capacity, "as many as fit");
  const std::string_view cut_text = text::cut_utf16_units(valid, capacity);
  require(host::to_utf16(cut_text) == std::u16string(room.data(), count), "cut at the same place");
}

void check_from_utf16(const std::vector<char16_t>& units) {
  const std::u16string_view text(units.data(), units.size());
  const std::string utf8 = core::utf8_from_utf16(units.data(), units.size());
  require(utf8 == utf8_of(text), "UTF-16 is read as its rules say");
  require(utf8 == host::to_utf8(text.substr(0, text.find(u'\0'))), "host and core agree");
}

void check_number(std::string_view text) {
  const auto number = core::leading_number(text);
  if (!number) return;
  require(std::isfinite(number->value), "a number is finite");
  require(number->rest.empty() || text.find(number->rest) != std::string_view::npos,
          "what follows the number is the text's own");
  const std::string shown = core::decimal_text(number->value, 15);
  require(shown.find_first_not_of("-.0123456789") == std::string::npos, "digits in every locale");
  // Up to 15 digits without an exponent: as exact as the standard library.
  const bool plain = text.size() <= 16 && number->rest.empty() &&
                     text.find_first_not_of(".0123456789") == std::string_view::npos;
  double exact = 0.0;
  if (!plain || std::from_chars(text.data(), text.data() + text.size(), exact).ec != std::errc()) {
    return;
  }
  const auto digits = text.size() - (text.find('.') == std::string_view::npos ? 0 : 1);
  if (digits <= 15) require(number->value == exact, "the nearest number");
}

void check(std::string_view bytes) {
  const std::string valid = core::valid_utf8(bytes);
  const std::size_t capacity =
      bytes.empty() ? 0 : static_cast<unsigned char>(bytes.back()) % (bytes.size() + 1);
  check_repair(bytes, valid);
  check_cuts(valid, capacity);
  check_to_utf16(valid, capacity);
  std::vector<char16_t> units(bytes.size() / 2);
  if (!units.empty()) std::memcpy(units.data(), bytes.data(), 2 * units.size());
  check_from_utf16(units);
  check_number(bytes);
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check(attacca::fuzz::as_text(data, size));
  return 0;
}
