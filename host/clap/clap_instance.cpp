// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/clap/clap_instance.hpp"

#include <algorithm>
#include <string>

#include "abi/clap/process.hpp"
#include "abi/clap/query.hpp"
#include "host/clap/clap_editor.hpp"
#include "host/clap/clap_host.hpp"
#include "host/plugin/instance_exchange.hpp"
#include "text/printable.hpp"

namespace attacca::host {

ClapInstance::ClapInstance(std::shared_ptr<Module> module, const PluginDescription& description,
                           MainLoop& loop, const HostProfile& profile)
    : PluginInstance(description, loop, profile),
      module_(std::move(module)),
      input_events_(2 * Exchange::kEdits) {
  fill_clap_host(host_, *this, profile_);
}

Result<std::unique_ptr<PluginInstance>> ClapInstance::create(std::shared_ptr<Module> module,
                                                             const clap::PluginFactory& factory,
                                                             const PluginDescription& description,
                                                             MainLoop& loop,
                                                             const HostProfile& profile) {
  std::unique_ptr<ClapInstance> instance(
      new ClapInstance(std::move(module), description, loop, profile));
  instance->plugin_ = factory.create_plugin(&factory, &instance->host_, description.id.c_str());
  if (instance->plugin_ == nullptr) {
    return fail(description.name + " could not be created: its factory returned nothing" +
                instance->last_log_lines());
  }
  if (auto complete = instance->check_complete(); !complete) {
    return tl::unexpected(complete.error());
  }
  if (!instance->plugin_->init(instance->plugin_)) {
    return fail(description.name + " could not be initialised: its init returned false" +
                instance->last_log_lines());
  }
  instance->query_extensions();
  instance->read_ports();
  instance->read_parameters();
  return instance;
}

std::string ClapInstance::last_log_lines() {
  constexpr std::size_t kLines = 3;
  std::vector<std::string> lines;
  log_.deliver(
      [&lines](std::int32_t, std::string_view text) { lines.push_back(text::printable(text)); });
  std::string joined;
  for (std::size_t i = lines.size() > kLines ? lines.size() - kLines : 0; i < lines.size(); ++i) {
    joined += (joined.empty() ? "; it logged: \"" : " / ") + lines[i];
  }
  return joined.empty() ? joined : joined + "\"";
}

Result<void> ClapInstance::check_complete() {
  const clap::Plugin& plugin = *plugin_;
  if (plugin.init == nullptr || plugin.destroy == nullptr || plugin.activate == nullptr ||
      plugin.deactivate == nullptr || plugin.start_processing == nullptr ||
      plugin.stop_processing == nullptr || plugin.process == nullptr ||
      plugin.get_extension == nullptr) {
    plugin_ = nullptr;
    return fail(description_.name + " is incomplete: a callback that every plugin has is null");
  }
  if (plugin.reset == nullptr) offences_.add(OffenceKind::incomplete_plugin, 0);
  if (plugin.on_main_thread == nullptr) offences_.add(OffenceKind::incomplete_plugin, 1);
  return {};
}

void ClapInstance::query_extensions() {
  audio_ports_ = clap::query<clap::PluginAudioPorts>(plugin_);
  note_ports_ = clap::query<clap::PluginNotePorts>(plugin_);
  params_ = clap::query<clap::PluginParams>(plugin_);
  state_ = clap::query<clap::PluginState>(plugin_);
  latency_ = clap::query<clap::PluginLatency>(plugin_);
  tail_ = clap::query<clap::PluginTail>(plugin_);
  render_ = clap::query<clap::PluginRender>(plugin_);
  gui_ = clap::query<clap::PluginGui>(plugin_);
  timer_support_ = clap::query<clap::PluginTimerSupport>(plugin_);
  fd_support_ = clap::query<clap::PluginPosixFdSupport>(plugin_);
  project_location_ = clap::query<clap::PluginProjectLocation>(plugin_);
  thread_pool_ = clap::query<clap::PluginThreadPool>(plugin_);
  if (profile_.clap_track_info) {
    track_info_ = static_cast<const clap::PluginTrackInfo*>(
        plugin_->get_extension(plugin_, clap::kExtTrackInfo));
    if (track_info_ != nullptr) track_info_way_ = clap::kExtTrackInfo;
  }
  if (track_info_ == nullptr && profile_.clap_track_info_compat) {
    track_info_ = static_cast<const clap::PluginTrackInfo*>(
        plugin_->get_extension(plugin_, clap::kExtTrackInfoCompat));
    if (track_info_ != nullptr) track_info_way_ = clap::kExtTrackInfoCompat;
  }
}

void ClapInstance::read_ports() {
  ports_ = {};
  std::vector<clap::Id> pairs;  // of the inputs
  const auto read = [this, &pairs](bool is_input, std::vector<PortInfo>& ports) {
    const std::uint32_t count = audio_ports_->count(plugin_, is_input);
    for (std::uint32_t i = 0; i < count; ++i) {
      clap::AudioPortInfo info{};
      if (!audio_ports_->get(plugin_, i, is_input, &info)) continue;
      info.name[sizeof info.name - 1] = '\0';
      ports.push_back({info.id, info.name, info.channel_count,
                       clap::has(info.flags, clap::AudioPortFlags::is_main), false,
                       clap::has(info.flags, clap::AudioPortFlags::supports_64bits)});
      if (is_input) pairs.push_back(info.in_place_pair);
    }
  };
  if (audio_ports_ != nullptr) {
    read(true, ports_.inputs);
    read(false, ports_.outputs);
    for (std::size_t i = 0; i < std::min(ports_.inputs.size(), ports_.outputs.size()); ++i) {
      ports_.inputs[i].is_in_place = pairs.at(i) == ports_.outputs[i].id;
    }
  }
  if (note_ports_ != nullptr) {
    ports_.note_inputs = note_ports(true);
    ports_.note_outputs = note_ports(false);
  }
  input_events_.set_note_ports(ports_.note_inputs);
}

std::vector<NotePortInfo> ClapInstance::note_ports(bool is_input) {
  constexpr std::uint32_t kMost = 256;
  std::vector<NotePortInfo> ports;
  const std::uint32_t count = std::min(note_ports_->count(plugin_, is_input), kMost);
  for (std::uint32_t i = 0; i < count; ++i) {
    clap::NotePortInfo info{};
    // One that is not described keeps its place: events name ports by their index.
    if (!note_ports_->get(plugin_, i, is_input, &info)) info = {};
    info.name[sizeof info.name - 1] = '\0';
    const auto takes = [&info](clap::NoteDialect dialect) {
      return clap::has(info.supported_dialects, dialect);
    };
    NotePortInfo port;
    port.name = info.name;
    port.takes_notes = takes(clap::NoteDialect::clap);
    port.takes_midi = takes(clap::NoteDialect::midi) || takes(clap::NoteDialect::midi_mpe);
    port.prefers_midi = port.takes_midi && (info.preferred_dialect == clap::NoteDialect::midi ||
                                            info.preferred_dialect == clap::NoteDialect::midi_mpe);
    ports.push_back(std::move(port));
  }
  return ports;
}

ClapInstance::~ClapInstance() {
  shut_down();
  if (plugin_ != nullptr) plugin_->destroy(plugin_);
  remove_loop_entries();
}

void ClapInstance::remove_loop_entries() {
  for (const auto& [timer, entry] : timers_) loop_.remove(entry);
  for (const auto& [descriptor, entry] : descriptors_) loop_.remove(entry);
}

void ClapInstance::set_render_mode() {
  if (render_ == nullptr || render_->set == nullptr || is_offline_ == is_rendering_offline_) return;
  using Mode = clap::PluginRenderMode;
  // One that is tied to hardware may say no; it goes on as it was.
  const bool is_tied = is_offline_ && render_->has_hard_realtime_requirement != nullptr &&
                       render_->has_hard_realtime_requirement(plugin_);
  if (is_tied) return;
  if (render_->set(plugin_, is_offline_ ? Mode::offline : Mode::realtime)) {
    is_rendering_offline_ = is_offline_;
  }
}

Result<void> ClapInstance::do_activate(double sample_rate, std::uint32_t max_frames) {
  set_render_mode();
  read_ports();
  input_buffers_.assign(ports_.inputs.size(), {});
  output_buffers_.assign(ports_.outputs.size(), {});
  const auto takes_doubles = [](const PortInfo& port) { return port.takes_doubles; };
  doubles_.reset();
  // A plugin without audio has no samples of either kind.
  const bool has_audio = !ports_.inputs.empty() || !ports_.outputs.empty();
  if (wants_doubles_ && has_audio && std::ranges::all_of(ports_.inputs, takes_doubles) &&
      std::ranges::all_of(ports_.outputs, takes_doubles)) {
    doubles_.emplace(ports_, max_frames);
  }
  if (profile_.clap_thread_pool && thread_pool_ != nullptr) {
    // With the audio thread that makes one more than most machines of today have to spare.
    workers_ = std::make_unique<WorkerPool>(2);
  }
  is_activating_ = true;
  const bool activated = plugin_->activate(plugin_, sample_rate, 1, max_frames);
  is_activating_ = false;
  if (!activated) {
    return fail(description_.name + " refused to be activated at " + std::to_string(sample_rate) +
                " Hz with blocks of up to " + std::to_string(max_frames) + " frames");
  }
  return {};
}

void ClapInstance::do_deactivate() {
  is_deactivating_ = true;
  plugin_->deactivate(plugin_);
  is_deactivating_ = false;
  workers_.reset();
}

bool ClapInstance::run_parts(std::uint32_t count) noexcept {
  // Also in the middle of one of the parts.
  if (!in_process_.load() || in_parts_.exchange(true)) {
    offences_.add(OffenceKind::wrong_state, count);
    return false;
  }
  const bool can = workers_ != nullptr && thread_pool_->exec != nullptr;
  if (thread_pool_ != nullptr && thread_pool_->exec == nullptr) {
    offences_.add(OffenceKind::incomplete_plugin);
  }
  if (can) {
    const RealtimePardon not_the_plugin;
    workers_->run(count, {this, [](void* self, std::uint32_t index) noexcept {
                            auto& instance = *static_cast<ClapInstance*>(self);
                            const AudioRole role(instance);
                            instance.thread_pool_->exec(instance.plugin_, index);
                          }});
  }
  in_parts_.store(false);
  return can;
}

bool ClapInstance::do_start_processing() noexcept {
  return plugin_->start_processing(plugin_);
}

void ClapInstance::do_stop_processing() noexcept {
  if (profile_.clap_stop_before_deactivate) plugin_->stop_processing(plugin_);
}

void ClapInstance::do_reset() noexcept {
  if (plugin_->reset != nullptr) plugin_->reset(plugin_);
}

ProcessStatus ClapInstance::do_process(ProcessBlock& block,
                                       std::span<const ParameterEdit> edits) noexcept {
  flush_requested_.store(false, std::memory_order_relaxed);
  // Only the plugin's own code may write samples; the pointers themselves are lent.
  const auto lend = [](const PortBuffers& port, clap::AudioBuffer& buffer) {
    buffer = {};
    if (port.doubles.empty()) {
      buffer.data32 = const_cast<float**>(port.channels.data());
    } else {
      buffer.data64 = const_cast<double**>(port.doubles.data());
    }
    buffer.channel_count = static_cast<std::uint32_t>(port.count());
    buffer.constant_mask = port.silent_channels;
  };
  const std::size_t inputs = std::min(block.inputs.size(), input_buffers_.size());
  const std::size_t outputs = std::min(block.outputs.size(), output_buffers_.size());
  for (std::size_t i = 0; i < inputs; ++i) lend(block.inputs[i], input_buffers_[i]);
  for (std::size_t i = 0; i < outputs; ++i) lend(block.outputs[i], output_buffers_[i]);

  Output output{this, block.frames, true};
  const clap::OutputEvents out_events = output_list(output);
  const clap::EventTransport transport =
      block.transport != nullptr ? clap_transport(*block.transport) : clap::EventTransport{};
  clap::Process process{};
  process.steady_time = block.steady_frames;
  process.frames_count = block.frames;
  process.transport = block.transport != nullptr ? &transport : nullptr;
  process.audio_inputs = input_buffers_.data();
  process.audio_outputs = output_buffers_.data();
  process.audio_inputs_count = static_cast<std::uint32_t>(inputs);
  process.audio_outputs_count = static_cast<std::uint32_t>(outputs);
  // A call without frames is a flush, which passes parameters alone.
  const std::span<const NoteEvent> notes =
      block.frames > 0 ? block.notes : std::span<const NoteEvent>();
  process.in_events = input_events_.fill(edits, notes, block.visitor);
  exchange_->notes_left_out.fetch_add(input_events_.left_out(), std::memory_order_relaxed);
  process.out_events = &out_events;
  if (block.frames == 0) {
    if (params_ != nullptr && params_->flush != nullptr) {
      params_->flush(plugin_, process.in_events, process.out_events);
    }
    return ProcessStatus::continue_;
  }
  in_process_.store(true);
  const clap::ProcessStatus status = plugin_->process(plugin_, &process);
  in_process_.store(false);
  for (std::size_t i = 0; i < outputs; ++i) {
    block.outputs[i].silent_channels = output_buffers_[i].constant_mask;
  }
  switch (status) {
    case clap::ProcessStatus::error:
      return ProcessStatus::error;
    case clap::ProcessStatus::continue_:
      return ProcessStatus::continue_;
    case clap::ProcessStatus::continue_if_not_quiet:
      return ProcessStatus::continue_if_not_quiet;
    case clap::ProcessStatus::tail:
      return ProcessStatus::tail;
    case clap::ProcessStatus::sleep:
      return ProcessStatus::sleep;
  }
  offences_.add(OffenceKind::unknown_process_status);
  return ProcessStatus::error;
}

std::uint32_t ClapInstance::latency() {
  return latency_ != nullptr && is_active() ? latency_->get(plugin_) : 0;
}

std::uint32_t ClapInstance::tail() {
  if (tail_ == nullptr) return 0;
  const std::uint32_t frames = tail_->get(plugin_);
  return frames >= 0x7fffffffu ? UINT32_MAX : frames;
}

std::uint32_t ClapInstance::tail_before_sleep() {
  // free-audio/clap#486: without the extension, the tail is endless.
  return tail_ == nullptr ? UINT32_MAX : tail();
}

void ClapInstance::do_pump() {
  if (callback_requested_.exchange(false) && plugin_->on_main_thread != nullptr) {
    plugin_->on_main_thread(plugin_);
  }
  const std::uint64_t wanted = wanted_size_.exchange(0, std::memory_order_acq_rel);
  if (wanted != 0 && editor_ != nullptr) {
    (void)editor_->take_resize(
        {static_cast<std::uint32_t>(wanted >> 32), static_cast<std::uint32_t>(wanted)});
  }
  if (is_at_rest() && flush_requested_.exchange(false)) do_flush({});
  if (listener_ == nullptr) return;
  if (parameters_changed_.exchange(false)) listener_->on_parameters_changed(*this);
  if (latency_changed_.exchange(false)) listener_->on_latency_changed(*this);
  if (tail_changed_.exchange(false)) listener_->on_tail_changed(*this);
  if (state_dirty_.exchange(false)) listener_->on_state_dirty(*this);
  log_.deliver([this](std::int32_t severity, std::string_view text) {
    listener_->on_log(*this, severity, text);
  });
}

}  // namespace attacca::host
