// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What is acted out on plugins: one with several in its file, and the witness, whose own recording
// says what reached it.

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "tests/trial/program.hpp"
#include "trial/replay/replay.hpp"
#include "witness/record/record_file.hpp"
#include "witness/record/record_text.hpp"
#include "witness/record/recorded_call.hpp"

namespace attacca::trial {
namespace {

/// Records of one file, numbered as they come.
class Lines {
 public:
  /// "THREAD OBJECT KIND NAME VALUES"
  Lines& add(const std::string& line) {
    const std::string number = std::to_string(sequence_++);
    text_ += number + " " + number + "000 " + line + "\n";
    return *this;
  }
  /// A call that returns at once.
  Lines& call(const std::string& who, const std::string& what, const std::string& answer = "1",
              const std::vector<std::string>& details = {}) {
    add(who + " > " + what);
    for (const std::string& detail : details) add(who + " . " + detail);
    return add(who + " < " + what.substr(0, what.find(' ')) + " " + answer);
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] witness::Recording recording() const {
    auto recording = witness::parse_replay(text_, "calls");
    REQUIRE(recording);
    return std::move(*recording);
  }

 private:
  std::string text_ = "attacca-replay 1\n";
  int sequence_ = 0;
};

/// Up to an initialised plugin with the number 1.
Lines clap_lines(const std::string& id) {
  Lines lines;
  lines.call("1 0", "clap.entry.init #1:0000000000000001")
      .call("1 0", "clap.entry.get_factory \"clap.plugin-factory\"")
      .call("1 0", "clap.plugin-factory.create_plugin \"" + id + "\"", "1")
      .call("1 1", "clap.plugin.init");
  return lines;
}

Result<ReplayResult> played(const Lines& lines, const std::filesystem::path& plugin,
                            const std::string& id = "") {
  ReplayOptions options;
  options.plugin = plugin;
  options.id = id;
  return act_out(lines.recording(), options);
}

std::string error_of(const Result<ReplayResult>& result) {
  return result ? "no error" : result.error().message;
}

std::size_t reasons(const ReplayResult& result, const std::string& part) {
  std::size_t count = 0;
  for (const auto& [reason, calls] : result.passed_over) {
    if (reason.find(part) != std::string::npos) count += calls;
  }
  return count;
}

/// The calls that the witness was made of by `play`.
struct Heard {
  witness::Recording recording;
  std::vector<witness::RecordedCall> calls;

  [[nodiscard]] std::size_t count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(
        calls.begin(), calls.end(), [name](const auto& call) { return call.name() == name; }));
  }
  [[nodiscard]] const witness::RecordedCall& first(std::string_view name) const {
    const auto found = std::find_if(calls.begin(), calls.end(),
                                    [name](const auto& call) { return call.name() == name; });
    REQUIRE(found != calls.end());
    return *found;
  }
};

Heard heard(const Lines& lines, const std::filesystem::path& plugin) {
  const test::Folder folder;
  ::setenv("ATTACCA_WITNESS_DIR", folder.path().c_str(), 1);
  const auto result = played(lines, plugin);
  CHECK(error_of(result) == "no error");
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
    files.push_back(file.path());
  }
  REQUIRE(files.size() == 1);
  auto recording = witness::read_recording(files.front());
  REQUIRE(recording);
  Heard heard;
  heard.recording = std::move(*recording);
  heard.calls = witness::calls_of(heard.recording);
  return heard;
}

TEST_CASE("only calls that were made are counted, and of the others it is said why") {
  Lines lines = clap_lines("several.gain");
  lines.call("1 1", "clap.params.count", "2")
      .call("1 1", "clap.plugin.get_extension \"clap.params\"")
      .call("1 1", "clap.params.count", "2")
      .call("1 1", "clap.plugin.destroy")
      .call("1 1", "clap.plugin.reset");
  const auto result = played(lines, TEST_SEVERAL);
  REQUIRE(error_of(result) == "no error");
  CHECK(result->calls == 9);
  CHECK(result->acted == 7);
  CHECK(reasons(*result, "has no clap.params") == 1);
  CHECK(reasons(*result, "or is gone") == 1);
}

TEST_CASE("a plugin is chosen by its name or its id, and one that there is not is an error") {
  const Lines lines = clap_lines("of.another.file");
  for (const std::string id : {"", "several.gain", "Several Gain"}) {
    const auto result = played(lines, TEST_SEVERAL, id);
    REQUIRE(error_of(result) == "no error");
    CHECK(result->acted == 4);
  }
  CHECK(error_of(played(lines, TEST_SEVERAL, "several.none"))
            .find("has no plugin \"several.none\"; it has: ") != std::string::npos);
  CHECK(error_of(played(lines, TEST_SEVERAL, "Refuses"))
            .find("the plugin refused clap.plugin.init (record 6)") != std::string::npos);
}

TEST_CASE("a recording of which nothing can be made is an error") {
  Lines lines;
  lines.call("1 1", "clap.plugin.init").call("1 1", "clap.plugin.reset");
  CHECK(
      error_of(played(lines, TEST_SEVERAL)).find("none of the recording's 2 calls could be made") !=
      std::string::npos);
  CHECK(error_of(played(Lines(), TEST_SEVERAL)) == "the recording has no calls");
}

TEST_CASE("calls of no instance, of unknown names and beyond all memory are passed over") {
  Lines lines = clap_lines("several.gain");
  lines.call("1 1", "clap.plugin.get_extension \"clap.params\"")
      .call("1 0", "clap.plugin.reset")
      .call("1 0", "clap.plugin-factory.none")
      .call("1 0", "clap.entry.none")
      .call("1 1", "clap.params.value_to_text 7 0.5 1 4294967295")
      .call("1 1", "clap.params.value_to_text 7 0.5 1 -1")
      .call("2 1", "clap.plugin.process 1 0 65537 1 1 0 1 1")
      .call("2 1", "clap.plugin.process 1 0 -1 1 1 0 1 1");
  const auto result = played(lines, TEST_SEVERAL);
  REQUIRE(error_of(result) == "no error");
  CHECK(result->acted == 5);
  CHECK(reasons(*result, "of no instance") == 1);
  CHECK(reasons(*result, "not known") == 2);
  CHECK(reasons(*result, "more than 65536 entries") == 2);
  CHECK(reasons(*result, "more than 65536 frames") == 2);
}

TEST_CASE("a recording of too many threads is refused before there are any") {
  Lines lines = clap_lines("several.gain");
  for (int thread = 2; thread < 300; ++thread) {
    lines.call(std::to_string(thread) + " 1", "clap.plugin.reset");
  }
  CHECK(error_of(played(lines, TEST_SEVERAL)) ==
        "the recording has 299 threads, and at most 256 are acted out: it is damaged, or no "
        "recording");
}

TEST_CASE("what a recording leaves undone is ended before a CLAP plugin is unloaded") {
  Lines lines = clap_lines("org.attacca.witness.effect");
  lines.call("1 1", "clap.plugin.activate 48000.0 1 512")
      .call("2 1", "clap.plugin.start_processing");
  const Heard result = heard(lines, WITNESS_CLAP);
  for (const char* const name : {"clap.plugin.stop_processing", "clap.plugin.deactivate",
                                 "clap.plugin.destroy", "clap.entry.deinit"}) {
    INFO(name);
    CHECK(result.count(name) == 1);
  }
}

TEST_CASE("a list has as many entries as its count says") {
  Lines lines = clap_lines("org.attacca.witness.effect");
  lines.call("1 1", "clap.plugin.get_extension \"clap.configurable-audio-ports/1\"")
      .call("1 1", "clap.configurable-audio-ports/1.can_apply_configuration 1 300", "0",
            {"request 1 0 2 \"stereo\" 0"});
  const Heard result = heard(lines, WITNESS_CLAP);
  const auto& details =
      result.first("clap.configurable-audio-ports/1.can_apply_configuration").details;
  REQUIRE(details.size() == 300);
  CHECK(witness::text_of(details.front()->values) == " 1 0 2 \"stereo\" 0");
  CHECK(witness::text_of(details.back()->values) == " 0 0 0 \"\" 0");
}

template <typename I>
std::string iid_of() {
  witness::Uid uid;
  std::memcpy(uid.bytes.data(), I::iid.data(), uid.bytes.size());
  return witness::text_of({uid}).substr(1);
}

/// Up to an initialised component with the number 1; its class is of another file.
Lines vst3_lines() {
  const std::string component = iid_of<vst3::IComponent>();
  Lines lines;
  lines.call("1 0", "ModuleEntry")
      .call("1 0", "GetPluginFactory")
      .add("1 0 > IPluginFactory.createInstance " + iid_of<vst3::IPluginBase>() + " " + component)
      .call("1 1", "FUnknown.queryInterface " + component, "0")
      .add("1 0 < IPluginFactory.createInstance 0")
      .call("1 1", "IComponent.initialize 0", "0")
      .call("1 1", "FUnknown.queryInterface " + iid_of<vst3::IAudioProcessor>(), "0");
  return lines;
}

TEST_CASE("what a recording leaves undone is ended before a VST3 plugin is unloaded") {
  Lines lines = vst3_lines();
  lines.call("1 1", "IAudioProcessor.setupProcessing 0 0 512 48000.0", "0")
      .call("1 1", "IComponent.setActive 1", "0")
      .call("2 1", "IAudioProcessor.setProcessing 1", "0");
  const Heard result = heard(lines, WITNESS_VST3);
  CHECK(result.count("IAudioProcessor.setProcessing") == 2);
  CHECK(result.count("IComponent.setActive") == 2);
  CHECK(result.count("IPluginBase.terminate") == 1);
  CHECK(result.count("FUnknown.release") == 1);
  CHECK(result.count("ModuleExit") == 1);
}

TEST_CASE(
    "a block has no more buses than there is memory for, and arrangements as many as counted") {
  Lines lines = vst3_lines();
  lines
      .call("1 1", "IAudioProcessor.setBusArrangements 1 300 1 1", "1",
            {"arrangement.input 3", "arrangement.output 3"})
      .call("1 1", "IAudioProcessor.setupProcessing 0 0 512 48000.0", "0")
      .call("1 1", "IComponent.setActive 1", "0")
      .call("2 1", "IAudioProcessor.process 0 0 16 1000000 -1 127", "0");
  const Heard result = heard(lines, WITNESS_VST3);
  const auto& arrangements = result.first("IAudioProcessor.setBusArrangements").details;
  CHECK(arrangements.size() == 301);
  const auto& block = result.first("IAudioProcessor.process");
  CHECK(block.integer(3) == 64);
  CHECK(block.integer(4) == 0);
}

TEST_CASE("a text that the plugin is to read comes as long as it was") {
  Lines lines = vst3_lines();
  lines.call("1 1", "FUnknown.queryInterface " + iid_of<vst3::IEditController>(), "0")
      .call("1 1", "IEditController.getParamValueByString 7 #10:0000000000000007", "1")
      .call("1 1", "IEditController.getParamStringByValue 7 0.5 1", "0");
  const Heard result = heard(lines, WITNESS_VST3);
  const auto& read = result.first("IEditController.getParamValueByString").begin->values;
  REQUIRE(read.size() == 2);
  REQUIRE(std::holds_alternative<witness::Digest>(read[1]));
  CHECK(std::get<witness::Digest>(read[1]).length == 10);
  CHECK(result.first("IEditController.getParamStringByValue").integer(2) == 1);
}

TEST_CASE("a VST3 class is chosen by its name, and one that there is not is an error") {
  ::setenv("ATTACCA_WITNESS_DIR", "off", 1);
  const auto result = played(vst3_lines(), WITNESS_VST3, "Attacca Witness Instrument");
  REQUIRE(error_of(result) == "no error");
  CHECK(result->acted == 5);
  CHECK(error_of(played(vst3_lines(), WITNESS_VST3, "Attacca None"))
            .find("has no plugin \"Attacca None\"") != std::string::npos);
}

TEST_CASE("calls of unknown names, on no object or of what is not there, are passed over") {
  ::setenv("ATTACCA_WITNESS_DIR", "off", 1);
  Lines lines = vst3_lines();
  lines.call("1 0", "IComponent.setActive 1")
      .call("1 0", "ModuleNone")
      .call("1 0", "IPluginFactory9.none")
      .call("1 1", "FUnknown.addRef")
      .call("1 1", "IPlugView.onFocus 1")
      .call("1 7", "IComponent.setActive 1")
      .call("1 1", "IAudioProcessor.process 0 0 65537 1 1 127");
  const auto result = played(lines, WITNESS_VST3);
  REQUIRE(error_of(result) == "no error");
  CHECK(result->acted == 5);
  CHECK(reasons(*result, "of no instance") == 1);
  CHECK(reasons(*result, "not known") == 3);
  CHECK(reasons(*result, "has no IPlugView") == 1);
  CHECK(reasons(*result, "or is gone") == 1);
  CHECK(reasons(*result, "frames") == 1);
}

TEST_CASE("a call of the main thread's that never returns is named with its record") {
  const test::Folder folder;
  const std::string file = folder.write("hangs.replay", clap_lines("several.hangs").text());
  const auto done = test::run_program(
      {"run", "--replay", file, "--patience", "0.1", std::string(TEST_SEVERAL)}, {});
  CHECK(done.exit_code == 1);
  INFO(done.err);
  CHECK(done.err.find("did not come back while it played: it is in clap.plugin.init (record 6)") !=
        std::string::npos);
}

}  // namespace
}  // namespace attacca::trial
