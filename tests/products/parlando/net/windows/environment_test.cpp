// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/environment.hpp"

#include <string>

#include <doctest/doctest.h>
#include <windows.h>

namespace parlando {

TEST_CASE("a variable is read in UTF-8, as the conductor has it, and as it is now") {
  ::SetEnvironmentVariableW(L"PARLANDO_KEY", L"Schl\u00fcssel \u9375 \U0001F511");
  CHECK(environment("PARLANDO_KEY") == "Schl\u00fcssel \u9375 \U0001F511");
  ::SetEnvironmentVariableW(L"PARLANDO_KEY", nullptr);
  CHECK(environment("PARLANDO_KEY").empty());
  const std::wstring longest(20'000, L'\u9375');
  ::SetEnvironmentVariableW(L"PARLANDO_KEY", longest.c_str());
  CHECK(environment("PARLANDO_KEY").size() == 3 * longest.size());
  ::SetEnvironmentVariableW(L"PARLANDO_KEY", nullptr);
}

}  // namespace parlando
