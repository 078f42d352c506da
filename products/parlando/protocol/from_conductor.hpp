// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <tuple>
#include <variant>

#include "attacca/base/fixed_text.hpp"
#include "osc/time_tag.hpp"
#include "parlando/protocol/from_musician.hpp"
#include "parlando/protocol/id.hpp"

namespace parlando {

// What the conductor sends, in the order of the packet; docs/parlando/protocol.md says what the
// fields mean, in what units, and when a message takes effect. `wrong()` says what is out of range,
// or null.

using ShapeText = attacca::FixedText<256>;

struct Key {
  static constexpr const char* address = "/parlando/key";
  NameText key;

  static constexpr auto fields() noexcept { return std::tuple(&Key::key); }
  [[nodiscard]] const char* wrong() const noexcept;
};

/// Announce yourselves; id 0: all of the process.
struct Who {
  static constexpr const char* address = "/parlando/who";
  Id id;

  static constexpr auto fields() noexcept { return std::tuple(&Who::id); }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Ack {
  static constexpr const char* address = "/parlando/ack";
  Id id;
  std::int32_t seq = 0;
  Id process;
  Id conductor;

  static constexpr auto fields() noexcept {
    return std::tuple(&Ack::id, &Ack::seq, &Ack::process, &Ack::conductor);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Renew {
  static constexpr const char* address = "/parlando/renew";
  Id id;
  Id process;

  static constexpr auto fields() noexcept { return std::tuple(&Renew::id, &Renew::process); }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Primary {
  static constexpr const char* address = "/parlando/primary";
  Id id;
  bool on = false;

  static constexpr auto fields() noexcept { return std::tuple(&Primary::id, &Primary::on); }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Pulse {
  static constexpr const char* address = "/parlando/pulse";
  Id conductor;
  std::int32_t pulse = 0;
  osc_time sent;
  bool wants_reports = false;

  static constexpr auto fields() noexcept {
    return std::tuple(&Pulse::conductor, &Pulse::pulse, &Pulse::sent, &Pulse::wants_reports);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Bye {
  static constexpr const char* address = "/parlando/bye";
  Id conductor;

  static constexpr auto fields() noexcept { return std::tuple(&Bye::conductor); }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct NoteOnFor {
  static constexpr const char* address = "/parlando/note/on";
  Id id;
  std::int32_t seq = 0;
  std::int32_t key = 60;
  float velocity = 0.8f;
  std::int32_t channel = 0;
  std::int32_t note = -1;

  static constexpr auto fields() noexcept {
    return std::tuple(&NoteOnFor::id, &NoteOnFor::seq, &NoteOnFor::key, &NoteOnFor::velocity,
                      &NoteOnFor::channel, &NoteOnFor::note);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct NoteOffFor {
  static constexpr const char* address = "/parlando/note/off";
  Id id;
  std::int32_t seq = 0;
  std::int32_t key = 60;
  float velocity = 0.8f;
  std::int32_t channel = 0;
  std::int32_t note = -1;

  static constexpr auto fields() noexcept {
    return std::tuple(&NoteOffFor::id, &NoteOffFor::seq, &NoteOffFor::key, &NoteOffFor::velocity,
                      &NoteOffFor::channel, &NoteOffFor::note);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct WholeNote {
  static constexpr const char* address = "/parlando/note";
  Id id;
  std::int32_t seq = 0;
  std::int32_t key = 60;
  float velocity = 0.8f;
  std::int32_t channel = 0;
  std::int32_t note = -1;
  double duration = 0;

  static constexpr auto fields() noexcept {
    return std::tuple(&WholeNote::id, &WholeNote::seq, &WholeNote::key, &WholeNote::velocity,
                      &WholeNote::channel, &WholeNote::note, &WholeNote::duration);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Controller {
  static constexpr const char* address = "/parlando/cc";
  Id id;
  std::int32_t seq = 0;
  std::int32_t controller = 0;
  float value = 0;
  std::int32_t channel = 0;

  static constexpr auto fields() noexcept {
    return std::tuple(&Controller::id, &Controller::seq, &Controller::controller,
                      &Controller::value, &Controller::channel);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Bend {
  static constexpr const char* address = "/parlando/bend";
  Id id;
  std::int32_t seq = 0;
  float value = 0;
  std::int32_t channel = 0;

  static constexpr auto fields() noexcept {
    return std::tuple(&Bend::id, &Bend::seq, &Bend::value, &Bend::channel);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Pressure {
  static constexpr const char* address = "/parlando/pressure";
  Id id;
  std::int32_t seq = 0;
  float value = 0;
  std::int32_t channel = 0;
  std::int32_t key = -1;

  static constexpr auto fields() noexcept {
    return std::tuple(&Pressure::id, &Pressure::seq, &Pressure::value, &Pressure::channel,
                      &Pressure::key);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Program {
  static constexpr const char* address = "/parlando/program";
  Id id;
  std::int32_t seq = 0;
  std::int32_t program = 0;
  std::int32_t channel = 0;

  static constexpr auto fields() noexcept {
    return std::tuple(&Program::id, &Program::seq, &Program::program, &Program::channel);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Expression {
  static constexpr const char* address = "/parlando/expression";
  Id id;
  std::int32_t seq = 0;
  WordText kind;
  float value = 0;
  std::int32_t channel = 0;
  std::int32_t key = -1;
  std::int32_t note = -1;

  static constexpr auto fields() noexcept {
    return std::tuple(&Expression::id, &Expression::seq, &Expression::kind, &Expression::value,
                      &Expression::channel, &Expression::key, &Expression::note);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Curve {
  static constexpr const char* address = "/parlando/curve";
  Id id;
  std::int32_t seq = 0;
  WordText target;
  std::int32_t channel = 0;
  std::int32_t key = -1;
  std::int32_t note = -1;
  double from = 0;
  double to = 0;
  double duration = 0;
  ShapeText shape;

  static constexpr auto fields() noexcept {
    return std::tuple(&Curve::id, &Curve::seq, &Curve::target, &Curve::channel, &Curve::key,
                      &Curve::note, &Curve::from, &Curve::to, &Curve::duration, &Curve::shape);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Silence {
  static constexpr const char* address = "/parlando/silence";
  Id id;
  std::int32_t seq = 0;
  WordText what;

  static constexpr auto fields() noexcept {
    return std::tuple(&Silence::id, &Silence::seq, &Silence::what);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Listen {
  static constexpr const char* address = "/parlando/listen";
  Id id;
  std::int32_t seq = 0;
  std::int32_t request = 0;
  double bars = 0;

  static constexpr auto fields() noexcept {
    return std::tuple(&Listen::id, &Listen::seq, &Listen::request, &Listen::bars);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Record {
  static constexpr const char* address = "/parlando/record";
  Id id;
  std::int32_t seq = 0;
  bool on = false;

  static constexpr auto fields() noexcept {
    return std::tuple(&Record::id, &Record::seq, &Record::on);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

using ToProcess = std::variant<Who, Ack, Renew, Primary, Pulse, Bye>;

using ToMusician = std::variant<NoteOnFor, NoteOffFor, WholeNote, Controller, Bend, Pressure,
                                Program, Expression, Curve, Silence, Listen, Record, InstrumentIs>;

/// All that a process of musicians receives.
using FromConductor =
    std::variant<Who, Ack, Renew, Primary, Pulse, Bye, NoteOnFor, NoteOffFor, WholeNote, Controller,
                 Bend, Pressure, Program, Expression, Curve, Silence, Listen, Record, InstrumentIs>;

}  // namespace parlando
