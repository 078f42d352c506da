// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "package/records.hpp"

namespace attacca {

/// A build identity as JSON with the keys of the record itself; null when there is none.
nlohmann::ordered_json json_of(const package::BuildIdentity* identity);

/// A plugin's description as JSON with the keys of the record's lines.
nlohmann::ordered_json json_of(const package::PluginMetadata& plugin);

}  // namespace attacca
