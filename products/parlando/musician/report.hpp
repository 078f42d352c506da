// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include <attacca/rt/single_reader_single_writer_queue.hpp>
#include <attacca/rt/triple_buffer.hpp>
#include <attacca/transport.hpp>

#include "parlando/musician/cut.hpp"
#include "parlando/musician/task_inbox.hpp"
#include "parlando/musician/task_list.hpp"

namespace parlando {

/// What the audio thread tells the network thread, in order.
struct Report {
  enum class Kind : std::uint8_t {
    played,       ///< a message of the conductor's was carried out
    note_begins,  ///< a note went by, the DAW's or the conductor's
    note_ends,
  };
  Kind kind = Kind::played;
  bool is_from_daw = false;
  std::uint8_t channel = 0;
  std::uint8_t key = 0;
  float velocity = 0;
  std::int32_t seq = 0;      ///< of the message that was carried out
  std::int32_t late = 0;     ///< samples
  std::int64_t samples = 0;  ///< since the musician was activated
  std::int64_t steady_ns = 0;
  double beat = 0;    ///< of the timeline
  double passed = 0;  ///< beats that have passed since the musician was activated
  bool has_beat = false;
};

/// What of the last block anybody may want to know.
struct BlockFacts {
  std::int64_t samples = 0;    ///< at its first frame, since the musician was activated
  std::int64_t steady_ns = 0;  ///< when that is
  double sample_rate = 0;      ///< Hz; 0: there has been no block
  double passed = 0;           ///< beats that have passed since the musician was activated
  double beat = 0;             ///< of the timeline, going on while the transport stands
  double beats_per_bar = 4;
  bool free_wheels = false;
  std::uint32_t turns = 0;  ///< how often it began or ceased to free-wheel
  attacca::Transport transport;
};

/// All that crosses between a musician's audio thread and the network thread. Both ends wait-free
/// but for the lists' pushes, which are lock-free.
struct Exchange {
  static constexpr std::size_t kReports = 256;
  static constexpr std::uint32_t kMostWaiting = 65'536;

  TaskInbox inbox;  ///< to the audio thread
  TaskList spent;   ///< back, to be freed

  // What ends at once, looked at before anything else in each block.
  Cut silence_all;
  Cut silence_sounding;
  Cut silence_waiting;
  Cut gap;  ///< something has been lost on the way, maybe the end of a note
  attacca::rt::SingleReaderSingleWriterQueue<Report> reports{kReports};
  attacca::rt::TripleBuffer<BlockFacts> facts;

  // Counts since the musician was made.
  std::atomic<std::uint32_t> sent{0};     ///< tasks that were put into the inbox
  std::atomic<std::uint32_t> taken{0};    ///< tasks that are over, played or not
  std::atomic<std::uint32_t> late{0};     ///< that were carried out after they were due
  std::atomic<std::uint32_t> dropped{0};  ///< that found no room
  std::atomic<std::uint32_t> sounding{0};
  std::atomic<bool> holds_pedal{false};
  std::atomic<std::uint32_t> heard_lost{0};                ///< reports that found no room
  std::atomic<std::int64_t> last_block_ns{INT64_MIN / 2};  ///< steady; when a block began
  std::atomic<bool> is_bypassed{false};

  /// Frees what the audio thread has left. [not audio, one thread]
  void free_spent() noexcept {
    TaskList::free_all(spent.take());
    inbox.free_spent();
  }
  /// Messages that are in here and not carried out yet. [any]
  [[nodiscard]] std::uint32_t waiting() const noexcept {
    return sent.load(std::memory_order_relaxed) - taken.load(std::memory_order_relaxed);
  }
};

}  // namespace parlando
