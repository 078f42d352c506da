// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temporary_folder.hpp"

namespace attacca::package::test {

using Bytes = std::vector<std::byte>;

using attacca::test::TemporaryFolder;

Bytes read(const std::filesystem::path& path);
std::string read_text(const std::filesystem::path& path);
void write(const std::filesystem::path& path, const Bytes& bytes);
void write(const std::filesystem::path& path, std::string_view text);
Bytes bytes_of(std::string_view text);

/// The fake plugin's file content: VST3 and CLAP entries, both records.
const Bytes& fake_plugin();

/// The same, claiming another digest of its sources (64 hex digits).
Bytes fake_plugin_from(const std::string& sources);

/// An ELF file that says another machine in its header.
Bytes for_machine(Bytes elf, std::uint16_t machine);

/// The names of hidden entries left in a folder.
std::vector<std::string> leftovers(const std::filesystem::path& folder);

/// Runs `work` in a child process; its exit status, or minus the signal that ended it.
int in_child(const std::function<int()>& work);

/// Runs a shell command: exit status and standard output, with the standard error behind it.
struct CommandOutput {
  int status = 0;
  std::string out;
  std::string err;
};
CommandOutput run(const std::string& command);

struct MachOOptions {
  std::uint32_t cpu = 0x01000007;  // x86_64
  bool wide = true;
  bool big_endian = false;
  bool export_trie = false;     ///< exports in a trie instead of the symbol table
  std::uint32_t file_type = 8;  // MH_BUNDLE
};

/// A minimal Mach-O plugin: a text segment with the two records, and the named exports.
Bytes make_macho(const std::vector<std::string>& exports, const MachOOptions& options = {});

/// A universal file from thin ones.
Bytes make_universal(const std::vector<std::pair<std::uint32_t, Bytes>>& parts);

/// The exports that make a Mach-O file a VST3 and CLAP plugin.
inline const std::vector<std::string> kMacEntries{"_GetPluginFactory", "_bundleEntry",
                                                  "_bundleExit", "_clap_entry"};

/// A minimal PE library with the named exports, and the two records.
Bytes make_pe(const std::vector<std::string>& exports, std::uint16_t machine = 0x8664);

}  // namespace attacca::package::test
