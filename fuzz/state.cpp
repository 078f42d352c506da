// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a saved state, as a host hands it back.

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "core/block.hpp"
#include "core/instance.hpp"
#include "fuzz/fuzzed_plugin.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "tests/support/silent_host.hpp"

namespace attacca::fuzz {
namespace {

using test::SilentHost;

struct Rig {
  Rig() {
    auto created = core::Instance::create(detail::exported_plugins().front(), host);
    require(created.has_value(), "the plugin can be created");
    instance = std::move(*created);
    require(instance->activate({.sample_rate = 48000.0, .max_block_frames = 16}).has_value(),
            "the plugin can be activated");
  }

  /// Values that no state has by chance.
  void start_over() {
    double value = 0.123;
    for (Param* param : instance->params().all()) {
      if (!param->flags().read_only) instance->set_param(*param, value += 0.111);
    }
  }

  /// What process() works with in its next callback.
  std::vector<float> heard() {
    instance->process(core::Block());
    const auto& plugin = static_cast<FuzzedPlugin&>(instance->plugin());
    return {plugin.gain.value(), plugin.cutoff.value(), plugin.mix.value(),
            plugin.bypass.value() ? 1.0f : 0.0f};
  }

  std::vector<float> known() {
    const auto& plugin = static_cast<FuzzedPlugin&>(instance->plugin());
    return {static_cast<float>(plugin.gain.plain()), static_cast<float>(plugin.cutoff.plain()),
            static_cast<float>(plugin.mix.plain()), plugin.bypass.plain() ? 1.0f : 0.0f};
  }

  SilentHost host;
  std::unique_ptr<core::Instance> instance;
};

/// Loads what must be refused.
void expect_refusal(Rig& rig, std::string_view state) {
  const std::string before = rig.instance->save_state();
  const std::vector<float> heard_before = rig.heard();
  const int changes = rig.host.values_changes;
  const Result<void> loaded = rig.instance->load_state(state);
  require(!loaded.has_value(), "it is refused");
  require(is_one_clear_line(loaded.error().message), "a refusal is one clear line");
  require(rig.instance->save_state() == before, "a refused state changes no value");
  require(rig.heard() == heard_before, "a refused state changes nothing that audio works with");
  require(rig.host.values_changes == changes, "a refused state is nothing to report to the host");
}

void expect_stable(Rig& rig, Rig& other) {
  const std::string saved = rig.instance->save_state();
  require(is_utf8(saved), "a saved state is UTF-8");
  require(other.instance->load_state(saved).has_value(), "what was saved can be loaded");
  require(other.instance->save_state() == saved, "saving, loading and saving gives the same bytes");
  // Cut anywhere: the length depends on the content, so that all lengths have their turn.
  std::size_t sum = 0;
  for (const char c : saved) sum = sum * 31 + static_cast<unsigned char>(c);
  expect_refusal(other, std::string_view(saved).substr(0, sum % saved.size()));
}

void check(std::string_view state) {
  static Rig rig;
  static Rig other;
  rig.start_over();
  other.start_over();
  const int changes = rig.host.values_changes;
  if (!rig.instance->load_state(state)) {
    rig.start_over();
    expect_refusal(rig, state);
    return;
  }
  require(rig.host.values_changes == changes + 1, "the host is notified once of a loaded state");
  for (const Param* param : rig.instance->params().all()) {
    const double value = param->normalized();
    require(value >= 0.0 && value <= 1.0, "values lie within 0..1");
    const std::string text = param->format(value);
    const std::optional<double> parsed = param->parse(text);
    require(is_one_clear_line(text), "a value's text is one clear line");
    require(parsed && param->format(*parsed) == text, "a value's text means what it says");
  }
  require(rig.heard() == rig.known(), "the next callback works with the loaded values");
  expect_stable(rig, other);
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check(attacca::fuzz::as_text(data, size));
  return 0;
}
