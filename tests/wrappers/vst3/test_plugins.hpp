// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "attacca/gui/editor.hpp"
#include "attacca/params/bool_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/output_param.hpp"
#include "attacca/plugin.hpp"
#include "attacca/state/field.hpp"
#include "attacca/tasks/main_thread_task.hpp"
#include "tests/support/semaphore.hpp"

namespace attacca::test {

class TestEditor;

/// Multiplies by its gain, remembers what it saw, and can be held inside process().
class TestPlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.test.vst3",
      .name = "Test Gain",
      .vendor = "Attacca",
      .version = "1.2.3",
      .url = "https://example.org",
      .email = "mail@example.org",
      .features = {Feature::audio_effect, Feature::utility, Feature::stereo},
  };

  TestPlugin();
  ~TestPlugin() override;

  /// The one constructed last, or null.
  static TestPlugin* newest();
  static std::atomic<int> alive;

  std::span<const AudioLayout> layouts() const noexcept override;
  std::unique_ptr<Editor> make_editor() override;
  bool initialize(const AudioLayout& layout, const BufferConfig& config,
                  InitContext& context) override;
  void reset() noexcept override { ++resets; }
  ProcessStatus process(AudioBuffer& buffer, AuxBuffers& aux,
                        ProcessContext& context) noexcept override;
  void deactivate() override { ++deactivations; }
  void on_track_info(const TrackInfo& track) override;

  /// What on_track_info() received, and where.
  struct Update {
    TrackInfo track;
    std::thread::id thread;
  };
  std::vector<Update> updates();
  /// Waits until the last name received is `name`; false after 20 seconds.
  bool wait_for_name(std::string_view name);

  FloatParam gain{params(), {.id = "gain", .name = "Gain", .default_value = 1.0, .unit = "x"}};
  BoolParam bypass{params(), {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
  OutputParam blocks{params(),
                     {.id = "blocks", .name = "Blocks", .range = FloatRange::linear(0.0, 1000.0)}};
  FloatParam hidden{params(), {.id = "hidden", .name = "Hidden", .flags = {.hidden = true}}};

  Field<std::string> label{fields(), {.id = "label", .in_presets = false}};

  // Written by the audio thread, read between callbacks.
  TrackInfo seen;
  bool seen_changed = false;
  Transport transport;
  HostClock clock;
  ProcessMode mode = ProcessMode::realtime;
  std::size_t main_channels = 0;
  std::size_t aux_inputs = 0;
  std::size_t aux_channels = 0;
  std::vector<float> gains;  ///< per process() call
  std::string label_at_begin;
  std::string label_at_end;

  /// process() asks for one run of `task` with this number; 0: for none.
  std::atomic<int> ask_for_task{0};
  /// Where the task has run with `number`; no thread if it has not, after 20 seconds.
  std::thread::id wait_for_task(int number);
  std::thread::id task_ran_on(int number);
  std::uint32_t frames = 0;

  std::atomic<std::uint32_t> latency{0};
  std::atomic<int> resets{0};
  std::atomic<int> deactivations{0};
  std::atomic<bool> refuse{false};
  BufferConfig config;

  // Holds the next process() call open: it lets `entered` go, then waits for `go`.
  std::atomic<bool> hold{false};
  Semaphore entered;
  Semaphore go;

  TestEditor* editor = nullptr;
  bool has_editor = true;

 private:
  std::mutex updates_mutex_;
  std::condition_variable updates_changed_;
  std::vector<Update> updates_;
  std::map<int, std::thread::id> task_runs_;
  MainThreadTask<int> task_{tasks(), [this](int number) {
                              const std::lock_guard lock(updates_mutex_);
                              task_runs_[number] = std::this_thread::get_id();
                              updates_changed_.notify_all();
                            }};
};

class TestEditor final : public Editor {
 public:
  explicit TestEditor(TestPlugin& plugin) : plugin_(plugin) { plugin.editor = this; }
  ~TestEditor() override { plugin_.editor = nullptr; }

  PhysicalSize size() const override { return size_; }
  bool can_resize() const override { return true; }
  PhysicalSize constrain(PhysicalSize wanted) const override {
    return {std::max(wanted.width, 100u), std::max(wanted.height, 50u)};
  }
  bool set_size(PhysicalSize size) override {
    size_ = size;
    ++resizes;
    return true;
  }
  bool set_scale(double scale) override {
    size_ = to_physical({200.0, 100.0}, scale);
    return true;
  }
  Result<void> open(ParentWindow parent, EditorContext& with) override {
    if (fail_open) return fail("no display");
    window = parent.handle;
    context = &with;
    return {};
  }
  void close() noexcept override {
    if (context != nullptr) ++closes;
    context = nullptr;
  }
  void track_info_changed(const TrackInfo& info) override {
    shown = info;
    ++track_changes;
    if (on_track) on_track();
  }
  void param_changed(const Param& /*param*/) override {
    if (on_param) on_param();
  }

  TestPlugin& plugin_;
  PhysicalSize size_{200, 100};
  EditorContext* context = nullptr;
  std::uintptr_t window = 0;
  TrackInfo shown;
  int track_changes = 0;
  std::function<void()> on_track;
  std::function<void()> on_param;
  int resizes = 0;
  int closes = 0;
  bool fail_open = false;
};

/// Cannot be constructed.
class BrokenPlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.test.broken", .name = "Broken", .vendor = "Attacca"};
  BrokenPlugin();
  ProcessStatus process(AudioBuffer&, AuxBuffers&, ProcessContext&) noexcept override {
    return ProcessStatus::normal();
  }
};

}  // namespace attacca::test
