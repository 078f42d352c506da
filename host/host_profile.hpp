// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// How the host behaves towards plugins. Real DAWs differ in these points; each field is one of
/// them, and the defaults are the well-behaved host.
struct HostProfile {
  std::string name = "Attacca";
  std::string vendor = "Attacca";
  std::string version = "0.1.0";

  /// Bytes handed over per read or write of a state stream; 0 = as many as asked for.
  std::size_t stream_chunk = 0;

  bool clap_track_info = true;              ///< Serve `clap.track-info/1`.
  bool clap_track_info_compat = true;       ///< Serve the older id of track info too.
  bool clap_project_location = false;       ///< Tell plugins that have the draft extension.
  bool clap_run_loop = true;                ///< Offer timers and descriptors to CLAP plugins.
  bool clap_stop_before_deactivate = true;  ///< Qtractor deactivates without stop_processing.

  bool vst3_info_listener = true;  ///< Call `IInfoListener::setChannelContextInfos`.
  bool vst3_context_info = false;  ///< Offer PreSonus context info; preferred when wanted.
  bool vst3_run_loop = true;       ///< Offer `IRunLoop` from the frame and the host context.
  bool vst3_double_initialize =
      false;                        ///< Ardour: single components get initialize/terminate twice.
  bool vst3_partial_lists = false;  ///< Send only the keys that changed.
  bool vst3_name_length_is_uids = false;  ///< Ardour: "channel name length" holds the uid's length.
  bool vst3_answers_absent_keys = false;  ///< JUCE: success for absent strings, buffer untouched.
};

/// The profiles that ship with the host: "attacca", "ardour", "juce", "studio-one", "qtractor" and
/// "short-reads" (state streams of 17 bytes at a time). [main]
/// Errors: an unknown name, with the list of known ones.
[[nodiscard]] Result<HostProfile> host_profile(std::string_view name);

/// The names `host_profile` knows. [any]
[[nodiscard]] std::span<const std::string_view> host_profile_names() noexcept;

}  // namespace attacca::host
