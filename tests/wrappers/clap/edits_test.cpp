// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include <doctest/doctest.h>

#include "attacca/gui/param_gesture.hpp"
#include "editing.hpp"
#include "loaded_plugin.hpp"
#include "wrappers/clap/edit_queue.hpp"

namespace attacca::clap_test {
namespace {

using clap::EventType;

TEST_CASE("a gesture goes out whole and in order, with the next process") {
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  {
    ParamGesture gesture(editor.context(), editor.gain());
    gesture.set_normalized(0.25);
    gesture.set_normalized(0.75);
  }
  CHECK(host.flush_requests >= 1);
  CHECK(plugin.value(editor.gain()) == 0.75);  // known at once
  StereoBlock block(16);
  plugin.process(block);
  CHECK(block.out.well_formed());
  const auto sent = block.out.of_param(editor.gain().stable_id());
  REQUIRE(sent.size() == 4);
  CHECK(sent[0].type == EventType::param_gesture_begin);
  CHECK(sent[1].value == 0.25);
  CHECK(sent[2].value == 0.75);
  CHECK(sent[3].type == EventType::param_gesture_end);
  for (const Sent& event : block.out.sent()) CHECK(event.time < 16);
  CHECK(block.output(0, 15) == doctest::Approx(1.5));  // and the sound follows
  block.out.clear();
  plugin.process(block);
  CHECK(block.out.of_param(editor.gain().stable_id()).empty());
  CHECK(host.offences().empty());
}

TEST_CASE("a gesture goes out with flush, active or not") {
  for (const Start start : {Start::initialized, Start::active}) {
    FakeHost host;
    LoadedPlugin plugin(host, start);
    OpenEditor editor(plugin);
    ParamGesture(editor.context(), editor.gain()).set_normalized(0.125);
    OutList out;
    plugin.flush(nullptr, &out);
    const auto sent = out.of_param(editor.gain().stable_id());
    REQUIRE(sent.size() == 3);
    CHECK(sent[1].value == 0.125);
    for (const Sent& event : out.sent()) CHECK(event.time == 0);
    out.clear();
    plugin.flush(nullptr, &out);
    CHECK(out.sent().empty());
  }
}

TEST_CASE("what process() sets goes out as a gesture of its own, without an editor") {
  FakeHost host;
  LoadedPlugin plugin(host);
  FullPlugin& full = *FullPlugin::latest;
  full.during_process = [&full](ProcessContext&) { full.gain.set_from_audio(0.5); };
  StereoBlock block(16);
  plugin.process(block);
  CHECK(block.out.well_formed());
  const auto sent = block.out.of_param(full.gain.stable_id());
  REQUIRE(sent.size() == 3);
  CHECK(sent[0].type == EventType::param_gesture_begin);
  CHECK(sent[1].value == 0.25);
  CHECK(sent[2].type == EventType::param_gesture_end);
  for (const Sent& event : sent) CHECK(event.time == 15);
  CHECK(plugin.value(full.gain) == 0.25);
  full.during_process = nullptr;
  block.out.clear();
  plugin.process(block);
  CHECK(block.out.of_param(full.gain.stable_id()).empty());
}

TEST_CASE("a host without room for what process() sets gets it later") {
  FakeHost host;
  LoadedPlugin plugin(host);
  FullPlugin& full = *FullPlugin::latest;
  full.during_process = [&full](ProcessContext&) { full.gain.set_from_audio(0.5); };
  StereoBlock block(16);
  block.out.room = 0;
  plugin.process(block);
  full.during_process = nullptr;
  CHECK(block.out.sent().empty());
  block.out.room = 100;
  plugin.process(block);
  CHECK(block.out.of_param(full.gain.stable_id()).size() == 3);
}

TEST_CASE("steps go out as whole numbers") {
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  Param& steps = FullPlugin::latest->steps;
  ParamGesture(editor.context(), steps).set_plain(2.0);
  OutList out;
  plugin.flush(nullptr, &out);
  const auto sent = out.of_param(steps.stable_id());
  REQUIRE(sent.size() == 3);
  CHECK(sent[1].value == 2.0);
}

TEST_CASE("an edit without a gesture of its own gets one") {
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  editor.context().set_normalized(editor.gain(), 0.25);
  OutList out;
  plugin.flush(nullptr, &out);
  const auto sent = out.of_param(editor.gain().stable_id());
  REQUIRE(sent.size() == 3);
  CHECK(sent[0].type == EventType::param_gesture_begin);
  CHECK(sent[2].type == EventType::param_gesture_end);
}

TEST_CASE("closing the editor ends the gestures it left open") {
  FakeHost host;
  LoadedPlugin plugin(host);
  {
    OpenEditor editor(plugin);
    editor.context().begin_edit(editor.gain());
  }
  OutList out;
  plugin.flush(nullptr, &out);
  REQUIRE(out.sent().size() == 2);
  CHECK(out.sent()[1].type == EventType::param_gesture_end);
}

TEST_CASE("a host that refuses halfway gets the rest later: nothing twice, nothing missing") {
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  {
    ParamGesture gesture(editor.context(), editor.gain());
    for (int i = 0; i < 100; ++i) gesture.set_normalized(i / 100.0);
  }
  StereoBlock block(16);
  for (int round = 0; round < 200 && block.out.sent().size() < 102; ++round) {
    block.out.room = static_cast<std::size_t>(round % 3);
    plugin.process(block);
  }
  const auto sent = block.out.of_param(editor.gain().stable_id());
  REQUIRE(sent.size() == 102);
  CHECK(sent.front().type == EventType::param_gesture_begin);
  CHECK(sent.back().type == EventType::param_gesture_end);
  for (std::size_t i = 0; i < 100; ++i) {
    CHECK(sent[i + 1].value == static_cast<double>(i) / 100.0);
  }
}

TEST_CASE("a null list and one that cannot be pushed to keep edits for the next") {
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  ParamGesture(editor.context(), editor.gain()).set_normalized(0.25);
  plugin.flush(nullptr, nullptr);
  StereoBlock block(16);
  block.process.out_events = nullptr;
  plugin.process(block);
  const clap::OutputEvents hollow = {};
  block.process.out_events = &hollow;
  plugin.process(block);
  OutList out;
  plugin.flush(nullptr, &out);
  CHECK(out.of_param(editor.gain().stable_id()).size() == 3);
}

TEST_CASE(
    "edits that nobody takes overflow: reported, values read again, gesture and last value kept") {
  constexpr std::size_t kEdits = 3 * clap_wrapper::EditQueue::kCapacity;
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  {
    ParamGesture gesture(editor.context(), editor.gain());
    for (std::size_t i = 0; i < kEdits; ++i) {
      gesture.set_normalized(static_cast<double>(i) / kEdits);
    }
    gesture.set_normalized(0.0625);
  }
  CHECK(host.callbacks >= 1);
  CHECK(host.value_rescans == 0);
  plugin->on_main_thread(plugin.table());
  CHECK(host.value_rescans == 1);
  REQUIRE(host.logged().size() == 1);
  CHECK(host.logged()[0].severity == clap::LogSeverity::warning);
  const std::size_t left_out = kEdits + 3 - clap_wrapper::EditQueue::kCapacity;
  CHECK(host.logged()[0].text.find(std::to_string(left_out) + " were left out") !=
        std::string::npos);
  plugin->on_main_thread(plugin.table());
  CHECK(host.logged().size() == 1);  // said once

  StereoBlock block(16);
  plugin.process(block);
  const auto sent = block.out.of_param(editor.gain().stable_id());
  REQUIRE(sent.size() > 3);
  CHECK(sent.front().type == EventType::param_gesture_begin);
  CHECK(sent.back().type == EventType::param_gesture_end);
  CHECK(sent[sent.size() - 2].value == 0.0625);
  CHECK(host.offences().empty());
}

TEST_CASE("an overflow with a gesture still open sends the newest value and later its end") {
  constexpr std::size_t kEdits = 2 * clap_wrapper::EditQueue::kCapacity;
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  editor.context().begin_edit(editor.gain());
  for (std::size_t i = 0; i < kEdits; ++i) editor.context().set_normalized(editor.gain(), 0.5);
  editor.context().set_normalized(editor.gain(), 0.0625);
  StereoBlock block(16);
  plugin.process(block);
  CHECK(block.out.of_param(editor.gain().stable_id()).back().value == 0.0625);
  editor.context().end_edit(editor.gain());
  plugin.process(block);
  CHECK(block.out.of_param(editor.gain().stable_id()).back().type == EventType::param_gesture_end);
}

TEST_CASE("gestures that begin while the queue is full leave out begin and end alike") {
  constexpr std::size_t kEdits = 2 * clap_wrapper::EditQueue::kCapacity;
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  Param& steps = FullPlugin::latest->steps;
  editor.context().begin_edit(editor.gain());
  for (std::size_t i = 0; i < kEdits; ++i) editor.context().set_normalized(editor.gain(), 0.5);
  for (int i = 0; i < 10; ++i) ParamGesture(editor.context(), steps).set_plain(3.0);
  editor.context().end_edit(editor.gain());
  StereoBlock block(16);
  plugin.process(block);
  int open = 0;
  for (const Sent& event : block.out.sent()) {
    if (event.type == EventType::param_gesture_begin) ++open;
    if (event.type == EventType::param_gesture_end) --open;
    CHECK(open >= 0);
  }
  CHECK(open == 0);
  REQUIRE(block.out.of_param(steps.stable_id()).size() == 1);
  CHECK(block.out.of_param(steps.stable_id())[0].value == 3.0);
}

}  // namespace
}  // namespace attacca::clap_test
