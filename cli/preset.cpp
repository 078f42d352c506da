// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#ifdef ATTACCA_HAS_ZSTD
#include <zstd.h>
#endif

#include "cli/commands.hpp"
#include "cli/near_file.hpp"
#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "host/base/main_loop.hpp"
#include "host/load/plugin_choice.hpp"
#include "host/plugin/module.hpp"
#include "host/vst3/preset_file.hpp"
#include "package/plugin_bundle.hpp"
#include "platform/preset_store.hpp"
#include "trial/run/run_vitals.hpp"
#include "trial/run/supervise.hpp"

namespace attacca::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::uint64_t kLargestPreset = std::uint64_t{32} << 20U;
constexpr std::string_view kVst3Ending = ".vstpreset";
constexpr std::string_view kOwnEnding = ".json";

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto* const begin = reinterpret_cast<const std::byte*>(text.data());
  return {begin, begin + text.size()};
}

/// The state of an Attacca plugin as a document; nothing if the text is none.
std::optional<ordered_json> state_document(const std::string& text) {
  ordered_json json = ordered_json::parse(text, nullptr, false);
  if (!json.is_object() || json.value("format", "") != "attacca-state") return std::nullopt;
  return json;
}

/// What a plugin takes at most, as text.
constexpr unsigned long long kLongestState = 16ull << 20U;

/// A state as text, compressed or not. Takes what plugins take that are built with
/// STATE_COMPRESSED, and nothing else; it shares no code with them, as this program is built where
/// they are not.
Result<std::string> text_in(const std::string& state) {
  if (!state.starts_with("\x28\xB5\x2F\xFD")) return state;  // a frame of Zstandard, RFC 8878
#ifdef ATTACCA_HAS_ZSTD
  const std::size_t frame = ZSTD_findFrameCompressedSize(state.data(), state.size());
  if (ZSTD_isError(frame) != 0) return fail("its state is compressed, and cut off or damaged");
  constexpr std::string_view kNothing("\0 \t\r\n", 5);  // hosts may leave it behind a state
  if (state.find_first_not_of(kNothing, frame) != std::string::npos) {
    return fail("its state is compressed, and has more behind its end");
  }
  // What does not say how long it is has the largest number.
  const unsigned long long size = ZSTD_getFrameContentSize(state.data(), frame);
  if (size > kLongestState) return fail("its state is compressed, and longer than 16 MiB");
  std::string text(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(text.data(), text.size(), state.data(), frame);
  if (ZSTD_isError(got) != 0 || got != text.size()) {
    return fail("its state is compressed, and damaged");
  }
  return text;
#else
  return fail("its state is compressed: install libzstd-dev and build attacca again");
#endif
}

/// What a preset's file gives to a plugin.
Result<std::string> state_in(const fs::path& file) {
  const auto bytes = files::read_file(file, kLargestPreset);
  if (!bytes) return tl::unexpected(bytes.error());
  if (file.extension() != kVst3Ending) return text_of(*bytes);
  const auto preset = host::read_preset_file(*bytes);
  if (!preset) return fail(file.string() + ": " + preset.error().message);
  return text_of(preset->component);
}

/// The text of a preset's file, named `name` unless it has a name.
std::string preset_text(ordered_json state, const std::string& name) {
  ordered_json named = ordered_json::object();
  for (const char* key : {"format", "version", "plugin", "state_version"}) {
    if (state.contains(key)) named[key] = state[key];
  }
  named["preset"] = state.contains("preset") && state["preset"].is_object()
                        ? state["preset"]
                        : ordered_json{{"name", name}};
  for (const auto& [key, value] : state.items()) {
    if (!named.contains(key) && key != "from_preset") named[key] = value;
  }
  return named.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

/// The VST3 class of the plugin that a state belongs to, from the bundle that was given.
Result<std::string> class_id_for(const ordered_json& state, const std::string& bundle_path) {
  const std::string plugin = state.value("plugin", "");
  if (bundle_path.empty()) {
    return fail("a .vstpreset names the plugin's VST3 class: say by --plugin which bundle has " +
                plugin);
  }
  const auto bundle = package::read_plugin_bundle(bundle_path);
  if (!bundle) return fail(bundle.error().message + hint_at_near_file(bundle_path));
  for (const package::PluginBinary& binary : bundle->binaries) {
    for (const auto& known : binary.plugins) {
      if (known.id == plugin && !known.vst3_class.empty()) return known.vst3_class;
    }
  }
  return fail(bundle_path + " has no plugin " + plugin + " with a VST3 class; give its own bundle");
}

/// Does what loads the plugin where it cannot harm this process.
template <typename Work>
void in_child(const std::string& plugin, CommandResult& result, Work&& work) {
  trial::supervise_plugin(plugin, work, result);
}

// convert

struct ConvertOptions {
  std::string from;
  std::string to;
  std::string plugin;
};

void convert(const ConvertOptions& options, CommandResult& result) {
  const fs::path from = options.from;
  const fs::path to = options.to;
  const bool to_vst3 = to.extension() == kVst3Ending;
  if (!to_vst3 && to.extension() != kOwnEnding) {
    return result.fail(ExitCode::bad_input,
                       {"cannot write " + options.to + ": the name ends in .vstpreset or .json"});
  }
  const auto packed = state_in(from);
  if (!packed) return result.fail(ExitCode::bad_input, packed.error());
  const auto state = text_in(*packed);
  if (!state) {
    return result.fail(ExitCode::bad_input, {options.from + ": " + state.error().message});
  }
  const auto document = state_document(*state);
  if (!document) {
    return result.fail(
        ExitCode::bad_input,
        {options.from + " holds no state of an Attacca plugin; only such are converted"});
  }
  std::string content = preset_text(*document, from.stem().string());
  if (to_vst3) {
    const auto class_id = class_id_for(*document, options.plugin);
    if (!class_id) return result.fail(ExitCode::bad_input, class_id.error());
    content = text_of(host::write_preset_file({*class_id, bytes_of(*state), {}, {}}));
  }
  if (const auto written = files::write_file_atomically(to, content); !written) {
    return result.fail(ExitCode::wrong, written.error());
  }
  result.document["written"] = options.to;
  result.text += options.to + "\n";
}

// check

struct CheckOptions {
  std::string plugin;
  std::vector<std::string> presets;
};

/// Keeps what a plugin says while it loads.
struct Heard final : host::InstanceListener {
  std::string text;
  void on_log(host::PluginInstance&, std::int32_t severity, std::string_view line) override {
    if (severity < 2) return;
    if (!text.empty()) text += "; ";
    text += line;
  }
};

void check(const CheckOptions& options, trial::RunVitals& vitals, CommandResult& result) {
  vitals.enter(trial::RunVitals::Phase::loading);
  const host::PluginChoice choice = host::parse_plugin_choice(options.plugin);
  auto module = host::Module::open(choice.path);
  if (!module) {
    return result.fail(ExitCode::bad_input,
                       {module.error().message + hint_at_near_file(choice.path.string())});
  }
  auto& list = result.document["presets"] = ordered_json::array();
  std::size_t wrong = 0;
  for (const std::string& file : options.presets) {
    std::string why;
    Heard heard;
    if (const auto state = state_in(file); !state) {
      why = state.error().message;
    } else {
      host::MainLoop loop;
      vitals.enter(trial::RunVitals::Phase::loading);
      auto instance = (*module)->create(choice.id, loop);
      if (!instance) return result.fail(ExitCode::bad_input, instance.error());
      (*instance)->set_listener(&heard);
      vitals.enter(trial::RunVitals::Phase::loading_state);
      const auto loaded = (*instance)->load_state(bytes_of(*state));
      (*instance)->pump();
      if (!loaded) why = heard.text.empty() ? loaded.error().message : heard.text;
    }
    const std::string left = why.empty() ? heard.text : std::string();
    list.push_back({{"path", file}, {"loads", why.empty()}, {"said", why + left}});
    result.text += file + (why.empty() ? ": loads" : ": is refused") +
                   (why.empty() && left.empty() ? "" : ": " + why + left) + "\n";
    if (!why.empty() || !left.empty()) ++wrong;
  }
  if (wrong > 0) {
    result.fail(ExitCode::wrong,
                {std::to_string(wrong) + " of " + std::to_string(options.presets.size()) +
                 " presets do not load as a whole"});
  }
}

// pull

struct PullOptions {
  std::string plugin;
  std::string from;
  std::string to = ".";
};

/// More than anybody has saved; a tree without end is not walked to its end.
constexpr std::size_t kMostPresets = 100'000;
constexpr std::size_t kMostEntries = 1'000'000;

/// Where VST3 hosts keep what people save, with a `/` behind. [main]
std::vector<std::string> preset_folders() {
  core::PresetRoots roots = core::preset_roots();
  std::vector<std::string> folders = std::move(roots.shared);
  if (!roots.user.empty()) folders.insert(folders.begin(), std::move(roots.user));
  return folders;
}

void pull(const PullOptions& options, CommandResult& result) {
  const auto bundle = package::read_plugin_bundle(options.plugin);
  if (!bundle) {
    return result.fail(ExitCode::bad_input,
                       {bundle.error().message + hint_at_near_file(options.plugin)});
  }
  std::vector<std::string> ids;
  for (const package::PluginBinary& binary : bundle->binaries) {
    for (const auto& plugin : binary.plugins) ids.push_back(plugin.id);
  }
  auto& list = result.document["presets"] = ordered_json::array();
  const std::vector<std::string> folders =
      options.from.empty() ? preset_folders() : std::vector<std::string>{options.from + "/"};
  std::size_t pulled = 0;
  for (const std::string& folder : folders) {
    for (const fs::path file : core::files_below(folder, kVst3Ending, kMostPresets, kMostEntries)) {
      const auto packed = state_in(file);
      const auto state = packed ? text_in(*packed) : packed;
      const auto document = state ? state_document(*state) : std::nullopt;
      if (!document ||
          std::find(ids.begin(), ids.end(), document->value("plugin", "")) == ids.end())
        continue;
      const fs::path to = fs::path(options.to) / (file.stem().string() + std::string(kOwnEnding));
      std::error_code error;
      if (fs::exists(to, error)) {
        result.text += to.string() + ": there is one already, left as it is\n";
        list.push_back({{"from", file.string()}, {"path", to.string()}, {"written", false}});
        continue;
      }
      const auto written =
          files::write_file_atomically(to, preset_text(*document, file.stem().string()));
      if (!written) return result.fail(ExitCode::wrong, written.error());
      result.text += to.string() + "  from " + file.string() + "\n";
      list.push_back({{"from", file.string()}, {"path", to.string()}, {"written", true}});
      ++pulled;
    }
  }
  result.text += std::to_string(pulled) + " presets pulled\n";
}

// list

void list_presets(const std::string& plugin, trial::RunVitals& vitals, CommandResult& result) {
  vitals.enter(trial::RunVitals::Phase::loading);
  const host::PluginChoice choice = host::parse_plugin_choice(plugin);
  auto module = host::Module::open(choice.path);
  if (!module) {
    return result.fail(ExitCode::bad_input,
                       {module.error().message + hint_at_near_file(choice.path.string())});
  }
  auto& list = result.document["plugins"] = ordered_json::array();
  for (const host::PluginDescription& description : (*module)->plugins()) {
    if (!host::is_chosen(description, choice.id)) continue;
    host::MainLoop loop;
    auto instance = (*module)->create(description.id, loop);
    if (!instance) return result.fail(ExitCode::bad_input, instance.error());
    ordered_json presets = ordered_json::array();
    const auto found = (*instance)->presets();
    result.text += description.name + ": " + std::to_string(found.size()) + " presets\n";
    for (const host::PresetInfo& preset : found) {
      presets.push_back({{"name", preset.name}, {"key", preset.key}});
      result.text += "  " + preset.name + "\n";
    }
    ordered_json files = ordered_json::array();
    for (const host::PresetInfo& preset : (*instance)->preset_files()) {
      files.push_back({{"name", preset.name}, {"path", preset.file}});
      result.text += "  " + preset.name + "  (" + preset.file + ")\n";
    }
    list.push_back({{"id", description.id}, {"presets", presets}, {"files", files}});
  }
}

}  // namespace

void add_preset_command(CLI::App& app, CommandResult& result) {
  CLI::App* command = app.add_subcommand("preset", "Presets: what a plugin has, and other files");
  command->require_subcommand(1);

  const auto plugin = std::make_shared<std::string>();
  CLI::App* list = add_command(
      *command, result, "list", "The presets that a plugin comes with",
      "  plugins: [{id, presets: [{name, key}], files: [{name, path}]}]", [plugin, &result] {
        in_child(*plugin, result,
                 [&](auto& vitals, auto& outcome) { list_presets(*plugin, vitals, outcome); });
      });
  list->add_option("PLUGIN", *plugin, "A plugin file, or FILE#ID for one of several")->required();

  const auto pulling = std::make_shared<PullOptions>();
  CLI::App* pull_command = add_command(
      *command, result, "pull",
      "Presets that were saved in a DAW (.vstpreset), as files for PRESETS of the build",
      "  presets: [{from, path, written: bool}]", [pulling, &result] { pull(*pulling, result); });
  pull_command->add_option("PLUGIN", pulling->plugin, "The plugin's bundle")->required();
  pull_command->add_option("--from", pulling->from,
                           "Look in this folder instead of where hosts keep them");
  pull_command->add_option("--to", pulling->to, "The folder to write into")->capture_default_str();

  const auto converting = std::make_shared<ConvertOptions>();
  CLI::App* convert_command =
      add_command(*command, result, "convert", "Between .vstpreset and .json", "  written: \"..\"",
                  [converting, &result] { convert(*converting, result); });
  convert_command->add_option("FROM", converting->from, "The file to read")->required();
  convert_command->add_option("TO", converting->to, "The file to write")->required();
  convert_command->add_option("--plugin", converting->plugin,
                              "The plugin's bundle, which a .vstpreset needs");

  const auto checking = std::make_shared<CheckOptions>();
  CLI::App* check_command = add_command(
      *command, result, "check", "Whether a plugin loads presets and states as a whole",
      "  presets: [{path, loads: bool, said: \"..\"}]", [checking, &result] {
        in_child(checking->plugin, result,
                 [&](auto& vitals, auto& outcome) { check(*checking, vitals, outcome); });
      });
  check_command->add_option("PLUGIN", checking->plugin, "A plugin file, or FILE#ID")->required();
  check_command->add_option("PRESET", checking->presets, ".json, .vstpreset, or any state")
      ->required();
}

}  // namespace attacca::cli
