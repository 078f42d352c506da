// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Notes, expressions, controllers and a SysEx, with values that both formats carry without loss.

#include <array>
#include <string>
#include <vector>

#include "trial/validate/twins/transcript.hpp"

namespace attacca::validate {

namespace {

/// What a plugin sends, as lines. Ends of voices are CLAP's alone, and a choke is VST3's end of a
/// note; expressions but for pressure have no address in VST3 but the note's id.
class NoteLines final : public host::InstanceListener {
 public:
  explicit NoteLines(CheckContext& context) : context_(context) {}

  void on_note_report(host::PluginInstance&, const host::NoteReport& report) override {
    using Kind = host::NoteEventKind;
    const host::NoteEvent& event = report.event;
    if (event.kind == Kind::end) return;
    const Kind kind = event.kind == Kind::choke ? Kind::off : event.kind;
    std::string line = std::string(host::name_of(kind)) + " at " + std::to_string(report.position) +
                       ", port " + std::to_string(event.port);
    const bool is_expression = kind == Kind::expression;
    if (is_expression) {
      line +=
          std::string(", ") + host::name_of(event.expression) + " " + position_text(event.value);
    }
    if (kind == Kind::on || kind == Kind::off || is_expression) {
      line += ", id " + std::to_string(event.note_id);
    }
    if (kind == Kind::on || kind == Kind::off) {
      line += ", channel " + std::to_string(event.channel) + ", key " + std::to_string(event.key) +
              ", velocity " + position_text(event.velocity);
    }
    if (kind == Kind::midi) {
      for (const std::uint8_t byte : event.midi) line += " " + std::to_string(byte);
    }
    if (kind == Kind::sysex) {
      for (const std::uint8_t byte : event.sysex) line += " " + std::to_string(byte);
    }
    write(context_, "note " + std::to_string(count_++), line);
  }

 private:
  CheckContext& context_;
  std::size_t count_ = 0;
};

}  // namespace

void twin_notes(CheckContext& context) {
  using Kind = host::NoteEventKind;
  const auto instance = context.create_processing();
  if (instance->ports().note_inputs.empty()) return;
  NoteLines lines(context);
  instance->set_listener(&lines);
  Playback playback(*instance, kTwinFrames, 11);
  playback.signal = Signal::silence;
  constexpr std::array<std::uint8_t, 6> kSysEx = {0xF0, 0x7E, 0x7F, 0x06, 0x01, 0xF7};
  constexpr std::array kTunings = {7.5, -7.5, 15.0, 0.0};
  std::int32_t id = 0;
  for (int block = 0; block < 60; ++block) {
    std::vector<host::NoteEvent> events;
    const auto add = [&](Kind kind, std::uint32_t frame) -> host::NoteEvent& {
      host::NoteEvent event;
      event.kind = kind;
      event.frame = frame;
      event.note_id = id;
      event.key = static_cast<std::int16_t>(48 + id % 24);
      event.channel = static_cast<std::int16_t>(id % 3);
      event.velocity = 0.25 * (1 + id % 4);
      events.push_back(event);
      return events.back();
    };
    switch (block % 6) {
      case 0:
        ++id;
        add(Kind::on, 5);
        break;
      case 1: {
        host::NoteEvent& to = add(Kind::expression, 9);
        to.expression = static_cast<host::NoteExpression>(id % 7);
        to.value = to.expression == host::NoteExpression::tuning
                       ? kTunings[static_cast<std::size_t>(id) % kTunings.size()]
                       : 0.25 * (1 + id % 3);
        break;
      }
      case 2:
        if (!instance->ports().note_inputs.front().takes_midi) break;
        add(Kind::midi, 1).midi = {0xB0, 1, static_cast<std::uint8_t>(id * 7 % 128)};
        add(Kind::midi, 30).midi = {0xE0, 0, static_cast<std::uint8_t>(id % 2 == 0 ? 64 : 0)};
        break;
      case 3:
        if (id % 4 == 0) add(Kind::sysex, 0).sysex = kSysEx;
        break;
      case 4:
        add(Kind::off, kTwinFrames - 1);  // VST3 has no choke, and lets such a note ring out
        break;
      default:
        break;
    }
    playback.run(kTwinFrames, {}, events);
    write(context, "notes block " + std::to_string(block), fingerprint(playback));
    instance->pump();
  }
  instance->set_listener(nullptr);
  instance->stop_processing();
}

}  // namespace attacca::validate
