// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/vst3_plugin.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>
#include <string_view>

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/events.hpp"
#include "abi/vst3/parameter_changes.hpp"
#include "abi/vst3/presets.hpp"
#include "abi/vst3/process_context.hpp"
#include "abi/vst3/speaker_arrangements.hpp"
#include "faulty/plugin/this_fault.hpp"
#include "faulty/plugin/utf.hpp"

namespace attacca::faulty {

using vst3::kInvalidArgument;
using vst3::kResultFalse;
using vst3::kResultOk;
using vst3::TResult;

namespace {

constexpr double kMaximum[kParams] = {2.0, 1.0, 4294967295.0, 4294967295.0};

void copy_text(const char* text, vst3::String128& target) {
  std::size_t at = 0;
  for (; text[at] != '\0' && at < 127; ++at) target[at] = static_cast<char16_t>(text[at]);
  target[at] = u'\0';
}

/// Chooses a program; behind the others.
constexpr vst3::ParamID kProgramId = kParams + 1;
constexpr vst3::ProgramListID kPrograms = 7;
constexpr double kLastProgram = static_cast<double>(kPresets.size());

void copy_program_number(std::int32_t program, char16_t* text) {
  text[0] = static_cast<char16_t>(u'1' + program);
  text[1] = u'\0';
}

bool is_known(vst3::ParamID id) {
  return id >= 1 && id <= kParams;
}

TResult write_all(vst3::IBStream* stream, const void* data, std::size_t size) {
  auto* bytes = const_cast<std::byte*>(static_cast<const std::byte*>(data));
  while (size > 0) {
    std::int32_t count = 0;
    if (stream->write(bytes, static_cast<std::int32_t>(size), &count) != kResultOk || count <= 0) {
      return kResultFalse;
    }
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
  return kResultOk;
}

std::vector<std::byte> read_all(vst3::IBStream* stream) {
  std::vector<std::byte> bytes;
  std::byte part[64];
  while (bytes.size() <= 4096) {
    std::int32_t count = 0;
    (void)stream->read(part, sizeof part, &count);
    if (count <= 0) break;
    bytes.insert(bytes.end(), part, part + count);
    if (is(Fault::reads_state_at_once)) break;
  }
  return bytes;
}

}  // namespace

// -- life ----------------------------------------------------------------------------------------

TResult Vst3Plugin::queryInterface(const vst3::Tuid& wanted, void** obj) {
  const TResult result = Implements::queryInterface(wanted, obj);
  if (result != kResultOk && is(Fault::answers_unknown_interfaces)) {
    *obj = unknown();
    addRef();
    return kResultOk;
  }
  return result;
}

TResult Vst3Plugin::initialize(vst3::FUnknown* context) {
  if (is_initialized_) return kResultFalse;
  is_initialized_ = true;
  if (is(Fault::leaks_reference) && context != nullptr) context->addRef();
  return kResultOk;
}

TResult Vst3Plugin::terminate() {
  handler_.reset();
  is_initialized_ = false;
  return kResultOk;
}

TResult Vst3Plugin::setActive(vst3::TBool state) {
  const bool is_on = state != 0;
  if (is_on == effect_.is_active()) return kResultOk;
  if (is_on) {
    effect_.activate();
  } else {
    effect_.deactivate();
  }
  return kResultOk;
}

TResult Vst3Plugin::setComponentHandler(vst3::IComponentHandler* handler) {
  handler_ = vst3::Ref<vst3::IComponentHandler>::share(handler);
  return kResultOk;
}

vst3::IPlugView* Vst3Plugin::createView(vst3::FIDString name) {
  if (name == nullptr || std::strcmp(name, "editor") != 0) return nullptr;
  return new View(vst3::Ref<vst3::FUnknown>::share(unknown()), effect_, *this);
}

void Vst3Plugin::press() {
  if (handler_) (void)handler_->beginEdit(1);
}

void Vst3Plugin::turn(double value) {
  effect_.set(0, value);
  sent_edits_.add(value);
  if (handler_) (void)handler_->performEdit(1, value);
}

void Vst3Plugin::let_go() {
  if (handler_) (void)handler_->endEdit(1);
}

// -- buses ---------------------------------------------------------------------------------------

std::int32_t Vst3Plugin::getBusCount(vst3::MediaType type, vst3::BusDirection dir) {
  if (type == vst3::MediaTypes::kAudio) return 1;
  return type == vst3::MediaTypes::kEvent && dir == vst3::BusDirections::kInput ? 1 : 0;
}

TResult Vst3Plugin::getBusInfo(vst3::MediaType type, vst3::BusDirection dir, std::int32_t index,
                               vst3::BusInfo& bus) {
  if (index < 0 || index >= getBusCount(type, dir)) return kInvalidArgument;
  bus = {};
  bus.mediaType = type;
  bus.direction = dir;
  const bool is_audio = type == vst3::MediaTypes::kAudio;
  bus.channelCount = is_audio ? static_cast<std::int32_t>(Effect::kChannels) : 16;
  bus.flags = vst3::BusInfo::kDefaultActive;
  copy_text(is_audio ? "Main" : "Notes", bus.name);
  return kResultOk;
}

TResult Vst3Plugin::activateBus(vst3::MediaType type, vst3::BusDirection dir, std::int32_t index,
                                vst3::TBool) {
  return index >= 0 && index < getBusCount(type, dir) ? kResultOk : kInvalidArgument;
}

TResult Vst3Plugin::setBusArrangements(vst3::SpeakerArrangement* inputs, std::int32_t numIns,
                                       vst3::SpeakerArrangement* outputs, std::int32_t numOuts) {
  if (is(Fault::arrangement_granted_only)) return vst3::kResultTrue;
  const bool fits = numIns == 1 && numOuts == 1 && inputs != nullptr && outputs != nullptr &&
                    inputs[0] == vst3::speaker_arr::kStereo &&
                    outputs[0] == vst3::speaker_arr::kStereo;
  return fits ? vst3::kResultTrue : kResultFalse;
}

TResult Vst3Plugin::getBusArrangement(vst3::BusDirection, std::int32_t index,
                                      vst3::SpeakerArrangement& arr) {
  if (index != 0) return kInvalidArgument;
  arr = vst3::speaker_arr::kStereo;
  return kResultOk;
}

TResult Vst3Plugin::setupProcessing(vst3::ProcessSetup& setup) {
  if (is(Fault::doubles_set_up_unasked)) return kResultOk;
  return canProcessSampleSize(setup.symbolicSampleSize) == vst3::kResultTrue ? kResultOk
                                                                             : kResultFalse;
}

// -- processing ----------------------------------------------------------------------------------

void Vst3Plugin::take_changes(vst3::IParameterChanges& changes, std::int32_t frames) noexcept {
  const bool is_flush = frames == 0;
  const std::int32_t count = changes.getParameterCount();
  if (is_flush && is(Fault::ignores_flush)) return;
  for (std::int32_t i = 0; i < count; ++i) {
    vst3::IParamValueQueue* const queue = changes.getParameterData(i);
    if (queue == nullptr) continue;
    const std::int32_t points = queue->getPointCount();
    std::int32_t offset = 0;
    vst3::ParamValue value = 0.0;
    if (points <= 0 || queue->getPoint(points - 1, offset, value) != kResultOk) continue;
    const vst3::ParamID id = queue->getParameterId();
    if (is(Fault::crashes_on_late_event) && count == 1 && points == 1 && offset > frames) {
      std::raise(SIGSEGV);
    }
    if (id == 1 && sent_edits_.take_back(value) && !is(Fault::late_echo_taken_for_new)) continue;
    if (id == kProgramId) {
      (void)choose_program(value);
    } else if (is_known(id)) {
      if (!facts_of(id - 1).is_read_only) effect_.set(id - 1, value);
    } else if (is(Fault::accepts_unknown_parameter)) {
      effect_.set(0, 0.123);
    }
  }
}

void Vst3Plugin::send_report(vst3::IParameterChanges* changes) noexcept {
  const auto value = effect_.report();
  if (!value || changes == nullptr) return;
  std::int32_t index = 0;
  vst3::IParamValueQueue* const queue = changes->addParameterData(3, index);
  if (queue != nullptr && queue->addPoint(0, *value, index) == kResultOk) effect_.reported();
}

TResult Vst3Plugin::process(vst3::ProcessData& data) {
  if (is(Fault::crashes_without_transport) && data.processContext->tempo < 0.0) return kResultFalse;
  effect_.begin_callback();
  const bool is_flush = data.numSamples == 0;
  if (data.inputParameterChanges != nullptr)
    take_changes(*data.inputParameterChanges, data.numSamples);
  if (data.inputEvents != nullptr) take_notes(*data.inputEvents);
  if (!is_flush && data.numInputs > 0 && data.numOutputs > 0 && data.inputs != nullptr &&
      data.outputs != nullptr && data.inputs[0].channelBuffers32 != nullptr &&
      data.outputs[0].channelBuffers32 != nullptr) {
    const auto channels = static_cast<std::size_t>(
        std::max(0, std::min(data.inputs[0].numChannels, data.outputs[0].numChannels)));
    const auto frames = static_cast<std::uint32_t>(data.numSamples);
    if (data.symbolicSampleSize == vst3::SymbolicSampleSizes::kSample64) {
      effect_.process(data.inputs[0].channelBuffers64, data.outputs[0].channelBuffers64, channels,
                      frames);
    } else {
      effect_.process(data.inputs[0].channelBuffers32, data.outputs[0].channelBuffers32, channels,
                      frames);
    }
    data.outputs[0].silenceFlags = is(Fault::stale_silence_flags) ? 3 : 0;
  }
  if (is(Fault::calls_main_from_audio) && handler_) {
    handler_->restartComponent(vst3::RestartFlags::kParamValuesChanged);
  }
  send_report(data.outputParameterChanges);
  if (!is_flush) send_note(data.outputEvents);
  effect_.end_callback();
  return kResultOk;
}

// -- parameters ----------------------------------------------------------------------------------

TResult Vst3Plugin::choose_program(double value) {
  return effect_.load_program(static_cast<std::size_t>(std::round(value * kLastProgram)))
             ? kResultOk
             : kResultFalse;
}

TResult Vst3Plugin::getParameterInfo(std::int32_t index, vst3::ParameterInfo& info) {
  if (index == static_cast<std::int32_t>(kParams)) {
    info = {};
    info.id = kProgramId;
    copy_text("Program", info.title);
    info.stepCount = static_cast<std::int32_t>(kPresets.size());
    info.flags = vst3::ParameterInfo::kIsProgramChange | vst3::ParameterInfo::kIsList;
    return kResultOk;
  }
  if (index < 0 || index >= static_cast<std::int32_t>(kParams)) return kInvalidArgument;
  const ParamFacts facts = facts_of(static_cast<std::size_t>(index));
  info = {};
  info.id = static_cast<vst3::ParamID>(index + 1);
  copy_text(facts.name, info.title);
  copy_text(facts.unit, info.units);
  info.defaultNormalizedValue = facts.default_value;
  info.stepCount = facts.steps;
  info.unitId = index == 0 && is(Fault::parameter_in_unknown_unit) ? 4711 : 0;
  info.flags =
      facts.is_read_only ? vst3::ParameterInfo::kIsReadOnly : vst3::ParameterInfo::kCanAutomate;
  if (facts.is_bypass) info.flags |= vst3::ParameterInfo::kIsBypass;
  return kResultOk;
}

TResult Vst3Plugin::getParamStringByValue(vst3::ParamID id, vst3::ParamValue value,
                                          vst3::String128 text) {
  if (id == kProgramId && text != nullptr) {
    const auto program = static_cast<std::int32_t>(std::round(value * kLastProgram));
    if (!is(Fault::program_text_differs)) return getProgramName(kPrograms, program, text);
    copy_program_number(program, text);
    return kResultOk;
  }
  if (!is_known(id) || text == nullptr) return kInvalidArgument;
  const std::string written = effect_.text_of(id - 1, value);
  for (std::size_t i = 0; i <= written.size(); ++i) {
    text[i] = static_cast<char16_t>(written.c_str()[i]);
  }
  return kResultOk;
}

TResult Vst3Plugin::getParamValueByString(vst3::ParamID id, char16_t* text,
                                          vst3::ParamValue& value) {
  if (id == kProgramId && text != nullptr) {
    for (std::int32_t program = 0; program <= kLastProgram; ++program) {
      vst3::String128 name{};
      (void)getProgramName(kPrograms, program, name);
      if (std::u16string_view(name) != text) continue;
      value = program / kLastProgram;
      return kResultOk;
    }
    return kResultFalse;
  }
  if (!is_known(id) || text == nullptr) return kInvalidArgument;
  const auto read = effect_.value_of(id - 1, utf8_of(text, 128));
  if (read) value = *read;
  return read ? kResultOk : kResultFalse;
}

vst3::ParamValue Vst3Plugin::normalizedParamToPlain(vst3::ParamID id, vst3::ParamValue value) {
  if (id == kProgramId) return std::round(value * kLastProgram);
  return is_known(id) ? value * kMaximum[id - 1] : value;
}

vst3::ParamValue Vst3Plugin::plainParamToNormalized(vst3::ParamID id, vst3::ParamValue value) {
  if (id == kProgramId) return std::clamp(value / kLastProgram, 0.0, 1.0);
  return is_known(id) ? std::clamp(value / kMaximum[id - 1], 0.0, 1.0) : value;
}

vst3::ParamValue Vst3Plugin::getParamNormalized(vst3::ParamID id) {
  if (id == kProgramId) return static_cast<double>(effect_.program()) / kLastProgram;
  return is_known(id) ? effect_.value(id - 1) : 0.0;
}

TResult Vst3Plugin::setParamNormalized(vst3::ParamID id, vst3::ParamValue value) {
  if (id == kProgramId) {
    const std::size_t before = effect_.program();
    const TResult chosen = choose_program(value);
    if (effect_.program() != before && handler_ && !is(Fault::preset_tells_no_values)) {
      handler_->restartComponent(vst3::RestartFlags::kParamValuesChanged);
    }
    return chosen;
  }
  if (!is_known(id)) return kInvalidArgument;
  if (is(Fault::forgets_while_processing) && is_processing_) return kResultOk;
  effect_.set(id - 1, value);
  return kResultOk;
}

// -- state ---------------------------------------------------------------------------------------

TResult Vst3Plugin::load_component(vst3::IBStream* stream) {
  if (stream == nullptr) return kInvalidArgument;
  if (const auto attributes = vst3::query<vst3::IStreamAttributes>(stream)) {
    vst3::IAttributeList* const list = attributes->getAttributes();
    if (list == nullptr && is(Fault::crashes_without_attributes)) std::raise(SIGSEGV);
    char16_t type[64] = {};
    const bool is_default =
        list != nullptr &&
        list->getString(vst3::preset_attributes::kStateType, type, sizeof type) == kResultOk &&
        std::u16string_view(type) == u"Default";
    if (is_default && is(Fault::default_state_refused)) return kResultFalse;
  }
  if (!effect_.load(read_all(stream))) return kResultFalse;
  if (handler_) handler_->restartComponent(vst3::RestartFlags::kParamValuesChanged);
  return kResultOk;
}

TResult Vst3Plugin::save_component(vst3::IBStream* stream) {
  if (stream == nullptr) return kInvalidArgument;
  if (is(Fault::state_not_implemented)) return vst3::kNotImplemented;
  const auto bytes = effect_.save();
  return write_all(stream, bytes.data(), bytes.size());
}

TResult Vst3Plugin::load_controller(vst3::IBStream* stream) {
  if (is(Fault::halves_mixed)) return load_component(stream);
  if (stream == nullptr) return kInvalidArgument;
  const auto bytes = read_all(stream);
  if (bytes.size() != sizeof controller_note_) return kResultFalse;
  std::memcpy(&controller_note_, bytes.data(), sizeof controller_note_);
  return kResultOk;
}

TResult Vst3Plugin::save_controller(vst3::IBStream* stream) {
  if (is(Fault::halves_mixed)) return save_component(stream);
  if (stream == nullptr) return kInvalidArgument;
  return write_all(stream, &controller_note_, sizeof controller_note_);
}

// -- units ---------------------------------------------------------------------------------------

std::int32_t Vst3Plugin::getUnitCount() {
  if (is(Fault::units_in_a_circle) || is(Fault::two_units_one_id)) return 3;
  return is(Fault::no_root_unit) ? 0 : 1;
}

TResult Vst3Plugin::getUnitInfo(std::int32_t index, vst3::UnitInfo& info) {
  if (index < 0 || index >= getUnitCount()) return kInvalidArgument;
  info = {};
  info.id = vst3::kRootUnitId;
  info.parentUnitId = vst3::kNoParentUnitId;
  info.programListId = is(Fault::unit_of_no_program_list) ? kPrograms + 1 : kPrograms;
  copy_text("Root", info.name);
  if (index == 0) return kResultOk;
  info.programListId = vst3::kNoProgramListId;
  info.id = is(Fault::two_units_one_id) ? 1 : index;
  info.parentUnitId = is(Fault::units_in_a_circle) ? 3 - index : vst3::kRootUnitId;
  copy_text(index == 1 ? "One" : "Other", info.name);
  return kResultOk;
}

TResult Vst3Plugin::getProgramListInfo(std::int32_t index, vst3::ProgramListInfo& info) {
  if (index != 0) return kInvalidArgument;
  info = {};
  info.id = kPrograms;
  copy_text("Presets", info.name);
  info.programCount = static_cast<std::int32_t>(kPresets.size()) + 1;
  if (is(Fault::program_count_wrong)) ++info.programCount;
  return kResultOk;
}

TResult Vst3Plugin::getProgramName(vst3::ProgramListID list, std::int32_t index,
                                   vst3::String128 name) {
  if (list != kPrograms || index < 0 || index > kLastProgram) return kInvalidArgument;
  const char* const text =
      index == 0 ? "Init" : name_of(kPresets[static_cast<std::size_t>(index) - 1]);
  std::size_t at = 0;
  for (; text[at] != '\0'; ++at) name[at] = static_cast<char16_t>(text[at]);
  name[at] = u'\0';
  return kResultOk;
}

// -- track info ----------------------------------------------------------------------------------

TResult Vst3Plugin::setChannelContextInfos(vst3::IAttributeList* list) {
  if (list == nullptr) return kInvalidArgument;
  if (is(Fault::list_cast_wrongly)) {
    // What came as an untyped pointer was taken for a pointer to the pointer.
    list = *reinterpret_cast<vst3::IAttributeList**>(list);
  }
  namespace keys = vst3::channel_context;
  TrackRecord record = is(Fault::partial_list_erases) ? TrackRecord{} : track_;
  char16_t name[512] = {};
  std::int64_t color = 0;
  const char* const key = is(Fault::wrong_attribute_keys) ? "Channel Name" : keys::kName;
  // The size is in bytes; taken for a number of characters, half of the name is left.
  const std::uint32_t size = is(Fault::name_cut_at_64) ? 128 : 256 * sizeof(char16_t);
  if (list->getString(key, name, size) == vst3::kResultTrue) {
    const std::string text = utf8_of(name, is(Fault::name_cut_at_64) ? 64 : 256);
    record.has_name = true;
    record.name = {};
    std::memcpy(record.name.data(), text.data(), std::min(text.size(), record.name.size() - 1));
  }
  if (list->getInt(keys::kColor, color) == vst3::kResultTrue) {
    const auto argb = static_cast<vst3::ColorSpec>(color);
    record.has_color = true;
    record.color = {vst3::red_of(argb), vst3::green_of(argb), vst3::blue_of(argb),
                    vst3::alpha_of(argb)};
  }
  track_ = record;
  effect_.receive(record);
  return kResultOk;
}

}  // namespace attacca::faulty
