// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/commands.hpp"
#include "cli/near_file.hpp"
#include "cli/pin_comparison.hpp"
#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "host/base/main_loop.hpp"
#include "host/load/plugin_choice.hpp"
#include "host/plugin/module.hpp"
#include "trial/pins/pins.hpp"
#include "trial/run/run_vitals.hpp"
#include "trial/run/supervise.hpp"

namespace attacca::cli {
namespace {

using nlohmann::ordered_json;
using pins::PinnedPlugin;

constexpr std::uint64_t kLargestLock = std::uint64_t{64} << 20U;

struct PinOptions {
  std::vector<std::string> plugins;
  std::string lock = "attacca-pins.json";
  bool check = false;
  bool accept = false;
};

/// A plugin of those that were given, and what is said of it.
struct Outcome {
  std::string name;
  PinnedPlugin pinned;
  bool is_new = false;
  std::vector<std::string> broken;
};

Result<std::vector<PinnedPlugin>> read_lock(const std::string& path) {
  const auto text = files::read_text(path, kLargestLock);
  if (!text) return tl::unexpected(text.error());
  auto read = pins::read_pins(*text);
  if (!read) return fail("cannot use the lock file " + path + ": " + read.error().message);
  return read;
}

Result<Outcome> look_at(host::Module& module, const host::PluginDescription& description,
                        const std::vector<PinnedPlugin>& lock, bool check,
                        trial::RunVitals& vitals) {
  Outcome outcome;
  outcome.name = description.name + " (" + std::string(host::name_of(description.format)) + ")";
  host::MainLoop loop;
  const auto known = std::find_if(lock.begin(), lock.end(), [&](const PinnedPlugin& plugin) {
    return plugin.id == description.id && plugin.format == host::name_of(description.format);
  });
  outcome.is_new = known == lock.end();
  if (!outcome.is_new) {
    vitals.enter(trial::RunVitals::Phase::loading);
    auto instance = module.create(description.id, loop);
    if (!instance) return tl::unexpected(instance.error());
    vitals.enter(trial::RunVitals::Phase::loading_state);
    outcome.broken = pins::broken_promises(*known, **instance);
  }
  if (check) return outcome;
  vitals.enter(trial::RunVitals::Phase::loading);
  auto instance = module.create(description.id, loop);
  if (!instance) return tl::unexpected(instance.error());
  vitals.enter(trial::RunVitals::Phase::saving_state);
  auto pinned = pins::pin(**instance);
  if (!pinned) return tl::unexpected(pinned.error());
  outcome.pinned = std::move(*pinned);
  return outcome;
}

/// Every plugin of every file that was given.
Result<std::vector<Outcome>> look_at_all(const PinOptions& options,
                                         const std::vector<PinnedPlugin>& lock,
                                         trial::RunVitals& vitals) {
  std::vector<Outcome> outcomes;
  for (const std::string& text : options.plugins) {
    vitals.enter(trial::RunVitals::Phase::loading);
    const host::PluginChoice choice = host::parse_plugin_choice(text);
    auto module = host::Module::open(choice.path);
    if (!module) return fail(module.error().message + hint_at_near_file(choice.path.string()));
    bool any = false;
    for (const host::PluginDescription& description : (*module)->plugins()) {
      if (!host::is_chosen(description, choice.id)) continue;
      any = true;
      auto outcome = look_at(**module, description, lock, options.check, vitals);
      if (!outcome) return fail("cannot pin " + text + ": " + outcome.error().message);
      outcomes.push_back(std::move(*outcome));
    }
    if (!any) return fail(host::no_such_plugin(choice.path, choice.id, (*module)->plugins()));
  }
  return outcomes;
}

void report(const std::vector<Outcome>& outcomes, CommandResult& result) {
  auto& list = result.document["pins"] = ordered_json::array();
  for (const Outcome& outcome : outcomes) {
    list.push_back(
        {{"name", outcome.name}, {"pinned", !outcome.is_new}, {"broken", outcome.broken}});
    result.text += outcome.name + (outcome.is_new           ? ": not pinned before\n"
                                   : outcome.broken.empty() ? ": as it was pinned\n"
                                                            : ":\n");
    for (const std::string& broken : outcome.broken) result.text += "  " + broken + "\n";
  }
}

void compare_and_pin(const PinOptions& options, std::vector<PinnedPlugin> lock,
                     trial::RunVitals& vitals, CommandResult& result) {
  const auto outcomes = look_at_all(options, lock, vitals);
  if (!outcomes) return result.fail(ExitCode::bad_input, outcomes.error());
  report(*outcomes, result);
  const bool any_broken =
      std::any_of(outcomes->begin(), outcomes->end(),
                  [](const Outcome& outcome) { return !outcome.broken.empty(); });
  if (any_broken && !(options.accept && !options.check)) {
    return result.fail(ExitCode::wrong,
                       {"what users' projects rely on has changed; mend it, or pin again with "
                        "--accept"});
  }
  if (options.check) return;
  for (const Outcome& outcome : *outcomes) {
    std::erase_if(lock, [&](const PinnedPlugin& plugin) {
      return plugin.id == outcome.pinned.id && plugin.format == outcome.pinned.format;
    });
    lock.push_back(outcome.pinned);
  }
  const std::string text = pins::write_pins(lock);
  if (const auto written = files::write_file_atomically(options.lock, text); !written) {
    return result.fail(ExitCode::wrong, written.error());
  }
  result.text += "written to " + options.lock + "\n";
  result.document["lock"] = options.lock;
}

void pin(const PinOptions& options, CommandResult& result) {
  std::vector<PinnedPlugin> lock;
  if (options.check || std::filesystem::exists(options.lock)) {
    auto read = read_lock(options.lock);
    if (!read) return result.fail(ExitCode::bad_input, read.error());
    lock = std::move(*read);
  }
  const std::string who =
      options.plugins.size() == 1 ? options.plugins.front() : std::string("one of the plugins");
  trial::supervise_plugin(
      who,
      [&](trial::RunVitals& vitals, CommandResult& outcome) {
        compare_and_pin(options, std::move(lock), vitals, outcome);
      },
      result);
}

}  // namespace

void compare_with_pins(const std::vector<std::string>& plugins, const std::string& lock,
                       CommandResult& result) {
  pin({.plugins = plugins, .lock = lock, .check = true}, result);
}

void add_pin_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<PinOptions>();
  CLI::App* command = add_command(
      app, result, "pin",
      "Keep what users' projects rely on: ids, ranges, steps, defaults and a state",
      "  pins: [{name, pinned: bool, broken: [\"..\"]}]\n  lock: \"..\" (where it was written)",
      [options, &result] { pin(*options, result); });
  command->add_option("PLUGIN", options->plugins, "Plugin files, or FILE#ID for one of several")
      ->required();
  command->add_option("--lock", options->lock, "The lock file")->capture_default_str();
  command->add_flag("--check", options->check, "Compare, and write nothing");
  command->add_flag("--accept", options->accept,
                    "Pin anew although something has changed that was pinned");
}

}  // namespace attacca::cli
