// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/plugin_bundle.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "binary/native_architecture.hpp"
#include "fixtures.hpp"

using namespace attacca::package;
using namespace attacca::package::test;
namespace fs = std::filesystem;

namespace {

std::string native_folder() {
  return std::string(attacca::binary::native_architecture()) + "-linux";
}

fs::path native_binary(const fs::path& bundle) {
  return bundle / "Contents" / native_folder() / (bundle.stem().string() + ".so");
}

bool has_problem(const PluginBundle& bundle, std::string_view text) {
  for (const std::string& problem : bundle.problems) {
    if (problem.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a good bundle has no problems") {
  const TemporaryFolder folder;
  write(native_binary(folder / "Gain.vst3"), fake_plugin());
  for (const std::string name : {"Gain.vst3", "Gain.vst3/"}) {
    const auto bundle = read_plugin_bundle(folder / name);
    REQUIRE(bundle);
    CHECK(bundle->problems.empty());
    CHECK(bundle->name == "Gain");
    CHECK(bundle->runs_here());
    CHECK(bundle->identity() != nullptr);
  }
}

TEST_CASE("nothing, an empty file, a text and a pipe are each refused by one message") {
  const TemporaryFolder folder;
  write(folder / "empty.clap", "");
  write(folder / "text.clap", "hello");
  REQUIRE(::mkfifo((folder / "pipe.clap").c_str(), 0600) == 0);
  for (const std::string name : {"missing.clap", "empty.clap", "text.clap", "pipe.clap"}) {
    CAPTURE(name);
    const auto bundle = read_plugin_bundle(folder / name);
    REQUIRE_FALSE(bundle.has_value());
    CHECK(bundle.error().message.find((folder / name).string()) != std::string::npos);
    CHECK(bundle.error().message.find('\n') == std::string::npos);
  }
}

TEST_CASE("a loop of symbolic links is refused") {
  const TemporaryFolder folder;
  fs::create_symlink(folder / "b.vst3", folder / "a.vst3");
  fs::create_symlink(folder / "a.vst3", folder / "b.vst3");
  CHECK_FALSE(read_plugin_bundle(folder / "a.vst3").has_value());
  const fs::path binary = native_binary(folder / "Loop.vst3");
  fs::create_directories(binary.parent_path());
  fs::create_symlink(binary.filename(), binary);
  CHECK_FALSE(read_plugin_bundle(folder / "Loop.vst3").has_value());
}

TEST_CASE("a bundle folder without a binary is refused") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "Gain.vst3/Contents/Resources");
  const auto bundle = read_plugin_bundle(folder / "Gain.vst3");
  REQUIRE_FALSE(bundle.has_value());
  CHECK(bundle.error().message.find("no plugin binary") != std::string::npos);
}

TEST_CASE("a bundle whose binary lacks the entry is named as such") {
  const TemporaryFolder folder;
  write(native_binary(folder / "Plain.vst3"), read(ATTACCA_PLAIN_LIBRARY));
  write(native_binary(folder / "Half.vst3"), read(ATTACCA_HALF_PLUGIN));
  write(folder / "Plain.clap", read(ATTACCA_PLAIN_LIBRARY));
  CHECK(has_problem(*read_plugin_bundle(folder / "Plain.vst3"), "GetPluginFactory"));
  CHECK(has_problem(*read_plugin_bundle(folder / "Half.vst3"), "ModuleEntry"));
  CHECK(has_problem(*read_plugin_bundle(folder / "Plain.clap"), "clap_entry"));
}

TEST_CASE("a binary in another architecture's folder, or under another name, is found out") {
  const TemporaryFolder folder;
  write(native_binary(folder / "Gain.vst3"), for_machine(fake_plugin(), 243));
  write(folder / "Other.vst3/Contents" / native_folder() / "Gain.so", fake_plugin());
  const auto wrong = read_plugin_bundle(folder / "Gain.vst3");
  REQUIRE(wrong);
  CHECK(has_problem(*wrong, "a binary for riscv64 in the folder"));
  CHECK_FALSE(wrong->runs_here());
  CHECK(has_problem(*read_plugin_bundle(folder / "Other.vst3"), "named like the bundle"));
}
