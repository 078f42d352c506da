// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/plugin_choice.hpp"

#include <fstream>

#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

TEST_CASE("FILE#ID names one plugin of a file; a # elsewhere is part of the name") {
  const auto choice = parse_plugin_choice("/x/a.clap#org.test#2");
  CHECK(choice.path == "/x/a.clap");
  CHECK(choice.id == "org.test#2");
  CHECK(parse_plugin_choice("/x/a.vst3/#00ff").id == "00ff");
  CHECK(parse_plugin_choice("/x/C# Synth.clap").id.empty());
  CHECK(parse_plugin_choice("/x/C# Synth.clap#id").path == "/x/C# Synth.clap");
  const TemporaryFolder folder;
  const auto odd = folder.path() / "a.clap#b";
  std::ofstream(odd) << "x";
  CHECK(parse_plugin_choice(odd.string()).path == odd);
}

TEST_CASE("a plugin is chosen by its id, in either case for VST3, or by its name") {
  const PluginDescription vst3{PluginFormat::vst3, "00FF", "Name", "", "", {}};
  CHECK(is_chosen(vst3, "00ff"));
  CHECK(is_chosen(vst3, "Name"));
  CHECK(is_chosen(vst3, ""));
  CHECK_FALSE(is_chosen(vst3, "name"));
  const PluginDescription clap{PluginFormat::clap, "a.B", "Name", "", "", {}};
  CHECK_FALSE(is_chosen(clap, "a.b"));
}

}  // namespace attacca::host::test
