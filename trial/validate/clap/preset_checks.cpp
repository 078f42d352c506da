// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/factory/preset_discovery.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

using Kind = clap::PresetDiscoveryLocationKind;

/// A preset in the plugin's own file, as discovery tells of it.
struct Found {
  std::string name;
  std::string key;
  std::vector<std::string> plugins;  ///< CLAP ids
  bool names_any = false;            ///< a plugin of whatever kind
};

constexpr std::size_t kMost = 4096;

struct Receiver {
  Receiver() {
    using Table = clap::PresetDiscoveryMetadataReceiver;
    table = {
        .receiver_data = this,
        .on_error = [](const Table*, std::int32_t, const char*) {},
        .begin_preset =
            [](const Table* self, const char* name, const char* key) {
              std::vector<Found>& list = static_cast<Receiver*>(self->receiver_data)->found;
              list.push_back({name != nullptr ? name : "", key != nullptr ? key : "", {}, false});
              return list.size() < kMost;
            },
        .add_plugin_id =
            [](const Table* self, const clap::UniversalPluginId* id) {
              std::vector<Found>& list = static_cast<Receiver*>(self->receiver_data)->found;
              if (list.empty() || id == nullptr || id->abi == nullptr || id->id == nullptr) return;
              list.back().names_any = true;
              if (std::string_view(id->abi) == "clap") list.back().plugins.emplace_back(id->id);
            },
        .set_soundpack_id = [](const Table*, const char*) {},
        .set_flags = [](const Table*, clap::PresetDiscoveryFlags) {},
        .add_creator = [](const Table*, const char*) {},
        .set_description = [](const Table*, const char*) {},
        .set_timestamps = [](const Table*, clap::Timestamp, clap::Timestamp) {},
        .add_feature = [](const Table*, const char*) {},
        .add_extra_info = [](const Table*, const char*, const char*) {},
    };
  }
  std::vector<Found> found;
  clap::PresetDiscoveryMetadataReceiver table{};
};

struct Indexer {
  Indexer() {
    using Table = clap::PresetDiscoveryIndexer;
    table = {
        .clap_version = clap::kVersion,
        .name = "Attacca",
        .vendor = "Attacca",
        .url = nullptr,
        .version = nullptr,
        .indexer_data = this,
        .declare_filetype = [](const Table*, const clap::PresetDiscoveryFiletype*) { return true; },
        .declare_location =
            [](const Table* self, const clap::PresetDiscoveryLocation* location) {
              if (location != nullptr && location->kind == Kind::plugin) {
                static_cast<Indexer*>(self->indexer_data)->has_own = true;
              }
              return location != nullptr;
            },
        .declare_soundpack = [](const Table*,
                                const clap::PresetDiscoverySoundpack*) { return true; },
        .get_extension = [](const Table*, const char*) -> const void* { return nullptr; },
    };
  }
  bool has_own = false;
  clap::PresetDiscoveryIndexer table{};
};

const clap::PresetDiscoveryFactory& need_factory(CheckContext& context, ClapFile& file) {
  const auto* const factory = clap::query_factory<clap::PresetDiscoveryFactory>(&file.entry());
  if (factory == nullptr) context.skip("the file has no preset discovery");
  context.require(is_complete(*factory), "the preset discovery factory lacks a callback");
  return *factory;
}

/// The presets in the file itself. Ends the check where there is none.
std::vector<Found> discover(CheckContext& context, ClapFile& file) {
  const auto& factory = need_factory(context, file);
  Receiver receiver;
  const std::uint32_t count = factory.count(&factory);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto* const descriptor = factory.get_descriptor(&factory, i);
    if (descriptor == nullptr || descriptor->id == nullptr) continue;
    Indexer indexer;
    const auto* const provider = factory.create(&factory, &indexer.table, descriptor->id);
    if (provider == nullptr) continue;
    if (provider->init(provider) && indexer.has_own) {
      (void)provider->get_metadata(provider, Kind::plugin, nullptr, &receiver.table);
    }
    provider->destroy(provider);
  }
  if (receiver.found.empty()) context.skip("the file has no presets of its own");
  return std::move(receiver.found);
}

void ids_are_exact(CheckContext& context) {
  const auto file = ClapFile::open(context);
  const auto& factory = need_factory(context, *file);
  const std::uint32_t count = factory.count(&factory);
  std::set<std::string> ids;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string which = "preset provider " + std::to_string(i);
    const auto* const descriptor = factory.get_descriptor(&factory, i);
    if (!context.expect(descriptor != nullptr && descriptor->id != nullptr &&
                            *descriptor->id != '\0' && descriptor->name != nullptr,
                        which + " has no descriptor, or one without id or name")) {
      continue;
    }
    const std::string id = descriptor->id;
    context.expect(ids.insert(id).second, "two preset providers have the id " + id);
    const Indexer indexer;
    const auto* const provider = factory.create(&factory, &indexer.table, id.c_str());
    if (!context.expect(provider != nullptr, which + " is listed and cannot be made")) continue;
    context.expect(
        provider->desc != nullptr && provider->desc->id != nullptr && provider->desc->id == id,
        which + ", once made, has another id than " + id);
    provider->destroy(provider);
  }
  context.expect(factory.get_descriptor(&factory, count) == nullptr,
                 "there is a descriptor behind the last preset provider");
  const Indexer indexer;
  const auto* const stranger = factory.create(&factory, &indexer.table, "no.provider.has.this.id");
  if (!context.expect(stranger == nullptr, "a preset provider is made for an id that none has")) {
    stranger->destroy(stranger);
  }
}

void presets_are_for_plugins_here(CheckContext& context) {
  const auto file = ClapFile::open(context);
  const auto* const plugins = file->factory();
  if (plugins == nullptr) context.skip("the file has no plugins");
  std::set<std::string> here;
  for (std::uint32_t i = 0; i < plugins->get_plugin_count(plugins); ++i) {
    const auto* const descriptor = plugins->get_plugin_descriptor(plugins, i);
    if (descriptor != nullptr && descriptor->id != nullptr) here.insert(descriptor->id);
  }
  for (const Found& preset : discover(context, *file)) {
    const std::string which = "the preset \"" + preset.name + "\"";
    if (!context.expect(preset.names_any, which + " says of no plugin that it is for it")) return;
    // Others beside it may be its larger edition.
    const bool is_for_one = std::ranges::any_of(
        preset.plugins, [&](const std::string& plugin) { return here.contains(plugin); });
    if (!context.expect(is_for_one || preset.plugins.empty(),
                        which + " is for the plugin " +
                            (preset.plugins.empty() ? std::string() : preset.plugins.front()) +
                            ", which the file does not have, and for no other")) {
      return;
    }
  }
}

/// An instance that loads presets, and those that are for it.
struct Loader {
  explicit Loader(CheckContext& check) : context(check), session(check) {
    session.open();
    table = &session.need<clap::PluginPresetLoad>("presets to load");
    const auto file = ClapFile::open(check);
    for (Found& preset : discover(check, *file)) {
      for (const std::string& plugin : preset.plugins) {
        if (plugin == check.subject().plugin.id) presets.push_back(preset);
      }
    }
    if (presets.empty()) check.skip("the plugin has no presets");
  }

  bool load(const char* key) {
    const bool is_loaded = table->from_location(session.plugin(), Kind::plugin, nullptr, key);
    (void)session.answer_requests();
    return is_loaded;
  }
  std::vector<double> values() {
    std::vector<double> all;
    const auto* const params = session.find<clap::PluginParams>();
    if (params == nullptr || !is_complete(*params)) return all;
    for (const auto& param : session.params()) {
      double value = 0.0;
      if (params->get_value(session.plugin(), param.id, &value)) all.push_back(value);
    }
    return all;
  }
  bool has_settable(const ClapEventSink& sink) {
    for (const auto& param : session.params()) {
      if (clap::has(param.flags, clap::ParamInfoFlags::is_readonly)) continue;
      for (const auto& value : sink.values()) {
        if (value.id == param.id) return true;
      }
    }
    return false;
  }
  std::size_t value_rescans() {
    std::size_t count = 0;
    for (const ClapHostCall& call : session.host().calls()) {
      constexpr auto kBoth =
          clap::bits(clap::ParamRescanFlags::values) | clap::bits(clap::ParamRescanFlags::all);
      if (call.name == "params.rescan" && (call.detail & kBoth) != 0) ++count;
    }
    return count;
  }

  CheckContext& context;
  ClapSession session;
  const clap::PluginPresetLoad* table = nullptr;
  std::vector<Found> presets;
};

void loads_are_confirmed(CheckContext& context) {
  Loader loader(context);
  const Found& preset = loader.presets.back();
  if (!loader.load(preset.key.c_str())) context.skip("see presets.load");
  context.expect(loader.session.host().count("preset_load.loaded") > 0,
                 "the preset \"" + preset.name +
                     "\" was loaded, and preset_load.loaded did not say so to the host");
  context.expect(loader.session.host().count("preset_load.on_error") == 0,
                 "the preset \"" + preset.name + "\" was loaded, and preset_load.on_error called");
}

void refusals_have_a_reason(CheckContext& context) {
  Loader loader(context);
  if (loader.load("no preset has this key")) context.skip("see presets.unknown-key");
  context.expect(loader.session.host().count("preset_load.on_error") > 0,
                 "a preset was not loaded, and preset_load.on_error did not say why");
  context.expect(loader.session.host().count("preset_load.loaded") == 0,
                 "a preset was not loaded, and preset_load.loaded was called");
}

void values_are_reported(CheckContext& context) {
  Loader loader(context);
  for (const Found& preset : loader.presets) {
    const auto before = loader.values();
    const std::size_t rescans = loader.value_rescans();
    if (!loader.load(preset.key.c_str()) || loader.values() == before) continue;
    // Output events would do as well.
    ClapEventList events;
    ClapEventSink sink(context.conduct());
    loader.session.flush(loader.session.need<clap::PluginParams>("parameters"), events.list(),
                         sink.list());
    (void)loader.session.answer_requests();
    context.expect(loader.value_rescans() > rescans || loader.has_settable(sink),
                   "the preset \"" + preset.name +
                       "\" changed parameters, and neither params.rescan(VALUES) nor an output "
                       "event reported to the host: its own controls show old values");
    return;
  }
  context.skip("no preset changes a parameter");
}

constexpr const char* kLoad = "CLAP: preset-load.h, host.loaded and host.on_error";

constexpr std::array kChecks = {
    Check{"clap-presets.provider-ids", "preset providers are made by their ids, and by no other",
          "CLAP: preset-discovery.h, get_descriptor and create", ids_are_exact},
    Check{"clap-presets.for-plugins-here", "each preset is for a plugin of the file at least",
          "CLAP: preset-discovery.h, add_plugin_id, at least once for each preset",
          presets_are_for_plugins_here, Severity::warning},
    Check{"clap-presets.confirmed", "the host hears that a preset was loaded", kLoad,
          loads_are_confirmed, Severity::warning},
    Check{"clap-presets.says-why", "the host hears why a preset was not loaded", kLoad,
          refusals_have_a_reason, Severity::warning},
    Check{"clap-presets.reports-values", "the host is notified of the values that a preset brought",
          "CLAP: params.h, CLAP_PARAM_RESCAN_VALUES; robbert-vdh/nih-plug#275", values_are_reported,
          Severity::warning},
};

}  // namespace

std::span<const Check> clap_preset_checks() {
  return kChecks;
}

}  // namespace attacca::validate
