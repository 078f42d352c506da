// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/replay/vst3_arguments.hpp"

#include <algorithm>

namespace attacca::trial {

namespace {

using witness::Record;
using witness::RecordedCall;

constexpr std::size_t kMostChannels = 64;
constexpr std::size_t kMostBuses = 64;

/// Which of ProcessData's pointers are there, as witness::put_data() has them.
enum Pointer : std::int64_t {
  kInputs = 1,
  kOutputs = 2,
  kInChanges = 4,
  kOutChanges = 8,
  kInEvents = 16,
  kOutEvents = 32,
  kContext = 64,
};

std::u16string utf16_stand_in(witness::Digest digest) {
  digest.length /= sizeof(char16_t);
  const std::string text = ValueReader::stand_in(digest);
  return {text.begin(), text.end()};
}

void read_context(ValueReader values, vst3::ProcessContext& context) {
  context.state = values.number<vst3::StatesAndFlags>();
  context.sampleRate = values.real();
  context.projectTimeSamples = values.integer();
  context.systemTime = values.integer();
  context.continousTimeSamples = values.integer();
  context.projectTimeMusic = values.real();
  context.barPositionMusic = values.real();
  context.cycleStartMusic = values.real();
  context.cycleEndMusic = values.real();
  context.tempo = values.real();
  context.timeSigNumerator = values.number<std::int32_t>();
  context.timeSigDenominator = values.number<std::int32_t>();
}

void read_more(ValueReader values, vst3::ProcessContext& context) {
  context.chord.keyNote = values.number<std::uint8_t>();
  context.chord.rootNote = values.number<std::uint8_t>();
  context.chord.chordMask = values.number<std::int16_t>();
  context.smpteOffsetSubframes = values.number<std::int32_t>();
  context.frameRate.framesPerSecond = values.number<std::uint32_t>();
  context.frameRate.flags = values.number<vst3::FrameRateFlags>();
  context.samplesToNextClock = values.number<std::int32_t>();
}

vst3::Event event_head(ValueReader& values, vst3::EventTypes type) {
  vst3::Event event = {};
  event.type = type;
  event.busIndex = values.number<std::int32_t>();
  event.sampleOffset = values.number<std::int32_t>();
  event.ppqPosition = values.real();
  event.flags = values.number<vst3::EventFlags>();
  return event;
}

/// The event of a detail; nothing if it is none, or one whose content was not recorded.
std::optional<vst3::Event> event_of(const Record& detail,
                                    std::vector<std::vector<std::uint8_t>>& bytes) {
  ValueReader values(detail.values);
  const std::string_view name = detail.name;
  if (name == "event.note_on") {
    vst3::Event event = event_head(values, vst3::EventTypes::kNoteOnEvent);
    event.noteOn.channel = values.number<std::int16_t>();
    event.noteOn.pitch = values.number<std::int16_t>();
    event.noteOn.tuning = values.number<float>();
    event.noteOn.velocity = values.number<float>();
    event.noteOn.length = values.number<std::int32_t>();
    event.noteOn.noteId = values.number<std::int32_t>();
    return event;
  }
  if (name == "event.note_off") {
    vst3::Event event = event_head(values, vst3::EventTypes::kNoteOffEvent);
    event.noteOff.channel = values.number<std::int16_t>();
    event.noteOff.pitch = values.number<std::int16_t>();
    event.noteOff.velocity = values.number<float>();
    event.noteOff.noteId = values.number<std::int32_t>();
    event.noteOff.tuning = values.number<float>();
    return event;
  }
  if (name == "event.data") {
    vst3::Event event = event_head(values, vst3::EventTypes::kDataEvent);
    event.data.type = values.number<vst3::DataTypes>();
    // As many bytes, of nobody's (7D is for non-commercial use).
    bytes.emplace_back(std::min<std::uint64_t>(values.digest().length, 1u << 20U), 0x7D);
    if (!bytes.back().empty()) bytes.back().front() = 0xF0;
    event.data.size = static_cast<std::uint32_t>(bytes.back().size());
    event.data.bytes = bytes.back().data();
    return event;
  }
  if (name == "event.pressure") {
    vst3::Event event = event_head(values, vst3::EventTypes::kPolyPressureEvent);
    event.polyPressure.channel = values.number<std::int16_t>();
    event.polyPressure.pitch = values.number<std::int16_t>();
    event.polyPressure.pressure = values.number<float>();
    event.polyPressure.noteId = values.number<std::int32_t>();
    return event;
  }
  if (name == "event.expression") {
    vst3::Event event = event_head(values, vst3::EventTypes::kNoteExpressionValueEvent);
    event.noteExpressionValue.typeId = values.number<vst3::NoteExpressionTypeID>();
    event.noteExpressionValue.noteId = values.number<std::int32_t>();
    event.noteExpressionValue.value = values.real();
    return event;
  }
  return std::nullopt;
}

}  // namespace

BlockOfReplay::BlockOfReplay() : changes_(1024), reported_(1024) {
  events_.make_room();
  sent_.make_room();
}

void BlockOfReplay::take_bus(Side& side, const Record& detail) {
  ValueReader values(detail.values);
  const auto index = static_cast<std::size_t>(values.integer());
  if (index >= kMostBuses) return;
  if (side.shapes.size() <= index) side.shapes.resize(index + 1);
  Bus& bus = side.shapes[index];
  bus.channels = std::clamp<std::int32_t>(values.number<std::int32_t>(), 0, kMostChannels);
  bus.has_pointers = values.integer() != 0;
  bus.null_channels = values.number<std::int32_t>();
}

vst3::AudioBusBuffers* BlockOfReplay::lay_out(Side& side, std::int32_t count, std::size_t room) {
  const auto buses = static_cast<std::size_t>(count);
  side.shapes.resize(std::max(side.shapes.size(), buses));
  side.buses.assign(buses, {});
  side.channels.assign(buses, {});
  for (std::size_t i = 0; i < buses; ++i) {
    const Bus& bus = side.shapes[i];
    for (std::int32_t c = 0; c < bus.channels; ++c) {
      side.channels[i].push_back(
          c < bus.null_channels ? nullptr : memory_.data() + static_cast<std::size_t>(c) * room);
    }
    side.buses[i].numChannels = bus.channels;
    // 32-bit and 64-bit channels lie in the same place.
    if (bus.has_pointers) {
      side.buses[i].channelBuffers32 = reinterpret_cast<float**>(side.channels[i].data());
    }
  }
  return side.buses.data();
}

void BlockOfReplay::take_lists(const RecordedCall& call) {
  changes_.clear();
  reported_.clear();
  events_.clear();
  sent_.clear();
  bytes_.clear();
  vst3::ParamID id = vst3::kNoParamId;
  for (const Record* const detail : call.details) {
    ValueReader values(detail->values);
    if (detail->name == "queue") {
      id = values.number<vst3::ParamID>();
      if (values.integer() == 0) {
        std::int32_t index = 0;
        changes_.addParameterData(id, index);
      }
    } else if (detail->name == "point") {
      const auto offset = values.number<std::int32_t>();
      changes_.add(id, offset, values.real());
    } else if (auto event = event_of(*detail, bytes_)) {
      events_.addEvent(*event);
    }
  }
}

vst3::ProcessData& BlockOfReplay::make(const RecordedCall& call) {
  ValueReader values(call.begin->values);
  data_ = {};
  data_.processMode = values.number<vst3::ProcessModes>();
  data_.symbolicSampleSize = values.number<vst3::SymbolicSampleSizes>();
  data_.numSamples =
      static_cast<std::int32_t>(std::clamp<std::int64_t>(values.integer(), 0, kMostFrames));
  // No more than there is memory for.
  for (std::int32_t* const count : {&data_.numInputs, &data_.numOutputs}) {
    *count = static_cast<std::int32_t>(std::clamp<std::int64_t>(values.integer(), 0, kMostBuses));
  }
  const std::int64_t there = values.integer();
  const auto has = [there](Pointer pointer) { return (there & pointer) != 0; };
  for (const Record* const detail : call.details) {
    if (detail->name == "input") take_bus(inputs_, *detail);
    if (detail->name == "output") take_bus(outputs_, *detail);
    if (detail->name == "context") read_context(ValueReader(detail->values), context_);
    if (detail->name == "context.more") read_more(ValueReader(detail->values), context_);
  }
  const std::size_t room = static_cast<std::size_t>(std::max(data_.numSamples, 1));
  memory_.assign(std::max(memory_.size(), room * kMostChannels), 0.0);
  vst3::AudioBusBuffers* const inputs = lay_out(inputs_, data_.numInputs, room);
  vst3::AudioBusBuffers* const outputs = lay_out(outputs_, data_.numOutputs, room);
  data_.inputs = has(kInputs) ? inputs : nullptr;
  data_.outputs = has(kOutputs) ? outputs : nullptr;
  take_lists(call);
  data_.inputParameterChanges = has(kInChanges) ? &changes_ : nullptr;
  data_.outputParameterChanges = has(kOutChanges) ? &reported_ : nullptr;
  data_.inputEvents = has(kInEvents) ? &events_ : nullptr;
  data_.outputEvents = has(kOutEvents) ? &sent_ : nullptr;
  data_.processContext = has(kContext) ? &context_ : nullptr;
  return data_;
}

Vst3Made<vst3::ViewRect*>::Vst3Made(Vst3Source& source) {
  if (source.values.integer() == 0) return;
  rect_ = std::make_unique<vst3::ViewRect>();
  for (const Record* const detail : source.call.details) {
    if (detail->name != "rect") continue;
    ValueReader values(detail->values);
    for (std::int32_t* const edge : {&rect_->left, &rect_->top, &rect_->right, &rect_->bottom}) {
      *edge = values.number<std::int32_t>();
    }
  }
}

Vst3Made<vst3::SpeakerArrangement*>::Vst3Made(Vst3Source& source)
    : is_there_(source.values.integer() != 0) {
  // The count stands behind the pointer: where it is still to come twice, these are the inputs.
  const bool is_first = source.values.left() > 2;
  for (const Record* const detail : source.call.details) {
    if (detail->name != (is_first ? "arrangement.input" : "arrangement.output")) continue;
    list_.push_back(static_cast<vst3::SpeakerArrangement>(ValueReader(detail->values).integer()));
  }
  // As many as the plugin will read: obstacle_of() has seen to it that they are few.
  const std::int64_t count = std::clamp<std::int64_t>(source.values.next_integer(), 1, kMostListed);
  list_.resize(static_cast<std::size_t>(count));
}

Vst3Made<const char16_t*>::Vst3Made(Vst3Source& source) {
  is_there_ = source.values.is_digest_next();
  *text_ = utf16_stand_in(source.values.digest());
}

Vst3Made<char16_t*>::Vst3Made(Vst3Source& source) {
  constexpr std::size_t kRoom = 256;
  if (source.values.is_digest_next()) {
    const std::u16string text = utf16_stand_in(source.values.digest());
    text_.assign(text.begin(), text.end());
    text_.push_back(0);
  } else if (source.values.integer() != 0) {
    text_.resize(kRoom);
  }
}

Vst3Made<vst3::IBStream*>::Vst3Made(Vst3Source& source) : states_(source.states) {
  if (source.values.integer() == 0) return;
  const StreamFacts facts = stream_facts(source.call);
  recorded_ = facts.content;
  is_saving_ = source.call.name().find(".get") != std::string_view::npos;
  if (is_saving_) {
    stream_ = vst3::make_ref<host::MemoryStream>(facts.chunk);
  } else {
    stream_ = vst3::make_ref<host::MemoryStream>(
        std::span<const std::byte>(states_.to_load(recorded_)), facts.chunk);
  }
}

Vst3Made<vst3::IBStream*>::~Vst3Made() {
  if (stream_ && is_saving_ && recorded_.length > 0) states_.saved(recorded_, stream_->bytes());
}

Vst3Made<vst3::IAttributeList*>::Vst3Made(Vst3Source& source) {
  if (source.values.integer() == 0) return;
  list_ = vst3::make_ref<host::AttributeList>();
  for (const Record* const detail : source.call.details) {
    if (detail->name != "attribute" || detail->values.size() < 2) continue;
    const std::string key = ValueReader(detail->values).text().value_or("");
    const witness::Value& value = detail->values[1];
    if (const auto* const digest = std::get_if<witness::Digest>(&value)) {
      list_->setString(key.c_str(), utf16_stand_in(*digest).c_str());
    } else if (const auto* const integer = std::get_if<std::int64_t>(&value)) {
      list_->setInt(key.c_str(), *integer);
    }
  }
}

Vst3Made<vst3::FUnknown*>::Vst3Made(Vst3Source& source) {
  if (source.values.integer() == 0) return;
  context_ = source.host.add_context(source.call).unknown();
}

Vst3Made<vst3::IComponentHandler*>::Vst3Made(Vst3Source& source) {
  if (source.values.integer() == 0) return;
  handler_ = &source.host.add_handler(source.call);
}

}  // namespace attacca::trial
