// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/clap_presets.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "faulty/plugin/clap_plugin.hpp"
#include "faulty/plugin/this_fault.hpp"

namespace attacca::faulty {
namespace {

constexpr std::size_t kGainIndex = 0;

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
  static bool has_described = false;
  if (is(Fault::presets_once_only) && std::exchange(has_described, true)) return true;
  for (const FactoryPreset& preset : kPresets) {
    const char* const key = is(Fault::presets_share_a_key) ? kPresets[0].key : preset.key;
    if (!receiver->begin_preset(receiver, name_of(preset), key)) return true;
    const bool is_of_nobody = is(Fault::preset_of_unknown_plugin) && preset.key != kPresets[0].key;
    const clap::UniversalPluginId id{
        "clap", is_of_nobody ? "org.attacca.faulty.pro" : "org.attacca.faulty"};
    receiver->add_plugin_id(receiver, &id);
  }
  return true;
}

const clap::PresetDiscoveryProvider* make(const clap::PresetDiscoveryFactory*,
                                          const clap::PresetDiscoveryIndexer* indexer,
                                          const char* id) {
  if (std::string_view(id) != kDescriptor.id && !is(Fault::provider_takes_any_id)) return nullptr;
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

/// As a program of the effect; nothing if no preset has the key.
std::optional<std::size_t> find(const char* key) {
  for (std::size_t i = 0; i < kPresets.size(); ++i) {
    if (key != nullptr && kPresets[i].key == std::string_view(key)) return i + 1;
  }
  return is(Fault::unknown_preset_loads_first) ? std::optional<std::size_t>(1) : std::nullopt;
}

bool load(const clap::Plugin* plugin, clap::PresetDiscoveryLocationKind kind, const char* location,
          const char* key) {
  ClapPlugin& it = self(plugin);
  const auto* const host = static_cast<const clap::HostPresetLoad*>(
      it.host->get_extension(it.host, clap::kExtPresetLoad));
  const std::optional<std::size_t> program = find(key);
  const double gain_before = it.effect.value(kGainIndex);
  if (!program || kind != clap::PresetDiscoveryLocationKind::plugin ||
      !it.effect.load_program(*program)) {
    if (host != nullptr && !is(Fault::preset_refused_in_silence)) {
      host->on_error(it.host, kind, location, key, 0, "there is no such preset");
    }
    return false;
  }
  it.gain_before_preset = gain_before;
  if (it.params != nullptr && !is(Fault::preset_tells_no_values)) {
    it.params->rescan(it.host, clap::ParamRescanFlags::values);
  }
  if (host != nullptr && !is(Fault::preset_load_unconfirmed)) {
    host->loaded(it.host, kind, location, key);
  }
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
