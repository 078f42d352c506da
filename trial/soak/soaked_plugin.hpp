// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "host/engine/track.hpp"
#include "host/engine/track_witness.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/window/editor_window.hpp"
#include "trial/run/arrival_check.hpp"
#include "trial/soak/callback_meeting.hpp"
#include "trial/soak/change_source.hpp"
#include "trial/soak/histogram.hpp"
#include "trial/soak/soak_figures.hpp"
#include "trial/soak/update_history.hpp"

namespace attacca::trial {

/// One instance under load on a track of its own, and what is observed of it. All members [main]
/// unless tagged.
class SoakedPlugin final : public host::InstanceListener {
 public:
  /// `initial` is what the instance received of its track when it was put there.
  /// `path` is the plugin's file or bundle.
  SoakedPlugin(host::PluginInstance& instance, std::filesystem::path path,
               const host::TrackInfo& initial, std::uint64_t seed);
  ~SoakedPlugin() override;
  SoakedPlugin(const SoakedPlugin&) = delete;
  SoakedPlugin& operator=(const SoakedPlugin&) = delete;

  /// Sends the plugin a new name and colour of its track. Callers take turns, so that one
  /// update is the last. What waits for the main thread's turn is aimed there once more.
  /// [not audio]
  void send_update(host::SendFrom from, Aim aim);
  [[nodiscard]] std::uint64_t changes() const noexcept { return changes_; }  ///< [any]

  /// @name Does the newest value arrive?
  /// @{
  void expect(bool in_audio);
  void audio_started();  ///< What was sent before cannot have been seen before now.
  void look();           ///< Looks at both sides once.
  [[nodiscard]] bool is_settled() const noexcept { return !audio_.is_open() && !shown_.is_open(); }
  [[nodiscard]] std::uint64_t checks() const noexcept { return audio_.made() + shown_.made(); }
  [[nodiscard]] std::uint64_t lost() const noexcept { return audio_.lost() + shown_.lost(); }
  [[nodiscard]] std::uint64_t torn() const noexcept { return heard_.torn + watched_.torn; }
  /// @}

  /// @name Load
  /// @{
  void automate();  ///< Sends a random value of one parameter that hosts may automate.
  void save_state();
  void load_saved_state();  ///< What save_state() saved last; nothing without.
  void open_editor(host::MainLoop& loop, int x);
  void close_editor();
  [[nodiscard]] bool has_open_editor() const noexcept { return editor_ && !editor_->is_closed(); }
  /// Why there is no editor: a word for the report.
  void leave_editor_out(const std::string& why) { editor_word_ = why; }
  /// @}

  [[nodiscard]] std::uint64_t offences() const;
  /// Finds out where calls of unbounded time came from, for figures(). Reads debug information,
  /// which keeps the main loop waiting: once, when nothing is measured any more.
  void trace_offences();
  /// What is known so far. Path and number are left to the caller.
  [[nodiscard]] PluginFigures figures() const;

  void on_parameter_report(host::PluginInstance&, const host::ParameterReport& report) override;

 private:
  /// What one side was seen to see, value after value.
  struct Sights {
    std::optional<std::uint32_t> last;
    std::uint64_t seen = 0;
    std::uint64_t torn = 0;
    std::uint64_t since_ns = 0;  ///< It has been able to see since then.
    Histogram latency;
  };

  /// The side says that it sees `digest` at `now_ns`. Returns when that was sent, if it is new and
  /// was sent.
  std::optional<UpdateHistory::Publication> sight(Sights& side, std::uint32_t digest,
                                                  std::uint64_t now_ns) const;
  void count_way(const UpdateHistory::Publication& sent, std::uint64_t callback);
  [[nodiscard]] bool receives_track_info() const noexcept {
    return !instance_.track_info_way().empty();
  }
  [[nodiscard]] std::vector<std::uint32_t> newest_digests();
  /// Whether an update takes effect only in the main thread's next turn: CLAP keeps the question
  /// for the track's properties to the main thread, so a plugin that is notified elsewhere has to
  /// wait for its turn there.
  [[nodiscard]] bool is_deferred(host::SendFrom from) const noexcept;
  void give_main_turn();
  void refuse(const std::string& what, const Error& error);
  /// In the form of either side.
  [[nodiscard]] std::vector<std::uint32_t> digests_of(const host::TrackInfo& info) const;
  [[nodiscard]] SideFigures side_figures(const host::TrackWitness& witness,
                                         const ArrivalCheck& check, const Sights& sights) const;

  host::PluginInstance& instance_;
  std::filesystem::path path_;
  std::vector<std::string> offence_sites_;
  host::TrackWitness audio_witness_;
  host::TrackWitness editor_witness_;
  ArrivalCheck audio_;
  ArrivalCheck shown_;
  Sights heard_;
  Sights watched_;
  bool reports_in_callbacks_ = false;  ///< Looking from outside would see values later.
  SideFigures ways_;                   ///< Only the counts of callbacks on the way.
  UpdateHistory history_;
  CallbackMeeting meeting_;
  std::mutex turn_;  ///< Whose turn it is to send.
  ChangeSource source_;
  host::TrackInfo info_;                    ///< Under `turn_`.
  std::atomic<std::uint64_t> deferred_{0};  ///< The last update that waits for the main thread.
  std::atomic<Aim> deferred_aim_{Aim::none};
  std::atomic<std::uint64_t> changes_{0};
  std::mt19937_64 random_;
  std::vector<host::ParameterId> automatable_;
  std::vector<std::byte> state_;
  std::unique_ptr<host::EditorWindow> editor_;
  std::string editor_word_;
  std::uint64_t automation_ = 0;
  std::uint64_t state_saves_ = 0;
  std::uint64_t state_loads_ = 0;
  std::uint64_t editor_openings_ = 0;
  std::vector<std::string> refusals_;
  std::uint64_t refusal_count_ = 0;
};

}  // namespace attacca::trial
