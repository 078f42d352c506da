// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::scaffold {

/// What one name becomes where a project needs it. "Big Gain 2":
struct ProjectNames {
  std::string display;     ///< "Big Gain 2": hosts, bundles
  std::string folder;      ///< "big-gain-2"
  std::string target;      ///< "big_gain_2": CMake, files; no word that CMake or C++ keeps
  std::string class_name;  ///< "BigGain2"
};

/// Errors: no name for a bundle (empty, with / \ ; : | ? * < > $ quotes or control characters, dots
/// or blanks at its ends, longer than 64 bytes, not UTF-8), or no ASCII letter in it to make an
/// identifier of. [any]
[[nodiscard]] Result<ProjectNames> project_names(std::string_view display);

/// What keeps `id` from being a plugin's: a reverse domain name of ASCII letters, digits, - and _,
/// two parts at least. Empty: nothing. [any]
[[nodiscard]] std::string id_fault(std::string_view id);

/// What keeps `vendor` from standing in a source file; empty: nothing. [any]
[[nodiscard]] std::string vendor_fault(std::string_view vendor);

}  // namespace attacca::scaffold
