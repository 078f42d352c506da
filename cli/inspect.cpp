// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>
#include <set>
#include <span>

#include "cli/commands.hpp"
#include "cli/near_file.hpp"
#include "package/macos_signature.hpp"
#include "package/plugin_bundle.hpp"
#include "package/sha256.hpp"
#include "report/identity_json.hpp"

namespace attacca::cli {
namespace {

using binary::BinarySlice;
using nlohmann::ordered_json;
using package::PluginBinary;
using package::PluginBundle;
using package::PluginFormat;

// Everything that any format's hosts look up; other exports of a plugin are of no concern.
std::vector<std::string> exported_entries(const PluginBinary& binary) {
  constexpr std::string_view kEntries[] = {"clap_entry", "GetPluginFactory", "ModuleEntry",
                                           "ModuleExit", "bundleEntry",      "bundleExit",
                                           "InitDll",    "ExitDll"};
  std::vector<std::string> found;
  for (const std::string_view entry : kEntries) {
    if (binary.image.exports_symbol(entry)) found.emplace_back(entry);
  }
  return found;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text.empty() ? "none" : text;
}

std::vector<std::string> format_names(const PluginBinary& binary) {
  std::vector<std::string> names;
  for (const PluginFormat format : binary.formats()) names.emplace_back(package::name_of(format));
  return names;
}

std::vector<std::string> architecture_names(const PluginBinary& binary) {
  std::vector<std::string> names;
  names.reserve(binary.image.slices.size());
  for (const binary::BinarySlice& slice : binary.image.slices) names.push_back(slice.architecture);
  return names;
}

std::string kind_of(const PluginBundle& bundle) {
  if (!bundle.format) return "binary";
  return std::string(package::name_of(*bundle.format)) + (bundle.is_folder ? " bundle" : " file");
}

/// Of the parts for macOS, the others have none.
std::vector<std::pair<const BinarySlice*, package::SignatureReport>> signatures_of(
    const PluginBinary& binary) {
  std::vector<std::pair<const BinarySlice*, package::SignatureReport>> found;
  if (binary.image.format != binary::ObjectFormat::macho) return found;
  for (const BinarySlice& slice : binary.image.slices) {
    found.emplace_back(
        &slice, package::check_signature(std::span(binary.bytes)
                                             .subspan(static_cast<std::size_t>(slice.offset),
                                                      static_cast<std::size_t>(slice.size))));
  }
  return found;
}

ordered_json json_of_signing(package::Signing signing) {
  if (signing == package::Signing::unread) return nullptr;
  return signing == package::Signing::present;
}

std::string text_of(const package::SignatureReport& report) {
  switch (report.signing) {
    case package::Signing::absent:
      return "not signed";
    case package::Signing::present:
      return report.summary.empty() ? "signed" : "signed " + report.summary;
    case package::Signing::unread:
      break;
  }
  return "not looked at for a signature";
}

ordered_json json_of_parts(const PluginBinary& binary) {
  ordered_json parts = ordered_json::array();
  for (const auto& [slice, report] : signatures_of(binary)) {
    parts.push_back({{"architecture", slice->architecture},
                     {"minimum_system", slice->minimum_system},
                     {"size", slice->size},
                     {"needed", slice->needed},
                     {"signed", json_of_signing(report.signing)},
                     {"signature", report.summary}});
  }
  return parts;
}

std::string text_of_parts(const PluginBinary& binary) {
  std::string text;
  for (const auto& [slice, report] : signatures_of(binary)) {
    text += "  part           " + slice->architecture + ", " + std::to_string(slice->size) +
            " bytes, for " +
            (slice->minimum_system.empty() ? "no stated version" : slice->minimum_system) + ", " +
            text_of(report) + "\n";
  }
  return text;
}

ordered_json json_of_binary(const PluginBinary& binary) {
  ordered_json json = {{"path", binary.path.string()},
                       {"object_format", binary::name_of(binary.image.format)},
                       {"architectures", architecture_names(binary)},
                       {"formats", format_names(binary)},
                       {"entries", exported_entries(binary)},
                       {"exported_symbols", binary.image.slices.front().exports.size()},
                       {"needed", binary.image.slices.front().needed},
                       {"size", binary.bytes.size()},
                       {"sha256", package::sha256_hex(binary.bytes)},
                       {"plugins", ordered_json::array()},
                       {"build_identity", json_of(binary.identity ? &*binary.identity : nullptr)}};
  if (binary.image.format == binary::ObjectFormat::macho) json["parts"] = json_of_parts(binary);
  for (const auto& plugin : binary.plugins) json["plugins"].push_back(json_of(plugin));
  return json;
}

std::string text_of_plugin(const package::PluginMetadata& plugin) {
  std::string text = "  plugin         " + plugin.name + " " + plugin.version + " by " +
                     plugin.vendor + " (" + plugin.id + ")\n";
  if (!plugin.description.empty()) text += "                 " + plugin.description + "\n";
  if (!plugin.clap_features.empty()) {
    text += "                 CLAP features: " + joined(plugin.clap_features) + "\n";
  }
  if (!plugin.vst3_class.empty()) {
    text += "                 VST3 class: " + plugin.vst3_class + ", " +
            joined(plugin.vst3_subcategories) + "\n";
  }
  return text;
}

std::string text_of_identity(const PluginBinary& binary) {
  if (!binary.identity) return "  build          no Attacca build identity\n";
  const package::BuildIdentity& identity = *binary.identity;
  return "  build          target " + identity.plugin + ", " + identity.time + "\n" +
         "    sources      " + identity.sources + "\n" + "    revision     " + identity.revision +
         (identity.dirty ? ", with uncommitted changes" : "") + "\n" + "    compiler     " +
         identity.compiler + ", " + identity.build_type + "\n" + "    flags        " +
         identity.flags + "\n" + "    framework    " + identity.framework + "\n";
}

std::string text_of_binary(const PluginBinary& binary) {
  std::string text =
      "  binary         " + binary.path.string() + "\n" + "  object format  " +
      std::string(binary::name_of(binary.image.format)) + ", " + binary.architectures() + "\n" +
      "  formats        " + joined(format_names(binary)) + "\n" + "  entries        " +
      joined(exported_entries(binary)) + " (of " +
      std::to_string(binary.image.slices.front().exports.size()) + " exported symbols)\n" +
      // Which DLLs a PE file imports is not read.
      (binary.image.format == binary::ObjectFormat::pe
           ? ""
           : "  needs          " + joined(binary.image.slices.front().needed) + "\n") +
      "  size           " + std::to_string(binary.bytes.size()) + " bytes\n" + "  sha256         " +
      package::sha256_hex(binary.bytes) + "\n" + text_of_parts(binary);
  for (const auto& plugin : binary.plugins) text += text_of_plugin(plugin);
  return text + text_of_identity(binary);
}

void inspect_one(const std::string& path, CommandResult& result) {
  const auto bundle = package::read_plugin_bundle(path);
  auto& list = result.document["files"];
  if (!bundle) {
    const std::string error = bundle.error().message + hint_at_near_file(path) +
                              ": give a plugin bundle or shared library";
    list.push_back({{"path", path}, {"error", error}});
    if (result.error.empty()) result.fail(ExitCode::bad_input, {error});
    return;
  }
  ordered_json json = {{"path", path},
                       {"kind", kind_of(*bundle)},
                       {"name", bundle->name},
                       {"runs_here", bundle->runs_here()},
                       {"moduleinfo", bundle->has_module_info},
                       {"binaries", ordered_json::array()},
                       {"problems", bundle->all_problems()},
                       {"notes", bundle->notes}};
  result.text += path + ": " + kind_of(*bundle) + "\n";
  for (const PluginBinary& binary : bundle->binaries) {
    json["binaries"].push_back(json_of_binary(binary));
    result.text += text_of_binary(binary);
  }
  for (const std::string& note : bundle->notes) result.text += "  note           " + note + "\n";
  for (const std::string& problem : bundle->all_problems()) {
    result.text += "  PROBLEM        " + problem + "\n";
    if (result.exit_code == ExitCode::ok) {
      result.fail(ExitCode::wrong, {"hosts would refuse it: " + problem});
    }
  }
  list.push_back(std::move(json));
}

}  // namespace

void add_inspect_command(CLI::App& app, CommandResult& result) {
  const auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* command = add_command(
      app, result, "inspect",
      "Say what plugin files are and which sources they were built from, without running them",
      "  files: [{path, kind: \"vst3 bundle\"|\"vst3 file\"|\"clap bundle\"|\"clap "
      "file\"|\"binary\",\n"
      "    name, runs_here, moduleinfo, problems: [..], notes: [..],\n"
      "    binaries: [{path, object_format: ELF|PE|Mach-O, architectures, formats, entries,\n"
      "      exported_symbols, needed: [shared libraries], size, sha256,\n"
      "      plugins: [{id, name, vendor, url, email, version, description, clap_features,\n"
      "        vst3_class, vst3_subcategories, vst3_sdk, vst3_flags}],\n"
      "      build_identity: null or {plugin, revision, dirty, sources, compiler, flags,\n"
      "        build_type, time, framework},\n"
      "      parts: of Mach-O files, [{architecture, minimum_system, size, needed,\n"
      "        signed: true|false|null if not looked at, signature}]}]}] or {path, error}",
      [files, &result] {
        result.document["files"] = nlohmann::ordered_json::array();
        for (const std::string& file : *files) inspect_one(file, result);
      });
  command->add_option("FILE", *files, "Bundles or binaries of any platform")->required();
}

}  // namespace attacca::cli
