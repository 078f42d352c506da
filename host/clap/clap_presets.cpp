// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/factory/preset_discovery.hpp"
#include "abi/clap/query.hpp"
#include "host/clap/clap_instance.hpp"
#include "host/clap/clap_module.hpp"

namespace attacca::host {
namespace {

namespace fs = std::filesystem;
using LocationKind = clap::PresetDiscoveryLocationKind;

/// More than any list that people look through; what lies beyond is not asked for.
constexpr std::size_t kMostPresets = 100'000;
/// What a plugin declares may be the root of everything.
constexpr std::size_t kMostEntries = 200'000;
constexpr int kMostLevels = 16;

/// Takes what a provider finds, and keeps what is for one plugin.
struct Collector {
  explicit Collector(std::string_view id) : plugin(id) {
    table.receiver_data = this;
    table.on_error = [](const clap::PresetDiscoveryMetadataReceiver*, std::int32_t, const char*) {};
    table.begin_preset = [](const clap::PresetDiscoveryMetadataReceiver* receiver, const char* name,
                            const char* load_key) {
      Collector& self = from(receiver);
      self.next = {name != nullptr ? name : "", load_key != nullptr ? load_key : "", self.file};
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
  std::string file;  ///< the one that is looked at; empty: the plugin's own
  PresetInfo next;
  std::vector<PresetInfo> found;
  clap::PresetDiscoveryMetadataReceiver table = {};
};

/// Where a provider has declared that there are presets.
struct Indexer {
  Indexer() {
    table.clap_version = clap::kVersion;
    table.name = "Attacca";
    table.indexer_data = this;
    table.declare_filetype = [](const clap::PresetDiscoveryIndexer* indexer,
                                const clap::PresetDiscoveryFiletype* type) {
      if (type == nullptr) return false;
      const bool is_any = type->file_extension == nullptr || *type->file_extension == '\0';
      from(indexer).endings.push_back(is_any ? std::string()
                                             : "." + std::string(type->file_extension));
      return true;
    };
    table.declare_location = [](const clap::PresetDiscoveryIndexer* indexer,
                                const clap::PresetDiscoveryLocation* location) {
      if (location == nullptr) return false;
      if (location->kind == LocationKind::plugin) {
        from(indexer).has_own = true;
      } else if (location->location != nullptr) {
        from(indexer).places.emplace_back(location->location);
      }
      return true;
    };
    table.declare_soundpack = [](const clap::PresetDiscoveryIndexer*,
                                 const clap::PresetDiscoverySoundpack*) { return true; };
    table.get_extension = [](const clap::PresetDiscoveryIndexer*, const char*) -> const void* {
      return nullptr;
    };
  }
  static Indexer& from(const clap::PresetDiscoveryIndexer* indexer) {
    return *static_cast<Indexer*>(indexer->indexer_data);
  }
  [[nodiscard]] bool knows(const fs::path& file) const {
    return std::any_of(endings.begin(), endings.end(),
                       [&](const std::string& ending) { return file.string().ends_with(ending); });
  }
  /// Every file of a known kind in the places, those of upper levels first where there are too many
  /// entries. Links to folders are not followed.
  [[nodiscard]] std::vector<fs::path> files() const {
    std::vector<fs::path> found;
    std::size_t entries = kMostEntries;
    std::vector<fs::path> level;
    for (const fs::path& place : places) {
      std::error_code error;
      (fs::is_regular_file(place, error) ? found : level).push_back(place);
    }
    for (int depth = 0; depth < kMostLevels && !level.empty(); ++depth) {
      std::vector<fs::path> below;
      for (const fs::path& folder : level) look_into(folder, entries, found, below);
      level = std::move(below);
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  /// One folder's files, and the folders in it. `entries` may still be looked at.
  void look_into(const fs::path& folder, std::size_t& entries, std::vector<fs::path>& found,
                 std::vector<fs::path>& folders) const {
    constexpr auto kOptions = fs::directory_options::skip_permission_denied;
    std::error_code error;
    for (fs::directory_iterator at(folder, kOptions, error), end; !error && at != end;
         at.increment(error)) {
      if (entries == 0) return;
      --entries;
      std::error_code unknown;
      if (at->is_directory(unknown) && !at->is_symlink(unknown)) {
        folders.push_back(at->path());
      } else if (at->is_regular_file(unknown) && knows(at->path()) && found.size() < kMostPresets) {
        found.push_back(at->path());
      }
    }
  }

  bool has_own = false;
  std::vector<std::string> endings;  ///< with the dot; empty: any
  std::vector<fs::path> places;
  clap::PresetDiscoveryIndexer table = {};
};

/// Makes each provider of a file and has `look` use it.
template <typename Look>
void for_each_provider(const clap::PresetDiscoveryFactory* factory, Look&& look) {
  const std::uint32_t count = factory != nullptr ? factory->count(factory) : 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto* const descriptor = factory->get_descriptor(factory, i);
    if (descriptor == nullptr || descriptor->id == nullptr) continue;
    Indexer indexer;
    const auto* const provider = factory->create(factory, &indexer.table, descriptor->id);
    if (provider == nullptr) continue;
    if (provider->init(provider)) look(*provider, indexer);
    provider->destroy(provider);
  }
}

}  // namespace

std::vector<PresetInfo> ClapModule::presets_of(std::string_view id) const {
  Collector collector(id);
  for_each_provider(clap::query_factory<clap::PresetDiscoveryFactory>(entry_),
                    [&](const clap::PresetDiscoveryProvider& provider, const Indexer& indexer) {
                      if (!indexer.has_own) return;
                      (void)provider.get_metadata(&provider, LocationKind::plugin, nullptr,
                                                  &collector.table);
                    });
  return std::move(collector.found);
}

std::vector<PresetInfo> ClapModule::preset_files_of(std::string_view id) const {
  Collector collector(id);
  for_each_provider(clap::query_factory<clap::PresetDiscoveryFactory>(entry_),
                    [&](const clap::PresetDiscoveryProvider& provider, const Indexer& indexer) {
                      for (const fs::path& file : indexer.files()) {
                        collector.file = file.string();
                        (void)provider.get_metadata(&provider, LocationKind::file,
                                                    file.string().c_str(), &collector.table);
                      }
                    });
  return std::move(collector.found);
}

std::vector<PresetInfo> ClapInstance::preset_files() {
  return static_cast<const ClapModule&>(*module_).preset_files_of(description_.id);
}

std::vector<PresetInfo> ClapInstance::presets() {
  return static_cast<const ClapModule&>(*module_).presets_of(description_.id);
}

Result<void> ClapInstance::load_preset(const PresetInfo& preset) {
  const auto* const loader = clap::query<clap::PluginPresetLoad>(plugin_);
  if (loader == nullptr) return fail(description_.name + " loads no presets");
  const bool is_own = preset.file.empty();
  const char* const key = is_own || !preset.key.empty() ? preset.key.c_str() : nullptr;
  if (!loader->from_location(plugin_, is_own ? LocationKind::plugin : LocationKind::file,
                             is_own ? nullptr : preset.file.c_str(), key)) {
    return fail(description_.name + " did not load the preset " + preset.name + last_log_lines());
  }
  return {};
}

}  // namespace attacca::host
