// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/clap/host.hpp"
#include "host/profile/host_profile.hpp"

namespace attacca::host {

class ClapInstance;

/// Fills the host object that `instance`'s plugin will see. `profile` must outlive it. [main]
void fill_clap_host(clap::Host& host, ClapInstance& instance, const HostProfile& profile);

}  // namespace attacca::host
