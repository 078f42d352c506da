// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Presets in files: what the editor lists, loads and saves, and hosts find.

#include "presets/preset_files.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "attacca/detail/plugin_entry.hpp"
#include "attacca/export.hpp"
#include "base/unicode.hpp"
#include "platform/preset_store.hpp"
#include "presets/vst_preset.hpp"
#include "tests/core/test_plugin.hpp"
#include "tests/support/temporary_folder.hpp"

ATTACCA_EXPORT(attacca::test::TestPlugin);

namespace attacca::test {
namespace {

namespace fs = std::filesystem;

const detail::PluginEntry& plugin() {
  return detail::exported_plugins().front();
}

/// A home of its own.
struct Home {
  Home() { setenv("HOME", folder.path().c_str(), 1); }
  [[nodiscard]] std::string presets() const {
    return core::preset_file_code()->folders(plugin()).front().path;
  }
  TemporaryFolder folder;
};

TEST_CASE("what is saved lies where VST3 hosts look, and is listed, read and replaced") {
  const Home home;
  const core::PresetFileCode& files = *core::preset_file_code();
  CHECK(files.list(plugin()).empty());
  const auto path = files.write("Warm", "first", plugin());
  REQUIRE(path.has_value());
  CHECK(*path == home.folder.path().string() + "/.vst3/presets/" +
                     std::string(plugin().info.vendor) + "/" + std::string(plugin().info.name) +
                     "/Warm.vstpreset");
  REQUIRE(files.write("Warm", "second", plugin()).has_value());
  const auto list = files.list(plugin());
  REQUIRE(list.size() == 1);
  CHECK(list[0].name == "Warm");
  CHECK(list[0].path == *path);
  CHECK_FALSE(list[0].is_factory);
  CHECK(files.plugin_of(*path) == &plugin());
  CHECK(files.read(*path, plugin()).value() == "second");
  // Nothing else is left in the folder.
  CHECK(std::distance(fs::directory_iterator(home.presets()), fs::directory_iterator()) == 1);
}

TEST_CASE("a name is no path") {
  const Home home;
  const core::PresetFileCode& files = *core::preset_file_code();
  for (const char* name : {"../../../up", "a/b", "/etc/passwd", ".hidden", "line\nend", "..\\c"}) {
    const auto path = files.write(name, "state", plugin());
    REQUIRE(path.has_value());
    CHECK(fs::path(*path).parent_path().string() + "/" == home.presets());
  }
  CHECK(files.list(plugin()).size() == 6);
  for (const char* name : {"", "..", ".", "  "}) {
    const auto path = files.write(name, "state", plugin());
    REQUIRE_FALSE(path.has_value());
    CHECK(path.error().message.find("give it a name") != std::string::npos);
  }
  std::string long_name;
  for (int i = 0; i < 300; ++i) long_name += "ö";
  // Cut, but not inside a letter.
  for (const char* before : {"", "a", "ab", "abc"}) {
    const std::string name = before + long_name;
    const auto path = files.write(name, "state", plugin());
    REQUIRE(path.has_value());
    const std::string stem = fs::path(*path).stem().string();
    CHECK(name.starts_with(stem));
    CHECK(stem.size() > 190);
    CHECK(core::valid_utf8(stem) == stem);
  }
}

TEST_CASE("a name that becomes the file of another preset replaces nothing") {
  const Home home;
  const core::PresetFileCode& files = *core::preset_file_code();
  const auto path = files.write("A_B", "mine", plugin());
  REQUIRE(path.has_value());
  for (const char* name : {"A/B", "A\\B", "A_B ", "A_B."}) {
    const auto refused = files.write(name, "other", plugin());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("A_B") != std::string::npos);
    CHECK(refused.error().message.find("another name") != std::string::npos);
  }
  CHECK(files.read(*path, plugin()).value() == "mine");
  REQUIRE(files.write("C/D", "first", plugin()).has_value());
  REQUIRE(files.write("C_D", "second", plugin()).has_value());
}

TEST_CASE("a file whose name is no UTF-8 is listed by a name that is, and loads") {
  const Home home;
  const core::PresetFileCode& files = *core::preset_file_code();
  const auto path = files.write("Warm", "state", plugin());
  REQUIRE(path.has_value());
  fs::rename(*path, home.presets() + "W\xE4rm.vstpreset");
  const auto list = files.list(plugin());
  REQUIRE(list.size() == 1);
  CHECK(list[0].name == "W\xEF\xBF\xBDrm");
  CHECK(files.read(list[0].path, plugin()).value() == "state");
}

TEST_CASE("what was cut off is not listed, wherever") {
  const Home home;
  const core::PresetFileCode& files = *core::preset_file_code();
  const auto path = files.write("Warm", "the state", plugin());
  REQUIRE(path.has_value());
  CHECK(files.list(plugin()).size() == 1);
  for (auto size = fs::file_size(*path); size > 0; --size) {
    fs::resize_file(*path, size - 1);
    CHECK(files.list(plugin()).empty());
    CHECK(files.plugin_of(*path) == nullptr);
  }
}

TEST_CASE("what a killed process has left of a preset is cleared away by the next one") {
  const Home home;
  const core::PresetFileCode& files = *core::preset_file_code();
  fs::create_directories(home.presets());
  const fs::path old = home.presets() + ".attacca-part-abcdef";
  const fs::path fresh = home.presets() + ".attacca-part-ghijkl";
  std::ofstream(old) << "half";
  std::ofstream(fresh) << "somebody writes it";
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(2));
  REQUIRE(files.write("Warm", "state", plugin()).has_value());
  CHECK_FALSE(fs::exists(old));
  CHECK(fs::exists(fresh));
}

TEST_CASE("of a tree without end so many entries are looked at, the upper ones first") {
  const TemporaryFolder folder;
  const std::string root = folder.path().string() + "/";
  fs::create_directories(root + "a/b/c");
  for (const char* place : {"a/b/c/4.x", "a/b/3.x", "a/2.x", "1.x"})
    std::ofstream(root + place) << "";
  CHECK(core::files_below(root, ".x", 100).size() == 4);
  CHECK(core::files_below(root, ".x", 100, 4) == std::vector{root + "1.x"});
  CHECK(core::files_below(root, ".x", 2).size() == 2);
}

TEST_CASE("a file that is cut anywhere, or a part of which lies beyond its end, is refused") {
  const std::string whole = core::vst_preset_of(plugin().vst3_class_id.view(), "the state");
  REQUIRE(core::component_in(whole).value() == "the state");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(core::component_in(std::string_view(whole).substr(0, size)).has_value());
  }
  for (std::size_t place = 40; place < whole.size(); ++place) {
    std::string bytes = whole;
    bytes[place] = '\xFF';
    const auto found = core::component_in(bytes);
    if (found) CHECK(found->size() <= whole.size());
  }
}

TEST_CASE("what is no preset of this plugin's says so") {
  const Home home;
  const core::PresetFileCode& files = *core::preset_file_code();
  fs::create_directories(home.presets());
  const std::string folder = home.presets();
  const std::string other(32, 'A');
  std::ofstream(folder + "other.vstpreset") << core::vst_preset_of(other, "state");
  std::ofstream(folder + "empty.vstpreset") << "";
  REQUIRE(mkfifo((folder + "pipe.vstpreset").c_str(), 0600) == 0);
  fs::create_directory_symlink(home.folder.path(), folder + "around");
  CHECK(files.list(plugin()).empty());
  const auto refused = [&](const std::string& name) {
    const auto read = files.read(folder + name, plugin());
    REQUIRE_FALSE(read.has_value());
    return read.error().message;
  };
  CHECK(refused("other.vstpreset").find("another plugin") != std::string::npos);
  CHECK(refused("pipe.vstpreset").find("no file") != std::string::npos);
  CHECK(refused("around").find("no file") != std::string::npos);
  CHECK(refused("gone.vstpreset").find("No such file") != std::string::npos);
  CHECK(files.plugin_of(folder + "pipe.vstpreset") == nullptr);
}

TEST_CASE("without a home nothing is saved, and the reason is said") {
  unsetenv("HOME");
  const auto path = core::preset_file_code()->write("Warm", "state", plugin());
  REQUIRE_FALSE(path.has_value());
  CHECK(path.error().message.find("HOME") != std::string::npos);
}

}  // namespace
}  // namespace attacca::test
