// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

#include "attacca/params/param_set.hpp"
#include "attacca/track_info.hpp"

namespace attacca::core {

/// Sees each record of the track that the framework hands to a plugin. Only test builds have one.
class TrackObserver {
 public:
  virtual ~TrackObserver() = default;
  /// process() is about to run with a record that is new to it. [audio]
  virtual void audio_saw(const TrackInfo& info) noexcept = 0;
  /// The editor has been notified of a record. [main]
  virtual void editor_saw(const TrackInfo& info) noexcept = 0;
};

/// Makes one for a plugin that was constructed and is not used yet; may add parameters. Null unless
/// a library that the plugin is linked with sets it before main(): attacca_track_witness does.
extern std::unique_ptr<TrackObserver> (*make_track_observer)(ParamSet& params);

}  // namespace attacca::core
