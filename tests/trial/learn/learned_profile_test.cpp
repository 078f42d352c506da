// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/learn/learned_profile.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "host/profile/host_habits.hpp"
#include "host/profile/host_profile_file.hpp"
#include "witness/record/record_text.hpp"

namespace attacca::trial {
namespace {

/// Calls of one instance, written as "THREAD NAME VALUES"; each returns at once.
class Calls {
 public:
  Calls& add(int thread, const std::string& call, const std::string& answer = "1") {
    begin(thread, call);
    return end(thread, call, answer);
  }
  Calls& begin(int thread, const std::string& call) { return line(thread, ">", call); }
  Calls& detail(int thread, const std::string& what) { return line(thread, ".", what); }
  Calls& end(int thread, const std::string& call, const std::string& answer = "1") {
    return line(thread, "<", call.substr(0, call.find(' ')) + " " + answer);
  }
  Calls& blocks(const std::vector<int>& sizes, int thread = 2) {
    for (const int size : sizes) {
      add(thread, "clap.plugin.process 1 0 " + std::to_string(size) + " 1 1 1 1 1");
    }
    return *this;
  }

  [[nodiscard]] LearnedProfile learn() const {
    const auto recording = witness::parse_replay(text_, "calls");
    REQUIRE(recording);
    return learn_profile(*recording);
  }

 private:
  Calls& line(int thread, const std::string& kind, const std::string& rest) {
    const std::string number = std::to_string(sequence_++);
    text_ +=
        number + " " + number + "000 " + std::to_string(thread) + " 1 " + kind + " " + rest + "\n";
    return *this;
  }
  std::string text_ = "attacca-replay 1\n";
  int sequence_ = 0;
};

/// The habit's value as a profile has it; nothing if it was not seen.
std::optional<std::string> seen(const LearnedProfile& learned, std::string_view key) {
  const auto found = std::find_if(learned.findings.begin(), learned.findings.end(),
                                  [key](const Finding& finding) { return finding.habit == key; });
  if (found == learned.findings.end()) return std::nullopt;
  return host::value_text(*host::find_habit(key), learned.profile);
}

Calls active(int most = 512) {
  Calls calls;
  calls.add(1, "clap.plugin.init")
      .add(1, "clap.plugin.activate 48000.0 1 " + std::to_string(most))
      .add(2, "clap.plugin.start_processing");
  return calls;
}

TEST_CASE("blocks: of one size, in two pieces, or of any") {
  CHECK(seen(active().blocks({512, 512, 512, 512, 100}).learn(), "block_sizes") == "fixed");
  CHECK(seen(active().blocks({512, 311, 201, 512, 111, 401}).learn(), "block_sizes") == "odd");
  CHECK(seen(active().blocks({311, 201, 111, 401, 13, 499}).learn(), "block_sizes") == "odd");
  CHECK(seen(active().blocks({9, 17, 350, 4, 81, 222, 5, 97}).learn(), "block_sizes") == "varying");
  CHECK(seen(active(4096).blocks({512, 512, 512, 512}).learn(), "maximum_block_factor") == "8");
}

TEST_CASE("two activations with blocks of two sizes are two sizes, not pieces of one") {
  Calls calls = active();
  calls.blocks({512, 512, 512, 512}).add(1, "clap.plugin.deactivate", "");
  calls.add(1, "clap.plugin.activate 48000.0 1 256").blocks({256, 256, 256, 256});
  CHECK(seen(calls.learn(), "block_sizes") == "fixed");
}

TEST_CASE("too little shows nothing") {
  const LearnedProfile learned = active().blocks({512, 512}).learn();
  CHECK_FALSE(seen(learned, "block_sizes"));
  CHECK(std::find(learned.unseen.begin(), learned.unseen.end(), "block_sizes") !=
        learned.unseen.end());
}

TEST_CASE("a load beside an activation on another thread races it") {
  Calls calls;
  calls.add(1, "clap.plugin.init").add(1, "clap.params.count", "2");
  calls.begin(3, "clap.plugin.activate 48000.0 1 512");
  calls.add(1, "clap.state.load 1");
  calls.end(3, "clap.plugin.activate");
  const LearnedProfile learned = calls.learn();
  CHECK(seen(learned, "loads_state") == "racing");
  CHECK(seen(learned, "activates_on_worker") == "true");
}

TEST_CASE("a load's moment: before anything is asked, before activation, after it") {
  Calls first;
  first.add(1, "clap.plugin.init").add(1, "clap.state.load 1");
  CHECK(seen(first.learn(), "loads_state") == "first");
  Calls inactive;
  inactive.add(1, "clap.plugin.init").add(1, "clap.params.count", "2").add(1, "clap.state.load 1");
  CHECK(seen(inactive.learn(), "loads_state") == "inactive");
  CHECK(seen(active().add(1, "clap.state.load 1").learn(), "loads_state") == "active");
}

TEST_CASE("streams that move less than was asked for, but at the end, have a chunk") {
  Calls calls = active();
  calls.begin(1, "clap.state.load 1").detail(1, "stream 9 17 7 #140:0000000000000001");
  calls.end(1, "clap.state.load 1");
  CHECK(seen(calls.learn(), "stream_chunk") == "17");
  Calls whole = active();
  whole.begin(1, "clap.state.load 1").detail(1, "stream 2 140 0 #140:0000000000000001");
  whole.end(1, "clap.state.load 1");
  CHECK(seen(whole.learn(), "stream_chunk") == "0");
}

TEST_CASE("what is found is written as a profile, with its records, and can be read") {
  const LearnedProfile learned = active()
                                     .blocks({512, 512, 512}, 2)
                                     .blocks({512}, 3)
                                     .add(1, "clap.plugin.deactivate", "")
                                     .learn();
  CHECK(seen(learned, "moves_audio_thread") == "true");
  CHECK(seen(learned, "clap_stop_before_deactivate") == "false");
  const std::string text = profile_text(learned, "some \"daw\"\n.witness");
  const auto file = host::parse_host_profile(text, "made.toml");
  REQUIRE(file);
  CHECK(file->profile == learned.profile);
  for (const host::HabitSetting& setting : file->settings) {
    CHECK(setting.source.starts_with("witnessed: "));
  }
  CHECK(text.find("record 12 (clap.plugin.process 1 0 512 1 1 1 1 1)") != std::string::npos);
}

TEST_CASE("sizes that no host has, in a damaged file, are taken as the largest there are") {
  const std::string most = std::to_string(std::numeric_limits<std::int64_t>::max());
  const std::string least = std::to_string(std::numeric_limits<std::int64_t>::min());
  Calls calls;
  calls.add(1, "clap.plugin.init").add(1, "clap.plugin.activate 48000.0 1 " + most);
  for (int i = 0; i < 3; ++i) {
    for (const std::string& size : {most, most, least}) {
      calls.add(2, "clap.plugin.process 1 0 " + size + " 1 1 1 1 1");
    }
  }
  const LearnedProfile learned = calls.learn();
  CHECK(seen(learned, "block_sizes") == "fixed");
  CHECK(seen(learned, "maximum_block_factor") == "64");
}

}  // namespace
}  // namespace attacca::trial
