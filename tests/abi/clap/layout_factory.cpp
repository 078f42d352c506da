// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include <cstddef>
#include <cstdint>

#include "abi/clap/factory/preset_discovery.hpp"
#include "tests/abi/clap/layout.hpp"

namespace attacca::clap {

STRUCT(PresetDiscoveryMetadataReceiver, 88, 8);
FIELD(PresetDiscoveryMetadataReceiver, receiver_data, 0, 8, void*);
FIELD(PresetDiscoveryMetadataReceiver, on_error, 8, 8,
      void (*)(const PresetDiscoveryMetadataReceiver*, std::int32_t, const char*));
FIELD(PresetDiscoveryMetadataReceiver, begin_preset, 16, 8,
      bool (*)(const PresetDiscoveryMetadataReceiver*, const char*, const char*));
FIELD(PresetDiscoveryMetadataReceiver, add_plugin_id, 24, 8,
      void (*)(const PresetDiscoveryMetadataReceiver*, const UniversalPluginId*));
FIELD(PresetDiscoveryMetadataReceiver, set_soundpack_id, 32, 8,
      void (*)(const PresetDiscoveryMetadataReceiver*, const char*));
FIELD(PresetDiscoveryMetadataReceiver, set_flags, 40, 8,
      void (*)(const PresetDiscoveryMetadataReceiver*, std::uint32_t));
FIELD(PresetDiscoveryMetadataReceiver, add_creator, 48, 8,
      void (*)(const PresetDiscoveryMetadataReceiver*, const char*));
FIELD(PresetDiscoveryMetadataReceiver, set_description, 56, 8,
      void (*)(const PresetDiscoveryMetadataReceiver*, const char*));
FIELD(PresetDiscoveryMetadataReceiver, set_timestamps, 64, 8,
      void (*)(const PresetDiscoveryMetadataReceiver*, std::uint64_t, std::uint64_t));
FIELD(PresetDiscoveryMetadataReceiver, add_feature, 72, 8,
      void (*)(const PresetDiscoveryMetadataReceiver*, const char*));
FIELD(PresetDiscoveryMetadataReceiver, add_extra_info, 80, 8,
      void (*)(const PresetDiscoveryMetadataReceiver*, const char*, const char*));

STRUCT(PresetDiscoveryFiletype, 24, 8);
FIELD(PresetDiscoveryFiletype, name, 0, 8, const char*);
FIELD(PresetDiscoveryFiletype, description, 8, 8, const char*);
FIELD(PresetDiscoveryFiletype, file_extension, 16, 8, const char*);

STRUCT(PresetDiscoveryLocation, 32, 8);
FIELD(PresetDiscoveryLocation, flags, 0, 4, std::uint32_t);
FIELD(PresetDiscoveryLocation, name, 8, 8, const char*);
FIELD(PresetDiscoveryLocation, kind, 16, 4, std::uint32_t);
FIELD(PresetDiscoveryLocation, location, 24, 8, const char*);

STRUCT(PresetDiscoverySoundpack, 64, 8);
FIELD(PresetDiscoverySoundpack, flags, 0, 4, std::uint32_t);
FIELD(PresetDiscoverySoundpack, id, 8, 8, const char*);
FIELD(PresetDiscoverySoundpack, name, 16, 8, const char*);
FIELD(PresetDiscoverySoundpack, description, 24, 8, const char*);
FIELD(PresetDiscoverySoundpack, homepage_url, 32, 8, const char*);
FIELD(PresetDiscoverySoundpack, vendor, 40, 8, const char*);
FIELD(PresetDiscoverySoundpack, image_path, 48, 8, const char*);
FIELD(PresetDiscoverySoundpack, release_timestamp, 56, 8, std::uint64_t);

STRUCT(PresetDiscoveryProviderDescriptor, 40, 8);
FIELD(PresetDiscoveryProviderDescriptor, clap_version, 0, 12, Version);
FIELD(PresetDiscoveryProviderDescriptor, id, 16, 8, const char*);
FIELD(PresetDiscoveryProviderDescriptor, name, 24, 8, const char*);
FIELD(PresetDiscoveryProviderDescriptor, vendor, 32, 8, const char*);

STRUCT(PresetDiscoveryProvider, 48, 8);
FIELD(PresetDiscoveryProvider, desc, 0, 8, const PresetDiscoveryProviderDescriptor*);
FIELD(PresetDiscoveryProvider, provider_data, 8, 8, void*);
FIELD(PresetDiscoveryProvider, init, 16, 8, bool (*)(const PresetDiscoveryProvider*));
FIELD(PresetDiscoveryProvider, destroy, 24, 8, void (*)(const PresetDiscoveryProvider*));
FIELD(PresetDiscoveryProvider, get_metadata, 32, 8,
      bool (*)(const PresetDiscoveryProvider*, std::uint32_t, const char*,
               const PresetDiscoveryMetadataReceiver*));
FIELD(PresetDiscoveryProvider, get_extension, 40, 8,
      const void* (*)(const PresetDiscoveryProvider*, const char*));

STRUCT(PresetDiscoveryIndexer, 88, 8);
FIELD(PresetDiscoveryIndexer, clap_version, 0, 12, Version);
FIELD(PresetDiscoveryIndexer, name, 16, 8, const char*);
FIELD(PresetDiscoveryIndexer, vendor, 24, 8, const char*);
FIELD(PresetDiscoveryIndexer, url, 32, 8, const char*);
FIELD(PresetDiscoveryIndexer, version, 40, 8, const char*);
FIELD(PresetDiscoveryIndexer, indexer_data, 48, 8, void*);
FIELD(PresetDiscoveryIndexer, declare_filetype, 56, 8,
      bool (*)(const PresetDiscoveryIndexer*, const PresetDiscoveryFiletype*));
FIELD(PresetDiscoveryIndexer, declare_location, 64, 8,
      bool (*)(const PresetDiscoveryIndexer*, const PresetDiscoveryLocation*));
FIELD(PresetDiscoveryIndexer, declare_soundpack, 72, 8,
      bool (*)(const PresetDiscoveryIndexer*, const PresetDiscoverySoundpack*));
FIELD(PresetDiscoveryIndexer, get_extension, 80, 8,
      const void* (*)(const PresetDiscoveryIndexer*, const char*));

STRUCT(PresetDiscoveryFactory, 24, 8);
FIELD(PresetDiscoveryFactory, count, 0, 8, std::uint32_t (*)(const PresetDiscoveryFactory*));
FIELD(PresetDiscoveryFactory, get_descriptor, 8, 8,
      const PresetDiscoveryProviderDescriptor* (*)(const PresetDiscoveryFactory*, std::uint32_t));
FIELD(PresetDiscoveryFactory, create, 16, 8,
      const PresetDiscoveryProvider* (*)(const PresetDiscoveryFactory*,
                                         const PresetDiscoveryIndexer*, const char*));

}  // namespace attacca::clap
