// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "attacca/base/result.hpp"
#include "host/base/main_loop.hpp"
#include "host/guard/realtime_guard.hpp"
#include "host/plugin/callback_timing.hpp"
#include "host/plugin/callback_visitor.hpp"
#include "host/plugin/channel_set.hpp"
#include "host/plugin/double_memory.hpp"
#include "host/plugin/note_event.hpp"
#include "host/plugin/note_reports.hpp"
#include "host/plugin/offence.hpp"
#include "host/plugin/parameter.hpp"
#include "host/plugin/plugin_description.hpp"
#include "host/plugin/plugin_editor.hpp"
#include "host/plugin/port_layout.hpp"
#include "host/plugin/process_block.hpp"
#include "host/plugin/sleep_rule.hpp"
#include "host/plugin/track_info.hpp"
#include "host/profile/host_profile.hpp"

namespace attacca::host {

class PluginInstance;

/// Notified on the main thread, from pump(), of what the plugin wanted or did.
class InstanceListener {
 public:
  virtual ~InstanceListener() = default;
  virtual void on_parameter_report(PluginInstance&, const ParameterReport&) {}
  virtual void on_note_report(PluginInstance&, const NoteReport&) {}  ///< In the plugin's order.
  virtual void on_parameters_changed(PluginInstance&) {}  ///< Names, ranges or all values.
  virtual void on_latency_changed(PluginInstance&) {}
  virtual void on_tail_changed(PluginInstance&) {}
  virtual void on_state_dirty(PluginInstance&) {}
  /// `severity`: 0 debug, 1 info, 2 warning, 3 error, 4 fatal, 5 host misbehaving, 6 plugin
  /// misbehaving.
  virtual void on_log(PluginInstance&, std::int32_t severity, std::string_view text) {
    (void)severity;
    (void)text;
  }
};

/// A preset that a plugin comes with.
struct PresetInfo {
  std::string name;
  std::string key;        ///< CLAP: the load key; VST3: the program's number
  std::string file = {};  ///< of preset_files(): where it lies; empty for presets()
};

/// One running plugin, whatever its format. Made by Module::create(); ready to be activated.
/// The main thread is the thread that made it. The destructor stops, deactivates and releases.
class PluginInstance {
 public:
  PluginInstance(const PluginInstance&) = delete;
  PluginInstance& operator=(const PluginInstance&) = delete;
  virtual ~PluginInstance();

  [[nodiscard]] const PluginDescription& description() const noexcept { return description_; }
  /// The habits with which this plugin is treated. [any]
  [[nodiscard]] const HostProfile& profile() const noexcept { return profile_; }

  /// @name Life cycle
  /// @{

  /// Prepares for blocks of 1..max_frames frames. Profiles with `activates_on_worker` call the
  /// plugin on another thread and run the main loop meanwhile, deactivate() too. While inactive.
  /// [main] Errors: the plugin refused; it is inactive then.
  [[nodiscard]] Result<void> activate(double sample_rate, std::uint32_t max_frames);
  /// Nothing happens when inactive. Must not overlap process(). [main]
  void deactivate();
  /// Whether blocks are rendered as fast as possible and nobody waits for them. The plugin is
  /// informed when it is activated next: VST3 by ProcessSetup::processMode, CLAP by clap.render.
  /// While inactive. [main]
  void set_offline(bool offline) noexcept { is_offline_ = offline; }
  /// Whether a plugin that takes 64-bit samples gets them from the next activation on; at first as
  /// the profile says. Blocks may still be of 32-bit ones, which are converted. While inactive.
  /// [main]
  void set_doubles(bool wanted) noexcept { wants_doubles_ = wanted; }
  /// Whether it gets them. While active. [any]
  [[nodiscard]] bool plays_doubles() const noexcept { return doubles_.has_value(); }
  [[nodiscard]] bool is_active() const noexcept { return active_.load(std::memory_order_acquire); }

  /// While active. [audio] False when the plugin refused; process() must not be called then.
  bool start_processing() noexcept;
  void stop_processing() noexcept;                      ///< [audio]
  void reset() noexcept;                                ///< Clears tails. [audio]
  ProcessStatus process(ProcessBlock& block) noexcept;  ///< While processing. [audio]
  /// A call without frames and buffers, which hosts make to flush parameters; no block of
  /// timing(). While processing. [audio]
  void process_empty() noexcept;
  [[nodiscard]] bool is_processing() const noexcept {
    return processing_.load(std::memory_order_acquire);
  }
  /// Whether it sleeps, as profiles with `sleeps_when_silent` have it: it is stopped, and process()
  /// fills the outputs with silence, until sound, an event, a visitor or the plugin itself wakes
  /// it. [any]
  [[nodiscard]] bool is_asleep() const noexcept { return asleep_.load(std::memory_order_acquire); }
  /// How many blocks it has slept through. [any]
  [[nodiscard]] std::uint64_t slept_blocks() const noexcept {
    return slept_.load(std::memory_order_relaxed);
  }
  /// Has `visitor` called once, in the next process() call whose block has no visitor of its own;
  /// null calls it off. It must outlive the processing. [any]
  void invite(CallbackVisitor* visitor) noexcept {
    invited_.store(visitor, std::memory_order_release);
  }
  /// @}

  [[nodiscard]] const PortLayout& ports() const noexcept { return ports_; }  ///< [main]
  /// The main output is to have these channels, all else as it comes. While inactive. [main]
  /// Errors: the plugin refuses, or is active.
  [[nodiscard]] Result<void> set_main_output(const ChannelSet& wanted);
  /// The layouts that the plugin lists, in its order; none in VST3, whose hosts ask by channels.
  /// [main]
  [[nodiscard]] virtual std::vector<ListedLayout> layouts() { return {}; }
  /// One of layouts(), by its id: ports() is another one then. While inactive. [main]
  /// Errors: the plugin refuses, or is active.
  [[nodiscard]] Result<void> select_layout(std::uint32_t id);

  /// @name Notes: ProcessBlock::notes go in, InstanceListener::on_note_report() says what came out
  /// @{
  /// Events that were not sent, as the plugin's ports, the format or the room of one block did not
  /// carry them. [any]
  [[nodiscard]] std::uint64_t notes_left_out() const noexcept;
  /// Events of the plugin that never reached the listener, as pump() was not called in time. [any]
  [[nodiscard]] std::uint64_t note_reports_lost() const noexcept;
  /// Has `tap` called for each note while process() runs, instead of on_note_report() or beside it.
  /// Null ends it. While not processing; it must outlive the processing. [main]
  void tap_notes(NoteTap* tap, TapMode mode = TapMode::instead) noexcept;
  /// Whether there is room for what a busy block sends; a rendering that has time waits for it.
  /// [audio]
  [[nodiscard]] bool has_room_for_notes() noexcept;
  /// @}

  /// @name Parameters
  /// @{
  [[nodiscard]] const std::vector<ParameterInfo>& parameters() const noexcept {
    return parameters_;
  }
  [[nodiscard]] const ParameterInfo* find_parameter(ParameterId id) const noexcept;  ///< [any]
  /// First parameter whose name is `name`, or null. [main]
  [[nodiscard]] const ParameterInfo* find_parameter(std::string_view name) const noexcept;
  /// The plain value the plugin reports now. [main] Errors: unknown id.
  [[nodiscard]] virtual Result<double> parameter_value(ParameterId id) = 0;
  /// The same as 0..1 of the range. What plugins make plain may be rounded, to float for example.
  /// [main] Errors: unknown id.
  [[nodiscard]] virtual Result<double> normalized_value(ParameterId id);
  [[nodiscard]] virtual Result<std::string> value_to_text(ParameterId id, double value) = 0;
  [[nodiscard]] virtual Result<double> text_to_value(ParameterId id, const std::string& text) = 0;
  /// Sends a plain value: with the next block while active, at once otherwise. [main]
  /// Errors: unknown id, or the hand-over to the audio thread is full.
  [[nodiscard]] Result<void> set_parameter(ParameterId id, double value);
  /// The plain value at `normalized` (0..1) of the parameter's range, as the format lays it out.
  /// [main]
  [[nodiscard]] virtual double plain_value(ParameterId id, double normalized) = 0;
  /// An edit for ProcessBlock::edits with both kinds of value filled in. [main]
  [[nodiscard]] virtual ParameterEdit edit(ParameterId id, double value, std::uint32_t frame) = 0;
  /// @}

  /// @name State
  /// @{
  [[nodiscard]] virtual bool has_state() const noexcept = 0;                ///< [main]
  [[nodiscard]] virtual Result<std::vector<std::byte>> save_state() = 0;    ///< [main]
  [[nodiscard]] Result<void> load_state(std::span<const std::byte> state);  ///< [main]
  /// @}

  /// @name Presets: CLAP's preset discovery and preset-load, VST3's program lists
  /// @{
  /// Those in the plugin's own file, in its order; of VST3 those of the root unit. [main]
  [[nodiscard]] virtual std::vector<PresetInfo> presets() = 0;
  /// Presets in files that the plugin tells its host of, such as the user's. [main]
  [[nodiscard]] virtual std::vector<PresetInfo> preset_files() { return {}; }
  /// Loads one of presets() or preset_files(). [main] Errors: no such preset, or the plugin
  /// refused.
  [[nodiscard]] virtual Result<void> load_preset(const PresetInfo& preset) = 0;
  /// @}

  [[nodiscard]] virtual std::uint32_t latency() = 0;  ///< Frames; while active. [main]
  /// Frames; UINT32_MAX = endless. [main]
  [[nodiscard]] virtual std::uint32_t tail() = 0;

  /// @name Track info
  /// @{

  /// Sends the plugin its track's properties, with the profile's habits. Good hosts call it on the
  /// main thread; calling it from another thread imitates the hosts that do not. Returns whether
  /// the plugin was called, or will be. [not audio]
  bool send_track_info(const TrackInfoMessage& message);
  /// Whether the profile has the plugin wait for its first track info. [any]
  [[nodiscard]] bool holds_track_info() const noexcept {
    return holds_track_info_.load(std::memory_order_acquire);
  }
  /// What is left of `info` when it goes the way that track_info_way() names. [main]
  [[nodiscard]] virtual TrackInfo as_received(const TrackInfo& info) const { return info; }
  /// Which of the formats' ways the plugin receives it by: "clap.track-info/1", "IInfoListener",
  /// "IContextInfoHandler2", …; empty when it has none. [main]
  [[nodiscard]] virtual std::string_view track_info_way() const noexcept = 0;
  /// @}

  /// @name Editor
  /// @{
  [[nodiscard]] virtual bool has_editor() = 0;  ///< [main]
  /// Makes the editor, not yet attached to a window. [main] Errors: none, or the plugin refused.
  [[nodiscard]] virtual Result<std::unique_ptr<PluginEditor>> create_editor() = 0;
  /// @}

  /// Does what the plugin asked to be done on the main thread, and hands reports to the listener.
  /// Called by the main loop at every turn. [main]
  void pump();
  /// Set by the plugin when it must be deactivated and activated again; the engine obeys. [any]
  [[nodiscard]] bool wants_restart() const noexcept {
    return wants_restart_.load(std::memory_order_acquire);
  }
  void clear_restart() noexcept { wants_restart_.store(false, std::memory_order_release); }

  void set_listener(InstanceListener* listener) noexcept { listener_ = listener; }  ///< [main]

  [[nodiscard]] OffenceList& offences() noexcept { return offences_; }
  [[nodiscard]] RealtimeOffences& realtime_offences() noexcept { return realtime_offences_; }
  /// Duration of each process() call and how many ended after the engine's deadline. A visitor's
  /// stay does not count: the deadline moves by it.
  [[nodiscard]] CallbackTiming& timing() noexcept { return timing_; }
  /// How many process() calls have begun; the next one has this number plus one. [any]
  [[nodiscard]] std::uint64_t callbacks_begun() const noexcept;

 protected:
  class Exchange;   ///< The queues between this instance's threads; see instance_exchange.hpp.
  class AudioRole;  ///< Makes this thread the instance's audio thread; see instance_exchange.hpp.
  class MainRole;   ///< Lets main-thread calls come on this thread; see instance_exchange.hpp.

  PluginInstance(PluginDescription description, MainLoop& loop, const HostProfile& profile);

  virtual Result<void> do_activate(double sample_rate, std::uint32_t max_frames) = 0;
  virtual void do_deactivate() = 0;
  virtual Result<void> do_set_main_output(const ChannelSet& wanted) = 0;
  virtual Result<void> do_select_layout(std::uint32_t id);
  virtual bool do_start_processing() noexcept = 0;
  virtual void do_stop_processing() noexcept = 0;
  virtual void do_reset() noexcept = 0;
  /// `edits` are block.edits preceded by what set_parameter() queued.
  virtual ProcessStatus do_process(ProcessBlock& block,
                                   std::span<const ParameterEdit> edits) noexcept = 0;
  /// Applies edits while the plugin is inactive. [main]
  virtual void do_flush(std::span<const ParameterEdit> edits) = 0;
  virtual void do_pump() = 0;
  virtual Result<void> do_load_state(std::span<const std::byte> state) = 0;
  virtual bool do_send_track_info(const TrackInfoMessage& message) = 0;
  /// Notified of every set_parameter(), before it is queued. [main]
  virtual void on_set_parameter(const ParameterEdit& edit) { (void)edit; }
  /// Turns a reported value into a plain one. [main]
  virtual double plain_from_report(ParameterId id, double reported) {
    (void)id;
    return reported;
  }
  /// Turns a reported value into 0..1 of its range; NaN where the range is empty. [main]
  virtual double normalized_from_report(ParameterId id, double reported);
  /// A value that processing reported reaches the main thread. [main]
  virtual void accept_audio_report(ParameterId id, double reported) {
    (void)id;
    (void)reported;
  }

  /// Frames for which a plugin whose input is silent has to be called at least; UINT32_MAX:
  /// endless. [main]
  [[nodiscard]] virtual std::uint32_t tail_before_sleep() { return tail(); }
  /// Wakes the plugin for its next block, if it sleeps. [any]
  void wake_up() noexcept { wakes_up_.store(true, std::memory_order_release); }
  /// Whether start_processing is called because it wakes up. [audio]
  [[nodiscard]] bool is_waking() const noexcept { return is_waking_; }

  /// Stops and deactivates; every derived destructor calls it first.
  void shut_down();
  void set_parameters(std::vector<ParameterInfo> parameters);  ///< While not processing. [main]

  [[nodiscard]] bool on_main_thread() const noexcept {
    return (std::this_thread::get_id() == main_thread_ || has_main_role()) && !on_audio_thread();
  }
  /// Inactive, and nobody is about to change that.
  [[nodiscard]] bool is_at_rest() const noexcept {
    return !is_active() && !changing_.load(std::memory_order_acquire);
  }
  /// Whether this thread is just now inside one of this instance's audio calls.
  [[nodiscard]] bool on_audio_thread() const noexcept;

  /// How many blocks have been processed. [any]
  [[nodiscard]] std::uint64_t block_count() const noexcept {
    return blocks_.load(std::memory_order_acquire);
  }

  PluginDescription description_;
  const HostProfile profile_;
  PortLayout ports_;
  std::vector<ParameterInfo> parameters_;
  MainLoop& loop_;
  OffenceList offences_;
  RealtimeOffences realtime_offences_;
  CallbackTiming timing_;
  InstanceListener* listener_ = nullptr;
  std::unique_ptr<Exchange> exchange_;
  bool is_offline_ = false;
  bool wants_doubles_ = profile_.doubles;
  std::optional<DoubleMemory> doubles_;  ///< in activations with 64-bit samples
  std::atomic<bool> wants_restart_{false};
  std::atomic<bool> processing_{false};
  std::atomic<bool> active_{false};
  std::atomic<bool> changing_{false};  ///< (De)activation is under way on a worker.
  const std::thread::id main_thread_ = std::this_thread::get_id();

 private:
  /// Makes the call here, or on a worker that the main loop waits for.
  template <typename Call>
  void call_life_cycle(Call&& call);
  [[nodiscard]] bool has_main_role() const noexcept;
  bool send_track(const TrackInfoMessage& message);
  bool send_track_here(const TrackInfoMessage& message);
  void release_track_info();
  void follow_loaded_state();
  void check_output(const ProcessBlock& block) noexcept;
  /// Whether the plugin sleeps through this block; wakes it where it does not. [audio]
  bool sleeps_through(ProcessBlock& block, bool has_input) noexcept;
  void fall_asleep() noexcept;  ///< [audio]
  void deliver_reports();
  void deliver_notes();
  void flush_if_inactive();

  MainLoop::Id hook_ = 0;
  std::atomic<std::uint64_t> blocks_{0};
  std::atomic<CallbackVisitor*> invited_{nullptr};
  TimedVisitor timed_visitor_;  // audio thread only
  SleepRule sleep_rule_;        // audio thread only
  bool is_waking_ = false;      // audio thread only
  std::atomic<bool> asleep_{false};
  std::atomic<bool> wakes_up_{false};
  std::atomic<std::uint32_t> tail_before_sleep_{UINT32_MAX};
  std::atomic<std::uint64_t> slept_{0};
  std::mutex sent_mutex_;  ///< Around what was sent last; never taken on audio.
  std::optional<TrackInfo> sent_;
  std::atomic<bool> holds_track_info_{false};
};

}  // namespace attacca::host
