// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/state_file.hpp"

#include <fstream>
#include <iterator>
#include <memory>

#include <doctest/doctest.h>

#include "host/base/main_loop.hpp"
#include "host/plugin/module.hpp"
#include "tests/support/temporary_folder.hpp"

namespace attacca::standalone {
namespace {

namespace fs = std::filesystem;

struct Plugin {
  Plugin() : module(*host::Module::open(TEST_GAIN)), instance(*module->create({}, loop)) {}
  [[nodiscard]] host::ParameterId gain() const { return instance->find_parameter("Gain")->id; }
  host::MainLoop loop;
  std::shared_ptr<host::Module> module;
  std::unique_ptr<host::PluginInstance> instance;
};

TEST_CASE("what was set is there at the next start") {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / "new/folders/gain.state";
  double wanted = 0.0;
  {
    Plugin plugin;
    wanted = plugin.instance->plain_value(plugin.gain(), 0.25);
    REQUIRE(plugin.instance->set_parameter(plugin.gain(), wanted));
    plugin.instance->pump();
    StateFile file(path, *plugin.instance);
    CHECK(file.load());
    CHECK(file.save());
  }
  Plugin plugin;
  StateFile file(path, *plugin.instance);
  CHECK(file.load());
  CHECK(*plugin.instance->parameter_value(plugin.gain()) == doctest::Approx(wanted));
}

TEST_CASE("a damaged state is kept aside and the plugin begins anew") {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / "gain.state";
  std::ofstream(path) << "{\"half";
  Plugin plugin;
  StateFile file(path, *plugin.instance);
  const auto loaded = file.load();
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().message.find("gain.state.refused") != std::string::npos);
  std::ifstream kept(path.string() + ".refused");
  CHECK(std::string(std::istreambuf_iterator<char>(kept), {}) == "{\"half");
  CHECK_FALSE(fs::exists(path));
  CHECK(file.save());
  CHECK(fs::exists(path));
}

TEST_CASE("a second damaged state does not take the place of the first") {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / "gain.state";
  for (const char* const text : {"first", "second"}) {
    std::ofstream(path) << text;
    Plugin plugin;
    CHECK_FALSE(StateFile(path, *plugin.instance).load());
  }
  CHECK(fs::exists(path.string() + ".refused"));
  CHECK(fs::exists(path.string() + ".refused-2"));
}

TEST_CASE("what cannot be read is left as it is") {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / "gain.state";
  fs::create_directory(path);
  Plugin plugin;
  StateFile file(path, *plugin.instance);
  CHECK_FALSE(file.load());
  CHECK(file.save());
  CHECK(fs::is_directory(path));
}

}  // namespace
}  // namespace attacca::standalone
