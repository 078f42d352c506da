// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/playable_json.hpp"

#include <memory>
#include <type_traits>
#include <utility>

#include "parlando/curve/shape_compiler.hpp"
#include "parlando/score/stable_order.hpp"

namespace parlando {
namespace {

constexpr double kLongest = 1'000'000;  // beats

std::int32_t channel_in(Fields& fields) {
  return static_cast<std::int32_t>(fields.whole("channel", 1, 1, 16)) - 1;
}

std::int32_t note_in(Fields& fields) {
  return static_cast<std::int32_t>(fields.whole("note", -1, -1, 0x7FFFFFFF));
}

std::int32_t key_or_all(Fields& fields) {
  return fields.has("key") ? fields.key("key", -1) : -1;
}

float unit(Fields& fields, const char* name, double otherwise) {
  return static_cast<float>(fields.number(name, otherwise, 0, 1));
}

template <typename Note>
Note note_of(Fields& fields) {
  Note note;
  note.key = fields.require("key").key("key", 60);
  note.velocity = unit(fields, "velocity", 0.63);
  note.channel = channel_in(fields);
  note.note = note_in(fields);
  return note;
}

Controller controller_of(Fields& fields) {
  Controller message;
  message.controller =
      static_cast<std::int32_t>(fields.require("controller").whole("controller", 0, 0, 127));
  message.value = unit(fields.require("value"), "value", 0);
  message.channel = channel_in(fields);
  return message;
}

Bend bend_of(Fields& fields) {
  Bend message;
  message.value = static_cast<float>(fields.require("value").number("value", 0, -1, 1));
  message.channel = channel_in(fields);
  return message;
}

Pressure pressure_of(Fields& fields) {
  Pressure message;
  message.value = unit(fields.require("value"), "value", 0);
  message.channel = channel_in(fields);
  message.key = key_or_all(fields);
  return message;
}

Program program_of(Fields& fields) {
  Program message;
  message.program =
      static_cast<std::int32_t>(fields.require("program").whole("program", 1, 1, 128)) - 1;
  message.channel = channel_in(fields);
  return message;
}

Expression expression_of(Fields& fields) {
  Expression message;
  message.kind.assign(fields.require("type").text("type"));
  message.value = static_cast<float>(fields.require("value").number("value", 0, -120, 120));
  message.channel = channel_in(fields);
  message.key = key_or_all(fields);
  message.note = note_in(fields);
  return message;
}

std::shared_ptr<const Curve> curve_of(Fields& fields) {
  const auto message = std::make_shared<Curve>();
  message->target.assign(fields.require("target").text("target"));
  message->from = fields.require("from").number("from", 0, -120, 120);
  message->to = fields.require("to").number("to", 0, -120, 120);
  const std::string shape = fields.text("shape", "linear");
  if (const CompiledShape compiled = compile_shape(shape); compiled.fault != nullptr) {
    fields.complain("\"shape\", at byte " + std::to_string(compiled.fault_at) + ": " +
                    compiled.fault);
  }
  message->shape.assign(shape);
  message->channel = channel_in(fields);
  message->key = key_or_all(fields);
  message->note = note_in(fields);
  return message;
}

Playable playable_of(Fields& fields, const std::string& kind) {
  if (kind == "note") return note_of<WholeNote>(fields);
  if (kind == "on") return note_of<NoteOnFor>(fields);
  if (kind == "off") return note_of<NoteOffFor>(fields);
  if (kind == "cc") return controller_of(fields);
  if (kind == "bend") return bend_of(fields);
  if (kind == "pressure") return pressure_of(fields);
  if (kind == "program") return program_of(fields);
  if (kind == "expression") return expression_of(fields);
  if (kind == "curve") return curve_of(fields);
  fields.complain(
      "\"kind\" has to be note, on, off, cc, bend, pressure, program, expression or curve");
  return WholeNote{};
}

/// What the protocol finds wrong with it, or null.
const char* fault_of(const Playable& what) {
  return std::visit(
      [](const auto& message) -> const char* {
        using Message = std::decay_t<decltype(message)>;
        if constexpr (std::is_same_v<Message, std::shared_ptr<const Curve>>) {
          return message->wrong();
        } else {
          return message.wrong();
        }
      },
      what);
}

}  // namespace

attacca::Result<PhraseEvent> parse_event(const Json& json, const std::string& where) {
  Fields fields(json, where);
  PhraseEvent event;
  const std::string kind = fields.text("kind", "note");
  event.at = fields.number("at", 0, -kLongest, kLongest);
  event.what = playable_of(fields, kind);
  if (kind == "note" || kind == "curve") {
    event.beats = fields.number("beats", 1, 1e-6, kLongest);
    event.seconds = fields.number("ms", 0, 1e-3, 1e9) / 1'000;
    if (event.seconds > 0 && fields.has("beats")) {
      fields.complain("\"beats\" and \"ms\" exclude each other");
    }
    set_duration(event.what, event.beats);
  }
  if (fields.error().empty()) {
    if (const char* fault = fault_of(event.what)) fields.complain(fault);
  }
  if (!fields.finish()) return attacca::fail(fields.error());
  return event;
}

EventsRead parse_events(const Json& list, const std::string& where) {
  std::vector<PhraseEvent> events;
  events.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto event = parse_event(list[i], where + "[" + std::to_string(i) + "]");
    if (!event) return attacca::fail(event.error().message);
    events.push_back(std::move(*event));
  }
  const auto is_earlier = [](const PhraseEvent& a, const PhraseEvent& b) { return a.at < b.at; };
  score::sort_stably(events, is_earlier);
  return std::make_shared<const std::vector<PhraseEvent>>(std::move(events));
}

void set_duration(Playable& what, double duration) {
  if (auto* note = std::get_if<WholeNote>(&what)) note->duration = duration;
  if (auto* curve = std::get_if<std::shared_ptr<const Curve>>(&what)) {
    auto copy = std::make_shared<Curve>(**curve);
    copy->duration = duration;
    *curve = std::move(copy);
  }
}

}  // namespace parlando
