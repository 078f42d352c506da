// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/flags.hpp"
#include "abi/clap/id.hpp"
#include "abi/clap/string_sizes.hpp"

namespace attacca::clap {

struct Host;
struct InputEvents;
struct OutputEvents;
struct Plugin;

inline constexpr char kExtParams[] = "clap.params";

enum class ParamInfoFlags : std::uint32_t {
  is_stepped = 1u << 0,   ///< whole numbers; fractions are cut off
  is_periodic = 1u << 1,  ///< wraps around
  is_hidden = 1u << 2,    ///< without use at present, not to be shown
  is_readonly = 1u << 3,  ///< not the host's to set; so neither automatable nor modulatable
  is_bypass = 1u << 4,    ///< from 0 to 1, stepped, at most one per plugin
  is_automatable = 1u << 5,
  is_automatable_per_note_id = 1u << 6,  ///< per_ flags need the flag without it
  is_automatable_per_key = 1u << 7,
  is_automatable_per_channel = 1u << 8,
  is_automatable_per_port = 1u << 9,
  is_modulatable = 1u << 10,
  is_modulatable_per_note_id = 1u << 11,
  is_modulatable_per_key = 1u << 12,
  is_modulatable_per_channel = 1u << 13,
  is_modulatable_per_port = 1u << 14,
  requires_process = 1u << 15,  ///< while active, changes only through Plugin::process
  is_enum = 1u << 16,           ///< together with is_stepped; each value has a text
};
template <>
inline constexpr bool kIsFlags<ParamInfoFlags> = true;

/// One parameter. Filled by the plugin. Values are in the parameter's own units, all finite, with
/// min_value <= default_value <= max_value; a stepped one has whole bounds.
struct ParamInfo {
  Id id;  ///< stays the same for ever, unique, not kInvalidId
  ParamInfoFlags flags;
  /// Private to the plugin, which gets it back in events to find the parameter quickly. May be
  /// null; void after ParamRescanFlags::all.
  void* cookie;
  char name[kNameSize];    ///< without the module
  char module[kPathSize];  ///< like "osc/1/shape", without a slash at either end
  double min_value;
  double max_value;
  double default_value;
};

/// The parameters. Filled by the plugin.
struct PluginParams {
  using Owner = Plugin;
  static constexpr const char* kId = kExtParams;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  std::uint32_t (*count)(const Plugin* plugin);
  /// By index. Fills `param_info`; false if there is no such index. [main]
  bool (*get_info)(const Plugin* plugin, std::uint32_t param_index, ParamInfo* param_info);
  /// By id: the value without modulation. May be called while another thread processes. [main]
  bool (*get_value)(const Plugin* plugin, Id param_id, double* out_value);
  /// UTF-8 with its NUL within the capacity. What it writes must survive the way through
  /// text_to_value and back. [main]
  bool (*value_to_text)(const Plugin* plugin, Id param_id, double value, char* out_buffer,
                        std::uint32_t out_buffer_capacity);
  /// False if the text means no value. [main]
  bool (*text_to_value)(const Plugin* plugin, Id param_id, const char* param_value_text,
                        double* out_value);
  /// The same exchange of events as in Plugin::process but without audio, so times mean nothing.
  /// Never at the same time as process. [audio, or main while inactive]
  void (*flush)(const Plugin* plugin, const InputEvents* in, const OutputEvents* out);
};

enum class ParamRescanFlags : std::uint32_t {
  values = 1u << 0,  ///< values alone, such as after loading a preset
  text = 1u << 1,    ///< the conversion to text
  info = 1u << 2,    ///< name, module, is_hidden, is_periodic
  all = 1u << 3,     ///< anything: the list, ranges, other flags, cookies; only while inactive
};
template <>
inline constexpr bool kIsFlags<ParamRescanFlags> = true;

enum class ParamClearFlags : std::uint32_t {
  all = 1u << 0,
  automations = 1u << 1,
  modulations = 1u << 2,
};
template <>
inline constexpr bool kIsFlags<ParamClearFlags> = true;

/// Filled by the host.
struct HostParams {
  using Owner = Host;
  static constexpr const char* kId = kExtParams;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The host reads the parameters again. [main], for all [main; inactive]
  void (*rescan)(const Host* host, ParamRescanFlags flags);
  /// The host drops what automates or modulates the parameter. [main]
  void (*clear)(const Host* host, Id param_id, ParamClearFlags flags);
  /// The plugin has events to send: the host calls flush or process, later. [not audio]
  void (*request_flush)(const Host* host);
};

}  // namespace attacca::clap
