// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/factory/preset_location_kind.hpp"
#include "abi/clap/flags.hpp"
#include "abi/clap/timestamp.hpp"
#include "abi/clap/universal_plugin_id.hpp"
#include "abi/clap/version.hpp"

namespace attacca::clap {

struct PluginEntry;

inline constexpr char kPresetDiscoveryFactoryId[] = "clap.preset-discovery-factory/2";
inline constexpr char kPresetDiscoveryFactoryIdCompat[] = "clap.preset-discovery-factory/draft-2";

enum class PresetDiscoveryFlags : std::uint32_t {
  is_factory_content = 1u << 0,
  is_user_content = 1u << 1,
  is_demo_content = 1u << 2,
  is_favorite = 1u << 3,
};
template <>
inline constexpr bool kIsFlags<PresetDiscoveryFlags> = true;

// A provider, its indexer and the receivers share one thread of the host's choice, which need not
// be the main one; their calls never overlap. That is what [provider] says below.

/// Takes what a provider finds in a file. Filled by the host.
struct PresetDiscoveryMetadataReceiver {
  /// Private to the host.
  void* receiver_data;
  /// `os_error` is errno or its like, 0 if there is none. [provider]
  void (*on_error)(const PresetDiscoveryMetadataReceiver* receiver, std::int32_t os_error,
                   const char* error_message);
  /// Opens each preset before anything is said of it. A container gives both a name and a load
  /// key for each. Stop on false. [provider]
  bool (*begin_preset)(const PresetDiscoveryMetadataReceiver* receiver, const char* name,
                       const char* load_key);
  /// At least once per preset. [provider]
  void (*add_plugin_id)(const PresetDiscoveryMetadataReceiver* receiver,
                        const UniversalPluginId* plugin_id);
  /// [provider]
  void (*set_soundpack_id)(const PresetDiscoveryMetadataReceiver* receiver,
                           const char* soundpack_id);
  /// Unless called, those of the location hold. [provider]
  void (*set_flags)(const PresetDiscoveryMetadataReceiver* receiver, PresetDiscoveryFlags flags);
  /// [provider]
  void (*add_creator)(const PresetDiscoveryMetadataReceiver* receiver, const char* creator);
  /// [provider]
  void (*set_description)(const PresetDiscoveryMetadataReceiver* receiver, const char* description);
  /// kTimestampUnknown for what is not known. [provider]
  void (*set_timestamps)(const PresetDiscoveryMetadataReceiver* receiver, Timestamp creation_time,
                         Timestamp modification_time);
  /// Any text to search by; see also plugin_features.hpp. [provider]
  void (*add_feature)(const PresetDiscoveryMetadataReceiver* receiver, const char* feature);
  /// [provider]
  void (*add_extra_info)(const PresetDiscoveryMetadataReceiver* receiver, const char* key,
                         const char* value);
};

/// A type of preset file. Filled by the plugin.
struct PresetDiscoveryFiletype {
  const char* name;
  const char* description;     ///< optional
  const char* file_extension;  ///< without the dot; empty or null means every file
};

/// A place to look for presets. Filled by the plugin.
struct PresetDiscoveryLocation {
  PresetDiscoveryFlags flags;
  const char* name;
  PresetDiscoveryLocationKind kind;
  const char* location;  ///< absolute path of a file or folder; null for presets in the plugin
};

/// A collection that presets belong to. Filled by the plugin.
struct PresetDiscoverySoundpack {
  PresetDiscoveryFlags flags;
  const char* id;
  const char* name;
  const char* description;   ///< optional
  const char* homepage_url;  ///< optional
  const char* vendor;        ///< optional
  const char* image_path;    ///< optional, a file
  Timestamp release_timestamp;
};

/// What a provider says about itself. Filled by the plugin.
struct PresetDiscoveryProviderDescriptor {
  Version clap_version;
  const char* id;
  const char* name;
  const char* vendor;  ///< optional
};

/// Reads preset files without a plugin instance. Filled by the plugin.
struct PresetDiscoveryProvider {
  const PresetDiscoveryProviderDescriptor* desc;
  /// Private to the provider.
  void* provider_data;
  /// Declares file types, locations and soundpacks to the indexer. [provider]
  bool (*init)(const PresetDiscoveryProvider* provider);
  /// [provider]
  void (*destroy)(const PresetDiscoveryProvider* provider);
  /// Quick, and without asking the user. [provider]
  bool (*get_metadata)(const PresetDiscoveryProvider* provider,
                       PresetDiscoveryLocationKind location_kind, const char* location,
                       const PresetDiscoveryMetadataReceiver* metadata_receiver);
  /// Not before init. [provider]
  const void* (*get_extension)(const PresetDiscoveryProvider* provider, const char* extension_id);
};

/// The host as a provider sees it. Filled by the host. Things are declared only during the
/// provider's init.
struct PresetDiscoveryIndexer {
  Version clap_version;
  const char* name;
  const char* vendor;   ///< optional
  const char* url;      ///< optional
  const char* version;  ///< optional
  /// Private to the host.
  void* indexer_data;
  /// [provider]
  bool (*declare_filetype)(const PresetDiscoveryIndexer* indexer,
                           const PresetDiscoveryFiletype* filetype);
  /// [provider]
  bool (*declare_location)(const PresetDiscoveryIndexer* indexer,
                           const PresetDiscoveryLocation* location);
  /// [provider]
  bool (*declare_soundpack)(const PresetDiscoveryIndexer* indexer,
                            const PresetDiscoverySoundpack* soundpack);
  /// From the provider's init on. [provider]
  const void* (*get_extension)(const PresetDiscoveryIndexer* indexer, const char* extension_id);
};

/// Lists the providers of a file and makes them. Filled by the plugin; all of it [any].
struct PresetDiscoveryFactory {
  using Owner = PluginEntry;
  static constexpr const char* kId = kPresetDiscoveryFactoryId;
  static constexpr std::array<const char*, 1> kCompatIds{kPresetDiscoveryFactoryIdCompat};

  /// [any]
  std::uint32_t (*count)(const PresetDiscoveryFactory* factory);
  /// Null if there is no such index. [any]
  const PresetDiscoveryProviderDescriptor* (*get_descriptor)(const PresetDiscoveryFactory* factory,
                                                             std::uint32_t index);
  /// Ended by the provider's destroy. The indexer is left alone until its init. [any]
  const PresetDiscoveryProvider* (*create)(const PresetDiscoveryFactory* factory,
                                           const PresetDiscoveryIndexer* indexer,
                                           const char* provider_id);
};

}  // namespace attacca::clap
