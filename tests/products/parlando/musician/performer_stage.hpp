// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "parlando/curve/shape_compiler.hpp"
#include "parlando/musician/performer.hpp"

namespace parlando::test {

/// An event that went out, with the sample since the beginning.
struct Out {
  std::int64_t sample = 0;
  attacca::Event event;
};

/// A performer with a host around it, in blocks of 64 samples at 48 kHz. It renders, so that times
/// are exact: steady time kBegin is sample 0.
class Stage : public EventSender {
 public:
  static constexpr std::int64_t kBegin = 1'000'000'000'000;
  static constexpr double kRate = 48'000.0;

  Stage() {
    performer.reset(kRate);
    block.clock.frames = 64;
    block.clock.now.steady_ns = kBegin;
    block.clock.is_offline = true;
  }
  virtual ~Stage() = default;

  // What is sent to it.

  std::unique_ptr<Task> task(Task::Kind kind) {
    auto made = std::make_unique<Task>();
    made->kind = kind;
    made->order = ++order_;
    made->seq = static_cast<std::int32_t>(order_);
    return made;
  }
  static void at_sample(Task& task, double sample) {
    task.when = When::Kind::time;
    task.due_ns = kBegin + std::llround(sample * 1e9 / kRate);
  }
  static void at_beat(Task& task, double beat) {
    task.when = When::Kind::beat;
    task.beat = beat;
  }
  std::unique_ptr<Task> note(std::int16_t key, double duration = 0) {
    auto made = task(duration > 0 ? Task::Kind::note : Task::Kind::note_on);
    made->key = key;
    made->value = 0.5;
    made->duration = duration;
    return made;
  }
  std::unique_ptr<Task> curve(const char* target, double from, double to, double duration,
                              const char* shape = "linear") {
    auto made = task(Task::Kind::curve);
    made->curve = std::make_unique<CurveWork>();
    made->curve->target = *curve_target(target);
    made->curve->from = from;
    made->curve->to = to;
    made->curve->shape = compile_shape(shape).shape;
    made->duration = duration;
    return made;
  }
  /// As a Presence does: silence without a time goes another way.
  void send(std::unique_ptr<Task> one) {
    if (one->when == When::Kind::next_block && one->kind >= Task::Kind::silence_all) {
      Cut& cut = one->kind == Task::Kind::silence_all        ? exchange.silence_all
                 : one->kind == Task::Kind::silence_sounding ? exchange.silence_sounding
                                                             : exchange.silence_waiting;
      return cut.ask(exchange.inbox.last_order());
    }
    exchange.sent.fetch_add(1);
    exchange.inbox.push(std::move(one));
  }
  /// What was sent up to now may not be all.
  void lose_something() { exchange.gap.ask(exchange.inbox.last_order()); }

  // What happens.

  void play() {
    performer.play(block, *this);
    block.events = {};
    at += block.clock.frames;
    if (block.transport.playing && block.transport.position_beats) {
      *block.transport.position_beats += block.clock.frames * *block.transport.tempo / 60.0 / kRate;
    }
  }
  void play_until(std::int64_t sample) {
    while (at < sample) play();
  }
  /// From there, at 120 quarter notes a minute: 24,000 samples each.
  void roll(double beat = 0, double tempo = 120) {
    block.transport.playing = true;
    block.transport.tempo = tempo;
    block.transport.position_beats = beat;
  }

  attacca::Sent send(const attacca::Event& event) noexcept override {
    if (room == 0) return attacca::Sent::no_room;
    if (room > 0) --room;
    CHECK(event.frame < block.clock.frames);
    if (!out.empty()) CHECK(at + event.frame >= out.back().sample);
    out.push_back({at + event.frame, event});
    return attacca::Sent::sent;
  }

  template <typename What>
  [[nodiscard]] std::vector<std::pair<std::int64_t, What>> all() const {
    std::vector<std::pair<std::int64_t, What>> found;
    for (const Out& one : out) {
      if (const auto* const what = one.event.get_if<What>()) found.emplace_back(one.sample, *what);
    }
    return found;
  }
  [[nodiscard]] std::vector<std::int64_t> begins() const { return samples_of<attacca::NoteOn>(); }
  [[nodiscard]] std::vector<std::int64_t> ends() const { return samples_of<attacca::NoteOff>(); }
  template <typename What>
  [[nodiscard]] std::vector<std::int64_t> samples_of() const {
    std::vector<std::int64_t> samples;
    for (const auto& [sample, what] : all<What>()) samples.push_back(sample);
    return samples;
  }

  Exchange exchange;
  Performer performer{exchange};
  Performer::Block block;
  std::int64_t at = 0;
  int room = -1;  ///< for so many events more; below 0: for all
  std::vector<Out> out;

 private:
  std::uint64_t order_ = 0;
};

using Samples = std::vector<std::int64_t>;

}  // namespace parlando::test
