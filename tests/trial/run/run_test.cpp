// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// `attacca run` as a user meets it, with a plugin that reports what it sees of its track and can be
// made to go wrong.

#include <algorithm>
#include <cstdint>

#include <doctest/doctest.h>

#include "host/engine/audio_clip.hpp"
#include "host/profile/host_profile.hpp"
#include "tests/trial/program.hpp"

namespace attacca::trial::test {

namespace {

constexpr const char* kWitness = TEST_WITNESS;
constexpr const char* kScript =
    "0.3 name \"Lead Vox\" color #ff8800\n"
    "0.6 burst 50 over 0.2 name \"Take {n}\" color rainbow\n"
    "1.2 repeat 10 every 0.001 name \"\\u{1F3B8} {n}\"\n"
    "1.5 role bus\n";

std::map<std::string, std::string> fault(const std::string& name) {
  return {{"WITNESS_FAULT", name}, {"DISPLAY", ""}};
}

bool in_process_of_witness(const nlohmann::json& frame) {
  return frame["module"] == kWitness && frame["line"].is_number() &&
         frame["function"].is_string() &&
         frame["function"].get<std::string>().find("process") != std::string::npos;
}

std::string wav(const Folder& folder, double rate = 48000.0, std::size_t frames = 4800) {
  host::AudioClip clip;
  clip.sample_rate = rate;
  clip.channels.assign(2, std::vector<float>(frames));
  for (std::size_t i = 0; i < frames; ++i) {
    clip.channels[0][i] = static_cast<float>(i % 100) / 128.0f;
    clip.channels[1][i] = -clip.channels[0][i];
  }
  REQUIRE(host::write_wav(folder / "in.wav", clip).has_value());
  return folder / "in.wav";
}

}  // namespace

TEST_CASE("every last value arrives in a plugin that does it right") {
  const Folder folder;
  const auto outcome = run({kWitness, "--script", folder.write("s", kScript), "--free-wheel",
                            "--json", "--block", "64"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  const auto plugin = outcome.plugin();
  CHECK(plugin["path"] == kWitness);
  CHECK(plugin["format"] == "clap");
  CHECK(plugin["name"] == "Witness");
  CHECK(plugin["track_changes_sent"] == 62);
  CHECK(plugin["audio_last_value_seen"] == true);
  CHECK(plugin["editor_last_value_seen"].is_null());
  CHECK(plugin["lost_last_values"] == 0);
  // before 0.3 s, 0.6, 1.2 and 1.5, and at the end
  CHECK(plugin["last_value_checks"] == 5);
  CHECK(plugin["audio_last_revision"] == 63);  // sent when put on the track, then the changes
  CHECK(plugin["audio_thread_offences"] == 0);
  CHECK(plugin["callback_ns"]["max"] >= plugin["callback_ns"]["median"]);
  CHECK(outcome.document()["engine"]["own_offences"] == 0);
}

TEST_CASE("in real time too, and a worker thread sends as well as the main thread") {
  const Folder folder;
  const std::string script = folder.write("s", std::string("thread worker\n") + kScript);
  const auto outcome = run({kWitness, "--script", script, "--json", "--block", "64"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.plugin()["audio_last_value_seen"] == true);
  CHECK(outcome.plugin()["track_changes_sent"] == 62);
}

TEST_CASE("a free-wheeling run is the same every time") {
  const Folder folder;
  const std::vector<std::string> arguments = {kWitness, "--script", folder.write("s", kScript),
                                              "--free-wheel", "--json"};
  const auto first = run(arguments).plugin();
  const auto second = run(arguments).plugin();
  for (const char* const key :
       {"audio_revisions_seen", "audio_last_revision", "last_value_checks"}) {
    CHECK(first[key] == second[key]);
  }
}

TEST_CASE("a plugin that loses the last value is found out") {
  const Folder folder;
  const std::string script = folder.write("s", kScript);
  const auto outcome = run({kWitness, "--script", script, "--free-wheel", "--json"}, fault("lose"));
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.plugin()["audio_last_value_seen"] == false);
  CHECK(outcome.plugin()["lost_last_values"] == 3);
  CHECK(outcome.err.find("lost 3 last value(s)") != std::string::npos);
}

TEST_CASE("a value that comes some callbacks late is a lost one") {
  const Folder folder;
  const std::string script = folder.write("s", "0.2 name \"a\"\n");
  const std::vector<std::string> arguments = {kWitness, "--script", script, "--json"};
  const auto outcome = run(arguments, fault("late"));
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.plugin()["lost_last_values"] == 2);
}

TEST_CASE("what the audio thread must not do is counted, and a failure") {
  const auto outcome =
      run({kWitness, "--free-wheel", "--seconds", "0.5", "--json"}, fault("allocate"));
  if (outcome.document()["engine"]["counts_audio_calls"] == false) return;  // under a sanitizer
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.plugin()["audio_thread_offences"] > 0);
  CHECK(outcome.plugin()["audio_thread"]["allocations"] ==
        outcome.plugin()["audio_thread"]["frees"]);
}

TEST_CASE("a call on the audio thread that takes unbounded time is traced to the plugin's line") {
  const auto outcome =
      run({kWitness, "--free-wheel", "--seconds", "0.5", "--json"}, fault("allocate"));
  if (outcome.document()["engine"]["counts_audio_calls"] == false) return;
  const auto sites = outcome.plugin()["offence_sites"];
  REQUIRE(sites.size() == 2);
  const auto allocations = outcome.plugin()["audio_thread"]["allocations"];
  for (const char* const kind : {"allocation", "free"}) {
    const auto& site = sites[kind == std::string("free") ? 1 : 0];
    CHECK(site["kind"] == kind);
    CHECK(site["count"] == allocations);
    const auto& frames = site["frames"];
    CHECK(frames[0]["module"] == kWitness);
    CHECK(std::any_of(frames.begin(), frames.end(), in_process_of_witness));
  }
  CHECK(outcome.plugin()["offences_without_site"] == 0);
  const auto text = run({kWitness, "--free-wheel", "--seconds", "0.5"}, fault("allocate")).out;
  CHECK(text.find("× allocation") != std::string::npos);
  CHECK(text.find("(witness_clap.cpp:") != std::string::npos);
  CHECK(text.find("audio_main") == std::string::npos);  // how the host came there
}

TEST_CASE("a host that does not send loses nothing") {
  const Folder folder;
  const auto outcome = run({kWitness, "--script", folder.write("s", kScript), "--free-wheel",
                            "--profile", "qtractor", "--json"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.plugin()["track_info_by"].is_null());
  CHECK(outcome.plugin()["track_changes_sent"] == 0);
  CHECK(outcome.plugin()["audio_last_value_seen"].is_null());
}

TEST_CASE("nothing is lost with any host's habits") {
  const Folder folder;
  const std::string script = folder.write("s", kScript);
  for (const std::string_view profile : host::host_profile_names()) {
    CAPTURE(profile);
    const auto outcome = run({kWitness, "--script", script, "--free-wheel", "--profile",
                              std::string(profile), "--json"});
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
    CHECK(outcome.plugin()["lost_last_values"] == 0);
  }
}

TEST_CASE("a plugin that crashes or hangs while it plays is one clear error") {
  const Folder folder;
  const std::vector<std::string> arguments = {
      kWitness, "--seconds", "2", "--json", "--output", folder.write("out.wav", "old")};
  const auto crash = run(arguments, fault("crash"));
  CHECK(crash.exit_code == 1);
  CHECK(crash.messages() == 1);
  CHECK(crash.err.find("Witness (" + std::string(kWitness) +
                       ") crashed with SIGSEGV while it played") != std::string::npos);
  CHECK(crash.document()["error"].is_string());
  CHECK(crash.document()["crash"]["signal"] == "SIGSEGV");
  const auto thread = crash.document()["crash"]["threads"][0];
  CHECK(thread["main"] == false);
  CHECK(thread["in_audio_callback"] == true);
  CHECK(std::any_of(thread["frames"].begin(), thread["frames"].end(), in_process_of_witness));
  const auto hang = run(arguments, fault("hang"));
  CHECK(hang.exit_code == 1);
  CHECK(hang.err.find("did not come back in its audio callback") != std::string::npos);
  CHECK(hang.document()["crash"]["signal"] == "SIGQUIT");
  bool is_found = false;
  const auto threads = hang.document()["crash"]["threads"];
  for (const auto& one : threads) {
    if (one["in_audio_callback"] != true) continue;
    is_found = std::any_of(one["frames"].begin(), one["frames"].end(), in_process_of_witness);
  }
  CHECK(is_found);
  // what was there is there, and nothing else
  CHECK(text_of(folder / "out.wav") == "old");
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a plugin that refuses to process is a failure") {
  const auto outcome = run({kWitness, "--free-wheel", "--seconds", "0.1"}, fault("refuse"));
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.err.find("refused to process") != std::string::npos);
}

TEST_CASE("a plugin that crashes while it is loaded does not take the tool down") {
  const auto outcome = run({TEST_CRASHING_PLUGIN, "--seconds", "0.1", "--json"});
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.messages() == 1);
  CHECK(outcome.document()["error"].get<std::string>().find("crashed with SIG") !=
        std::string::npos);
}

TEST_CASE("what is played comes out, bit for bit and exactly as long as asked") {
  const Folder folder;
  const std::string in = wav(folder);
  const std::string out = folder / "out.wav";
  const auto outcome = run({kWitness, "--input", in, "--loop", "--output", out, "--free-wheel",
                            "--seconds", "0.25", "--block", "100", "--json"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.document()["output"] == out);
  const auto played = host::read_audio_file(in);
  const auto heard = host::read_audio_file(out);
  REQUIRE(heard.has_value());
  REQUIRE(heard->frames() == 12000);
  for (std::size_t i = 0; i < 12000; ++i) {
    REQUIRE(heard->channels[0][i] == played->channels[0][i % 4800]);
    REQUIRE(heard->channels[1][i] == played->channels[1][i % 4800]);
  }
}

TEST_CASE("the output of several plugins is their mix") {
  const Folder folder;
  const std::string in = wav(folder);
  const std::string out = folder / "out.wav";
  const auto outcome =
      run({kWitness, kWitness, "--input", in, "--output", out, "--free-wheel", "--json"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.document()["plugins"].size() == 2);
  CHECK(outcome.plugin(1)["track"] == "Track 2");
  const auto heard = host::read_audio_file(out);
  REQUIRE(heard.has_value());
  CHECK(heard->frames() == 4800);  // as long as the input
  CHECK(heard->channels[0][50] == 2.0f * 50.0f / 128.0f);
}

TEST_CASE("audio goes on where the script stopped the engine") {
  const Folder folder;
  const std::string in = wav(folder, 48000.0, 48000);
  const std::string out = folder / "out.wav";
  const std::string script =
      folder.write("s", "0.25 stop\n0.3 name \"while stopped\"\n0.5 start\n");
  const auto outcome = run({kWitness, "--input", in, "--output", out, "--script", script,
                            "--seconds", "1", "--free-wheel", "--json"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.plugin()["audio_last_value_seen"] == true);
  const auto played = host::read_audio_file(in);
  const auto heard = host::read_audio_file(out);
  REQUIRE(heard.has_value());
  REQUIRE(heard->frames() == 36000);  // 0.25 s + 0.5 s
  for (std::size_t i = 0; i < 36000; ++i) REQUIRE(heard->channels[0][i] == played->channels[0][i]);
}

TEST_CASE("each plugin has a track of its own") {
  const Folder folder;
  const std::string script = folder.write("s", "track 2\n0.2 name \"second only\"\n");
  const auto outcome = run({kWitness, kWitness, "--track", "One", "--track", "Two", "--script",
                            script, "--free-wheel", "--json"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.plugin(0)["track"] == "One");
  CHECK(outcome.plugin(0)["track_changes_sent"] == 0);
  CHECK(outcome.plugin(1)["track"] == "second only");
  CHECK(outcome.plugin(1)["track_changes_sent"] == 1);
}

TEST_CASE("the text names what was seen, and plugins' own words stay out of the report") {
  const auto outcome = run({kWitness, "--free-wheel", "--seconds", "0.2"});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.find("Witness (clap)") != std::string::npos);
  CHECK(outcome.out.find("the last value arrived") != std::string::npos);
  CHECK(outcome.out.find("a plugin that talks") == std::string::npos);
}

// -- bad input: one line on the standard error, and a document that says the same
// ------------------

TEST_CASE("bad input is one clear error") {
  const Folder folder;
  const std::string bad_script = folder.write("bad.txt", "0.1 name \"x\"\n0.2 nome \"y\"\n");
  const std::string late_script = folder.write("late.txt", "9 name \"x\"\n");
  const std::string not_audio = folder.write("not.wav", "RIFF but no more");
  const std::string not_plugin = folder.write("not.clap", "no plugin");
  fs::create_directory(folder / "closed");
  struct Case {
    std::vector<std::string> arguments;
    std::string message;
  };
  const std::vector<Case> cases = {
      {{"/nonexistent/x.clap"}, "/nonexistent/x.clap"},
      {{not_plugin}, "not.clap"},
      {{kWitness, "--input", "/nonexistent/in.wav"}, "--input: cannot open: /nonexistent/in.wav"},
      {{kWitness, "--input", not_audio}, "not.wav"},
      {{kWitness, "--script", "/nonexistent/s"}, "the script: cannot open: /nonexistent/s"},
      {{kWitness, "--script", bad_script}, "bad.txt:2:5: found \"nome\"; expected"},
      {{kWitness, "--script", late_script, "--seconds", "2"}, "late.txt:1:1: this happens at 9 s"},
      {{kWitness, "--output", "/nonexistent/out.wav"}, "cannot write /nonexistent/out.wav"},
      {{kWitness, "--output", folder / "closed"}, "Is a directory"},
      {{kWitness, "--color", "orange"}, "\"orange\" is not a colour"},
      {{kWitness, "--role", "drums"}, "\"drums\" is not a track role"},
      {{kWitness, "--track", "\xFF"}, "not UTF-8"},
      {{kWitness, "--track", "a", "--track", "b"}, "--track is given 2 times for 1 plugin"},
      {{kWitness, "--profile", "nuendo"}, "no host profile \"nuendo\""},
      {{kWitness, "--block", "0"}, "--block"},
      {{kWitness, "--rate", "12"}, "--rate"},
      {{kWitness, "--seconds", "-1"}, "--seconds"},
      {{kWitness, "--no-such-option"}, "--no-such-option"},
      {{}, "PLUGIN"},
  };
  for (Case one : cases) {
    one.arguments.push_back("--json");
    const auto outcome = run(one.arguments);
    CAPTURE(one.message);
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.messages() == 1);
    CHECK(outcome.err.find(one.message) != std::string::npos);
    CHECK(outcome.document()["error"].get<std::string>().find(one.message) != std::string::npos);
  }
}

TEST_CASE("a full disk is one clear error") {
  const auto outcome =
      run({kWitness, "--output", "/dev/full", "--seconds", "0.3", "--free-wheel", "--json"});
  CHECK(outcome.exit_code != 0);
  CHECK(outcome.messages() == 1);
  CHECK(outcome.err.find("/dev/full") != std::string::npos);
}

TEST_CASE("an editor without a display is one clear error") {
  // Xvfb, which would be started, is not to be found.
  const auto outcome =
      run({kWitness, "--editor", "--seconds", "0.1"}, {{"DISPLAY", ""}, {"PATH", "/nowhere"}});
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.messages() == 1);
  CHECK(outcome.err.find("DISPLAY is not set") != std::string::npos);
  const auto gone = run({kWitness, "--editor", "--seconds", "0.1"},
                        {{"DISPLAY", ":54321"}, {"PATH", "/nowhere"}});
  CHECK(gone.exit_code == 1);
  CHECK(gone.err.find(":54321") != std::string::npos);
}

}  // namespace attacca::trial::test
