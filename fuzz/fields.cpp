// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: one byte, which says what the state is loaded for, then a saved state of a plugin with
// fields and a migration.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "attacca/export.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/state/field.hpp"
#include "attacca/state/former_id.hpp"
#include "attacca/state/state.hpp"
#include "core/block.hpp"
#include "core/instance.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "tests/support/silent_host.hpp"

namespace attacca::fuzz {
namespace {

/// One field of each form. Version 1 called the text "words" and counted in half steps.
class FieldsPlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.fields", .name = "Fields", .vendor = "Attacca", .state_version = 2};

  static State migrate(State old) {
    old.rename("words", "text");
    if (StateValue* mix = old.params().find("mix"); mix != nullptr && mix->number()) {
      *mix = *mix->number() / 2.0;
    }
    return old;
  }

  ProcessStatus process(AudioBuffer&, AuxBuffers&, ProcessContext&) noexcept override {
    heard_mix = mix.value();
    heard_text = &text.in_process();
    return ProcessStatus::normal();
  }

  FloatParam mix{params(), {.id = "mix", .name = "Mix"}};
  Field<std::string> text{fields(), {.id = "text"}};
  FormerId text_was{text, "title"};
  Field<std::vector<std::byte>> bytes{fields(), {.id = "bytes"}};
  Field<std::map<std::string, std::vector<std::optional<double>>>> map{fields(), {.id = "map"}};
  Field<std::int16_t> number{fields(), {.id = "number", .in_presets = false}, 7};

  float heard_mix = 0.0f;
  const std::string* heard_text = nullptr;
};

struct Rig {
  Rig() {
    auto created = core::Instance::create(detail::exported_plugins().front(), host);
    require(created.has_value(), "the plugin can be created");
    instance = std::move(*created);
    require(instance->activate({.sample_rate = 48000.0, .max_block_frames = 16}).has_value(),
            "the plugin can be activated");
  }

  FieldsPlugin& plugin() { return static_cast<FieldsPlugin&>(instance->plugin()); }

  void start_over() {
    instance->set_param(plugin().mix, 0.123);
    plugin().text.set("before");
    plugin().bytes.set({std::byte{1}});
    plugin().map.set({{"a", {1.0, std::nullopt}}});
    plugin().number.set(-1);
  }

  /// The next callback has what the main thread knows.
  void require_heard() {
    float sample = 0.0f;
    float* const channels[] = {&sample, &sample};
    const core::PortBuffers ports[] = {{channels, 2}};
    core::Block block;
    block.frames = 1;
    block.inputs = ports;
    block.outputs = ports;
    instance->process(block);
    require(plugin().heard_mix == static_cast<float>(plugin().mix.plain()),
            "the next callback works with the values that everybody reads");
    require(*plugin().heard_text == plugin().text.value(),
            "the next callback has the fields that everybody reads");
  }

  test::SilentHost host;
  std::unique_ptr<core::Instance> instance;
};

void check(std::uint8_t what, std::string_view state) {
  static Rig rig;
  static Rig other;
  const auto context = static_cast<StateContext>(what % 3);
  rig.start_over();
  const std::string before = rig.instance->save_state();
  const int changes = rig.host.values_changes;
  const Result<void> loaded = rig.instance->load_state(state, context);
  rig.require_heard();
  if (!loaded) {
    require(is_one_clear_line(loaded.error().message), "a refusal is one clear line");
    require(rig.instance->save_state() == before, "a refused state changes nothing");
    require(rig.host.values_changes == changes, "a refused state is nothing to report");
    return;
  }
  require(rig.host.values_changes == changes + 1, "the host is notified once of a loaded state");
  if (context == StateContext::preset) {
    require(rig.plugin().number.value() == -1, "a preset leaves the project's fields alone");
  }
  const std::string saved = rig.instance->save_state();
  require(is_utf8(saved), "a saved state is UTF-8");
  require(other.instance->load_state(saved).has_value(), "what was saved can be loaded");
  require(other.instance->save_state() == saved, "saving, loading and saving gives the same bytes");
  std::size_t sum = 0;
  for (const char c : saved) sum = sum * 31 + static_cast<unsigned char>(c);
  require(!other.instance->load_state(saved.substr(0, sum % saved.size())), "a cut one is refused");
  require(other.instance->save_state() == saved, "and changes nothing");
}

}  // namespace
}  // namespace attacca::fuzz

ATTACCA_EXPORT(attacca::fuzz::FieldsPlugin);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  attacca::fuzz::check(data[0], attacca::fuzz::as_text(data + 1, size - 1));
  return 0;
}
