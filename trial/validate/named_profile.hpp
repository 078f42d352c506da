// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "host/profile/host_profile.hpp"

namespace attacca::validate {

/// A host profile, and what the user calls it.
struct NamedProfile {
  std::string name = "attacca";
  host::HostProfile profile;
};

}  // namespace attacca::validate
