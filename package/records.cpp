// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/records.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include <nlohmann/json.hpp>

namespace attacca::package {
namespace {

constexpr std::size_t kLongestRecord = std::size_t{1} << 18U;

struct RecordKind {
  std::string_view magic;
  std::array<std::string_view, 3> sections;  // ELF, Mach-O, PE (names there have eight letters)
};

constexpr RecordKind kIdentityRecord{"ATTACCA-BUILD-IDENTITY/1\n",
                                     {".attacca.build", "__TEXT,__attacca", ".attacca"}};
constexpr RecordKind kMetadataRecord{"ATTACCA-PLUGIN-METADATA/1\n",
                                     {".attacca.meta", "__TEXT,__attacca_meta", ".attmeta"}};

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// What follows the first line, if there is a terminator within reach.
std::optional<std::string_view> record_body(std::string_view text, std::size_t magic_at,
                                            const RecordKind& kind) {
  const std::string_view body = text.substr(magic_at + kind.magic.size(), kLongestRecord);
  const std::size_t end = body.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  return body.substr(0, end);
}

// Offers each record in `text` to `accept` until one is taken.
bool search_records(std::string_view text, const RecordKind& kind,
                    const std::function<bool(std::string_view)>& accept) {
  for (std::size_t at = text.find(kind.magic); at != std::string_view::npos;
       at = text.find(kind.magic, at + 1)) {
    const auto body = record_body(text, at, kind);
    if (body && accept(*body)) return true;
  }
  return false;
}

void find_record(std::span<const std::byte> file, const binary::BinaryImage* image,
                 const RecordKind& kind, const std::function<bool(std::string_view)>& accept) {
  const std::string_view text = as_text(file);
  if (image != nullptr) {
    for (const binary::BinarySlice& slice : image->slices) {
      for (const binary::BinarySection& section : slice.sections) {
        const bool named = std::find(kind.sections.begin(), kind.sections.end(), section.name) !=
                           kind.sections.end();
        if (!named || section.offset > text.size()) continue;
        const auto piece = text.substr(static_cast<std::size_t>(section.offset),
                                       static_cast<std::size_t>(section.size));
        if (search_records(piece, kind, accept)) return;
      }
    }
  }
  search_records(text, kind, accept);
}

std::string text_of(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

bool is_class_id(std::string_view text) {
  return text.size() == 32 &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

bool set_field(PluginMetadata& plugin, std::string_view key, std::string_view value) {
  if (key == "name") plugin.name = value;
  if (key == "vendor") plugin.vendor = value;
  if (key == "url") plugin.url = value;
  if (key == "email") plugin.email = value;
  if (key == "version") plugin.version = value;
  if (key == "description") plugin.description = value;
  if (key == "clap_feature") plugin.clap_features.emplace_back(value);
  if (key == "vst3_class" && !value.empty()) {
    if (!is_class_id(value)) return false;
    plugin.vst3_class = value;
  }
  if (key == "vst3_subcategories") plugin.vst3_subcategories = split(value, '|');
  if (key == "vst3_sdk") plugin.vst3_sdk = value;
  if (key == "vst3_flags") {
    const auto parsed =
        std::from_chars(value.data(), value.data() + value.size(), plugin.vst3_flags);
    return parsed.ec == std::errc() && parsed.ptr == value.data() + value.size();
  }
  return true;
}

}  // namespace

std::string BuildIdentity::summary() const {
  const std::string_view digest = std::string_view(sources).substr(0, 7 + 12);
  std::string text = std::string(digest) + ", revision " +
                     (revision.size() == 40 ? revision.substr(0, 12) : revision);
  if (dirty) text += " with uncommitted changes";
  return text + ", " + time;
}

std::optional<BuildIdentity> find_build_identity(std::span<const std::byte> file,
                                                 const binary::BinaryImage* image) {
  std::optional<BuildIdentity> identity;
  find_record(file, image, kIdentityRecord, [&](std::string_view body) {
    identity = parse_build_identity(body);
    return identity.has_value();
  });
  return identity;
}

std::vector<PluginMetadata> find_plugin_metadata(std::span<const std::byte> file,
                                                 const binary::BinaryImage* image) {
  std::vector<PluginMetadata> plugins;
  find_record(file, image, kMetadataRecord, [&](std::string_view body) {
    plugins = parse_plugin_metadata(body);
    return !plugins.empty();
  });
  return plugins;
}

std::optional<BuildIdentity> parse_build_identity(std::string_view json) {
  const auto object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object()) return std::nullopt;
  BuildIdentity identity;
  identity.plugin = text_of(object, "plugin");
  identity.revision = text_of(object, "revision");
  identity.sources = text_of(object, "sources");
  identity.compiler = text_of(object, "compiler");
  identity.flags = text_of(object, "flags");
  identity.build_type = text_of(object, "build_type");
  identity.time = text_of(object, "time");
  identity.framework = text_of(object, "framework");
  const auto dirty = object.find("dirty");
  identity.dirty = dirty != object.end() && dirty->is_boolean() && dirty->get<bool>();
  if (identity.plugin.empty() || identity.sources.empty()) return std::nullopt;
  return identity;
}

std::vector<PluginMetadata> parse_plugin_metadata(std::string_view lines) {
  std::vector<PluginMetadata> plugins;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return {};
    const std::string_view key = line.substr(0, tab);
    const std::string_view value = line.substr(tab + 1);
    if (key == "plugin") {
      plugins.emplace_back().id = value;
    } else if (plugins.empty() || !set_field(plugins.back(), key, value)) {
      return {};
    }
  }
  return plugins;
}

}  // namespace attacca::package
