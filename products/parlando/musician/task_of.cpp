// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/musician/task_of.hpp"

#include <string>
#include <string_view>

#include "parlando/curve/shape_compiler.hpp"

namespace parlando {
namespace {

/// The last one is remembered: a curve for all musicians comes to each of them.
const CompiledShape& compiled(std::string_view text) {
  thread_local std::string last;
  thread_local CompiledShape shape = compile_shape(last);
  if (text != last) {
    last.assign(text);
    shape = compile_shape(last);
  }
  return shape;
}

/// Fills a task in; false: the message is none.
class Filler {
 public:
  explicit Filler(Task& task) noexcept : task_(task) {}

  bool operator()(const NoteOnFor& from) const noexcept {
    note(Task::Kind::note_on, from);
    return true;
  }
  bool operator()(const NoteOffFor& from) const noexcept {
    note(Task::Kind::note_off, from);
    return true;
  }
  bool operator()(const WholeNote& from) const noexcept {
    note(Task::Kind::note, from);
    task_.duration = from.duration;
    return true;
  }
  bool operator()(const Controller& from) const noexcept {
    value(Task::Kind::controller, from.channel, static_cast<double>(from.value));
    task_.number = static_cast<std::uint8_t>(from.controller);
    return true;
  }
  bool operator()(const Bend& from) const noexcept {
    value(Task::Kind::bend, from.channel, static_cast<double>(from.value));
    return true;
  }
  bool operator()(const Pressure& from) const noexcept {
    value(Task::Kind::pressure, from.channel, static_cast<double>(from.value));
    task_.key = static_cast<std::int16_t>(from.key);
    return true;
  }
  bool operator()(const Program& from) const noexcept {
    value(Task::Kind::program, from.channel, 0);
    task_.number = static_cast<std::uint8_t>(from.program);
    return true;
  }
  bool operator()(const Expression& from) const noexcept {
    const auto kind = expression_kind(from.kind.view());
    if (!kind) return false;
    value(Task::Kind::expression, from.channel, static_cast<double>(from.value));
    task_.expression = *kind;
    task_.key = static_cast<std::int16_t>(from.key);
    task_.note = from.note;
    return true;
  }
  bool operator()(const Curve& from) const {
    const auto target = curve_target(from.target.view());
    const CompiledShape& shape = compiled(from.shape.view());
    if (!target || shape.fault != nullptr) return false;
    value(Task::Kind::curve, from.channel, 0);
    task_.key = static_cast<std::int16_t>(from.key);
    task_.note = from.note;
    task_.duration = from.duration;
    task_.curve = std::make_unique<CurveWork>();
    task_.curve->target = *target;
    task_.curve->from = from.from;
    task_.curve->to = from.to;
    task_.curve->shape = shape.shape;
    return true;
  }
  bool operator()(const Silence& from) const noexcept {
    task_.seq = from.seq;
    task_.kind = from.what.view() == "all"        ? Task::Kind::silence_all
                 : from.what.view() == "sounding" ? Task::Kind::silence_sounding
                                                  : Task::Kind::silence_waiting;
    return true;
  }
  /// What is not for the audio thread.
  template <typename Other>
  bool operator()(const Other& /*other*/) const noexcept {
    return false;
  }

 private:
  template <typename Note>
  void note(Task::Kind kind, const Note& from) const noexcept {
    value(kind, from.channel, static_cast<double>(from.velocity));
    task_.key = static_cast<std::int16_t>(from.key);
    task_.note = from.note;
  }
  void value(Task::Kind kind, std::int32_t channel, double value) const noexcept {
    task_.kind = kind;
    task_.channel = static_cast<std::uint8_t>(channel);
    task_.value = value;
  }

  Task& task_;
};

std::int32_t seq_of(const FromConductor& message) noexcept {
  return std::visit(
      [](const auto& one) -> std::int32_t {
        if constexpr (requires { one.seq; }) return one.seq;
        return 0;
      },
      message);
}

}  // namespace

std::unique_ptr<Task> task_of(const FromConductor& message, const When& when,
                              const ClockReading& now) {
  auto task = std::make_unique<Task>();
  if (!std::visit(Filler(*task), message)) return nullptr;
  task->seq = seq_of(message);
  task->when = when.kind;
  task->beat = when.beat;
  if (when.kind == When::Kind::time) {
    task->due_ns = when.time.unix_nanoseconds() - now.offset_ns();
  }
  return task;
}

}  // namespace parlando
