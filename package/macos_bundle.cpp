// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/macos_bundle.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "files/file.hpp"
#include "package/code_resources.hpp"
#include "package/digest.hpp"
#include "package/macos_signature.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

std::string text_at(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return {};
  const auto bytes = files::read_file(path);
  if (!bytes) return {};
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

/// The string behind a key of a property list in XML; empty where there is none.
std::string string_of(std::string_view plist, std::string_view key) {
  std::size_t at = plist.find("<key>" + std::string(key) + "</key>");
  if (at == std::string_view::npos) return {};
  at = plist.find('<', at + key.size() + 11);
  constexpr std::string_view kOpening = "<string>";
  if (at == std::string_view::npos || !plist.substr(at).starts_with(kOpening)) return {};
  at += kOpening.size();
  const std::size_t end = plist.find('<', at);
  return end == std::string_view::npos ? std::string() : std::string(plist.substr(at, end - at));
}

/// Files below Contents that a signature seals, with their content.
std::map<fs::path, std::vector<std::byte>> sealed_files(const fs::path& contents,
                                                        const fs::path& program) {
  std::map<fs::path, std::vector<std::byte>> found;
  std::error_code error;
  for (fs::recursive_directory_iterator it(contents, error), end; !error && it != end;
       it.increment(error)) {
    if (!it->is_regular_file(error)) continue;
    const fs::path path = it->path().lexically_relative(contents);
    if (path == "Info.plist" || path == "PkgInfo" || *path.begin() == "_CodeSignature") continue;
    if (it->path() == program || path.filename() == ".DS_Store") continue;
    if (auto bytes = files::read_file(it->path())) found.emplace(path, std::move(*bytes));
  }
  return found;
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
  const fs::path contents = bundle.path / "Contents";
  for (const PluginBinary& binary : bundle.binaries) {
    if (binary.image.format != binary::ObjectFormat::macho) continue;
    if (!bundle.is_folder) {
      check_slices(bundle, binary, nullptr);
      continue;
    }
    note_missing_slices(bundle, binary);
    const std::string plist = text_at(contents / "Info.plist");
    if (plist.empty()) {
      bundle.macos_problems.push_back("no Info.plist in a bundle for macOS: " + contents.string());
      continue;
    }
    const std::string program = string_of(plist, "CFBundleExecutable");
    if (!program.empty() && program != binary.path.filename().string()) {
      bundle.macos_problems.push_back("Info.plist names another program, " + program + ": " +
                                      binary.path.string());
    }
    const std::string resources = text_at(contents / "_CodeSignature/CodeResources");
    const SignedWith with = {string_of(plist, "CFBundleIdentifier"), plist, resources};
    check_slices(bundle, binary, &with);
    if (resources.empty() || !Digest::is_available()) continue;
    for (const auto& [path, bytes] : sealed_files(contents, binary.path)) {
      if (!is_sealed(resources, path, bytes)) {
        bundle.macos_problems.push_back("not what the signature has sealed: " +
                                        (contents / path).string());
      }
    }
  }
}

}  // namespace attacca::package
