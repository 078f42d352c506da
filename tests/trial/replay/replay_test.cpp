// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/replay/replay.hpp"

#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"
#include "trial/replay/actor.hpp"
#include "witness/record/record_text.hpp"

namespace attacca::trial {
namespace {

witness::Recording recording_of(const std::string& lines) {
  auto recording = witness::parse_replay("attacca-replay 1\n" + lines, "calls");
  REQUIRE(recording);
  return std::move(*recording);
}

TEST_CASE("details and results belong to the innermost open call of their thread") {
  const auto recording = recording_of(
      "0 0 1 1 > clap.plugin.init\n"
      "1 0 2 1 > clap.plugin.process 1\n"
      "2 0 1 1 > clap.plugin.get_extension \"clap.gui\"\n"
      "3 0 2 1 . transport 1\n"
      "4 0 1 1 < clap.plugin.get_extension 0\n"
      "5 0 1 1 . host \"a\" \"b\"\n"
      "6 0 1 1 < clap.plugin.init 1\n"
      "7 0 2 1 > clap.plugin.reset\n");
  const auto calls = witness::calls_of(recording);
  REQUIRE(calls.size() == 4);
  CHECK(calls[0].ended() == 6);
  CHECK(calls[0].details.size() == 1);
  CHECK(calls[1].details.size() == 1);
  CHECK(calls[1].end == nullptr);
  CHECK(calls[2].answer() == 0);
  const std::vector<bool> nested = nested_calls(calls);
  CHECK_FALSE(nested[0]);
  CHECK_FALSE(nested[1]);  // on another thread
  CHECK(nested[2]);
  CHECK_FALSE(nested[3]);  // the end of the call before was not recorded
}

TEST_CASE("recordings differ by calls, values and threads, not by numbers, times and digests") {
  const auto a = recording_of(
      "0 0 1 1 > clap.plugin.init\n1 5 1 1 < clap.plugin.init 1\n"
      "2 9 2 1 > clap.params.get_value 7 1\n3 9 2 1 < clap.params.get_value 1 0.5\n"
      "4 9 1 1 > clap.gui.suggest_title #3:0000000000000001\n");
  const auto b = recording_of(
      "10 0 4 8 > clap.plugin.init\n11 99 4 8 < clap.plugin.init 1\n"
      "12 99 3 8 > clap.params.get_value 7 1\n13 99 3 8 < clap.params.get_value 1 0.25\n"
      "14 99 4 8 > clap.gui.suggest_title #3:0000000000000002\n");
  CHECK(differences(a, b).empty());
  const auto other_value = recording_of(
      "0 0 1 1 > clap.plugin.init\n1 5 1 1 < clap.plugin.init 1\n"
      "2 9 2 1 > clap.params.get_value 8 1\n");
  const auto found = differences(a, other_value);
  REQUIRE(found.size() == 2);
  CHECK(found[0] ==
        "thread 1, record 4: object 1: clap.gui.suggest_title \"3 bytes\"\n    not: no more calls");
  CHECK(found[1] ==
        "thread 2, record 2: object 1: clap.params.get_value 7 1\n    not: object 1: "
        "clap.params.get_value 8 1");
}

TEST_CASE("what a replay ends at its end is no difference, and what the recording ended is one") {
  const std::string begun = "0 0 1 0 > ModuleEntry\n1 0 1 0 < ModuleEntry 1\n";
  const std::string ended = "2 0 1 0 > ModuleExit\n3 0 1 0 < ModuleExit 1\n";
  const auto crashed = recording_of(begun);
  const auto whole = recording_of(begun + ended);
  CHECK(differences(crashed, whole).empty());
  CHECK(differences(whole, crashed).size() == 1);
  const auto other = recording_of(begun + "2 0 1 0 > GetPluginFactory\n" + ended);
  CHECK(differences(crashed, other).size() == 1);
}

TEST_CASE("what cannot be acted out is said") {
  const auto clap = recording_of("0 0 1 0 > clap.entry.init #1:0000000000000001\n");
  const auto vst3 = recording_of("0 0 1 0 > ModuleEntry\n");
  CHECK_FALSE(is_of_vst3(clap));
  CHECK(is_of_vst3(vst3));
  const test::TemporaryFolder folder;
  const auto message = [](const witness::Recording& recording,
                          const std::filesystem::path& plugin) {
    ReplayOptions options;
    options.plugin = plugin;
    const auto played = act_out(recording, options);
    return played ? std::string() : played.error().message;
  };
  CHECK(message(clap, folder / "none.clap").find("none.clap") != std::string::npos);
  std::ofstream(folder / "text.vst3") << "no plugin";
  CHECK(message(vst3, folder / "text.vst3").find("text.vst3") != std::string::npos);
}

TEST_CASE("a replay's file that cannot be read is named") {
  const auto read = read_replay("/nowhere/none.replay");
  REQUIRE_FALSE(read);
  CHECK(read.error().message.find("/nowhere/none.replay") != std::string::npos);
}

}  // namespace
}  // namespace attacca::trial
