// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/macos_bundle.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "files/file.hpp"
#include "package/macos_signature.hpp"
#include "package/property_list.hpp"
#include "package/sealed_files.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestList = std::uint64_t{1} << 26U;  // bytes

std::string text_at(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return {};
  const auto bytes = files::read_file(path, kLargestList);
  if (!bytes) return {};
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

/// Of the keys of Info.plist; empty where there is none, or no list.
std::string string_of(const Result<PropertyListValue>& properties, std::string_view key) {
  const PropertyListValue* const found =
      properties ? properties->find(key, PropertyListValue::Kind::string) : nullptr;
  return found == nullptr ? std::string() : found->text;
}

/// `with` is null for a binary that no bundle surrounds, which is signed when it is packed.
void check_slices(PluginBundle& bundle, const PluginBinary& binary, const SignedWith* with) {
  for (const binary::BinarySlice& slice : binary.image.slices) {
    const auto part =
        std::span(binary.bytes)
            .subspan(static_cast<std::size_t>(slice.offset), static_cast<std::size_t>(slice.size));
    const std::string where = ", " + slice.architecture + ": " + binary.path.string();
    const SignatureReport report = check_signature(part, with);
    for (const std::string& problem : report.problems)
      bundle.macos_problems.push_back(problem + where);
    // Intel's processors load what nobody has signed.
    if (report.signing == Signing::absent) {
      const bool needed = with != nullptr && slice.architecture == "arm64";
      auto& list = needed ? bundle.macos_problems : bundle.notes;
      list.push_back("not signed" + where);
    }
    for (const std::string& note : report.notes) bundle.notes.push_back(note + where);
  }
}

void note_missing_slices(PluginBundle& bundle, const PluginBinary& binary) {
  constexpr std::pair<std::string_view, std::string_view> kMacs[] = {
      {"arm64", "Macs with Apple's processors load it in programs under Rosetta only"},
      {"x86_64", "Macs with Intel's processors cannot load it"}};
  for (const auto& [architecture, consequence] : kMacs) {
    const bool has = std::any_of(
        binary.image.slices.begin(), binary.image.slices.end(),
        [name = architecture](const auto& slice) { return slice.architecture == name; });
    if (!has) {
      bundle.notes.push_back("no part for " + std::string(architecture) + ": " +
                             std::string(consequence) + ": " + binary.path.string());
    }
  }
}

}  // namespace

void check_macos_bundle(PluginBundle& bundle) {
  std::set<fs::path> programs;
  for (const PluginBinary& binary : bundle.binaries) {
    if (binary.image.format != binary::ObjectFormat::macho) continue;
    if (bundle.is_folder) {
      programs.insert(binary.path);
      note_missing_slices(bundle, binary);
    } else {
      check_slices(bundle, binary, nullptr);
    }
  }
  if (programs.empty()) return;
  const fs::path contents = bundle.path / "Contents";
  const std::string plist = text_at(contents / "Info.plist");
  if (plist.empty()) {
    bundle.macos_problems.push_back("no Info.plist in a bundle for macOS: " + contents.string());
    return;
  }
  const auto properties = read_property_list(plist);
  if (!properties) {
    bundle.notes.push_back("what Info.plist says is not looked at, " + properties.error().message +
                           ": " + contents.string());
  }
  const std::string program = string_of(properties, "CFBundleExecutable");
  const bool is_there =
      std::any_of(programs.begin(), programs.end(),
                  [&program](const fs::path& path) { return path.filename().string() == program; });
  if (!program.empty() && !is_there) {
    bundle.macos_problems.push_back("Info.plist names another program, " + program + ": " +
                                    programs.begin()->string());
  }
  const std::string resources = text_at(contents / "_CodeSignature/CodeResources");
  const SignedWith with = {string_of(properties, "CFBundleIdentifier"), plist, resources};
  for (const PluginBinary& binary : bundle.binaries) {
    if (programs.contains(binary.path)) check_slices(bundle, binary, &with);
  }
  if (resources.empty()) return;
  SealReport seals = check_sealed_files(contents, resources, programs);
  std::move(seals.problems.begin(), seals.problems.end(),
            std::back_inserter(bundle.macos_problems));
  std::move(seals.notes.begin(), seals.notes.end(), std::back_inserter(bundle.notes));
}

}  // namespace attacca::package
