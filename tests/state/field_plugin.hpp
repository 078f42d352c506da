// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "attacca/params/float_param.hpp"
#include "attacca/plugin.hpp"
#include "attacca/state/field.hpp"
#include "attacca/state/former_id.hpp"
#include "attacca/state/state.hpp"
#include "tests/core/test_plugin.hpp"

namespace attacca::test {

/// A type of an author's.
struct Pattern {
  std::string name = "empty";
  std::array<bool, 4> steps{};
  bool operator==(const Pattern&) const = default;

  friend StateValue to_state(const Pattern& pattern) {
    StateValue value = StateValue::object();
    value.set("name", pattern.name);
    value.set("steps", state_form(pattern.steps));
    return value;
  }
  friend bool from_state(const StateValue& value, Pattern& pattern) {
    if (!read_member(value, "name", pattern.name)) return false;
    if (pattern.name == "throw") throw std::runtime_error("cannot find the file");
    return read_member(value, "steps", pattern.steps);
  }
};

/// A parameter and fields, in the second version of the plugin: version 1 called the pattern
/// "sequence" and had its gain in a number from 0 to 127.
class FieldPlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.test.fields", .name = "Fields", .vendor = "Attacca", .state_version = 2};

  static State migrate(State old) {
    if (const StateValue* level = old.params().find("level"); level != nullptr) {
      if (!level->number()) throw std::runtime_error("the level is no number");
      old.params().set("gain", *level->number() / 127.0);
      old.params().remove("level");
    }
    old.rename("sequence", "pattern");
    return old;
  }

  ProcessStatus process(AudioBuffer& buffer, AuxBuffers& aux,
                        ProcessContext& context) noexcept override {
    return on_process ? on_process(buffer, aux, context) : ProcessStatus::normal();
  }

  std::unique_ptr<Editor> make_editor() override {
    return on_make_editor ? on_make_editor() : nullptr;
  }

  std::function<ProcessStatus(AudioBuffer&, AuxBuffers&, ProcessContext&)> on_process;
  std::function<std::unique_ptr<Editor>()> on_make_editor;

  FloatParam gain{params(), {.id = "gain", .name = "Gain"}};
  FormerId gain_was{gain, "volume"};
  Field<Pattern> pattern{fields(), {.id = "pattern"}};
  Field<std::string> notes{
      fields(), {.id = "notes", .in_presets = false, .in_duplicates = false}, "nothing yet"};
  FormerId notes_were{notes, "remarks"};
  Field<std::vector<double>> curve{fields(), {.id = "curve"}};
};

}  // namespace attacca::test
