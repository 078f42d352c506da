// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include <doctest/doctest.h>

#include "abi/clap/entry.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/query.hpp"
#include "blocks.hpp"
#include "fake_host.hpp"
#include "test_plugins.hpp"

extern "C" const attacca::clap::PluginEntry clap_entry;

namespace attacca::clap_test {

/// The factory that the entry hands out; ends the program if it hands out none.
[[nodiscard]] const clap::PluginFactory& factory();

enum class Start { created, initialized, active };

/// One plugin through the binary interface, as far as a test wants it; destroyed at the end.
class LoadedPlugin {
 public:
  explicit LoadedPlugin(FakeHost& host, Start start = Start::active,
                        const char* id = FullPlugin::info.id.data())
      : host_(host), plugin_(factory().create_plugin(&factory(), host.table(), id)) {
    REQUIRE(plugin_ != nullptr);
    if (start == Start::created) return;
    REQUIRE(plugin_->init(plugin_));
    if (start == Start::active) REQUIRE(activate());
  }
  ~LoadedPlugin() { destroy(); }
  LoadedPlugin(const LoadedPlugin&) = delete;
  LoadedPlugin& operator=(const LoadedPlugin&) = delete;

  [[nodiscard]] const clap::Plugin* table() const noexcept { return plugin_; }
  const clap::Plugin* operator->() const noexcept { return plugin_; }

  template <typename T>
  [[nodiscard]] const T& extension() const {
    const T* table = clap::query<T>(plugin_);
    REQUIRE(table != nullptr);
    return *table;
  }

  bool activate(double rate = 48000.0, std::uint32_t max_frames = 512) {
    host_.inside_activate = true;
    const bool done = plugin_->activate(plugin_, rate, 1, max_frames);
    host_.inside_activate = false;
    return done;
  }

  clap::ProcessStatus process(StereoBlock& block) {
    const AudioRole audio;
    return plugin_->process(plugin_, &block.process);
  }

  void flush(InList* in, OutList* out) {
    extension<clap::PluginParams>().flush(plugin_, in == nullptr ? nullptr : in->table(),
                                          out == nullptr ? nullptr : out->table());
  }

  [[nodiscard]] double value(const Param& param) const {
    double value = -1.0;
    REQUIRE(extension<clap::PluginParams>().get_value(plugin_, param.stable_id(), &value));
    return value;
  }

  void destroy() {
    if (plugin_ != nullptr) plugin_->destroy(plugin_);
    plugin_ = nullptr;
  }

 private:
  FakeHost& host_;
  const clap::Plugin* plugin_;
};

/// FullPlugin's knobs, put back at the end of a test.
struct Knobs {
  ~Knobs() {
    FullPlugin::latency_at_activation = 0;
    FullPlugin::initialize_trouble = FullPlugin::Trouble::none;
    FullPlugin::editor_trouble = FullPlugin::Trouble::none;
    TestEditor::refuse_to_open = false;
    TestEditor::use_loop = false;
    TestEditor::stop_timer_in_tick = false;
  }
};

}  // namespace attacca::clap_test
