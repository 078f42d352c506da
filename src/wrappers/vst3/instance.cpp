// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/instance.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "base/log.hpp"
#include "params/number_text.hpp"
#include "wrappers/vst3/guarded.hpp"

namespace attacca::vst3_wrapper {
namespace {

bool is_of_ardour(std::string_view host_name) noexcept {
  for (const std::string_view name : {"Ardour", "Mixbus", "LiveTrax"}) {
    if (host_name.starts_with(name)) return true;
  }
  return false;
}

/// Hosts whose context provider we do not take part in, because their IInfoListener sends more and
/// sends it right. Ardour (7.3) and its descendants offer both but use only one: with a context
/// handler they send colours with red in the highest byte instead of the lowest, say nothing when
/// tracks are reordered, and notify from the audio thread while automation runs.
bool prefers_listener(std::string_view host_name) noexcept {
  return is_of_ardour(host_name);
}

/// Hosts that must not be called from inside a load: see Instance::call_host_later().
bool locks_while_loading(std::string_view host_name) noexcept {
  return is_of_ardour(host_name);
}

ProcessMode to_mode(vst3::ProcessModes mode) noexcept {
  switch (mode) {
    case vst3::ProcessModes::kPrefetch:
      return ProcessMode::buffered;
    case vst3::ProcessModes::kOffline:
      return ProcessMode::offline;
    case vst3::ProcessModes::kRealtime:
      break;
  }
  return ProcessMode::realtime;
}

}  // namespace

Instance::Instance(const detail::PluginEntry& entry, vst3::Ref<vst3::FUnknown> factory_context)
    : entry_(entry),
      factory_context_(std::move(factory_context)),
      services_(gate_, [this](ContextKeys keys) { ask_context(keys); }),
      gate_(*this, services_.bell()) {}

Result<vst3::Ref<Instance>> Instance::create(const detail::PluginEntry& entry,
                                             vst3::Ref<vst3::FUnknown> factory_context) {
  auto self = vst3::Ref<Instance>::adopt(new Instance(entry, std::move(factory_context)));
  core::log_event(self->log_id(), "create", {{"plugin", core::json_text(entry.info.id)}});
  Result<std::unique_ptr<core::Instance>> core = core::Instance::create(entry, self->services_);
  if (!core) return tl::unexpected<Error>(std::move(core.error()));
  self->core_ = std::move(*core);
  self->core_->expect_values_from_main();
  if (entry.parts.vst3_notes != nullptr) {
    self->notes_ =
        entry.parts.vst3_notes->make(*self->unknown(), entry.info.notes_in, self->core_->plugin());
  }
  if (entry.parts.vst3_editor != nullptr) self->editor_ = entry.parts.vst3_editor->make(*self);
  self->presets_ = make_factory_programs(*self->core_);
  self->buses_ = std::make_unique<Buses>(self->core_->layouts());
  self->input_ports_.resize(self->buses_->most(vst3::BusDirection::kInput));
  self->output_ports_.resize(self->buses_->most(vst3::BusDirection::kOutput));
  return self;
}

Instance::~Instance() {
  core::log_event(log_id(), "destroy");
  core_.reset();
}

void Instance::on_last_release() noexcept {
  // Our own calls under way take references too.
  if (released_.exchange(true, std::memory_order_acq_rel)) return;
  services_.shut_down();
  gate_.retire();
}

void Instance::unused() noexcept {
  delete this;
}

bool Instance::offers(const vst3::Tuid& wanted) const noexcept {
  if (!listener_only_.load(std::memory_order_relaxed)) return true;
  return wanted != vst3::IContextInfoHandler::iid && wanted != vst3::IContextInfoHandler2::iid;
}

void* Instance::other_interface(const vst3::Tuid& wanted) noexcept {
  void* found = notes_ == nullptr ? nullptr : notes_->find(wanted);
  if (found == nullptr && editor_ != nullptr) found = editor_->find(wanted);
  return found;
}

void Instance::run_waiting() noexcept {
  guarded([this] {
    services_.ask_what_was_left();
    if (presets_ != nullptr) report(presets_->choose_noted());
    if (core_ != nullptr) core_->on_main();
    return vst3::kResultOk;
  });
}

void Instance::deliver() noexcept {
  services_.deliver();
}

vst3::TResult Instance::initialize(vst3::FUnknown* context) {
  return guarded([&] {
    const core::MainThread::Hold hold(gate_);
    gate_.adopt_this_thread();
    {
      const MainCall call(gate_);
      if (initialized_) {
        core::log_event(log_id(), "initialize", {{"again", "true"}});
        return vst3::kResultFalse;
      }
    }
    HostContext found = read_host_context(context, factory_context_.get());
    const MainCall call(gate_);
    services_.connect(std::move(found));
    listener_only_.store(prefers_listener(services_.host_name()), std::memory_order_relaxed);
    locks_while_loading_ = locks_while_loading(services_.host_name());
    initialized_ = true;
    core::log_event(log_id(), "initialize", {{"host", core::json_text(services_.host_name())}});
    return vst3::kResultOk;
  });
}

vst3::TResult Instance::terminate() {
  return guarded([this] {
    const core::MainThread::Hold hold(gate_);
    {
      const MainCall call(gate_);
      core::log_event(log_id(), "terminate", {{"again", initialized_ ? "false" : "true"}});
      if (view_ != nullptr) editor_->retire_view(*view_);
      if (core_->is_active()) stop();
      services_.disconnect();
      initialized_ = false;
    }
    services_.sync();  // on whatever thread: the host's loop may end now
    return vst3::kResultOk;
  });
}

vst3::TResult Instance::getControllerClassId(vst3::Tuid& /*classId*/) {
  return vst3::kResultFalse;
}

vst3::TResult Instance::setIoMode(vst3::IoMode /*mode*/) {
  return vst3::kNotImplemented;
}

vst3::TResult Instance::setupProcessing(vst3::ProcessSetup& setup) {
  return guarded([&] {
    const MainCall call(gate_);
    if (core_->is_active()) return vst3::kResultFalse;
    if (!takes(setup.symbolicSampleSize)) return vst3::kResultFalse;
    if (!std::isfinite(setup.sampleRate) || setup.sampleRate <= 0.0) return vst3::kInvalidArgument;
    if (setup.maxSamplesPerBlock <= 0) return vst3::kInvalidArgument;
    setup_ = setup;
    has_setup_ = true;
    return vst3::kResultOk;
  });
}

vst3::TResult Instance::setActive(vst3::TBool state) {
  return guarded([&] {
    const MainCall call(gate_);
    return state != 0 ? start() : stop();
  });
}

vst3::TResult Instance::start() {
  if (!initialized_ || !has_setup_) return vst3::kNotInitialized;
  if (core_->is_active()) return vst3::kResultOk;
  const BufferConfig config = {
      .sample_rate = setup_.sampleRate,
      .max_block_frames = static_cast<std::uint32_t>(setup_.maxSamplesPerBlock),
      .min_block_frames = 0,
      .mode = to_mode(setup_.processMode),
  };
  // For SysEx that has to outlive a call.
  constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;
  const PluginInfo& info = entry_.info;
  if (!info.notes_in.empty() || !info.notes_out.empty()) block_bytes_.make_room(kBlockBytes);
  const Result<void> activated = core_->activate(config);
  core::log_event(log_id(), "activate",
                  {{"rate", core::decimal_text(setup_.sampleRate, 3)},
                   {"max_frames", std::to_string(setup_.maxSamplesPerBlock)},
                   {"error", activated ? "null" : core::json_text(activated.error().message)}});
  if (!activated) return vst3::kInternalError;
  services_.set_active(true);
  active_.store(true, std::memory_order_relaxed);
  // JUCE asks behind setupProcessing, when we know of the last activation alone.
  const std::int64_t asked = asked_latency_.exchange(-1, std::memory_order_relaxed);
  if (asked >= 0 && asked != core_->latency()) services_.latency_changed();
  return vst3::kResultOk;
}

vst3::TResult Instance::stop() {
  processing_.store(false, std::memory_order_relaxed);
  reset_wanted_.store(false, std::memory_order_relaxed);
  if (!core_->is_active()) return vst3::kResultOk;
  core_->deactivate();
  active_.store(false, std::memory_order_relaxed);
  services_.set_active(false);
  core::log_event(log_id(), "deactivate",
                  {{"audio_revision", std::to_string(core_->track_info().audio_revision())},
                   {"revision", std::to_string(core_->track_info().revision())}});
  return vst3::kResultOk;
}

vst3::TResult Instance::setComponentHandler(vst3::IComponentHandler* handler) {
  return guarded([&] {
    const core::MainThread::Hold hold(gate_);
    services_.set_handler(handler);  // asks the host for its interfaces
    const MainCall call(gate_);
    core::log_event(log_id(), "set_component_handler",
                    {{"present", handler != nullptr ? "true" : "false"}});
    if (handler != nullptr) services_.ask_track_info();
    return vst3::kResultOk;
  });
}

vst3::IPlugView* Instance::createView(vst3::FIDString name) {
  return guarded(static_cast<vst3::IPlugView*>(nullptr), [&]() -> vst3::IPlugView* {
    const MainCall call(gate_);
    if (name == nullptr || std::string_view(name) != vst3::view_type::kEditor) return nullptr;
    if (!initialized_ || editor_ == nullptr || !core_->editor().available()) return nullptr;
    return editor_->make_view(view_);
  });
}

vst3::TResult Instance::getPrefetchableSupport(vst3::PrefetchableSupport& prefetchable) {
  prefetchable = entry_.info.needs_realtime ? vst3::PrefetchableSupport::kIsNeverPrefetchable
                                            : vst3::PrefetchableSupport::kIsYetPrefetchable;
  return vst3::kResultOk;
}

void Instance::view_retired(const View& view) noexcept {
  if (view_ == &view) view_ = nullptr;
}

}  // namespace attacca::vst3_wrapper
