// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// attacca preset and attacca pin, from outside.

#include <algorithm>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "tests/trial/program.hpp"

namespace attacca::trial::test {
namespace {

constexpr const char* kPreset = PRESET_FOLDER "/tresillo.json";

Outcome attacca(std::vector<std::string> arguments) {
  return run_program(std::move(arguments), {});
}

TEST_CASE("the presets of a plugin are listed in both formats") {
  for (const char* plugin : {PRESET_PLAYER_CLAP, PRESET_PLAYER_VST3}) {
    const Outcome listed = attacca({"preset", "list", plugin, "--json"});
    CHECK(listed.exit_code == 0);
    const auto presets = listed.plugin().at("presets");
    CHECK(presets.back().at("name") == "Tresillo");
  }
}

TEST_CASE("a preset goes to .vstpreset and back, and loads in both formats") {
  const Folder folder;
  const std::string vst = folder / "Öl & \"Rhythm\".vstpreset";
  const Outcome there =
      attacca({"preset", "convert", kPreset, vst, "--plugin", PRESET_PLAYER_VST3});
  CHECK_MESSAGE(there.exit_code == 0, there.err);
  const std::string back = folder / "back.json";
  CHECK(attacca({"preset", "convert", vst, back}).exit_code == 0);
  CHECK(nlohmann::json::parse(text_of(back)) == nlohmann::json::parse(text_of(kPreset)));
  for (const char* plugin : {PRESET_PLAYER_CLAP, PRESET_PLAYER_VST3}) {
    const Outcome checked = attacca({"preset", "check", plugin, vst, back, kPreset});
    CHECK_MESSAGE(checked.exit_code == 0, checked.out);
  }
}

TEST_CASE(
    "a preset that is cut, another plugin's, or says what the plugin does not know, is named") {
  const Folder folder;
  const std::string whole = text_of(kPreset);
  const std::string cut = folder.write("cut.json", whole.substr(0, whole.size() / 2));
  std::string text = whole;
  text.replace(text.find("org.attacca.preset-player"), 25, "org.attacca.other-player!");
  const std::string other = folder.write("other.json", text);
  text = whole;
  text.replace(text.find("\"depth\""), 7, "\"depht\"");
  const std::string later = folder.write("later.json", text);
  const Outcome checked =
      attacca({"preset", "check", PRESET_PLAYER_CLAP, cut, other, later, kPreset, "--json"});
  CHECK(checked.exit_code == 1);
  CHECK(checked.messages() == 1);
  const auto presets = checked.document().at("presets");
  REQUIRE(presets.size() == 4);
  CHECK(presets[0].at("loads") == false);
  CHECK(presets[1].at("loads") == false);
  CHECK(presets[1].at("said").get<std::string>().find("belongs to the plugin") !=
        std::string::npos);
  CHECK(presets[2].at("loads") == true);
  CHECK(presets[2].at("said").get<std::string>().find("the parameter depht") != std::string::npos);
  CHECK(presets[3].at("loads") == true);
  CHECK(presets[3].at("said") == "");
}

TEST_CASE("what people saved in a DAW is pulled, whatever else lies in the folder") {
  const Folder folder;
  const std::string from = folder / "presets";
  fs::create_directories(from + "/Attacca/Attacca Preset Player");
  const std::string mine = from + "/Attacca/Attacca Preset Player/リズム.vstpreset";
  REQUIRE(attacca({"preset", "convert", kPreset, mine, "--plugin", PRESET_PLAYER_VST3}).exit_code ==
          0);
  fs::create_directory_symlink(from, from + "/Attacca/around");  // in a circle
  std::ofstream(from + "/broken.vstpreset") << "VST3";
  std::ofstream(from + "/unreadable.vstpreset") << "VST3";
  fs::permissions(from + "/unreadable.vstpreset", fs::perms::none);
  fs::create_directories(from + "/folder.vstpreset");
  const std::string to = folder / "pulled";
  fs::create_directories(to);
  const Outcome pulled =
      attacca({"preset", "pull", PRESET_PLAYER_VST3, "--from", from, "--to", to, "--json"});
  CHECK_MESSAGE(pulled.exit_code == 0, pulled.err);
  REQUIRE(pulled.document().at("presets").size() == 1);
  CHECK(nlohmann::json::parse(text_of(to + "/リズム.json")) ==
        nlohmann::json::parse(text_of(kPreset)));
  // A second time it is there, and stays.
  std::ofstream(to + "/リズム.json") << "mine";
  const Outcome again =
      attacca({"preset", "pull", PRESET_PLAYER_VST3, "--from", from, "--to", to, "--json"});
  CHECK(again.document().at("presets").at(0).at("written") == false);
  CHECK(text_of(to + "/リズム.json") == "mine");
}

TEST_CASE("what cannot be converted is one clear line") {
  const Folder folder;
  const auto refused = [](const Outcome& outcome) {
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.messages() == 1);
  };
  refused(attacca({"preset", "convert", kPreset, folder / "a.vstpreset"}));  // no --plugin
  refused(attacca({"preset", "convert", kPreset, folder / "a.wav"}));
  refused(attacca({"preset", "convert", folder / "none.json", folder / "a.json"}));
  refused(attacca({"preset", "convert", folder.write("b.json", "[]"), folder / "a.json"}));
  CHECK_FALSE(fs::exists(folder / "a.json"));
}

TEST_CASE("a plugin that crashes or does not come back is one clear line, in every command") {
  const Folder folder;
  const std::string crashing = TEST_CRASHING_PLUGIN;
  const std::string lock = folder / "pins.json";
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"preset", "list", crashing},
        {"preset", "check", crashing, kPreset},
        {"pin", crashing, "--lock", lock}}) {
    const Outcome outcome = attacca(words);
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.messages() == 1);
    CHECK_MESSAGE(outcome.err.find("SIGSEGV") != std::string::npos, outcome.err);
    CHECK(outcome.err.find("while it was loaded") != std::string::npos);
  }
  CHECK_FALSE(fs::exists(lock));
}

TEST_CASE("the user's folder is listed, whatever else lies in it") {
  const Folder folder;
  const std::string home = folder / "home";
  const std::string own = home + "/.vst3/presets/Attacca/Attacca Preset Player";
  fs::create_directories(own + "/Rhythmic");
  const std::vector<std::string> names = {"リズム", "إيقاع", "Öl & \"Rhythm\"", "🥁", "a.b"};
  for (const std::string& name : names) {
    REQUIRE(attacca({"preset", "convert", kPreset, own + "/Rhythmic/" + name + ".vstpreset",
                     "--plugin", PRESET_PLAYER_VST3})
                .exit_code == 0);
  }
  const std::string whole = text_of(own + "/Rhythmic/a.b.vstpreset");
  std::string other = whole;
  other.replace(8, 4, "0000");
  std::ofstream(own + "/another plugin's.vstpreset") << other;
  std::ofstream(own + "/cut.vstpreset") << whole.substr(0, 20);
  std::ofstream(own + "/text.vstpreset") << "{}";
  fs::create_directory_symlink(home, own + "/around.vstpreset");
  fs::create_directories(own + "/folder.vstpreset");
  REQUIRE(mkfifo((own + "/pipe.vstpreset").c_str(), 0600) == 0);
  fs::create_symlink("nowhere", own + "/nowhere.vstpreset");
  const Outcome listed =
      run_program({"preset", "list", PRESET_PLAYER_CLAP, "--json"}, {{"HOME", home}});
  REQUIRE_MESSAGE(listed.exit_code == 0, listed.err);
  std::vector<std::string> found;
  const nlohmann::json plugin = listed.plugin();
  for (const auto& each : plugin.at("files")) found.push_back(each.at("name"));
  std::vector<std::string> wanted = names;
  std::sort(wanted.begin(), wanted.end());
  std::sort(found.begin(), found.end());
  CHECK_MESSAGE(found == wanted, listed.out);
  // The plugin's own are the same with and without.
  CHECK(listed.plugin().at("presets").size() == 3);
  const Outcome alone =
      run_program({"preset", "list", PRESET_PLAYER_CLAP, "--json"}, {{"HOME", folder / "nobody"}});
  CHECK(alone.plugin().at("files").empty());
}

TEST_CASE("states of past versions are tried by validate, and what they need is named") {
  const Folder folder;
  fs::create_directories(folder / "golden");
  fs::copy_file(GOLDEN_FOLDER "/preset_player-1.json", folder / "golden/version 1.json");
  std::ofstream(folder / "golden/notes.md") << "what lies there";
  const auto validate = [&](const char* plugin, const std::string& golden) {
    return attacca({"validate", plugin, "--only", "golden.*", "--golden", golden, "--json"});
  };
  for (const char* plugin : {PRESET_PLAYER_CLAP, PRESET_PLAYER_VST3}) {
    const Outcome good = validate(plugin, folder / "golden");
    CHECK_MESSAGE(good.exit_code == 0, good.out);
    CHECK(good.document().at("counts").at("passed") >= 3);
  }
  const std::string whole = text_of(folder / "golden/version 1.json");
  folder.write("golden/half.json", whole.substr(0, whole.size() / 2));
  const Outcome bad = validate(PRESET_PLAYER_CLAP, folder / "golden");
  CHECK(bad.exit_code == 1);
  CHECK(bad.out.find("half.json is refused") != std::string::npos);
  CHECK(bad.out.find("--golden") != std::string::npos);  // in the command that repeats it
  const Outcome none = validate(PRESET_PLAYER_CLAP, folder / "not there");
  CHECK(none.exit_code == 2);
  CHECK(none.messages() == 1);
  const Outcome both = attacca({"validate", PRESET_PLAYER_CLAP, PRESET_PLAYER_VST3, "--only",
                                "golden.*", "--golden", folder / "golden"});
  CHECK(both.exit_code == 2);
  CHECK(both.err.find("of one plugin, and 2 are given") != std::string::npos);
}

TEST_CASE("a golden preset of another VST3 class is named") {
  const Folder folder;
  fs::create_directories(folder / "golden");
  const std::string preset = folder / "golden/tresillo.vstpreset";
  REQUIRE(attacca({"preset", "convert", PRESET_FOLDER "/tresillo.json", preset, "--plugin",
                   PRESET_PLAYER_VST3})
              .exit_code == 0);
  const auto validate = [&] {
    return attacca({"validate", PRESET_PLAYER_VST3, "--only", "golden.loads", "--golden",
                    folder / "golden", "--json"});
  };
  CHECK(validate().exit_code == 0);
  std::string bytes = text_of(preset);
  bytes.replace(8, 32, std::string(32, 'A'));  // the class id in its header
  folder.write("golden/tresillo.vstpreset", bytes);
  const Outcome other = validate();
  CHECK(other.exit_code == 1);
  CHECK(other.out.find("is of the VST3 class " + std::string(32, 'A')) != std::string::npos);
}

TEST_CASE("pins: written, compared, broken, and accepted") {
  const Folder folder;
  const std::string lock = folder / "pins.json";
  const std::vector<std::string> plugins = {PRESET_PLAYER_CLAP, PRESET_PLAYER_VST3};
  CHECK(attacca({"pin", plugins[0], plugins[1], "--lock", lock}).exit_code == 0);
  CHECK(attacca({"pin", plugins[0], plugins[1], "--lock", lock, "--check"}).exit_code == 0);
  std::string text = text_of(lock);
  const std::size_t steps = text.find("\"steps\": 0");
  text.replace(steps, 10, "\"steps\": 7");
  folder.write("pins.json", text);
  const Outcome broken = attacca({"pin", plugins[0], plugins[1], "--lock", lock, "--check"});
  CHECK(broken.exit_code == 1);
  CHECK(broken.out.find("has 0 steps and not 7") != std::string::npos);
  CHECK(attacca({"pin", plugins[0], plugins[1], "--lock", lock}).exit_code == 1);
  CHECK(text_of(lock) == text);
  CHECK(attacca({"pin", plugins[0], plugins[1], "--lock", lock, "--accept"}).exit_code == 0);
  CHECK(attacca({"pin", plugins[0], plugins[1], "--lock", lock, "--check"}).exit_code == 0);
  CHECK(attacca({"pin", plugins[0], "--lock", folder / "none.json", "--check"}).exit_code == 2);
  const Outcome validated = attacca({"validate", plugins[0], "--only", "scan.*", "--pins", lock});
  CHECK(validated.exit_code == 0);
}

}  // namespace
}  // namespace attacca::trial::test
