// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/vst3_instance.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "abi/vst3/speaker_arrangements.hpp"
#include "abi/vst3/speakers.hpp"
#include "host/plugin/instance_exchange.hpp"
#include "host/vst3/memory_stream.hpp"
#include "host/vst3/utf16.hpp"
#include "host/vst3/vst3_editor.hpp"

namespace attacca::host {

using vst3::BusDirections;
using vst3::kNotImplemented;
using vst3::kResultOk;
using vst3::kResultTrue;
using vst3::MediaTypes;

Vst3Instance::Vst3Instance(std::shared_ptr<Module> module, const PluginDescription& description,
                           MainLoop& loop, const HostProfile& profile)
    : PluginInstance(description, loop, profile),
      module_(std::move(module)),
      run_loop_(std::make_shared<RunLoopEntries>(loop, offences_)),
      context_(vst3::make_ref<HostApplication>(profile, run_loop_)),
      handler_(vst3::make_ref<ComponentHandler>(*this, profile.vst3_context_info)) {
  constexpr std::size_t kMostLate = 1024;
  if (profile.vst3_edit_delay > 0) {
    late_edits_ = std::make_unique<rt::SingleReaderSingleWriterQueue<LateEdit>>(kMostLate);
  }
}

Result<std::unique_ptr<PluginInstance>> Vst3Instance::create(std::shared_ptr<Module> module,
                                                             vst3::IPluginFactory& factory,
                                                             const PluginDescription& description,
                                                             MainLoop& loop,
                                                             const HostProfile& profile) {
  std::unique_ptr<Vst3Instance> instance(
      new Vst3Instance(std::move(module), description, loop, profile));
  if (auto made = instance->make_component(factory); !made) return tl::unexpected(made.error());
  if (auto made = instance->make_controller(factory); !made) return tl::unexpected(made.error());
  instance->connect_halves();
  instance->give_component_state_to_controller();
  instance->ask_for_stereo();
  instance->read_ports();
  instance->read_parameters();
  return instance;
}

Result<void> Vst3Instance::make_component(vst3::IPluginFactory& factory) {
  const auto class_id = vst3::tuid_from_hex(description_.id);
  if (!class_id) return fail(description_.name + " has no valid class id");
  const auto made = factory.createInstance(*class_id, vst3::IComponent::iid, component_.put());
  if (made != kResultOk || !component_) {
    return fail(description_.name + " could not be created: its factory refused");
  }
  if (component_->initialize(context_->unknown()) != kResultOk) {
    return fail(description_.name + " could not be initialised: its component refused");
  }
  initializations_ = 1;
  processor_ = component_.query<vst3::IAudioProcessor>();
  if (!processor_) return fail(description_.name + " cannot process audio: no IAudioProcessor");
  if (const auto needs = component_.query<vst3::IProcessContextRequirements>()) {
    context_needs_ = needs->getProcessContextRequirements();
  }
  return {};
}

Result<void> Vst3Instance::make_controller(vst3::IPluginFactory& factory) {
  controller_ = component_.query<vst3::IEditController>();
  is_single_ = static_cast<bool>(controller_);
  if (is_single_) {
    if (profile_.vst3_double_initialize) {
      if (component_->initialize(context_->unknown()) == kResultOk) ++initializations_;
    }
  } else {
    vst3::Tuid class_id{};
    if (component_->getControllerClassId(class_id) != kResultOk) {
      return fail(description_.name + " has no controller, neither in its component nor apart");
    }
    const auto made =
        factory.createInstance(class_id, vst3::IEditController::iid, controller_.put());
    if (made != kResultOk || !controller_) {
      return fail(description_.name + " could not be created: its controller was refused");
    }
    if (controller_->initialize(context_->unknown()) != kResultOk) {
      return fail(description_.name + " could not be initialised: its controller refused");
    }
    controller_initialized_ = true;
  }
  if (!profile_.vst3_late_handler) set_handler();
  info_listener_ = controller_.query<vst3::IInfoListener>();
  context_handler2_ = controller_.query<vst3::IContextInfoHandler2>();
  context_handler_ = controller_.query<vst3::IContextInfoHandler>();
  return {};
}

void Vst3Instance::set_handler() {
  if (!std::exchange(has_handler_, true)) (void)controller_->setComponentHandler(handler_.get());
}

void Vst3Instance::connect_halves() {
  if (is_single_) return;
  component_point_ = component_.query<vst3::IConnectionPoint>();
  controller_point_ = controller_.query<vst3::IConnectionPoint>();
  if (!component_point_ || !controller_point_) return;
  to_controller_ = vst3::make_ref<ConnectionProxy>(controller_point_, loop_, offences_);
  to_component_ = vst3::make_ref<ConnectionProxy>(component_point_, loop_, offences_);
  (void)component_point_->connect(to_controller_.get());
  (void)controller_point_->connect(to_component_.get());
}

void Vst3Instance::give_component_state_to_controller() {
  if (!profile_.vst3_component_state) return;
  const auto stream = vst3::make_ref<MemoryStream>(profile_.stream_chunk);
  if (component_->getState(stream.get()) != kResultOk) return;
  stream->rewind();
  (void)controller_->setComponentState(stream.get());
}

void Vst3Instance::ask_for_stereo() {
  const auto arrangements = [this](BusDirections direction) {
    std::vector<vst3::SpeakerArrangement> result;
    const std::int32_t count = component_->getBusCount(MediaTypes::kAudio, direction);
    for (std::int32_t i = 0; i < count; ++i) {
      vst3::SpeakerArrangement arrangement = vst3::speaker_arr::kStereo;
      (void)processor_->getBusArrangement(direction, i, arrangement);
      // What is made for surround stays so.
      const bool is_asked = i == 0 && vst3::channel_count(arrangement) <= 2;
      result.push_back(is_asked ? vst3::speaker_arr::kStereo : arrangement);
    }
    return result;
  };
  auto inputs = arrangements(BusDirections::kInput);
  auto outputs = arrangements(BusDirections::kOutput);
  // A refusal is fine: read_ports() reads what the plugin has then.
  (void)processor_->setBusArrangements(inputs.data(), static_cast<std::int32_t>(inputs.size()),
                                       outputs.data(), static_cast<std::int32_t>(outputs.size()));
}

void Vst3Instance::read_ports() {
  ports_ = {};
  const auto read = [this](BusDirections direction, std::vector<PortInfo>& ports) {
    const std::int32_t count = component_->getBusCount(MediaTypes::kAudio, direction);
    for (std::int32_t i = 0; i < count; ++i) {
      vst3::BusInfo info{};
      if (component_->getBusInfo(MediaTypes::kAudio, direction, i, info) != kResultOk) continue;
      ports.push_back({static_cast<std::uint32_t>(i), to_utf8(text_in(info.name)),
                       static_cast<std::uint32_t>(std::max(info.channelCount, 0)),
                       info.busType == vst3::BusTypes::kMain, direction == BusDirections::kInput});
    }
  };
  read(BusDirections::kInput, ports_.inputs);
  read(BusDirections::kOutput, ports_.outputs);
  read_note_ports();
}

Vst3Instance::~Vst3Instance() {
  shut_down();
  terminate();
}

void Vst3Instance::terminate() {
  info_listener_.reset();
  context_handler_.reset();
  context_handler2_.reset();
  if (to_controller_) {
    (void)component_point_->disconnect(to_controller_.get());
    (void)controller_point_->disconnect(to_component_.get());
    to_controller_->detach();
    to_component_->detach();
  }
  component_point_.reset();
  controller_point_.reset();
  if (has_handler_) (void)controller_->setComponentHandler(nullptr);
  if (controller_initialized_) (void)controller_->terminate();
  for (int i = 0; i < initializations_; ++i) (void)component_->terminate();
  controller_.reset();
  processor_.reset();
  component_.reset();
  handler_->detach();
  context_->detach();
  run_loop_->clear();
}

void Vst3Instance::activate_buses(bool active) {
  for (const auto type : {MediaTypes::kAudio, MediaTypes::kEvent}) {
    for (const auto direction : {BusDirections::kInput, BusDirections::kOutput}) {
      const std::int32_t count = component_->getBusCount(type, direction);
      for (std::int32_t i = 0; i < count; ++i) {
        const bool is_left_out =
            profile_.vst3_inactive_buses && type == MediaTypes::kAudio && i > 0;
        (void)component_->activateBus(type, direction, i, active && !is_left_out ? 1 : 0);
      }
    }
  }
}

Result<void> Vst3Instance::do_activate(double sample_rate, std::uint32_t max_frames) {
  if (processor_->canProcessSampleSize(vst3::SymbolicSampleSizes::kSample32) != kResultTrue) {
    return fail(description_.name + " cannot process 32-bit samples");
  }
  vst3::ProcessSetup setup{};
  setup.processMode = process_mode();
  const bool doubles = wants_doubles_ && processor_->canProcessSampleSize(
                                             vst3::SymbolicSampleSizes::kSample64) == kResultTrue;
  doubles_.reset();
  setup.symbolicSampleSize =
      doubles ? vst3::SymbolicSampleSizes::kSample64 : vst3::SymbolicSampleSizes::kSample32;
  setup.maxSamplesPerBlock = static_cast<std::int32_t>(max_frames);
  setup.sampleRate = sample_rate;
  if (processor_->setupProcessing(setup) != kResultOk) {
    return fail(description_.name + " refused " + std::to_string(sample_rate) +
                " Hz with blocks of up to " + std::to_string(max_frames) + " frames");
  }
  read_ports();
  if (doubles) doubles_.emplace(ports_, max_frames);
  activate_buses(true);
  const std::size_t queues = std::clamp<std::size_t>(parameters_.size(), 1, 1024);
  changes_in_ = std::make_unique<ParameterChanges>(queues);
  changes_out_ = std::make_unique<ParameterChanges>(queues);
  changes_in_->announce_to(visit_);
  if (!ports_.note_inputs.empty()) events_in_.make_room();
  if (!ports_.note_outputs.empty()) events_out_.make_room();
  events_in_.announce_to(visit_);
  buses_in_.assign(ports_.inputs.size(), {});
  buses_out_.assign(ports_.outputs.size(), {});
  no_channels_.clear();
  for (const auto* side : {&ports_.inputs, &ports_.outputs}) {
    for (const PortInfo& port : *side) {
      if (port.channel_count > no_channels_.size()) no_channels_.resize(port.channel_count);
    }
  }
  sounding_.clear();
  if (component_->setActive(1) != kResultOk) {
    activate_buses(false);
    return fail(description_.name + " refused to be activated");
  }
  if (profile_.vst3_double_activate) (void)component_->setActive(1);
  set_handler();
  for (const ParameterEdit& edit : inactive_edits_) exchange_->push_edit(edit);
  inactive_edits_.clear();
  return {};
}

void Vst3Instance::do_deactivate() {
  if (profile_.vst3_restarts_processing) (void)processor_->setProcessing(0);
  (void)component_->setActive(0);
  activate_buses(false);
}

bool Vst3Instance::do_start_processing() noexcept {
  if (profile_.vst3_activates_on_audio_thread && !is_waking()) {
    const MainRole role(*this);
    (void)processor_->setProcessing(0);
    (void)component_->setActive(0);
    (void)component_->setActive(1);
  }
  const vst3::TResult result = processor_->setProcessing(1);
  return result == kResultOk || result == kNotImplemented;
}

void Vst3Instance::do_stop_processing() noexcept {
  (void)processor_->setProcessing(0);
  if (profile_.vst3_restarts_processing) (void)processor_->setProcessing(1);
}

void Vst3Instance::do_reset() noexcept {
  if (!is_processing()) return;
  (void)processor_->setProcessing(0);
  (void)processor_->setProcessing(1);
}

std::uint32_t Vst3Instance::latency() {
  return processor_->getLatencySamples();
}

std::uint32_t Vst3Instance::tail() {
  return processor_->getTailSamples();
}

bool Vst3Instance::check_main() {
  if (on_main_thread()) return true;
  // VST3 asks for the UI thread, and this is it, although the host plays on it just now: plugins
  // that go by the thread's id are right. On a thread of its own the same call is an offence.
  if (on_audio_thread() && loop_.is_main_thread()) return false;
  if (on_audio_thread()) {
    offences_.add(OffenceKind::forbidden_on_audio);
  } else if (gives_main_thread(profile_, loop_)) {
    offences_.add(OffenceKind::main_call_off_main);
  }
  return false;
}

void Vst3Instance::do_pump() {
  std::vector<ParameterEdit> foreign;
  {
    const std::lock_guard lock(foreign_mutex_);
    foreign.swap(foreign_edits_);
  }
  for (const ParameterEdit& edit : foreign) send_edit(edit.id, edit.normalized);

  using vst3::RestartFlags;
  const auto flags = static_cast<RestartFlags>(restart_flags_.exchange(0));
  const auto wants = [flags](RestartFlags flag) { return vst3::has(flags, flag); };
  if (is_active() && (wants(RestartFlags::kLatencyChanged) || wants(RestartFlags::kIoChanged) ||
                      wants(RestartFlags::kReloadComponent))) {
    wants_restart_.store(true, std::memory_order_release);
  }
  if (is_at_rest() &&
      (wants(RestartFlags::kIoChanged) || wants(RestartFlags::kMidiCCAssignmentChanged))) {
    read_ports();
  }
  if (is_at_rest() &&
      (wants(RestartFlags::kParamTitlesChanged) || wants(RestartFlags::kReloadComponent))) {
    read_parameters();
  }
  if (listener_ == nullptr) return;
  if (wants(RestartFlags::kParamValuesChanged) || wants(RestartFlags::kParamTitlesChanged)) {
    listener_->on_parameters_changed(*this);
  }
  if (wants(RestartFlags::kLatencyChanged)) listener_->on_latency_changed(*this);
  if (state_dirty_.exchange(false)) listener_->on_state_dirty(*this);
}

}  // namespace attacca::host
