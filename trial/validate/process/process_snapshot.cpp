// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/process_snapshot.hpp"

#include <array>
#include <cfenv>
#include <clocale>
#include <cstdint>
#include <cstdio>
#include <map>

namespace attacca::validate {

std::string hex(std::uint64_t number) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "0x%llx", static_cast<unsigned long long>(number));
  return text.data();
}

Settings float_mode() {
  Settings settings{{"the rounding mode", std::to_string(std::fegetround())}};
#ifdef __x86_64__
  const std::uint32_t control = __builtin_ia32_stmxcsr();
  // fegetround(3) knows the x87 unit's mode only.
  settings.emplace_back("the rounding mode of SSE", hex(control & 0x6000u));
  settings.emplace_back("the mask of exceptions", hex(control & 0x1f80u));
#endif
  return settings;
}

Settings denormal_mode() {
  Settings settings;
#ifdef __x86_64__
  const std::uint32_t control = __builtin_ia32_stmxcsr();
  settings.emplace_back("flush to zero (FTZ)", (control & 0x8000u) != 0 ? "on" : "off");
  settings.emplace_back("denormals are zero (DAZ)", (control & 0x0040u) != 0 ? "on" : "off");
#endif
  return settings;
}

Settings locale() {
  const char* const name = std::setlocale(LC_ALL, nullptr);
  return {{"the locale", name != nullptr ? name : "unknown"},
          {"the decimal point", std::localeconv()->decimal_point}};
}

std::vector<std::string> changes(const Settings& before, const Settings& after) {
  const std::map<std::string, std::string> old(before.begin(), before.end());
  const std::map<std::string, std::string> now(after.begin(), after.end());
  std::vector<std::string> differences;
  for (const auto& [name, value] : old) {
    const auto found = now.find(name);
    if (found == now.end()) {
      differences.push_back(name + " was " + value + " and is not set");
    } else if (found->second != value) {
      differences.push_back(name + " was " + value + " and is " + found->second);
    }
  }
  for (const auto& [name, value] : now) {
    if (!old.contains(name)) differences.push_back(name + " was not set and is " + value);
  }
  return differences;
}

}  // namespace attacca::validate
