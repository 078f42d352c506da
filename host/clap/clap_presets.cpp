// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/factory/preset_discovery.hpp"
#include "abi/clap/query.hpp"
#include "host/clap/clap_instance.hpp"
#include "host/clap/clap_module.hpp"

namespace attacca::host {
namespace {

using LocationKind = clap::PresetDiscoveryLocationKind;

/// More than any list that people look through; what lies beyond is not asked for.
constexpr std::size_t kMostPresets = 100'000;

/// Takes what a provider finds, and keeps what is for one plugin.
struct Collector {
  explicit Collector(std::string_view id) : plugin(id) {
    table.receiver_data = this;
    table.on_error = [](const clap::PresetDiscoveryMetadataReceiver*, std::int32_t, const char*) {};
    table.begin_preset = [](const clap::PresetDiscoveryMetadataReceiver* receiver, const char* name,
                            const char* load_key) {
      Collector& self = from(receiver);
      self.next = {name != nullptr ? name : "", load_key != nullptr ? load_key : ""};
      return self.found.size() < kMostPresets;
    };
    table.add_plugin_id = [](const clap::PresetDiscoveryMetadataReceiver* receiver,
                             const clap::UniversalPluginId* of) {
      Collector& self = from(receiver);
      const bool ours = of != nullptr && of->abi != nullptr && of->id != nullptr &&
                        std::string_view(of->abi) == "clap" && of->id == self.plugin;
      if (ours) self.found.push_back(self.next);
    };
    table.set_soundpack_id = [](const clap::PresetDiscoveryMetadataReceiver*, const char*) {};
    table.set_flags = [](const clap::PresetDiscoveryMetadataReceiver*, clap::PresetDiscoveryFlags) {
    };
    table.add_creator = [](const clap::PresetDiscoveryMetadataReceiver*, const char*) {};
    table.set_description = [](const clap::PresetDiscoveryMetadataReceiver*, const char*) {};
    table.set_timestamps = [](const clap::PresetDiscoveryMetadataReceiver*, clap::Timestamp,
                              clap::Timestamp) {};
    table.add_feature = [](const clap::PresetDiscoveryMetadataReceiver*, const char*) {};
    table.add_extra_info = [](const clap::PresetDiscoveryMetadataReceiver*, const char*,
                              const char*) {};
  }
  static Collector& from(const clap::PresetDiscoveryMetadataReceiver* receiver) {
    return *static_cast<Collector*>(receiver->receiver_data);
  }

  std::string plugin;
  PresetInfo next;
  std::vector<PresetInfo> found;
  clap::PresetDiscoveryMetadataReceiver table = {};
};

/// Whether the provider has declared that there are presets in the plugin's file.
struct Indexer {
  Indexer() {
    table.clap_version = clap::kVersion;
    table.name = "Attacca";
    table.indexer_data = this;
    table.declare_filetype = [](const clap::PresetDiscoveryIndexer*,
                                const clap::PresetDiscoveryFiletype*) { return true; };
    table.declare_location = [](const clap::PresetDiscoveryIndexer* indexer,
                                const clap::PresetDiscoveryLocation* location) {
      if (location != nullptr && location->kind == LocationKind::plugin) {
        static_cast<Indexer*>(indexer->indexer_data)->has_own = true;
      }
      return location != nullptr;
    };
    table.declare_soundpack = [](const clap::PresetDiscoveryIndexer*,
                                 const clap::PresetDiscoverySoundpack*) { return true; };
    table.get_extension = [](const clap::PresetDiscoveryIndexer*, const char*) -> const void* {
      return nullptr;
    };
  }
  bool has_own = false;
  clap::PresetDiscoveryIndexer table = {};
};

}  // namespace

std::vector<PresetInfo> ClapModule::presets_of(std::string_view id) const {
  Collector collector(id);
  const auto* const factory = clap::query_factory<clap::PresetDiscoveryFactory>(entry_);
  const std::uint32_t count = factory != nullptr ? factory->count(factory) : 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto* const descriptor = factory->get_descriptor(factory, i);
    if (descriptor == nullptr || descriptor->id == nullptr) continue;
    Indexer indexer;
    const auto* const provider = factory->create(factory, &indexer.table, descriptor->id);
    if (provider == nullptr) continue;
    if (provider->init(provider) && indexer.has_own) {
      (void)provider->get_metadata(provider, LocationKind::plugin, nullptr, &collector.table);
    }
    provider->destroy(provider);
  }
  return std::move(collector.found);
}

std::vector<PresetInfo> ClapInstance::presets() {
  return static_cast<const ClapModule&>(*module_).presets_of(description_.id);
}

Result<void> ClapInstance::load_preset(const PresetInfo& preset) {
  const auto* const loader = clap::query<clap::PluginPresetLoad>(plugin_);
  if (loader == nullptr) return fail(description_.name + " loads no presets");
  if (!loader->from_location(plugin_, LocationKind::plugin, nullptr, preset.key.c_str())) {
    return fail(description_.name + " did not load the preset " + preset.name + last_log_lines());
  }
  return {};
}

}  // namespace attacca::host
