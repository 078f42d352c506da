// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>

#include "faulty/plugin/track_record.hpp"

namespace attacca::faulty {

/// How the track's record gets from the thread that receives it to the audio thread: the subject of
/// most faults.
class TrackCell {
 public:
  virtual ~TrackCell() = default;
  virtual void write(const TrackRecord& record) = 0;  ///< [not audio]
  /// The callback begins: the digest of what audio sees from now on. [audio]
  virtual std::uint32_t enter_callback() noexcept = 0;
  virtual void leave_callback() noexcept {}  ///< [audio]
};

/// The one that this_fault() asks for; the correct one is rt::NewestValue. [main]
[[nodiscard]] std::unique_ptr<TrackCell> make_track_cell();

}  // namespace attacca::faulty
