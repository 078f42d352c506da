// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a state of a plugin that compresses its own, as a host hands it back: a frame of
// Zstandard, or text. It is loaded as it is; and packed by us, which must not change what it means.

#include <memory>
#include <string>

#include "base/limits.hpp"
#include "core/instance.hpp"
#include "fuzz/fuzzed_plugin.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "state/compression.hpp"
#include "tests/support/silent_host.hpp"

namespace attacca::fuzz {
namespace {

struct Rig {
  Rig() {
    auto created = core::Instance::create(detail::exported_plugins().front(), host);
    require(created.has_value(), "the plugin can be created");
    instance = std::move(*created);
  }

  /// Values that no state has by chance.
  void start_over() {
    double value = 0.123;
    for (Param* param : instance->params().all()) {
      if (!param->flags().read_only) instance->set_param(*param, value += 0.111);
    }
  }

  /// Loads from a fresh start. False: it was refused, with one clear line, and changed nothing.
  bool load(std::string_view state) {
    start_over();
    const std::string before = instance->save_state();
    const Result<void> loaded = instance->load_state(state);
    if (loaded) return true;
    require(is_one_clear_line(loaded.error().message), "a refusal is one clear line");
    require(instance->save_state() == before, "a refused state changes nothing");
    return false;
  }

  test::SilentHost host;
  std::unique_ptr<core::Instance> instance;
};

/// A place in bytes that depends on all of them.
std::size_t some_place(std::string_view bytes) {
  std::size_t sum = 0;
  for (const char byte : bytes) sum = sum * 31 + static_cast<unsigned char>(byte);
  return sum % bytes.size();
}

void check(std::string_view state) {
  static Rig rig;
  static Rig other;
  const bool is_taken = rig.load(state);
  const std::string now = rig.instance->save_state();
  if (is_taken) {
    const std::string kept = rig.instance->save_for_host(StateContext::project);
    require(core::is_compressed(kept), "what a host gets is compressed");
    require(other.load(kept), "what was saved can be loaded");
    require(other.instance->save_state() == now, "and means the same");
    require(other.instance->save_for_host(StateContext::project) == kept,
            "equal states have equal bytes");
  }
  if (core::is_compressed(state) || state.size() > core::kMostStateBytes) return;
  const std::string packed = core::compression()->pack(state);
  const Result<std::string> unpacked = core::compression()->unpack(packed);
  require(unpacked.has_value() && *unpacked == state, "what was packed comes out again");
  require(other.load(packed) == is_taken, "a text means the same when it is compressed");
  if (is_taken) require(other.instance->save_state() == now, "to the last value");
  // A sum lies over it: neither a part of it nor one with another bit is taken for a state.
  const std::size_t place = some_place(packed);
  require(!other.load(std::string_view(packed).substr(0, place)), "a part of it is refused");
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check(attacca::fuzz::as_text(data, size));
  return 0;
}
