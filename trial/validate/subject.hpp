// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>

#include "host/plugin/plugin_description.hpp"

namespace attacca::validate {

/// A plugin under test: one of those that a file holds.
struct Subject {
  std::filesystem::path path;
  host::PluginDescription plugin;
};

}  // namespace attacca::validate
