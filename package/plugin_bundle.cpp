// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/plugin_bundle.hpp"

#include <algorithm>
#include <system_error>

#include "binary/native_architecture.hpp"
#include "files/file.hpp"
#include "package/macos_bundle.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

struct Candidate {
  fs::path path;
  std::string folder;  // the architecture folder's name, "MacOS" there
};

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    entries.push_back(it->path());
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

// The files that hosts of each platform would look for, whether or not their names are right.
std::vector<Candidate> candidates_in(const fs::path& bundle) {
  std::vector<Candidate> found;
  for (const fs::path& folder : sorted_entries(bundle / "Contents")) {
    const std::string name = folder.filename().string();
    std::string_view extension;
    if (name.ends_with("-linux")) extension = ".so";
    if (name.ends_with("-win")) extension = ".vst3";
    if (extension.empty() && name != "MacOS") continue;
    for (const fs::path& file : sorted_entries(folder)) {
      if (name == "MacOS" || file.extension() == extension) found.push_back({file, name});
    }
  }
  return found;
}

std::vector<std::byte> first_bytes(const fs::path& path) {
  std::vector<std::byte> bytes(64);
  const auto file = files::open_regular_file(path);
  const auto count = file ? files::read_some(*file, bytes, path) : Result<std::size_t>(0);
  bytes.resize(count.value_or(0));
  return bytes;
}

bool fits_folder(const PluginBinary& binary, const std::string& folder) {
  if (folder == "MacOS") return binary.image.format == binary::ObjectFormat::macho;
  const std::string& architecture = binary.image.slices.front().architecture;
  if (binary.image.format == binary::ObjectFormat::pe) return folder == architecture + "-win";
  if (folder == "i386-linux") return architecture == "i686";  // the older documented name
  return binary.image.format == binary::ObjectFormat::elf && folder == architecture + "-linux";
}

void check_binary(PluginBundle& bundle, const PluginBinary& binary) {
  const std::string where = ": " + binary.path.string();
  if (bundle.format) {
    if (const auto refusal = binary.refusal(*bundle.format)) {
      bundle.problems.push_back(*refusal + where);
    }
  } else if (binary.formats().empty()) {
    bundle.problems.push_back(
        "exports no plugin entry (neither clap_entry nor GetPluginFactory "
        "with its companions)" +
        where);
  }
}

Result<PluginBundle> read_folder(PluginBundle bundle) {
  std::string last_failure;
  for (const Candidate& candidate : candidates_in(bundle.path)) {
    auto binary = read_plugin_binary(candidate.path);
    if (!binary) {
      last_failure = binary.error().message;
      bundle.problems.push_back(last_failure);
      continue;
    }
    if (!fits_folder(*binary, candidate.folder)) {
      bundle.problems.push_back("a binary for " + binary->architectures() + " in the folder " +
                                candidate.folder + ": " + candidate.path.string());
    }
    if (candidate.folder != "MacOS" && candidate.path.stem() != bundle.name) {
      bundle.problems.push_back("hosts look for a binary named like the bundle: " +
                                candidate.path.string());
    }
    check_binary(bundle, *binary);
    bundle.binaries.push_back(std::move(*binary));
  }
  if (bundle.binaries.empty()) {
    return fail(last_failure.empty() ? "no plugin binary in the folder: " + bundle.path.string()
                                     : last_failure);
  }
  std::error_code error;
  bundle.has_module_info =
      fs::is_regular_file(bundle.path / "Contents/Resources/moduleinfo.json", error);
  check_macos_bundle(bundle);
  return bundle;
}

}  // namespace

const BuildIdentity* PluginBundle::identity() const {
  for (const PluginBinary& binary : binaries) {
    if (binary.identity) return &*binary.identity;
  }
  return nullptr;
}

bool PluginBundle::runs_here() const {
  return std::any_of(binaries.begin(), binaries.end(), [](const PluginBinary& binary) {
    return binary.image.format == binary::native_object_format() &&
           std::any_of(binary.image.slices.begin(), binary.image.slices.end(),
                       [](const binary::BinarySlice& slice) {
                         return slice.architecture == binary::native_architecture();
                       });
  });
}

std::vector<std::string> PluginBundle::problems_here() const {
  return binary::native_object_format() == binary::ObjectFormat::macho ? all_problems() : problems;
}

std::vector<std::string> PluginBundle::all_problems() const {
  std::vector<std::string> all = problems;
  all.insert(all.end(), macos_problems.begin(), macos_problems.end());
  return all;
}

std::string PluginBundle::architectures() const {
  std::string text;
  for (const PluginBinary& binary : binaries) {
    text += (text.empty() ? "" : ", ") + binary.architectures();
  }
  return text;
}

Result<PluginBundle> read_plugin_bundle(const std::filesystem::path& path) {
  PluginBundle bundle;
  bundle.path = path.has_filename() ? path : path.parent_path();
  bundle.name = bundle.path.stem().string();
  bundle.format = format_of_name(bundle.path.filename().string());
  std::error_code error;
  const fs::file_status status = fs::status(bundle.path, error);
  if (error && status.type() != fs::file_type::not_found) {
    return fail("cannot open: " + path.string() + ": " + error.message());
  }
  bundle.is_folder = fs::is_directory(status);
  if (bundle.is_folder) return read_folder(std::move(bundle));
  auto binary = read_plugin_binary(bundle.path);
  if (!binary) return tl::unexpected(binary.error());
  check_binary(bundle, *binary);
  bundle.binaries.push_back(std::move(*binary));
  check_macos_bundle(bundle);
  return bundle;
}

bool was_plugin(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return fs::is_symlink(path, error);
  if (!fs::is_directory(status)) return binary::is_program_file(first_bytes(path));
  for (const fs::path& entry : sorted_entries(path / "Contents")) {
    const std::string name = entry.filename().string();
    if (name.ends_with("-linux") || name.ends_with("-win") || name == "MacOS") return true;
  }
  return fs::exists(path / "Contents/Info.plist", error) ||
         fs::exists(path / "Contents/Resources/moduleinfo.json", error) ||
         fs::exists(path / "Contents/moduleinfo.json", error);
}

}  // namespace attacca::package
