// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "test_plugins.hpp"

#include <array>
#include <chrono>
#include <stdexcept>

#include "attacca/export.hpp"
#include "tests/support/double_plugin.hpp"
#include "tests/support/extended_plugin.hpp"
#include "tests/support/note_plugin.hpp"
#include "tests/support/surround_plugin.hpp"

namespace attacca::test {
namespace {

std::atomic<TestPlugin*> newest_plugin{nullptr};  // the last release may come on another thread

constexpr std::array<AuxPort, 1> kSidechain = {AuxPort{"Sidechain", 2}};
constexpr std::array<AudioLayout, 2> kLayouts = {
    AudioLayout{.main_inputs = 2, .main_outputs = 2, .aux_inputs = kSidechain},
    AudioLayout{.main_inputs = 1, .main_outputs = 1, .aux_inputs = kSidechain},
};

}  // namespace

std::atomic<int> TestPlugin::alive{0};

TestPlugin::TestPlugin() {
  ++alive;
  newest_plugin = this;
  gains.reserve(4096);
}

TestPlugin::~TestPlugin() {
  --alive;
  TestPlugin* self = this;
  newest_plugin.compare_exchange_strong(self, nullptr);
}

TestPlugin* TestPlugin::newest() {
  return newest_plugin;
}

std::span<const AudioLayout> TestPlugin::layouts() const noexcept {
  return kLayouts;
}

std::unique_ptr<Editor> TestPlugin::make_editor() {
  if (!has_editor) return nullptr;
  return std::make_unique<TestEditor>(*this);
}

bool TestPlugin::initialize(const AudioLayout& layout, const BufferConfig& with,
                            InitContext& context) {
  config = with;
  main_channels = layout.main_outputs;
  context.set_latency(latency);
  return !refuse;
}

ProcessStatus TestPlugin::process(AudioBuffer& buffer, AuxBuffers& aux,
                                  ProcessContext& context) noexcept {
  label_at_begin = label.in_process();
  if (hold.load()) {
    hold.store(false);
    entered.release();
    go.acquire();
  }
  label_at_end = label.in_process();
  seen = context.track_info();
  seen_changed = seen_changed || context.track_info_changed();
  transport = context.transport();
  clock = context.clock();
  mode = context.mode();
  frames += buffer.frames();
  main_channels = buffer.channels();
  aux_inputs = aux.inputs.size();
  aux_channels = aux.inputs.empty() ? 0 : aux.inputs[0].channels();
  if (gains.size() < gains.capacity()) gains.push_back(gain.value());
  for (std::size_t channel = 0; channel < buffer.channels(); ++channel) {
    for (float& sample : buffer.channel(channel)) sample *= gain.value();
  }
  blocks.report(blocks.plain() + 1.0);
  context.set_latency(latency.load());
  if (const int number = ask_for_task.exchange(0); number != 0) (void)task_.run(number);
  return ProcessStatus::keep_alive();
}

void TestPlugin::on_track_info(const TrackInfo& track) {
  const std::lock_guard lock(updates_mutex_);
  updates_.push_back({track, std::this_thread::get_id()});
  updates_changed_.notify_all();
}

bool TestPlugin::wait_for_name(std::string_view name) {
  std::unique_lock lock(updates_mutex_);
  return updates_changed_.wait_for(lock, std::chrono::seconds(20), [&] {
    return !updates_.empty() && updates_.back().track.name &&
           updates_.back().track.name->view() == name;
  });
}

std::thread::id TestPlugin::wait_for_task(int number) {
  std::unique_lock lock(updates_mutex_);
  updates_changed_.wait_for(lock, std::chrono::seconds(20),
                            [&] { return task_runs_.contains(number); });
  return task_runs_[number];
}

std::thread::id TestPlugin::task_ran_on(int number) {
  const std::lock_guard lock(updates_mutex_);
  return task_runs_.contains(number) ? task_runs_[number] : std::thread::id();
}

std::vector<TestPlugin::Update> TestPlugin::updates() {
  const std::lock_guard lock(updates_mutex_);
  return updates_;
}

BrokenPlugin::BrokenPlugin() {
  throw std::runtime_error("out of order");
}

}  // namespace attacca::test

ATTACCA_EXPORT(attacca::test::TestPlugin, attacca::test::BrokenPlugin, attacca::test::NotePlugin,
               attacca::test::DoublePlugin, attacca::test::SurroundPlugin,
               attacca::test::ExtendedPlugin);
