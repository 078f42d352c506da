// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/param_gesture.hpp"
#include "audio_thread.hpp"
#include "editing.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

using clap::EventType;

TEST_CASE("edits made while a callback is held open go out with the next, in order, once") {
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  HeldCallback held(plugin);
  {
    ParamGesture gesture(editor.context(), editor.gain());
    for (int i = 1; i <= 50; ++i) gesture.set_normalized(i / 64.0);
  }
  held.let_go();
  CHECK(held.block().out.of_param(editor.gain().stable_id()).empty());
  StereoBlock block(16);
  plugin.process(block);
  const auto sent = block.out.of_param(editor.gain().stable_id());
  REQUIRE(sent.size() == 52);
  for (std::size_t i = 1; i <= 50; ++i) CHECK(sent[i].value == static_cast<double>(i) / 64.0);
  CHECK(block.output(0, 15) == doctest::Approx(2.0 * 50 / 64.0));
  CHECK(host.offences().empty());
}

TEST_CASE("gestures made while audio runs arrive in order, each event once, none missing") {
  constexpr int kGestures = 100;
  constexpr int kValues = 8;
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  StereoBlock block(16);
  std::atomic<bool> stop{false};
  std::thread audio([&] {
    // A host that is short of room now and then.
    for (std::size_t i = 0; !stop; ++i) {
      block.out.room = i % 5;
      plugin.process(block);
    }
  });
  for (int g = 0; g < kGestures; ++g) {
    ParamGesture gesture(editor.context(), editor.gain());
    for (int v = 1; v <= kValues; ++v) gesture.set_normalized((g * kValues + v) / 1024.0);
  }
  stop = true;
  audio.join();
  block.out.room = 10000;
  plugin.process(block);
  const auto sent = block.out.of_param(editor.gain().stable_id());
  REQUIRE(sent.size() == kGestures * (kValues + 2));
  std::size_t at = 0;
  for (int g = 0; g < kGestures; ++g) {
    CHECK(sent[at++].type == EventType::param_gesture_begin);
    for (int v = 1; v <= kValues; ++v) CHECK(sent[at++].value == (g * kValues + v) / 1024.0);
    CHECK(sent[at++].type == EventType::param_gesture_end);
  }
  CHECK(host.offences().empty());
}

TEST_CASE("a flush beside process sends every edit once all the same") {
  constexpr int kEdits = 400;
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  StereoBlock block(16);
  OutList flushed;
  std::atomic<bool> stop{false};
  std::thread audio([&] {
    while (!stop) plugin.process(block);
  });
  for (int i = 1; i <= kEdits; ++i) {
    ParamGesture(editor.context(), editor.gain()).set_normalized(i / 512.0);
    plugin.flush(nullptr, &flushed);
  }
  stop = true;
  audio.join();
  block.out.room = 10000;  // the thread may have filled the list with reports, block after block
  plugin.process(block);
  std::vector<int> times(kEdits + 1, 0);
  for (const OutList* list : {&block.out, &flushed}) {
    for (const Sent& event : list->of_param(editor.gain().stable_id())) {
      if (event.type == EventType::param_value)
        ++times[static_cast<std::size_t>(event.value * 512)];
    }
  }
  for (int i = 1; i <= kEdits; ++i) CHECK(times[static_cast<std::size_t>(i)] == 1);
}

TEST_CASE("a host's value flushed while a callback is held open is in the next callback") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  HeldCallback held(plugin);
  InList in;
  in.value(0, full.gain.stable_id(), 0.125);
  plugin.flush(&in, nullptr);
  CHECK(plugin.value(full.gain) == 0.125);
  held.let_go();
  StereoBlock block(16);
  plugin.process(block);
  CHECK(block.output(0, 15) == 0.25f);
}

}  // namespace
}  // namespace attacca::clap_test
