// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::validate {

/// One entry of moduleinfo.json's "Classes".
struct ModuleInfoClass {
  std::string id;  ///< 32 hexadecimal digits, upper case.
  std::string category;
  std::string name;
  std::string vendor;
  std::string version;
  std::string sdk_version;
  std::string subcategories;  ///< Joined by `|`, as in PClassInfo2.
  std::uint32_t flags = 0;
};

struct ModuleInfo {
  std::string vendor;  ///< Of "Factory Info".
  std::vector<ModuleInfoClass> classes;
};

/// Reads moduleinfo.json, which is JSON5: comments and commas at the end of lists are allowed.
/// [any] Errors: no JSON, no list of classes.
[[nodiscard]] Result<ModuleInfo> read_module_info(std::string_view text);

}  // namespace attacca::validate
