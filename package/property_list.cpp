// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/property_list.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "text/utf8.hpp"

namespace attacca::package {
namespace {

using Kind = PropertyListValue::Kind;

constexpr unsigned kDeepest = 32;

constexpr std::string_view kBlanks = " \t\r\n";

/// Between & and ; of a reference. False: XML knows none of that name.
bool append_reference(std::string& text, std::string_view name) {
  constexpr std::pair<std::string_view, char> kNames[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [known, letter] : kNames) {
    if (name != known) continue;
    text += letter;
    return true;
  }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t point = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data(), end, point, hexadecimal ? 16 : 10);
  const bool is_surrogate = point >= 0xD800 && point < 0xE000;
  if (error != std::errc{} || stop != end || point == 0 || point > 0x10FFFF || is_surrogate) {
    return false;
  }
  text::append_utf8(text, point);
  return true;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::optional<PropertyListValue> document() {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    Tag tag = next_tag();
    if (tag.name != "plist" || tag.kind != Tag::opening) return std::nullopt;
    auto found = value(next_tag(), 0);
    if (!found || !closes("plist")) return std::nullopt;
    skip_nothings();
    if (!rest_.empty()) return std::nullopt;
    return found;
  }

 private:
  struct Tag {
    enum { none, opening, closing, empty } kind = none;
    std::string_view name;
  };

  /// Blanks, comments, declarations: where only elements may stand.
  void skip_nothings() {
    for (;;) {
      rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlanks), rest_.size()));
      std::string_view end;
      if (rest_.starts_with("<!--")) {
        end = "-->";
      } else if (rest_.starts_with("<?")) {
        end = "?>";
      } else if (rest_.starts_with("<!DOCTYPE")) {
        end = ">";  // of one that defines nothing
      } else {
        return;
      }
      const std::size_t at = rest_.find(end);
      rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + end.size());
    }
  }

  Tag next_tag() {
    skip_nothings();
    const std::size_t end = rest_.find('>');
    if (!rest_.starts_with('<') || end == std::string_view::npos) return {};
    std::string_view inside = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    Tag tag;
    tag.kind = Tag::opening;
    if (inside.starts_with('/')) {
      tag.kind = Tag::closing;
      inside.remove_prefix(1);
    } else if (inside.ends_with('/')) {
      tag.kind = Tag::empty;
      inside.remove_suffix(1);
    }
    tag.name = inside.substr(0, inside.find_first_of(kBlanks));
    return tag;
  }

  bool closes(std::string_view name) {
    const Tag tag = next_tag();
    return tag.kind == Tag::closing && tag.name == name;
  }

  /// What stands up to the end of the element that has been opened.
  std::optional<std::string> content(const Tag& tag) {
    std::string text;
    if (tag.kind == Tag::empty) return text;
    while (!rest_.empty() && rest_.front() != '<') {
      const std::size_t plain = std::min(rest_.find_first_of("<&"), rest_.size());
      text += rest_.substr(0, plain);
      rest_.remove_prefix(plain);
      if (!rest_.starts_with('&')) continue;
      const std::size_t end = rest_.find(';');
      if (end == std::string_view::npos) return std::nullopt;
      if (!append_reference(text, rest_.substr(1, end - 1))) return std::nullopt;
      rest_.remove_prefix(end + 1);
    }
    if (!closes(tag.name)) return std::nullopt;
    return text;
  }

  bool read_dictionary(PropertyListValue& dictionary, unsigned depth) {
    for (;;) {
      const Tag tag = next_tag();
      if (tag.kind == Tag::closing && tag.name == "dict") return true;
      if (tag.kind == Tag::none || tag.kind == Tag::closing || tag.name != "key") return false;
      auto key = content(tag);
      if (!key) return false;
      auto entry = value(next_tag(), depth + 1);
      if (!entry) return false;
      dictionary.entries.insert_or_assign(std::move(*key), std::move(*entry));
    }
  }

  bool skip_array(unsigned depth) {
    for (;;) {
      const Tag tag = next_tag();
      if (tag.kind == Tag::closing && tag.name == "array") return true;
      if (!value(tag, depth + 1)) return false;
    }
  }

  std::optional<PropertyListValue> value(const Tag& tag, unsigned depth) {
    if (tag.kind == Tag::none || tag.kind == Tag::closing || depth > kDeepest) return std::nullopt;
    PropertyListValue found;
    if (tag.name == "dict") {
      found.kind = Kind::dictionary;
      if (tag.kind == Tag::opening && !read_dictionary(found, depth)) return std::nullopt;
      return found;
    }
    if (tag.name == "array") {
      found.kind = Kind::array;
      if (tag.kind == Tag::opening && !skip_array(depth)) return std::nullopt;
      return found;
    }
    auto text = content(tag);
    if (!text) return std::nullopt;
    if (tag.name == "string") {
      found.kind = Kind::string;
    } else if (tag.name == "data") {
      found.kind = Kind::data;
      std::erase_if(*text, [](char c) { return kBlanks.find(c) != std::string_view::npos; });
    } else if (tag.name == "true" || tag.name == "false") {
      found.kind = Kind::boolean;
      found.truth = tag.name == "true";
    } else if (tag.name != "integer" && tag.name != "real" && tag.name != "date") {
      return std::nullopt;
    }
    found.text = std::move(*text);
    return found;
  }

  std::string_view rest_;
};

}  // namespace

const PropertyListValue* PropertyListValue::find(std::string_view key) const {
  const auto found = entries.find(key);
  return found == entries.end() ? nullptr : &found->second;
}

const PropertyListValue* PropertyListValue::find(std::string_view key, Kind of_kind) const {
  const PropertyListValue* const found = find(key);
  return found != nullptr && found->kind == of_kind ? found : nullptr;
}

bool is_binary_property_list(std::string_view text) noexcept {
  return text.starts_with("bplist");
}

Result<PropertyListValue> read_property_list(std::string_view text) {
  auto found = Reader(text).document();
  if (!found) return fail("no property list in XML");
  return std::move(*found);
}

}  // namespace attacca::package
