// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/scan.hpp"

#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

namespace {

ScanOptions options(std::chrono::milliseconds timeout = std::chrono::seconds(30)) {
  ScanOptions result;
  result.program = TEST_SCAN_CHILD;
  result.timeout = timeout;
  return result;
}

std::string error_of(const std::string& name,
                     std::chrono::milliseconds timeout = std::chrono::seconds(30)) {
  const auto result = scan_in_child(kPlugins / name, options(timeout));
  REQUIRE_FALSE(result.has_value());
  return result.error().message;
}

}  // namespace

TEST_CASE("scanning in a child describes the plugins of both formats") {
  const auto clap = must(scan_in_child(kRawClap, options()));
  REQUIRE(clap.plugins.size() == 1);
  CHECK(clap.plugins[0].id == "test.raw-clap");
  CHECK(clap.plugins[0].format == PluginFormat::clap);
  const auto vst3 = must(scan_in_child(kRawVst3, options()));
  REQUIRE(vst3.plugins.size() == 1);
  CHECK(vst3.plugins[0].name == "Raw Gain");
  CHECK(vst3.plugins[0].format == PluginFormat::vst3);
}

TEST_CASE("a plugin that crashes while loading is an error that names the signal and the step") {
  CHECK(error_of("crash.clap").ends_with("crash.clap crashed with SIGSEGV while loading"));
  CHECK(error_of("crash_in_create.clap").ends_with("crashed with SIGABRT while creating Doomed"));
}

TEST_CASE("a plugin that ends the process is an error") {
  CHECK(error_of("exit.clap").ends_with("ended the process with code 3 while loading"));
}

TEST_CASE("a plugin that hangs is given up after the timeout") {
  CHECK(error_of("hang.clap", std::chrono::milliseconds(500))
            .ends_with("hang.clap did not answer within 0.5 s while loading"));
}

TEST_CASE("a plugin that refuses to load says so through the child") {
  CHECK(error_of("refuse.clap").find("clap_entry.init returned false") != std::string::npos);
}

TEST_CASE("a missing scanner program is an error, not a crash") {
  ScanOptions wrong;
  wrong.program = "/nowhere/scanner";
  CHECK_FALSE(scan_in_child(kRawClap, wrong).has_value());
}

}  // namespace attacca::host::test
