// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "abi/clap/audio_buffer.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "host/base/log_inbox.hpp"
#include "host/base/main_loop.hpp"
#include "host/base/worker_pool.hpp"
#include "host/clap/clap_events.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/profile/host_profile.hpp"

namespace attacca::host {

class ClapEditor;

/// A CLAP plugin. The parts: clap_instance.cpp (life cycle, processing), clap_params.cpp,
/// clap_state.cpp, clap_track.cpp, clap_editor.cpp, and clap_host.cpp, which is what the plugin
/// sees of us.
class ClapInstance final : public PluginInstance {
 public:
  /// [main] Errors: the plugin could not be created, is incomplete, or its init failed.
  [[nodiscard]] static Result<std::unique_ptr<PluginInstance>> create(
      std::shared_ptr<Module> module, const clap::PluginFactory& factory,
      const PluginDescription& description, MainLoop& loop, const HostProfile& profile);
  ~ClapInstance() override;

  Result<double> parameter_value(ParameterId id) override;
  Result<std::string> value_to_text(ParameterId id, double value) override;
  Result<double> text_to_value(ParameterId id, const std::string& text) override;
  double plain_value(ParameterId id, double normalized) override;
  ParameterEdit edit(ParameterId id, double value, std::uint32_t frame) override;
  bool has_state() const noexcept override { return state_ != nullptr; }
  Result<std::vector<std::byte>> save_state() override;
  std::vector<PresetInfo> presets() override;
  std::vector<PresetInfo> preset_files() override;
  Result<void> load_preset(const PresetInfo& preset) override;
  std::uint32_t latency() override;
  std::uint32_t tail() override;
  std::string_view track_info_way() const noexcept override;
  std::vector<ListedLayout> layouts() override;
  bool has_editor() override;
  Result<std::unique_ptr<PluginEditor>> create_editor() override;

 protected:
  Result<void> do_activate(double sample_rate, std::uint32_t max_frames) override;
  void do_deactivate() override;
  Result<void> do_set_main_output(const ChannelSet& wanted) override;
  Result<void> do_select_layout(std::uint32_t id) override;
  bool do_start_processing() noexcept override;
  void do_stop_processing() noexcept override;
  void do_reset() noexcept override;
  ProcessStatus do_process(ProcessBlock& block,
                           std::span<const ParameterEdit> edits) noexcept override;
  void do_flush(std::span<const ParameterEdit> edits) override;
  [[nodiscard]] std::uint32_t tail_before_sleep() override;
  void do_pump() override;
  Result<void> do_load_state(std::span<const std::byte> state) override;
  bool do_send_track_info(const TrackInfoMessage& message) override;

 private:
  friend struct ClapHostCallbacks;  // what the plugin may call, in clap_host.cpp
  friend class ClapEditor;

  /// Where the plugin's output events of one call go.
  struct Output {
    ClapInstance* instance;
    std::uint32_t frames;  ///< 0: a flush, whose times mean nothing
    bool from_audio;
    std::uint32_t last_time = 0;
  };

  ClapInstance(std::shared_ptr<Module> module, const PluginDescription& description, MainLoop& loop,
               const HostProfile& profile);

  Result<void> check_complete();
  /// Informs the plugin of is_offline_ where that is news to it. While inactive. [main]
  void set_render_mode();
  /// The end of what it logged so far, for the end of a message; empty when it was silent. [main]
  [[nodiscard]] std::string last_log_lines();
  void query_extensions();
  void read_ports();
  [[nodiscard]] std::vector<NotePortInfo> note_ports(bool is_input);
  void read_parameters();
  bool accept_event(Output& output, const clap::EventHeader& header) noexcept;
  void accept_value(const Output& output, const clap::EventParamValue& event) noexcept;
  void accept_note(const Output& output, const clap::EventHeader& header) noexcept;
  clap::OutputEvents output_list(Output& output) const noexcept;
  /// Spreads the parts of one block over threads of ours; false where that is not to be. [audio]
  bool run_parts(std::uint32_t count) noexcept;
  bool fill_track_info(clap::TrackInfo& info);
  /// Whether this thread is inside our own call of the plugin's track_info.changed.
  [[nodiscard]] bool is_notifying() const noexcept;
  void send_project_location(const TrackInfo& info);
  void remove_loop_entries();

  std::shared_ptr<Module> module_;
  clap::Host host_{};
  const clap::Plugin* plugin_ = nullptr;

  const clap::PluginAudioPorts* audio_ports_ = nullptr;
  const clap::PluginNotePorts* note_ports_ = nullptr;
  const clap::PluginParams* params_ = nullptr;
  const clap::PluginState* state_ = nullptr;
  const clap::PluginLatency* latency_ = nullptr;
  const clap::PluginTail* tail_ = nullptr;
  const clap::PluginRender* render_ = nullptr;
  bool is_rendering_offline_ = false;  ///< What the plugin was informed of last.
  const clap::PluginGui* gui_ = nullptr;
  const clap::PluginTimerSupport* timer_support_ = nullptr;
  const clap::PluginPosixFdSupport* fd_support_ = nullptr;
  const clap::PluginThreadPool* thread_pool_ = nullptr;
  const clap::PluginTrackInfo* track_info_ = nullptr;
  const clap::PluginProjectLocation* project_location_ = nullptr;
  std::string_view track_info_way_;

  ClapInputEvents input_events_;
  std::vector<clap::AudioBuffer> input_buffers_;
  std::vector<clap::AudioBuffer> output_buffers_;

  /// As long as a plugin that uses one is active.
  std::unique_ptr<WorkerPool> workers_;
  std::atomic<bool> in_process_{false};
  std::atomic<bool> in_parts_{false};

  bool is_activating_ = false;
  bool is_deactivating_ = false;
  std::atomic<bool> callback_requested_{false};
  std::atomic<bool> flush_requested_{false};
  std::atomic<bool> latency_changed_{false};
  std::atomic<bool> tail_changed_{false};
  std::atomic<bool> state_dirty_{false};
  std::atomic<bool> parameters_changed_{false};
  std::atomic<std::uint64_t> wanted_size_{0};  ///< width << 32 | height; 0: none
  LogInbox log_;

  std::map<clap::Id, MainLoop::Id> timers_;
  std::map<int, MainLoop::Id> descriptors_;
  clap::Id next_timer_ = 0;
  ClapEditor* editor_ = nullptr;

  std::mutex track_mutex_;  ///< Between the threads that send and ask; never taken on audio.
  TrackInfo track_;
  bool has_track_ = false;
};

}  // namespace attacca::host
