// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/clap_presets.hpp"

#include <string_view>

#include "faulty/plugin/clap_plugin.hpp"
#include "faulty/plugin/this_fault.hpp"

namespace attacca::faulty {
namespace {

struct FactoryPreset {
  const char* name;
  const char* key;
  double gain;    ///< normalized
  double bypass;  ///< 0 or 1
};
constexpr FactoryPreset kPresets[] = {{"Quiet", "quiet", 0.125, 0.0}, {"Loud", "loud", 0.875, 0.0}};

constexpr std::size_t kGainIndex = 0;
constexpr std::size_t kBypassIndex = 1;

constexpr clap::PresetDiscoveryProviderDescriptor kDescriptor{
    clap::kVersion, "org.attacca.faulty.presets", "Faulty presets", "Attacca"};

struct Provider {
  clap::PresetDiscoveryProvider table{};
  const clap::PresetDiscoveryIndexer* indexer = nullptr;
};

bool init(const clap::PresetDiscoveryProvider* provider) {
  const auto* const indexer = static_cast<Provider*>(provider->provider_data)->indexer;
  const clap::PresetDiscoveryLocation location{clap::PresetDiscoveryFlags::is_factory_content,
                                               "Presets", clap::PresetDiscoveryLocationKind::plugin,
                                               nullptr};
  return indexer->declare_location(indexer, &location);
}

bool describe(const clap::PresetDiscoveryProvider*, clap::PresetDiscoveryLocationKind, const char*,
              const clap::PresetDiscoveryMetadataReceiver* receiver) {
  for (const FactoryPreset& preset : kPresets) {
    const char* const key = is(Fault::presets_share_a_key) ? kPresets[0].key : preset.key;
    if (!receiver->begin_preset(receiver, preset.name, key)) return true;
    const clap::UniversalPluginId id{"clap", "org.attacca.faulty"};
    receiver->add_plugin_id(receiver, &id);
  }
  return true;
}

const clap::PresetDiscoveryProvider* make(const clap::PresetDiscoveryFactory*,
                                          const clap::PresetDiscoveryIndexer* indexer,
                                          const char* id) {
  if (std::string_view(id) != kDescriptor.id) return nullptr;
  auto* const made = new Provider;
  made->indexer = indexer;
  made->table = {
      &kDescriptor,
      made,
      init,
      [](const clap::PresetDiscoveryProvider* provider) {
        delete static_cast<Provider*>(provider->provider_data);
      },
      describe,
      [](const clap::PresetDiscoveryProvider*, const char*) -> const void* { return nullptr; }};
  return &made->table;
}

const FactoryPreset* find(const char* key) {
  for (const FactoryPreset& preset : kPresets) {
    if (key != nullptr && preset.key == std::string_view(key)) return &preset;
  }
  return is(Fault::unknown_preset_loads_first) ? &kPresets[0] : nullptr;
}

bool load(const clap::Plugin* plugin, clap::PresetDiscoveryLocationKind kind, const char*,
          const char* key) {
  ClapPlugin& it = self(plugin);
  const FactoryPreset* const preset = find(key);
  if (preset == nullptr || kind != clap::PresetDiscoveryLocationKind::plugin) return false;
  if (is(Fault::listed_preset_refused) && preset == &kPresets[1]) return false;
  if (is(Fault::preset_waits_for_activation) && it.effect.is_active()) return true;
  it.gain_before_preset = it.effect.value(kGainIndex);
  it.effect.set(kGainIndex, preset->gain);
  if (!is(Fault::preset_sets_a_part)) it.effect.set(kBypassIndex, preset->bypass);
  if (it.params != nullptr) it.params->rescan(it.host, clap::ParamRescanFlags::values);
  return true;
}

constexpr clap::PresetDiscoveryFactory kFactory{
    [](const clap::PresetDiscoveryFactory*) { return std::uint32_t{1}; },
    [](const clap::PresetDiscoveryFactory*, std::uint32_t index) {
      return index == 0 ? &kDescriptor : nullptr;
    },
    make};
constexpr clap::PluginPresetLoad kTable{load};

}  // namespace

const clap::PresetDiscoveryFactory& preset_factory() noexcept {
  return kFactory;
}

const clap::PluginPresetLoad& preset_table() noexcept {
  return kTable;
}

}  // namespace attacca::faulty
