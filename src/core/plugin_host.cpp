// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/plugin_host.hpp"

#include "core/host_services.hpp"

namespace attacca {

bool PluginHost::request_process() noexcept {
  core::HostServices* const services = services_.load(std::memory_order_acquire);
  return services != nullptr && services->request_process();
}

std::string_view PluginHost::name() const noexcept {
  const core::HostServices* const services = services_.load(std::memory_order_acquire);
  return services != nullptr ? services->host_name() : std::string_view();
}

std::string_view PluginHost::format_name() const noexcept {
  const core::HostServices* const services = services_.load(std::memory_order_acquire);
  return services != nullptr ? services->format_name() : std::string_view();
}

}  // namespace attacca
