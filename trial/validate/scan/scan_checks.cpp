// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <set>

#include <time.h>

#include "host/load/plugin_choice.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/discovery.hpp"

namespace attacca::validate {

namespace {

void loads(CheckContext& context) {
  host::Module& module = context.module();
  for (const host::PluginDescription& plugin : module.plugins()) context.note(note_of(plugin));
  for (const host::PluginDescription& plugin : module.plugins()) {
    if (!host::is_chosen(plugin, context.subject().plugin.id)) continue;
    context.step("making an instance of " + plugin.name);
    const auto instance = module.create(plugin.id, context.loop());
    context.expect(
        instance.has_value(),
        instance ? "" : "no instance of " + plugin.name + ": " + instance.error().message);
  }
}

void is_quick(CheckContext& context) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  const double before = now();
  (void)context.module();
  const double seconds = now() - before;
  context.expect(seconds < 1.0, "loading took " + std::to_string(seconds) +
                                    " s of processor time; hosts scan hundreds of files");
}

void says_the_same_again(CheckContext& context) {
  const auto list = [&context] {
    const auto module = context.require(host::Module::open(context.subject().path), "no module");
    return module->plugins();
  };
  const auto first = list();
  const auto second = list();
  context.require(first.size() == second.size(),
                  "loaded again, the file holds " + std::to_string(second.size()) +
                      " plugins instead of " + std::to_string(first.size()));
  for (std::size_t i = 0; i < first.size(); ++i) {
    context.expect(
        note_of(first[i]) == note_of(second[i]),
        "loaded again, it says " + note_of(second[i]) + " instead of " + note_of(first[i]));
  }
}

void ids_are_unique(CheckContext& context) {
  std::set<std::string> ids;
  for (const host::PluginDescription& plugin : context.module().plugins()) {
    context.expect(!plugin.id.empty(), "\"" + plugin.name + "\" has an empty id");
    context.expect(ids.insert(plugin.id).second, "two plugins have the id " + plugin.id);
  }
}

bool has_blank_ends(const std::string& text) {
  const auto is_blank = [](char letter) { return letter == ' ' || letter == '\t'; };
  return !text.empty() && (is_blank(text.front()) || is_blank(text.back()));
}

void names_are_there(CheckContext& context) {
  const host::PluginDescription& plugin = context.subject().plugin;
  context.expect(!plugin.name.empty(), "the plugin " + plugin.id + " has no name");
  context.expect(!plugin.vendor.empty(), "the vendor is empty; hosts sort by it");
  context.expect(!plugin.version.empty(),
                 "the version is empty; hosts and users cannot distinguish two builds");
  context.expect(!has_blank_ends(plugin.name), "the name \"" + plugin.name + "\" has blank ends");
  context.expect(!has_blank_ends(plugin.vendor),
                 "the vendor \"" + plugin.vendor + "\" has blank ends");
}

void features_are_good(CheckContext& context) {
  const auto& features = context.subject().plugin.features;
  context.expect(!features.empty(), "it has no feature or category; hosts cannot sort it in");
  std::set<std::string> seen;
  for (const std::string& feature : features) {
    context.expect(seen.insert(feature).second, "\"" + feature + "\" is listed twice");
  }
}

constexpr std::array kChecks = {
    Check{"scan.loads", "the file loads, and each of its plugins can be made and destroyed",
          "CLAP: entry.h, plugin-factory.h; VST3: GetPluginFactory", loads},
    Check{"scan.quick", "loading takes less than a second of processor time",
          "clap-validator: scan time; hosts scan every file at start", is_quick, Severity::warning},
    Check{"scan.same-again", "unloaded and loaded again, the file says the same",
          "CLAP: entry.h, init and deinit may come several times; VST3: module entry and exit",
          says_the_same_again},
    Check{"scan.unique-ids", "plugin ids are there and unique",
          "CLAP: plugin.h, id is mandatory; VST3: class ids", ids_are_unique},
    Check{"scan.names", "name, vendor and version are there, without blank ends",
          "CLAP: plugin.h, blank or null strings; VST3: PClassInfo2", names_are_there,
          Severity::warning},
    Check{"scan.features", "features or categories are there, each once",
          "CLAP: plugin-features.h, at least one category; VST3: subCategories", features_are_good,
          Severity::warning},
};

}  // namespace

std::span<const Check> scan_checks() {
  return kChecks;
}

}  // namespace attacca::validate
