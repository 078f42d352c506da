// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "attacca/rt/single_reader_single_writer_queue.hpp"
#include "host/plugin/note_reports.hpp"
#include "host/plugin/plugin_instance.hpp"

namespace attacca::host {

/// Marks this thread as the audio thread of one instance and counts its real-time offences there.
class PluginInstance::AudioRole {
 public:
  explicit AudioRole(PluginInstance& instance) noexcept;
  ~AudioRole();
  AudioRole(const AudioRole&) = delete;
  AudioRole& operator=(const AudioRole&) = delete;

 private:
  const PluginInstance* outer_;
  RealtimeScope guard_;
};

/// While it lives, this thread is one on which main-thread calls of the instance come, by the
/// host's own doing: what the plugin does in them is no offence of its own.
class PluginInstance::MainRole {
 public:
  explicit MainRole(PluginInstance& instance) noexcept;
  ~MainRole();
  MainRole(const MainRole&) = delete;
  MainRole& operator=(const MainRole&) = delete;

 private:
  const PluginInstance* outer_main_;
  const PluginInstance* outer_audio_;
  RealtimePardon not_the_plugins_;
};

/// What crosses between the threads of one instance. Edits go to audio and reports to main through
/// queues in which every item counts; when the report queue is full, the newest value of each
/// parameter still arrives.
class PluginInstance::Exchange {
 public:
  static constexpr std::size_t kEdits = 1024;
  static constexpr std::size_t kReports = 4096;

  /// @name main → audio
  /// @{
  bool push_edit(const ParameterEdit& edit) noexcept {
    return edits_.writer().push(edit);
  }  ///< [main]
  /// Queued edits followed by those of the block; as many as fit. [audio, or main while inactive]
  std::span<const ParameterEdit> collect(std::span<const ParameterEdit> from_block) noexcept;
  /// What collect() gave, and all of it again at `last_frame`; as many as fit. [audio]
  std::span<const ParameterEdit> repeat(std::span<const ParameterEdit> collected,
                                        std::uint32_t last_frame) noexcept;
  /// @}

  /// @name audio → main
  /// @{

  /// What is reported from here on belongs to the next process() call. [audio]
  void begin_callback(std::uint64_t now_ns) noexcept {
    callback_began_ns_ = now_ns;
    callbacks_begun_.store(callbacks_begun_.load(std::memory_order_relaxed) + 1,
                           std::memory_order_release);
  }
  /// How many process() calls have begun. [any]
  [[nodiscard]] std::uint64_t callbacks_begun() const noexcept {
    return callbacks_begun_.load(std::memory_order_acquire);
  }
  /// `reported` is in the format's own unit. [audio]
  void report_from_audio(ReportKind kind, ParameterId id, double reported) noexcept;
  /// Notes and MIDI that the plugin sends.
  NoteReports notes;
  /// Events for the plugin that its ports, its format or the room of one block did not carry. [any]
  std::atomic<std::uint64_t> notes_left_out{0};
  /// @}

  /// A report that did not come from processing. Takes a lock. [not audio]
  void report(ReportKind kind, ParameterId id, double reported);

  /// A report on its way to the main thread; `reported` is in the format's own unit.
  struct Report {
    ReportKind kind;
    ParameterId id;
    double reported;
    bool from_audio = false;
    std::uint64_t callback = 0;  ///< See ParameterReport.
    std::uint64_t callback_began_ns = 0;
  };

  /// Calls `use(const Report&)` for all that came. [main]
  template <typename Use>
  void deliver(Use&& use);

  /// Not while anything processes. [main]
  void set_parameters(const std::vector<ParameterInfo>& parameters);
  /// Whether the plugin declared it. Binary search. [any]
  [[nodiscard]] bool knows(ParameterId id) const noexcept { return slot_of(id) != nullptr; }

 private:
  /// The newest value of one parameter, for when the queue is full.
  struct Slot {
    ParameterId id = 0;
    std::atomic<double> newest{0.0};
    std::atomic<bool> missed{false};
  };

  [[nodiscard]] Slot* slot_of(ParameterId id) const noexcept;

  rt::SingleReaderSingleWriterQueue<ParameterEdit> edits_{kEdits};
  rt::SingleReaderSingleWriterQueue<Report> reports_{kReports};
  std::vector<ParameterEdit> collected_ = std::vector<ParameterEdit>(2 * kEdits);
  std::unique_ptr<Slot[]> slots_;
  std::size_t slot_count_ = 0;
  std::atomic<bool> any_missed_{false};
  std::atomic<std::uint64_t> callbacks_begun_{0};
  std::uint64_t callback_began_ns_ = 0;  // audio thread only
  std::mutex main_mutex_;
  std::vector<Report> main_reports_;
};

template <typename Use>
void PluginInstance::Exchange::deliver(Use&& use) {
  reports_.reader().drain([&](const Report& report) { use(report); });
  if (any_missed_.exchange(false, std::memory_order_acq_rel)) {
    for (std::size_t i = 0; i < slot_count_; ++i) {
      Slot& slot = slots_[i];
      if (slot.missed.exchange(false, std::memory_order_acq_rel)) {
        use(Report{ReportKind::value, slot.id, slot.newest.load(std::memory_order_relaxed), true});
      }
    }
  }
  std::vector<Report> from_main;
  {
    const std::lock_guard lock(main_mutex_);
    from_main.swap(main_reports_);
  }
  for (const Report& report : from_main) use(report);
}

}  // namespace attacca::host
