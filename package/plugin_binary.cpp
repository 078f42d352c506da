// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/plugin_binary.hpp"

#include "files/file.hpp"

namespace attacca::package {

std::vector<std::string_view> entry_points(PluginFormat format,
                                           binary::ObjectFormat object_format) {
  if (format == PluginFormat::clap) return {"clap_entry"};
  switch (object_format) {
    case binary::ObjectFormat::elf:
      return {"GetPluginFactory", "ModuleEntry", "ModuleExit"};
    case binary::ObjectFormat::macho:
      return {"GetPluginFactory", "bundleEntry", "bundleExit"};
    case binary::ObjectFormat::pe:
      break;
  }
  return {"GetPluginFactory"};
}

std::vector<PluginFormat> PluginBinary::formats() const {
  std::vector<PluginFormat> formats;
  for (const PluginFormat format : {PluginFormat::vst3, PluginFormat::clap}) {
    if (!refusal(format)) formats.push_back(format);
  }
  return formats;
}

std::optional<std::string> PluginBinary::refusal(PluginFormat format) const {
  for (const binary::BinarySlice& slice : image.slices) {
    if (!slice.shared_library) return "not a shared library";
  }
  for (const std::string_view symbol : entry_points(format, image.format)) {
    if (!image.exports_symbol(symbol)) return "does not export " + std::string(symbol);
  }
  return std::nullopt;
}

std::string PluginBinary::architectures() const {
  std::string text;
  for (const binary::BinarySlice& slice : image.slices) {
    text += (text.empty() ? "" : " + ") + slice.architecture;
  }
  return text;
}

Result<PluginBinary> read_plugin_binary(const std::filesystem::path& path) {
  auto bytes = files::read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  auto image = binary::read_binary_image(*bytes);
  if (!image) return fail(image.error().message + ": " + path.string());
  PluginBinary binary;
  binary.path = path;
  binary.bytes = std::move(*bytes);
  binary.image = std::move(*image);
  binary.identity = find_build_identity(binary.bytes, &binary.image);
  binary.plugins = find_plugin_metadata(binary.bytes, &binary.image);
  return binary;
}

}  // namespace attacca::package
