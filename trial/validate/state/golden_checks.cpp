// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "files/file.hpp"
#include "host/vst3/preset_file.hpp"
#include "host/vst3/saved_state.hpp"
#include "text/printable.hpp"
#include "trial/validate/state/state_checks.hpp"
#include "trial/validate/state/states.hpp"

// States of past versions, which the author gives: what users have in their projects.

namespace attacca::validate {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargest = std::uint64_t{64} << 20U;
constexpr std::string_view kPreset = ".vstpreset";

struct Golden {
  std::string name;
  State state;
};

/// What a file holds, as this plugin's host would hand it over.
State read(CheckContext& context, const fs::path& path) {
  State bytes = context.require(files::read_file(path, kLargest), "not read");
  if (path.extension() != kPreset) return bytes;
  const auto preset =
      context.require(host::read_preset_file(bytes), text::printable(path.string()));
  // The formats of our own plugins share their bytes; a CLAP plugin whose do not has no presets of
  // VST3 hosts.
  if (context.is_clap()) return preset.component;
  const std::string& id = context.subject().plugin.id;
  context.require(preset.class_id == id, text::printable(path.string()) + " is of the VST3 class " +
                                             text::printable(preset.class_id) +
                                             ", and the plugin is " + id +
                                             ": keep a folder for each plugin");
  return host::pack_state(preset.component, preset.controller);
}

/// The states in the folder of --golden, by name. Ends the check where there is none.
std::vector<Golden> golden_states(CheckContext& context) {
  const fs::path& folder = context.subject().golden;
  if (folder.empty()) context.skip("no states of past versions were given: see --golden");
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (at->is_regular_file(error) && !name.starts_with('.') && at->path().extension() != ".md") {
      paths.push_back(at->path());
    }
  }
  context.require(!error, "--golden: the folder " + text::printable(folder.string()) +
                              " cannot be read: " + error.message());
  if (paths.empty()) context.skip("the folder of --golden has no states");
  std::sort(paths.begin(), paths.end());
  std::vector<Golden> all;
  for (const fs::path& path : paths) {
    context.step("reading " + path.filename().string());
    all.push_back({text::printable(path.filename().string()), read(context, path)});
  }
  return all;
}

void load(CheckContext& context, host::PluginInstance& instance, const Golden& golden) {
  context.rely_on("golden.loads", golden.name + " is refused",
                  [&] { return instance.load_state(golden.state); });
  instance.pump();
}

void each_loads(CheckContext& context) {
  for (const Golden& golden : golden_states(context)) {
    const auto instance = context.create();
    need_state(context, *instance);
    const auto loaded = instance->load_state(golden.state);
    instance->pump();
    if (!context.expect(loaded.has_value(),
                        golden.name + " is refused: projects with it lose their settings" +
                            (loaded ? "" : ": " + loaded.error().message))) {
      continue;
    }
    const auto outside = first_out_of_range(*instance, reported_settings(context, *instance));
    context.expect(outside.empty(), golden.name + " is loaded, and now " + outside);
  }
}

void each_replaces_all(CheckContext& context) {
  for (const Golden& golden : golden_states(context)) {
    const auto fresh = context.create();
    need_state(context, *fresh);
    load(context, *fresh, golden);
    const Settings wanted = reported_settings(context, *fresh);
    for (int round = 0; round < 3; ++round) {
      const auto used = create_changed(context);
      load(context, *used, golden);
      const auto differs = first_difference(*used, wanted, reported_settings(context, *used));
      if (!context.expect(differs.empty(), golden.name + ", loaded into a plugin in use, gives " +
                                               differs + " as in a fresh one")) {
        return;
      }
    }
  }
}

void each_settles(CheckContext& context) {
  for (const Golden& golden : golden_states(context)) {
    const auto first = context.create();
    need_state(context, *first);
    load(context, *first, golden);
    const Settings wanted = reported_settings(context, *first);
    const auto second = context.create();
    load_own(context, *second, saved_by(context, *first));
    const auto differs = first_difference(*second, wanted, reported_settings(context, *second));
    context.expect(
        differs.empty(),
        golden.name + ", loaded by this version, saved and loaded again, gives " + differs);
  }
}

constexpr const char* kSource =
    "projects are opened years after they were saved, by whatever version is installed";

constexpr std::array kChecks = {
    Check{"golden.loads", "states of past versions load", kSource, each_loads},
    Check{"golden.replaces-all",
          "a state of a past version gives the same values whatever was there before", kSource,
          each_replaces_all},
    Check{"golden.settles",
          "a state of a past version that this one saves again gives the same values", kSource,
          each_settles},
};

}  // namespace

std::span<const Check> golden_checks() {
  return kChecks;
}

}  // namespace attacca::validate
