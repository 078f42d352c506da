// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

#include "core/host_services.hpp"

namespace attacca::vst3_wrapper {

class Instance;

/// The menus of the host's handler. [main]
[[nodiscard]] std::unique_ptr<core::HostMenus> make_host_menus(Instance& instance);

}  // namespace attacca::vst3_wrapper
