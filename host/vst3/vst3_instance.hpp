// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/plugin_factory.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/component_handler.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/message.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "abi/vst3/process_context.hpp"
#include "abi/vst3/process_data.hpp"
#include "attacca/rt/single_reader_single_writer_queue.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/sounding_notes.hpp"
#include "host/profile/host_profile.hpp"
#include "host/vst3/component_handler.hpp"
#include "host/vst3/connection_proxy.hpp"
#include "host/vst3/event_list.hpp"
#include "host/vst3/host_application.hpp"
#include "host/vst3/parameter_changes.hpp"
#include "host/vst3/run_loop.hpp"

namespace attacca::host {

class Vst3Editor;

/// A VST3 plugin, of one object or two. The parts: vst3_instance.cpp (making, life cycle),
/// vst3_process.cpp, vst3_notes.cpp, vst3_params.cpp, vst3_state.cpp, vst3_track.cpp,
/// vst3_editor.cpp.
class Vst3Instance final : public PluginInstance {
 public:
  /// [main] Errors: the component or controller could not be created or initialised.
  [[nodiscard]] static Result<std::unique_ptr<PluginInstance>> create(
      std::shared_ptr<Module> module, vst3::IPluginFactory& factory,
      const PluginDescription& description, MainLoop& loop, const HostProfile& profile);
  ~Vst3Instance() override;

  Result<double> parameter_value(ParameterId id) override;
  Result<double> normalized_value(ParameterId id) override;
  Result<std::string> value_to_text(ParameterId id, double value) override;
  Result<double> text_to_value(ParameterId id, const std::string& text) override;
  double plain_value(ParameterId id, double normalized) override;
  ParameterEdit edit(ParameterId id, double value, std::uint32_t frame) override;
  /// The position of a plain value. One that came from a position lately goes back to exactly that
  /// one: the way there and back through the plugin's functions costs the last digit. [main]
  [[nodiscard]] double normalized_value(ParameterId id, double plain);
  bool has_state() const noexcept override { return true; }
  Result<std::vector<std::byte>> save_state() override;
  std::vector<PresetInfo> presets() override;
  Result<void> load_preset(const PresetInfo& preset) override;
  std::uint32_t latency() override;
  std::uint32_t tail() override;
  TrackInfo as_received(const TrackInfo& info) const override;
  std::string_view track_info_way() const noexcept override;
  bool has_editor() override;
  Result<std::unique_ptr<PluginEditor>> create_editor() override;

 protected:
  Result<void> do_activate(double sample_rate, std::uint32_t max_frames) override;
  void do_deactivate() override;
  Result<void> do_set_main_output(const ChannelSet& wanted) override;
  bool do_start_processing() noexcept override;
  void do_stop_processing() noexcept override;
  void do_reset() noexcept override;
  ProcessStatus do_process(ProcessBlock& block,
                           std::span<const ParameterEdit> edits) noexcept override;
  void do_flush(std::span<const ParameterEdit> edits) override;
  void do_pump() override;
  Result<void> do_load_state(std::span<const std::byte> state) override;
  bool do_send_track_info(const TrackInfoMessage& message) override;
  void on_set_parameter(const ParameterEdit& edit) override;
  double plain_from_report(ParameterId id, double reported) override;
  double normalized_from_report(ParameterId id, double reported) override;
  void accept_audio_report(ParameterId id, double reported) override;

 private:
  friend class ComponentHandler;
  friend class Vst3Editor;

  Vst3Instance(std::shared_ptr<Module> module, const PluginDescription& description, MainLoop& loop,
               const HostProfile& profile);

  // Making and ending.
  Result<void> make_component(vst3::IPluginFactory& factory);
  Result<void> make_controller(vst3::IPluginFactory& factory);
  void connect_halves();
  void give_component_state_to_controller();
  void ask_for_stereo();
  void terminate();
  void read_ports();
  void read_note_ports();
  void read_programs();
  void read_parameters();
  [[nodiscard]] std::map<std::int32_t, std::string> unit_paths();
  [[nodiscard]] const ParameterInfo* program_parameter() const noexcept;
  [[nodiscard]] vst3::ProcessModes process_mode() const noexcept {
    return is_offline_ ? vst3::ProcessModes::kOffline : vst3::ProcessModes::kRealtime;
  }
  void activate_buses(bool active);
  void set_handler();
  void write_back_parameters();
  [[nodiscard]] bool check_main();

  // Processing.
  void fill_context(const ProcessBlock& block) noexcept;
  void take_output(std::uint32_t frames) noexcept;

  // Notes. Each says whether it was carried. [audio]
  void add_notes(std::span<const NoteEvent> notes) noexcept;
  bool add_note(const NoteEvent& note) noexcept;
  bool add_note_off(const NoteEvent& note) noexcept;
  bool add_expression(const NoteEvent& note) noexcept;
  bool add_midi(const NoteEvent& note) noexcept;
  void take_notes(std::uint32_t frames) noexcept;

  // What the controller's handler receives.
  void edit_from_plugin(ReportKind kind, ParameterId id, double normalized);
  void check_gesture(ReportKind kind, ParameterId id);
  void send_edit(ParameterId id, double normalized);
  /// The same for what the plugin's editor edits, as late as the profile has it. [main]
  void send_back_edit(ParameterId id, double normalized);
  /// What is due by now. [audio]
  void add_late_edits() noexcept;

  // Track info.
  void send_attribute_list(const TrackInfoMessage& message);
  void notify_context_info(const TrackInfo& before, const TrackInfo& now);
  [[nodiscard]] TrackInfo track() const;

  std::shared_ptr<Module> module_;
  std::shared_ptr<RunLoopEntries> run_loop_;
  vst3::Ref<HostApplication> context_;
  vst3::Ref<ComponentHandler> handler_;
  vst3::Ref<vst3::IComponent> component_;
  vst3::Ref<vst3::IAudioProcessor> processor_;
  vst3::Ref<vst3::IEditController> controller_;
  bool is_single_ = false;
  int initializations_ = 0;  ///< Of the component: how many terminates it gets.
  bool controller_initialized_ = false;
  bool has_handler_ = false;
  vst3::Ref<vst3::IConnectionPoint> component_point_;
  vst3::Ref<vst3::IConnectionPoint> controller_point_;
  vst3::Ref<ConnectionProxy> to_component_;
  vst3::Ref<ConnectionProxy> to_controller_;
  vst3::Ref<vst3::IInfoListener> info_listener_;
  vst3::Ref<vst3::IContextInfoHandler> context_handler_;
  vst3::Ref<vst3::IContextInfoHandler2> context_handler2_;
  std::optional<vst3::IProcessContextRequirements::Flags> context_needs_;

  std::unique_ptr<ParameterChanges> changes_in_;
  std::unique_ptr<ParameterChanges> changes_out_;
  EventList events_in_;
  CallbackVisit visit_;
  EventList events_out_;
  SoundingNotes sounding_;
  /// For each event bus, channel and controller 0..129: the parameter, or kNoParamId.
  std::vector<vst3::ParamID> midi_map_;
  std::vector<vst3::ParamID> program_map_;  ///< The same for each event bus and channel.
  std::vector<vst3::AudioBusBuffers> buses_in_;
  std::vector<vst3::AudioBusBuffers> buses_out_;
  std::vector<float*> no_channels_;  ///< Null pointers, for buses that are inactive.
  vst3::ProcessContext process_context_{};

  /// An edit of the editor's, on its way to the block of this number.
  struct LateEdit {
    std::uint64_t due = 0;
    ParameterId id = 0;
    double normalized = 0.0;
  };
  std::unique_ptr<rt::SingleReaderSingleWriterQueue<LateEdit>> late_edits_;  ///< Null: no delay.
  std::optional<LateEdit> next_late_edit_;                                   ///< [audio]

  std::vector<ParameterEdit> inactive_edits_;  ///< Sent with the first block. [main]

  /// The last plain values that positions of a parameter had. [main]
  struct RecentPlain {
    struct Entry {
      double plain = std::numeric_limits<double>::quiet_NaN();
      double normalized = 0.0;
    };
    std::array<Entry, 8> entries;
    std::size_t next = 0;
  };
  std::map<ParameterId, RecentPlain> recent_plain_;
  std::set<ParameterId> open_gestures_;  ///< [main]
  std::mutex foreign_mutex_;             ///< Around what came from a wrong thread.
  std::vector<ParameterEdit> foreign_edits_;
  std::atomic<std::int32_t> restart_flags_{0};
  std::atomic<bool> state_dirty_{false};
  std::optional<bool> has_editor_;
  Vst3Editor* editor_ = nullptr;

  mutable std::mutex track_mutex_;  ///< Between the threads that send and ask; never on audio.
  TrackInfo track_;
  bool was_sent_ = false;
};

}  // namespace attacca::host
