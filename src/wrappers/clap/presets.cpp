// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/presets.hpp"

#include <cerrno>
#include <memory>
#include <string>
#include <string_view>

#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/factory/preset_discovery.hpp"
#include "abi/clap/query.hpp"
#include "attacca/detail/embedded_presets.hpp"
#include "attacca/detail/plugin_entry.hpp"
#include "base/limits.hpp"
#include "platform/preset_store.hpp"
#include "presets/preset_files.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/main_call.hpp"

namespace attacca::clap_wrapper {
namespace {

using LocationKind = clap::PresetDiscoveryLocationKind;

/// What hosts know a preset by: unique in the binary.
std::string load_key_of(std::string_view plugin, std::string_view preset) {
  return std::string(plugin).append("/").append(preset);
}

// Discovery: one provider, which reads nothing but this binary.

const std::string& provider_id() {
  static const std::string id =
      std::string(detail::exported_plugins().front().info.id) + ".factory-presets";
  return id;
}

const clap::PresetDiscoveryProviderDescriptor& provider_descriptor() {
  static const std::string vendor(detail::exported_plugins().front().info.vendor);
  static const clap::PresetDiscoveryProviderDescriptor descriptor = {
      clap::kVersion, provider_id().c_str(), "Factory presets", vendor.c_str()};
  return descriptor;
}

/// A provider that a host has made.
struct Provider {
  explicit Provider(const clap::PresetDiscoveryIndexer& host) : indexer(host) {
    table = {.desc = &provider_descriptor(),
             .provider_data = this,
             .init = init,
             .destroy = [](const clap::PresetDiscoveryProvider* self) { delete &from(self); },
             .get_metadata = get_metadata,
             .get_extension = [](const clap::PresetDiscoveryProvider*, const char*) -> const void* {
               return nullptr;
             }};
  }

  static Provider& from(const clap::PresetDiscoveryProvider* self) noexcept {
    return *static_cast<Provider*>(self->provider_data);
  }

  static bool init(const clap::PresetDiscoveryProvider* self) {
    const clap::PresetDiscoveryIndexer& host = from(self).indexer;
    if (host.declare_location == nullptr) return false;
    const clap::PresetDiscoveryLocation location = {clap::PresetDiscoveryFlags::is_factory_content,
                                                    "Factory presets", LocationKind::plugin,
                                                    nullptr};
    const bool has_own = !detail::embedded_presets().empty();
    if (has_own && !host.declare_location(&host, &location)) return false;
    const core::PresetFileCode* const files = core::preset_file_code();
    if (files == nullptr) return true;
    // A host that does not take the files keeps what lies in the binary.
    return guarded(false, [&] { return declare_files(host, *files); }) || has_own;
  }

  /// The ending, and the folders that are there; false if the host takes no such files.
  static bool declare_files(const clap::PresetDiscoveryIndexer& host,
                            const core::PresetFileCode& files) {
    const clap::PresetDiscoveryFiletype type = {"Preset", "", "vstpreset"};
    if (host.declare_filetype == nullptr || !host.declare_filetype(&host, &type)) return false;
    for (const detail::PluginEntry& entry : detail::exported_plugins()) {
      for (const core::PresetFolder& folder : files.folders(entry)) {
        if (!core::is_folder(folder.path)) continue;
        const std::string path = folder.path.substr(0, folder.path.size() - 1);
        const clap::PresetDiscoveryLocation location = {
            folder.is_factory ? clap::PresetDiscoveryFlags::is_factory_content
                              : clap::PresetDiscoveryFlags::is_user_content,
            folder.is_factory ? "Installed presets" : "User presets", LocationKind::file,
            path.c_str()};
        (void)host.declare_location(&host, &location);  // another one may be taken
      }
    }
    return true;
  }

  /// A file in one of these folders.
  static bool describe_file(const char* path, const clap::PresetDiscoveryMetadataReceiver& to);

  static bool get_metadata(const clap::PresetDiscoveryProvider* /*self*/, LocationKind kind,
                           const char* location,
                           const clap::PresetDiscoveryMetadataReceiver* receiver) {
    if (receiver == nullptr) return false;
    if (kind != LocationKind::plugin) {
      return location != nullptr &&
             guarded(false, [=] { return describe_file(location, *receiver); });
    }
    return guarded(false, [receiver] {
      for (const detail::EmbeddedPresets& embedded : detail::embedded_presets()) {
        for (const Preset& preset : embedded.presets) {
          if (!describe(embedded.plugin, preset, *receiver)) return true;  // the host has enough
        }
      }
      return true;
    });
  }

  static bool describe(std::string_view plugin, const Preset& preset,
                       const clap::PresetDiscoveryMetadataReceiver& to);

  const clap::PresetDiscoveryIndexer& indexer;
  clap::PresetDiscoveryProvider table;
};

bool Provider::describe(std::string_view plugin, const Preset& preset,
                        const clap::PresetDiscoveryMetadataReceiver& to) {
  const std::string name(preset.name);
  const std::string key = load_key_of(plugin, preset.id);
  if (to.begin_preset == nullptr || !to.begin_preset(&to, name.c_str(), key.c_str())) return false;
  for (const detail::PluginEntry& entry : detail::exported_plugins()) {
    if (entry.info.id != plugin || to.add_plugin_id == nullptr) continue;
    const std::string id(entry.clap_id);
    const clap::UniversalPluginId universal = {"clap", id.c_str()};
    to.add_plugin_id(&to, &universal);
  }
  if (to.set_flags != nullptr) to.set_flags(&to, clap::PresetDiscoveryFlags::is_factory_content);
  if (!preset.creator.empty() && to.add_creator != nullptr) {
    to.add_creator(&to, std::string(preset.creator).c_str());
  }
  if (!preset.description.empty() && to.set_description != nullptr) {
    to.set_description(&to, std::string(preset.description).c_str());
  }
  for (const std::string_view feature : preset.features) {
    if (to.add_feature != nullptr) to.add_feature(&to, std::string(feature).c_str());
  }
  return true;
}

bool Provider::describe_file(const char* path, const clap::PresetDiscoveryMetadataReceiver& to) {
  const core::PresetFileCode* const files = core::preset_file_code();
  const detail::PluginEntry* const entry = files != nullptr ? files->plugin_of(path) : nullptr;
  if (entry == nullptr) {
    if (to.on_error != nullptr) {
      to.on_error(&to, 0, "it is no preset of these plugins, or cut off");
    }
    return false;
  }
  const std::string name = files->name_of(path);
  if (to.begin_preset == nullptr || !to.begin_preset(&to, name.c_str(), nullptr)) return true;
  const std::string id(entry->clap_id);
  const clap::UniversalPluginId universal = {"clap", id.c_str()};
  if (to.add_plugin_id != nullptr) to.add_plugin_id(&to, &universal);
  return true;
}

constexpr clap::PresetDiscoveryFactory kFactory = {
    [](const clap::PresetDiscoveryFactory*) -> std::uint32_t { return 1; },
    [](const clap::PresetDiscoveryFactory*,
       std::uint32_t index) -> const clap::PresetDiscoveryProviderDescriptor* {
      return guarded(static_cast<const clap::PresetDiscoveryProviderDescriptor*>(nullptr),
                     [index] { return index == 0 ? &provider_descriptor() : nullptr; });
    },
    [](const clap::PresetDiscoveryFactory*, const clap::PresetDiscoveryIndexer* indexer,
       const char* id) -> const clap::PresetDiscoveryProvider* {
      return guarded(static_cast<const clap::PresetDiscoveryProvider*>(nullptr),
                     [=]() -> const clap::PresetDiscoveryProvider* {
                       if (indexer == nullptr || id == nullptr || id != provider_id())
                         return nullptr;
                       return &(new Provider(*indexer))->table;
                     });
    }};

// Loading.

/// A preset of the host's choice: .vstpreset, or a state as it is.
Result<std::string> read_file(const char* path, std::string_view plugin) {
  const core::PresetFileCode* const files = core::preset_file_code();
  if (files == nullptr) return core::read_whole_file(path, core::kMostStateBytes);
  for (const detail::PluginEntry& entry : detail::exported_plugins()) {
    if (entry.info.id == plugin) return files->read(path, entry);
  }
  return fail("there is no such plugin");
}

Result<void> load_embedded(core::Instance& core, const char* load_key) {
  const auto presets = core.presets();
  for (std::size_t i = 0; i < presets.size(); ++i) {
    if (load_key != nullptr && load_key == load_key_of(core.info().id, presets[i].id)) {
      return core.load_preset(i);
    }
  }
  return fail("cannot load the preset: the plugin has none of this key; scan its presets again");
}

bool from_location(const clap::Plugin* plugin, LocationKind kind, const char* location,
                   const char* load_key) {
  return guarded(false, [=] {
    const HeldCall held(Instance::from(plugin));
    Instance& self = Instance::from(plugin);
    if (self.core() == nullptr) return false;
    int os_error = 0;
    errno = 0;
    Result<void> loaded;
    if (kind == LocationKind::plugin) {
      const MainCall call(self);
      loaded = load_embedded(*self.core(), load_key);
    } else if (location == nullptr) {
      loaded = fail("cannot load the preset: the host names no file");
    } else if (const auto bytes = read_file(location, self.core()->info().id); !bytes) {
      os_error = errno;
      loaded = tl::unexpected(bytes.error());
    } else {
      const MainCall call(self);
      loaded = self.core()->load_state(*bytes, StateContext::preset);
    }
    self.services().report_preset(kind, location, load_key, os_error,
                                  loaded ? nullptr : loaded.error().message.c_str());
    return loaded.has_value();
  });
}

constexpr clap::PluginPresetLoad kPresetLoad = {from_location};

}  // namespace

const void* find_preset_factory(const char* factory_id) noexcept {
  return clap::is_id_of<clap::PresetDiscoveryFactory>(factory_id) ? &kFactory : nullptr;
}

const void* find_preset_extension(const char* extension_id) noexcept {
  return clap::is_id_of<clap::PluginPresetLoad>(extension_id) ? &kPresetLoad : nullptr;
}

}  // namespace attacca::clap_wrapper
