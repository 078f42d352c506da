// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/vst3/arguments.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/context_menu.hpp"
#include "abi/vst3/host_application.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "abi/vst3/run_loop.hpp"
#include "abi/vst3/units.hpp"
#include "base/limits.hpp"

namespace attacca::witness {

namespace {

namespace keys = vst3::channel_context;

std::int64_t bits(std::initializer_list<bool> there) noexcept {
  std::int64_t value = 0;
  std::int64_t bit = 1;
  for (const bool is_there : there) {
    value |= is_there ? bit : 0;
    bit <<= 1;
  }
  return value;
}

struct Side {
  const char* name;
  const vst3::AudioBusBuffers* buses;
  std::int32_t count;
};

std::int64_t null_channels(const vst3::AudioBusBuffers& bus) noexcept {
  std::int64_t count = 0;
  // Either member: both are tables of pointers.
  const std::int32_t channels = at_most(bus.numChannels, kMostChannels);
  for (std::int32_t c = 0; bus.channelBuffers32 != nullptr && c < channels; ++c) {
    count += bus.channelBuffers32[c] == nullptr ? 1 : 0;
  }
  return count;
}

void put_buses(CallScope& scope, Vst3Buses& before, const vst3::ProcessData& data) noexcept {
  const Side sides[] = {{"input", data.inputs, at_most(data.numInputs, kMostChannels)},
                        {"output", data.outputs, at_most(data.numOutputs, kMostChannels)}};
  std::uint64_t digest = kPortsBasis;
  const auto each = [&](auto&& visit) {
    for (const Side& side : sides) {
      for (std::int32_t i = 0; side.buses != nullptr && i < side.count; ++i) {
        visit(side.name, i, side.buses[i]);
      }
    }
  };
  each([&](const char*, std::int32_t i, const vst3::AudioBusBuffers& bus) {
    const std::int64_t facts[] = {i, bus.numChannels, bus.channelBuffers32 != nullptr ? 1 : 0,
                                  null_channels(bus)};
    digest = ports_digest(facts, digest);
  });
  if (digest == before.digest) return;
  before.digest = digest;
  each([&](const char* name, std::int32_t i, const vst3::AudioBusBuffers& bus) {
    scope.detail(name, [&](Entry& entry) {
      entry.put_integer(i);
      entry.put_integer(bus.numChannels);
      entry.put_integer(bus.channelBuffers32 != nullptr ? 1 : 0);
      entry.put_integer(null_channels(bus));
    });
  });
}

void put_context(CallScope& scope, const vst3::ProcessContext& context) noexcept {
  scope.detail("context", [&](Entry& entry) {
    put_number(entry, context.state);
    entry.put_real(context.sampleRate);
    entry.put_integer(context.projectTimeSamples);
    entry.put_integer(context.systemTime);
    entry.put_integer(context.continousTimeSamples);
    entry.put_real(context.projectTimeMusic);
    entry.put_real(context.barPositionMusic);
    entry.put_real(context.cycleStartMusic);
    entry.put_real(context.cycleEndMusic);
    entry.put_real(context.tempo);
    entry.put_integer(context.timeSigNumerator);
    entry.put_integer(context.timeSigDenominator);
  });
  using Flags = vst3::ProcessContext::StatesAndFlags;
  if (!vst3::has(context.state, Flags::kChordValid) &&
      !vst3::has(context.state, Flags::kSmpteValid) &&
      !vst3::has(context.state, Flags::kClockValid)) {
    return;
  }
  scope.detail("context.more", [&](Entry& entry) {
    entry.put_integer(context.chord.keyNote);
    entry.put_integer(context.chord.rootNote);
    entry.put_integer(context.chord.chordMask);
    entry.put_integer(context.smpteOffsetSubframes);
    entry.put_integer(context.frameRate.framesPerSecond);
    put_number(entry, context.frameRate.flags);
    entry.put_integer(context.samplesToNextClock);
  });
}

void put_changes(CallScope& scope, vst3::IParameterChanges& changes) noexcept {
  const std::int32_t count = at_most(changes.getParameterCount(), kMostListed);
  for (std::int32_t i = 0; i < count; ++i) {
    vst3::IParamValueQueue* const queue = changes.getParameterData(i);
    if (queue == nullptr) return;  // the list ends here, whatever the count says
    const std::int32_t points = at_most(queue->getPointCount(), core::kMostParamPoints);
    scope.detail("queue", [&](Entry& entry) {
      entry.put_integer(queue->getParameterId());
      entry.put_integer(points);
    });
    for (std::int32_t p = 0; p < points; ++p) {
      std::int32_t offset = 0;
      vst3::ParamValue value = 0.0;
      if (queue->getPoint(p, offset, value) != vst3::kResultOk) break;
      scope.detail("point", [&](Entry& entry) {
        entry.put_integer(offset);
        entry.put_real(value);
      });
    }
  }
}

const char* name_of(vst3::EventTypes type) noexcept {
  switch (type) {
    case vst3::EventTypes::kNoteOnEvent:
      return "event.note_on";
    case vst3::EventTypes::kNoteOffEvent:
      return "event.note_off";
    case vst3::EventTypes::kDataEvent:
      return "event.data";
    case vst3::EventTypes::kPolyPressureEvent:
      return "event.pressure";
    case vst3::EventTypes::kNoteExpressionValueEvent:
      return "event.expression";
    case vst3::EventTypes::kNoteExpressionIntValueEvent:
      return "event.expression_integer";
    case vst3::EventTypes::kNoteExpressionTextEvent:
    case vst3::EventTypes::kChordEvent:
    case vst3::EventTypes::kScaleEvent:
    case vst3::EventTypes::kLegacyMIDICCOutEvent:
      break;
  }
  return "event.other";
}

void put_event(Entry& entry, const vst3::Event& event) noexcept {
  entry.put_integer(event.busIndex);
  entry.put_integer(event.sampleOffset);
  entry.put_real(event.ppqPosition);
  put_number(entry, event.flags);
  switch (event.type) {
    case vst3::EventTypes::kNoteOnEvent:
      entry.put_integer(event.noteOn.channel);
      entry.put_integer(event.noteOn.pitch);
      put_number(entry, event.noteOn.tuning);
      put_number(entry, event.noteOn.velocity);
      entry.put_integer(event.noteOn.length);
      entry.put_integer(event.noteOn.noteId);
      return;
    case vst3::EventTypes::kNoteOffEvent:
      entry.put_integer(event.noteOff.channel);
      entry.put_integer(event.noteOff.pitch);
      put_number(entry, event.noteOff.velocity);
      entry.put_integer(event.noteOff.noteId);
      put_number(entry, event.noteOff.tuning);
      return;
    case vst3::EventTypes::kDataEvent:
      put_number(entry, event.data.type);
      put_digest(entry, std::as_bytes(std::span(
                            event.data.bytes, event.data.bytes != nullptr ? event.data.size : 0)));
      return;
    case vst3::EventTypes::kPolyPressureEvent:
      entry.put_integer(event.polyPressure.channel);
      entry.put_integer(event.polyPressure.pitch);
      put_number(entry, event.polyPressure.pressure);
      entry.put_integer(event.polyPressure.noteId);
      return;
    case vst3::EventTypes::kNoteExpressionValueEvent:
      put_number(entry, event.noteExpressionValue.typeId);
      entry.put_integer(event.noteExpressionValue.noteId);
      entry.put_real(event.noteExpressionValue.value);
      return;
    case vst3::EventTypes::kNoteExpressionIntValueEvent:
      put_number(entry, event.noteExpressionIntValue.typeId);
      entry.put_integer(event.noteExpressionIntValue.noteId);
      entry.put_integer(static_cast<std::int64_t>(event.noteExpressionIntValue.value));
      return;
    case vst3::EventTypes::kNoteExpressionTextEvent:
    case vst3::EventTypes::kChordEvent:
    case vst3::EventTypes::kScaleEvent:
    case vst3::EventTypes::kLegacyMIDICCOutEvent:
      break;
  }
  put_number(entry, event.type);
}

void put_events(CallScope& scope, vst3::IEventList& list) noexcept {
  const std::int32_t count = at_most(list.getEventCount(), kMostListed);
  for (std::int32_t i = 0; i < count; ++i) {
    vst3::Event event = {};
    if (list.getEvent(i, event) != vst3::kResultOk) return;
    scope.detail(name_of(event.type), [&](Entry& entry) { put_event(entry, event); });
  }
}

/// Larger than any host takes a size of kAsked for: some count characters where bytes are meant.
constexpr std::uint32_t kAsked = 512;  // bytes
using TextRoom = std::array<char16_t, 2048>;

void put_string(CallScope& scope, vst3::IAttributeList& list, const char* key) noexcept {
  TextRoom room{};
  if (list.getString(key, room.data(), kAsked) != vst3::kResultOk) return;
  scope.detail("attribute", [&](Entry& entry) {
    entry.put_text(key);
    put_words(entry, room.data(), room.size());
  });
}

void put_int(CallScope& scope, vst3::IAttributeList& list, const char* key) noexcept {
  std::int64_t value = 0;
  if (list.getInt(key, value) != vst3::kResultOk) return;
  scope.detail("attribute", [&](Entry& entry) {
    entry.put_text(key);
    entry.put_integer(value);
  });
}

/// How many units the host writes where four have room; and whether a string that is not there is a
/// success.
void put_manners(CallScope& scope, vst3::IAttributeList& list) noexcept {
  constexpr char16_t kUntouched = 0xFFFF;
  constexpr std::uint32_t kFourUnits = 8;
  TextRoom room;
  room.fill(kUntouched);
  const vst3::TResult cut = list.getString(keys::kName, room.data(), kFourUnits);
  const auto touched =
      std::count_if(room.begin(), room.end(), [](char16_t unit) { return unit != kUntouched; });
  const vst3::TResult absent = list.getString("attacca absent", room.data(), kAsked);
  scope.detail("attribute.manners", [&](Entry& entry) {
    put_number(entry, cut);
    entry.put_integer(touched);
    put_number(entry, absent);
  });
}

void put_offer(CallScope& scope, vst3::FUnknown& object, const vst3::Tuid& iid,
               const char* name) noexcept {
  void* found = nullptr;
  if (object.queryInterface(iid, &found) != vst3::kResultOk || found == nullptr) return;
  static_cast<vst3::FUnknown*>(found)->release();
  scope.detail("host.offers", [name](Entry& entry) { entry.put_text(name); });
}

/// UTF-8, of which only ASCII is kept: it is the name of a program.
std::string_view ascii(const vst3::String128& name, std::array<char, 128>& room) noexcept {
  std::size_t count = 0;
  while (count < room.size() && name[count] != 0) {
    room[count] = name[count] < 0x7F && name[count] >= 0x20 ? static_cast<char>(name[count]) : '?';
    ++count;
  }
  return {room.data(), count};
}

std::string_view host_name(vst3::FUnknown& context, std::array<char, 128>& room) noexcept {
  void* found = nullptr;
  vst3::String128 name = {};
  if (context.queryInterface(vst3::IHostApplication::iid, &found) == vst3::kResultOk &&
      found != nullptr) {
    auto& application = *static_cast<vst3::IHostApplication*>(found);
    application.getName(name);
    application.release();
  }
  return ascii(name, room);
}

void put_host(CallScope& scope, vst3::FUnknown& context) noexcept {
  std::array<char, 128> room{};
  const std::string_view text = host_name(context, room);
  scope.detail("host", [text](Entry& entry) {
    entry.put_text(text.substr(0, 64));
    entry.put_text("");
  });
}

}  // namespace

void open_file_of(vst3::FUnknown* context) noexcept {
  std::array<char, 128> room{};
  recorder().open(context != nullptr ? host_name(*context, room) : std::string_view(), "VST3");
}

void put_data(Entry& entry, const vst3::ProcessData& data) noexcept {
  put_number(entry, data.processMode);
  put_number(entry, data.symbolicSampleSize);
  entry.put_integer(data.numSamples);
  entry.put_integer(data.numInputs);
  entry.put_integer(data.numOutputs);
  entry.put_integer(
      bits({data.inputs != nullptr, data.outputs != nullptr, data.inputParameterChanges != nullptr,
            data.outputParameterChanges != nullptr, data.inputEvents != nullptr,
            data.outputEvents != nullptr, data.processContext != nullptr}));
}

void put_rect(Entry& entry, const vst3::ViewRect& rect) noexcept {
  for (const std::int32_t edge : {rect.left, rect.top, rect.right, rect.bottom}) {
    entry.put_integer(edge);
  }
}

void put_vst3_details(CallScope& scope, Vst3Buses& buses, vst3::ProcessData& data) noexcept {
  put_buses(scope, buses, data);
  if (data.processContext != nullptr) put_context(scope, *data.processContext);
  if (data.inputParameterChanges != nullptr) put_changes(scope, *data.inputParameterChanges);
  if (data.inputEvents != nullptr) put_events(scope, *data.inputEvents);
}

void put_vst3_details(CallScope& scope, Vst3Buses& /*buses*/, vst3::IAttributeList* list) noexcept {
  if (list == nullptr) return;
  for (const char* const key : {keys::kUID, keys::kName, keys::kIndexNamespace}) {
    put_string(scope, *list, key);
  }
  for (const char* const key :
       {keys::kUIDLength, keys::kNameLength, keys::kColor, keys::kIndex, keys::kIndexNamespaceOrder,
        keys::kIndexNamespaceLength, keys::kPluginLocation}) {
    put_int(scope, *list, key);
  }
  put_manners(scope, *list);
}

void put_vst3_details(CallScope& scope, Vst3Buses& /*buses*/, vst3::FUnknown* context) noexcept {
  if (context == nullptr) return;
  put_host(scope, *context);
  put_offer(scope, *context, vst3::IHostApplication::iid, "IHostApplication");
  put_offer(scope, *context, vst3::IPlugInterfaceSupport::iid, "IPlugInterfaceSupport");
  put_offer(scope, *context, vst3::IRunLoop::iid, "IRunLoop");
}

void put_vst3_details(CallScope& scope, Vst3Buses& /*buses*/,
                      vst3::IComponentHandler* handler) noexcept {
  if (handler == nullptr) return;
  put_offer(scope, *handler, vst3::IComponentHandler2::iid, "IComponentHandler2");
  put_offer(scope, *handler, vst3::IComponentHandler3::iid, "IComponentHandler3");
  put_offer(scope, *handler, vst3::IComponentHandlerBusActivation::iid,
            "IComponentHandlerBusActivation");
  put_offer(scope, *handler, vst3::IUnitHandler::iid, "IUnitHandler");
  put_offer(scope, *handler, vst3::IProgress::iid, "IProgress");
  put_offer(scope, *handler, vst3::IContextInfoProvider::iid, "IContextInfoProvider");
}

void put_vst3_details(CallScope& scope, Vst3Buses& /*buses*/, vst3::IPlugFrame* frame) noexcept {
  if (frame != nullptr) put_offer(scope, *frame, vst3::IRunLoop::iid, "IRunLoop");
}

void put_all_vst3_details(CallScope& scope, Vst3Buses& /*buses*/, vst3::SpeakerArrangement*& inputs,
                          std::int32_t& input_count, vst3::SpeakerArrangement*& outputs,
                          std::int32_t& output_count) noexcept {
  const auto put = [&](const char* name, const vst3::SpeakerArrangement* list, std::int32_t count) {
    for (std::int32_t i = 0; list != nullptr && i < at_most(count, kMostListed); ++i) {
      scope.detail(name,
                   [&](Entry& entry) { entry.put_integer(static_cast<std::int64_t>(list[i])); });
    }
  };
  put("arrangement.input", inputs, input_count);
  put("arrangement.output", outputs, output_count);
}

vst3::TResult CountedStream::queryInterface(const vst3::Tuid& wanted, void** obj) {
  if (obj == nullptr) return vst3::kInvalidArgument;
  if (wanted != vst3::IBStream::iid && wanted != vst3::FUnknown::iid) {
    return host_.queryInterface(wanted, obj);
  }
  *obj = static_cast<vst3::IBStream*>(this);
  addRef();
  return vst3::kResultOk;
}

/// A host that counts nothing leaves `count` as the plugin has set it, which tells them apart.
template <typename Move>
vst3::TResult CountedStream::counted(std::int32_t asked, const void* buffer, std::int32_t* count,
                                     Move&& move) {
  std::int32_t own = -1;
  const std::int32_t before = count != nullptr ? *count : own;
  const vst3::TResult result = move(count != nullptr ? count : &own);
  const std::int32_t after = count != nullptr ? *count : own;
  const bool is_uncounted = after < 0 && after == before && result == vst3::kResultOk;
  count_.moved(asked, is_uncounted ? asked : after, buffer);
  return result;
}

vst3::TResult CountedStream::read(void* buffer, std::int32_t numBytes, std::int32_t* numBytesRead) {
  return counted(numBytes, buffer, numBytesRead,
                 [&](std::int32_t* count) { return host_.read(buffer, numBytes, count); });
}

vst3::TResult CountedStream::write(void* buffer, std::int32_t numBytes,
                                   std::int32_t* numBytesWritten) {
  return counted(numBytes, buffer, numBytesWritten,
                 [&](std::int32_t* count) { return host_.write(buffer, numBytes, count); });
}

}  // namespace attacca::witness
