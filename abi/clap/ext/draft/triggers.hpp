// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/events.hpp"
#include "abi/clap/flags.hpp"
#include "abi/clap/id.hpp"
#include "abi/clap/string_sizes.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

/// Also the name of the event space that EventTrigger lives in.
inline constexpr char kExtTriggers[] = "clap.triggers/1";

enum class TriggerInfoFlags : std::uint32_t {
  is_automatable_per_note_id = 1u << 0,
  is_automatable_per_key = 1u << 1,
  is_automatable_per_channel = 1u << 2,
  is_automatable_per_port = 1u << 3,
};
template <>
inline constexpr bool kIsFlags<TriggerInfoFlags> = true;

/// The types of the triggers' event space.
enum class TriggerEventType : std::uint16_t { trigger = 0 };

/// Something is to happen now. Either side sends it; its space comes from the event registry, and
/// header.type is a TriggerEventType. -1 in an address field matches anything.
struct EventTrigger {
  EventHeader header;
  Id trigger_id;
  /// What the plugin gave in TriggerInfo; null is always allowed.
  void* cookie;
  std::int32_t note_id;
  std::int16_t port_index;
  std::int16_t channel;
  std::int16_t key;
};

/// One trigger: like a parameter, but without a value. Filled by the plugin.
struct TriggerInfo {
  Id id;  ///< stays the same for ever
  TriggerInfoFlags flags;
  /// Private to the plugin, which gets it back in events.
  void* cookie;
  char name[kNameSize];
  char module[kPathSize];
};

/// Filled by the plugin. A draft: may change under a new revision number.
struct PluginTriggers {
  using Owner = Plugin;
  static constexpr const char* kId = kExtTriggers;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  std::uint32_t (*count)(const Plugin* plugin);
  /// Fills `trigger_info`; false if there is no such index. [main]
  bool (*get_info)(const Plugin* plugin, std::uint32_t index, TriggerInfo* trigger_info);
};

enum class TriggerRescanFlags : std::uint32_t {
  info = 1u << 0,
  all = 1u << 1,  ///< only while inactive
};
template <>
inline constexpr bool kIsFlags<TriggerRescanFlags> = true;

enum class TriggerClearFlags : std::uint32_t {
  all = 1u << 0,
  automations = 1u << 1,
};
template <>
inline constexpr bool kIsFlags<TriggerClearFlags> = true;

/// Filled by the host. A draft: may change under a new revision number.
struct HostTriggers {
  using Owner = Host;
  static constexpr const char* kId = kExtTriggers;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The host reads the triggers again. [main], for all [main & !active]
  void (*rescan)(const Host* host, TriggerRescanFlags flags);
  /// The host drops what automates the trigger. [main]
  void (*clear)(const Host* host, Id trigger_id, TriggerClearFlags flags);
};

}  // namespace attacca::clap
