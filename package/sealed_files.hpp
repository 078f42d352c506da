// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::package {

/// What a look at the files that a signature covers has shown, each "what: where".
struct SealReport {
  std::vector<std::string> problems;
  std::vector<std::string> notes;
};

/// Compares what lies below Contents with what _CodeSignature/CodeResources, whoever wrote it, has
/// listed: digests of files, where links lead, and that all is there. Code in bundles of its own is
/// not looked into; neither are `programs`, whose signatures are in themselves. One file at a time
/// is read, in pieces. [main]
SealReport check_sealed_files(const std::filesystem::path& contents,
                              std::string_view code_resources,
                              const std::set<std::filesystem::path>& programs);

}  // namespace attacca::package
