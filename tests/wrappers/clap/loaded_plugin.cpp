// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "loaded_plugin.hpp"

#include <cstdlib>

namespace attacca::clap_test {

const clap::PluginFactory& factory() {
  const auto* found = clap::query_factory<clap::PluginFactory>(&clap_entry);
  if (found == nullptr) std::abort();
  return *found;
}

}  // namespace attacca::clap_test
