// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What `attacca run` sets in plugins: parameters, states, side-chains, from options and scripts;
// and which plugin of a file it takes.

#include <cmath>

#include <doctest/doctest.h>

#include "host/engine/audio_clip.hpp"
#include "tests/trial/program.hpp"

namespace attacca::trial::test {
namespace {

const std::string kSeveral = TEST_SEVERAL;
const std::string kGain = kSeveral + "#several.gain";

std::string constant(const Folder& folder, const std::string& name, float value,
                     std::size_t channels = 2, std::size_t frames = 4800) {
  host::AudioClip clip;
  clip.channels.assign(channels, std::vector<float>(frames, value));
  REQUIRE(host::write_wav(folder / name, clip).has_value());
  return folder / name;
}

/// Runs with a constant input of 0.5, free-wheeling, and gives what is heard on the left.
std::vector<float> heard(const Folder& folder, std::vector<std::string> arguments) {
  const std::string out = folder / "heard.wav";
  for (const std::string& each :
       {std::string("--input"), constant(folder, "half.wav", 0.5f), std::string("--output"), out,
        std::string("--free-wheel"), std::string("--block"), std::string("100")}) {
    arguments.push_back(each);
  }
  const auto outcome = run(arguments);
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  const auto clip = host::read_audio_file(out);
  REQUIRE(clip.has_value());
  return clip->channels.front();
}

std::string error_of(std::vector<std::string> arguments, int code = 2) {
  arguments.insert(arguments.end(), {"--free-wheel", "--seconds", "0.1"});
  const auto outcome = run(arguments);
  CHECK_MESSAGE(outcome.exit_code == code, outcome.err);
  CHECK(outcome.messages() == 1);
  return outcome.err;
}

bool has(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != std::string::npos;
  if (!found) MESSAGE(text);
  return found;
}

}  // namespace

TEST_CASE("a parameter is set by name or number, plain, normalized or as text") {
  const Folder folder;
  for (const char* const param :
       {"Gain=2", "gain=2.0", "7=2", "0x7=2", "Gain=normalized:0.5", "Gain=double", "1:Gain=2"}) {
    CAPTURE(param);
    CHECK(heard(folder, {kGain, "--param", param}).front() == 1.0f);
  }
  CHECK(heard(folder, {kGain}).front() == 0.5f);
}

TEST_CASE("a parameter that cannot be set is an error that names what is near") {
  CHECK(has(error_of({kGain, "--param", "Gian=2"}), "no parameter \"Gian\"; the nearest are Gain"));
  CHECK(has(error_of({kGain, "--param", "Gain=5"}), "expected 0 to 4"));
  CHECK(has(error_of({kGain, "--param", "Gain=nan"}), "is no value for \"Gain\""));
  CHECK(has(error_of({kGain, "--param", "Gain=normalized:2"}), "0 to 1 after normalized:"));
  CHECK(has(error_of({kGain, "--param", "Gain=-70"}),
            "or a text as the plugin writes it, such as \"1.00 times\""));
  CHECK(has(error_of({kGain, "--param", "Meter=1"}), "only the plugin itself"));
  CHECK(has(error_of({kGain, "--param", "Gain"}), "expected NAME=VALUE"));
  CHECK(has(error_of({kGain, "--param", "2:Gain=1"}), "there is no plugin 2"));
}

TEST_CASE("a script sets parameters at their times") {
  const Folder folder;
  const std::string script =
      folder.write("s", "0.025 param Gain 2\n0.05 param \"Gain\" normalized:0.25\n");
  const auto sound = heard(folder, {kGain, "--script", script});
  CHECK(sound[1199] == 0.5f);
  CHECK(sound[1200] == 1.0f);
  CHECK(sound[2399] == 1.0f);
  CHECK(sound[2400] == 0.5f);
  const std::string bad = folder.write("bad", "0.01 param Gaim 2\n");
  CHECK(has(error_of({kGain, "--script", bad}), "bad:1:1: Several Gain has no parameter"));
  const std::string odd = folder.write("odd", "0.01 param Gain\n");
  CHECK(has(error_of({kGain, "--script", odd}), "odd:1:16: found the end of the line; expected"));
}

TEST_CASE("a state is saved at the end and loaded before the beginning, parameters come after it") {
  const Folder folder;
  const std::string state = folder / "state";
  heard(folder, {kGain, "--param", "Gain=3", "--save-state", state});
  CHECK(fs::file_size(state) == 8);
  CHECK(heard(folder, {kGain, "--state", state}).front() == 1.5f);
  CHECK(heard(folder, {kGain, "--state", state, "--param", "Gain=1"}).front() == 0.5f);
  const std::string script = folder.write("s", "0.05 load-state \"" + state + "\"\n");
  const auto sound = heard(folder, {kGain, "--script", script});
  CHECK(sound[2399] == 0.5f);
  CHECK(sound[2400] == 1.5f);
  const std::string saves =
      folder.write("t", "0.01 param Gain 2\n0.05 save-state " + (folder / "x"));
  heard(folder, {kGain, "--script", saves});
  CHECK(heard(folder, {kGain, "--state", folder / "x"}).front() == 1.0f);
  CHECK(has(error_of({kGain, "--state", folder / "none"}), "the state: cannot open: "));
  const std::string bad = folder.write("bad", "abc");
  CHECK(has(error_of({kGain, "--state", bad}), "refused the state of the file"));
  CHECK(has(error_of({kGain, "--save-state", folder.path() / "no/such"}), "--save-state"));
}

TEST_CASE("several plugins have a state each") {
  const Folder folder;
  const auto outcome = run({kGain, kGain, "--param", "1:Gain=2", "2:Gain=3", "--save-state",
                            folder / "s.bin", "--free-wheel", "--seconds", "0.1", "--json"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.plugin(1)["states_saved"][0] == folder / "s-2.bin");
  CHECK(text_of(folder / "s-1.bin") != text_of(folder / "s-2.bin"));
}

TEST_CASE("a side-chain is fed to the second input") {
  const Folder folder;
  const std::string key = constant(folder, "key.wav", 0.25f, 1, 2400);
  const auto sound = heard(folder, {kGain, "--sidechain", key});
  CHECK(sound[0] == 0.75f);
  CHECK(sound[2399] == 0.75f);
  CHECK(sound[2400] == 0.5f);
  const std::string script = folder.write("s", "0.025 sidechain " + key + "\n0.05 sidechain off\n");
  const auto switched = heard(folder, {kGain, "--script", script});
  CHECK(switched[1199] == 0.5f);
  CHECK(switched[1200] == 0.75f);
  CHECK(switched[2400] == 0.5f);
  CHECK(has(error_of({kSeveral + "#several.mono", "--sidechain", key}), "has no side-chain"));
}

TEST_CASE("free-wheeling says offline to the plugin, real time does not") {
  const Folder folder;
  CHECK(heard(folder, {kSeveral + "#several.offline"}).front() == 1.0f);
  const std::string out = folder / "real.wav";
  const auto outcome =
      run({kSeveral + "#several.offline", "--output", out, "--seconds", "0.05", "--block", "64"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(host::read_audio_file(out)->channels.front().front() == 0.25f);
}

TEST_CASE("an option for each plugin takes several values at once") {
  const auto outcome = run({kGain, kGain, "--track", "A", "B", "--color", "#102030", "#405060",
                            "--free-wheel", "--seconds", "0.1", "--json"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.plugin(0)["track"] == "A");
  CHECK(outcome.plugin(1)["track"] == "B");
  const auto joined =
      run({kGain, kGain, "--track=A", "B", "--free-wheel", "--seconds", "0.1", "--json"});
  REQUIRE_MESSAGE(joined.exit_code == 0, joined.err);
  CHECK(joined.plugin(1)["track"] == "B");
  const auto before =
      run({"--track", "A", "B", kGain, kGain, "--free-wheel", "--seconds", "0.1", "--json"});
  REQUIRE_MESSAGE(before.exit_code == 0, before.err);
  CHECK(before.plugin(1)["track"] == "B");
}

TEST_CASE("one plugin of a file is chosen by its id or name, and others do not stand in its way") {
  const auto by_name =
      run({kSeveral + "#Offline Speaks", "--free-wheel", "--seconds", "0.1", "--json"});
  REQUIRE_MESSAGE(by_name.exit_code == 0, by_name.err);
  CHECK(by_name.plugin()["id"] == "several.offline");
  const std::string unknown = error_of({kSeveral + "#several.gian"});
  CHECK(has(unknown, "has no plugin \"several.gian\"; it has: several.gain (Several Gain)"));
}

TEST_CASE("the first plugin of a file that can be made is taken, and the others are named") {
  const auto outcome =
      run({kSeveral, "--free-wheel", "--seconds", "0.1", "--patience", "0.2", "--json"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.plugin()["id"] == "several.gain");
  std::string notes;
  const auto document = outcome.document();
  for (const auto& note : document["notes"]) notes += note.get<std::string>() + "\n";
  CHECK(has(notes, "holds 7 plugins"));
  CHECK(has(notes, "no licence found"));
  CHECK(has(notes, "crashed with SIGABRT while creating Aborts"));
  CHECK(has(notes, "did not answer within 2 s while creating Hangs"));
}

TEST_CASE("the message of a plugin that refuses is shown: what it logged and what it printed") {
  const std::string error = error_of({kSeveral + "#several.refuses"}, 1);
  CHECK(has(error, "its init returned false"));
  CHECK(has(error, "it logged: \"no licence found\""));
  CHECK(has(error, "it printed: \"licence server: no answer\""));
}

TEST_CASE("sound in channels that a track does not have is mixed in, and said") {
  const Folder folder;
  host::AudioClip clip;
  clip.channels.assign(6, std::vector<float>(480, 0.0f));
  clip.channels[2].assign(480, 0.5f);  // the centre only
  REQUIRE(host::write_wav(folder / "centre.wav", clip).has_value());
  const std::string out = folder / "out.wav";
  const auto outcome =
      run({kGain, "--input", folder / "centre.wav", "--output", out, "--free-wheel", "--json"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(has(outcome.document()["notes"].dump(), "6 channels"));
  const auto sound = host::read_audio_file(out);
  CHECK(std::abs(sound->channels[0][0] - 0.35355f) < 1e-4f);
  CHECK(std::abs(sound->channels[1][0] - 0.35355f) < 1e-4f);
}

TEST_CASE("an editor without a display is opened on one that is started") {
  if (std::system("command -v Xvfb >/dev/null") != 0) return;
  const auto outcome =
      run({TEST_WITNESS, "--editor", "--seconds", "0.2", "--json"}, {{"DISPLAY", ""}});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.plugin()["editor"] == "open");
}

}  // namespace attacca::trial::test
