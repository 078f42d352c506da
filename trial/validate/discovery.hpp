// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "trial/validate/check_result.hpp"
#include "trial/validate/check_runner.hpp"
#include "trial/validate/named_profile.hpp"
#include "trial/validate/subject.hpp"

namespace attacca::validate {

/// Which plugins a file holds, and how it was to find out.
struct Discovery {
  CheckResult loading;  ///< Of the check "scan.loads".
  std::vector<Subject> subjects;
};

/// Looks into the file without running it, then loads it in a child process. [main]
/// `given` is FILE or FILE#ID; with an id only that plugin is made and becomes a subject. Errors:
/// what is no plugin file of this machine at all: missing, truncated, another architecture; an id
/// that it lacks.
/// A plugin that crashes, hangs or refuses is no error: `loading` says so.
[[nodiscard]] Result<Discovery> discover(const std::filesystem::path& given,
                                         const NamedProfile& profile, const RunnerOptions& options);

/// The note by which "scan.loads" reports a plugin, and back. [any]
[[nodiscard]] std::string note_of(const host::PluginDescription& plugin);
[[nodiscard]] Result<host::PluginDescription> plugin_of(const std::string& note);

}  // namespace attacca::validate
