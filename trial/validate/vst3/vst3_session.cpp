// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/vst3/vst3_session.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "host/vst3/utf16.hpp"
#include "trial/validate/vst3/test_stream.hpp"

namespace attacca::validate {

using namespace vst3;  // the interfaces and results, which every line names

namespace {

host::HostProfile profile_with(const host::HostProfile& profile, const SessionOptions& options) {
  host::HostProfile changed = profile;
  changed.vst3_run_loop = options.has_run_loop;
  changed.vst3_context_info = options.context_info != ContextInfo::missing;
  return changed;
}

constexpr std::array kResults = {
    std::pair{kNoInterface, "kNoInterface"},       std::pair{kResultOk, "kResultOk"},
    std::pair{kResultFalse, "kResultFalse"},       std::pair{kInvalidArgument, "kInvalidArgument"},
    std::pair{kNotImplemented, "kNotImplemented"}, std::pair{kInternalError, "kInternalError"},
    std::pair{kNotInitialized, "kNotInitialized"}, std::pair{kOutOfMemory, "kOutOfMemory"}};

}  // namespace

Vst3Session::Vst3Session(CheckContext& context, SessionOptions options)
    : check_(context),
      options_(options),
      run_loop_(std::make_shared<host::RunLoopEntries>(context.loop(), context.conduct())),
      context_(
          make_ref<host::HostApplication>(profile_with(context.profile(), options), run_loop_)),
      handler_(make_ref<HandlerRecord>(
          context.loop(),
          host::gives_main_thread(profile_with(context.profile(), options), context.loop())
              ? &context.conduct()
              : nullptr,
          options.context_info)),
      module_(context) {}

void Vst3Session::create() {
  check_.step("making the component");
  check_.rely_on("scan.loads", "createInstance for IComponent makes no instance", [this] {
    (void)module_.factory()->createInstance(module_.class_id(), IComponent::iid, component_.put());
    return static_cast<bool>(component_);
  });
  processor_ = component_.query<IAudioProcessor>();
  check_.require(static_cast<bool>(processor_), "the component has no IAudioProcessor");
  check_.step("running the check");
}

void Vst3Session::initialize() {
  check_.step("initialising");
  FUnknown* const context = options_.has_context ? context_->unknown() : nullptr;
  check_.rely_on("scan.loads", "IComponent::initialize fails",
                 [&] { return component_->initialize(context) == kResultOk; });
  is_initialized_ = true;
  controller_ = component_.query<IEditController>();
  is_single_ = static_cast<bool>(controller_);
  if (!is_single_) {
    Tuid class_id{};
    check_.require(component_->getControllerClassId(class_id) == kResultOk,
                   "the component is no controller and names no controller class");
    (void)module_.factory()->createInstance(class_id, IEditController::iid, controller_.put());
    check_.require(static_cast<bool>(controller_), "the controller class " +
                                                       std::string(to_hex(class_id).data()) +
                                                       " that the component names cannot be made");
    const TResult second = controller_->initialize(context);
    if (second != kResultOk) controller_.reset();
    check_.require(second == kResultOk, "IEditController::initialize answered " + name_of(second));
  }
  handler_->set_phase("initialised");
  check_.step("running the check");
}

void Vst3Session::connect() {
  check_.step("connecting");
  if (options_.has_handler) (void)controller_->setComponentHandler(handler_.get());
  if (!is_single_) {
    component_point_ = component_.query<IConnectionPoint>();
    controller_point_ = controller_.query<IConnectionPoint>();
  }
  if (component_point_ && controller_point_) {
    to_controller_ =
        make_ref<host::ConnectionProxy>(controller_point_, check_.loop(), check_.conduct());
    to_component_ =
        make_ref<host::ConnectionProxy>(component_point_, check_.loop(), check_.conduct());
    (void)component_point_->connect(to_controller_.get());
    (void)controller_point_->connect(to_component_.get());
  }
  const auto stream = make_ref<TestStream>();
  if (component_->getState(stream.get()) == kResultOk) {
    stream->rewind();
    (void)controller_->setComponentState(stream.get());
  }
  handler_->set_phase("connected");
  check_.step("running the check");
}

void Vst3Session::open() {
  create();
  initialize();
  connect();
}

void Vst3Session::setup(std::int32_t max_samples, double sample_rate,
                        SymbolicSampleSizes sample_size) {
  ProcessSetup setup{ProcessModes::kRealtime, sample_size, max_samples, sample_rate};
  check_.rely_on("lifecycle.plays",
                 "setupProcessing(" + std::to_string(max_samples) + " samples, " +
                     std::to_string(sample_rate) + " Hz) is refused",
                 [&] { return processor_->setupProcessing(setup) == kResultOk; });
}

void Vst3Session::activate() {
  check_.step("activating");
  check_.rely_on("lifecycle.plays", "setActive(1) is refused",
                 [this] { return component_->setActive(1) == kResultOk; });
  is_active_ = true;
  (void)processor_->setProcessing(1);
  handler_->set_phase("processing");
  check_.step("running the check");
}

void Vst3Session::play(std::int32_t max_samples, double sample_rate) {
  if (!component_) open();
  setup(max_samples, sample_rate);
  activate_buses(true);
  activate();
}

void Vst3Session::deactivate() {
  if (!is_active_) return;
  is_active_ = false;
  handler_->set_phase("deactivating");
  (void)processor_->setProcessing(0);
  (void)component_->setActive(0);
}

void Vst3Session::disconnect() {
  if (to_controller_) {
    (void)component_point_->disconnect(to_controller_.get());
    (void)controller_point_->disconnect(to_component_.get());
    to_controller_->detach();
    to_component_->detach();
  }
  to_controller_.reset();
  to_component_.reset();
  component_point_.reset();
  controller_point_.reset();
  if (is_initialized_ && controller_ && options_.has_handler) {
    (void)controller_->setComponentHandler(nullptr);
  }
}

void Vst3Session::terminate() {
  if (!is_initialized_) return;
  is_initialized_ = false;
  handler_->set_phase("terminating");
  if (controller_ && !is_single_) (void)controller_->terminate();
  (void)component_->terminate();
}

void Vst3Session::release() {
  is_initialized_ = false;
  is_active_ = false;
  controller_.reset();
  processor_.reset();
  component_.reset();
}

void Vst3Session::end() {
  check_.step("ending");
  deactivate();
  disconnect();
  terminate();
  release();
  handler_->detach();
  context_->detach();
  run_loop_->clear();
  check_.step("ended");
}

void Vst3Session::activate_buses(bool active) {
  for (const auto type : {MediaTypes::kAudio, MediaTypes::kEvent}) {
    for (const auto direction : {BusDirections::kInput, BusDirections::kOutput}) {
      for (std::int32_t i = 0; i < bus_count(type, direction); ++i) {
        (void)component_->activateBus(type, direction, i, active ? 1 : 0);
      }
    }
  }
}

std::vector<SpeakerArrangement> Vst3Session::arrangements(BusDirection direction) {
  std::vector<SpeakerArrangement> all;
  for (std::int32_t i = 0; i < bus_count(MediaTypes::kAudio, direction); ++i) {
    SpeakerArrangement arrangement = 0;
    (void)processor_->getBusArrangement(direction, i, arrangement);
    all.push_back(arrangement);
  }
  return all;
}

std::vector<std::int32_t> Vst3Session::channel_counts(BusDirection direction) {
  std::vector<std::int32_t> all;
  for (std::int32_t i = 0; i < bus_count(MediaTypes::kAudio, direction); ++i) {
    BusInfo info{};
    (void)component_->getBusInfo(MediaTypes::kAudio, direction, i, info);
    all.push_back(info.channelCount);
  }
  return all;
}

std::vector<ParameterInfo> Vst3Session::parameters() const {
  std::vector<ParameterInfo> all;
  const std::int32_t count = controller_->getParameterCount();
  for (std::int32_t i = 0; i < count; ++i) {
    ParameterInfo info{};
    if (controller_->getParameterInfo(i, info) == kResultOk) all.push_back(info);
  }
  return all;
}

std::vector<ParameterInfo> Vst3Session::writable() const {
  std::vector<ParameterInfo> all;
  for (const ParameterInfo& info : parameters()) {
    const bool is_closed = has(info.flags, ParameterInfo::kIsReadOnly) ||
                           has(info.flags, ParameterInfo::kIsHidden) ||
                           has(info.flags, ParameterInfo::kIsProgramChange);
    if (has(info.flags, ParameterInfo::kCanAutomate) && !is_closed) all.push_back(info);
  }
  return all;
}

ParameterValues Vst3Session::values() const {
  ParameterValues values;
  for (const ParameterInfo& info : writable()) {
    values[info.id] = controller_->getParamNormalized(info.id);
  }
  return values;
}

std::vector<std::byte> Vst3Session::component_state() {
  const auto stream = make_ref<TestStream>();
  check_.rely_on("state.saves", "IComponent::getState fails",
                 [&] { return component_->getState(stream.get()) == kResultOk; });
  return stream->bytes();
}

ParameterValues Vst3Session::processor_values() {
  const auto stream = make_ref<TestStream>(StreamHabits{}, component_state());
  (void)controller_->setComponentState(stream.get());
  return values();
}

std::uint32_t references_elsewhere(FUnknown& object) {
  object.addRef();
  return object.release() - 1;
}

std::string name_of(const ParameterInfo& parameter) {
  return "parameter " + std::to_string(parameter.id) + " \"" +
         host::to_utf8(host::text_in(parameter.title)) + "\"";
}

std::string name_of(TResult result) {
  for (const auto& [value, name] : kResults) {
    if (value == result) return name;
  }
  return std::to_string(result) + " (no result of VST3)";
}

bool is_known(TResult result) {
  for (const auto& [value, name] : kResults) {
    if (value == result) return true;
  }
  return false;
}

std::string difference(const ParameterValues& expected, const ParameterValues& found,
                       double tolerance) {
  for (const auto& [id, value] : expected) {
    const auto other = found.find(id);
    if (other == found.end()) return "parameter " + std::to_string(id) + " is gone";
    // Written so that NaN differs.
    if (std::abs(other->second - value) <= tolerance) continue;
    return "parameter " + std::to_string(id) + " is " + std::to_string(other->second) +
           " instead of " + std::to_string(value);
  }
  return {};
}

}  // namespace attacca::validate
