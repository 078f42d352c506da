// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "attacca/params/float_param.hpp"
#include "attacca/plugin.hpp"

namespace attacca::test {

/// Keeps the events it gets and sends each of them back.
class NotePlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.test.notes",
      .name = "Note Test",
      .vendor = "Attacca",
      .features = {Feature::note_effect},
      .notes_in = {{.name = "First", .midi_controllers = true}, {.name = "Second"}},
      .notes_out = {{.name = "First"}, {.name = "Second"}},
      .voices = 8,
      .split_at = SplitAt::nothing};

  NotePlugin() { latest = this; }
  ~NotePlugin() override { latest = nullptr; }

  ProcessStatus process(AudioBuffer& /*buffer*/, AuxBuffers& /*aux*/,
                        ProcessContext& context) noexcept override {
    if (to_send) (void)context.send(*to_send);
    for (const Event& event : context.events()) {
      if (count_ == kept_.size()) break;
      answers_[count_] = context.send(event);
      kept_[count_++] = event;
    }
    return ProcessStatus::normal();
  }

  [[nodiscard]] std::span<const Event> events() const noexcept { return {kept_.data(), count_}; }
  /// What send() said of each of events().
  [[nodiscard]] std::span<const Sent> answers() const noexcept { return {answers_.data(), count_}; }
  attacca::FloatParam whole{params(),
                            {.id = "whole", .name = "Whole", .modulation = Modulation::whole}};
  attacca::FloatParam each{params(),
                           {.id = "each", .name = "Each", .modulation = Modulation::per_note}};
  attacca::FloatParam fixed{params(), {.id = "fixed", .name = "Fixed", .default_value = 0.5}};

  std::optional<Event> to_send;  ///< in each block

  void forget() noexcept { count_ = 0; }

  static inline NotePlugin* latest = nullptr;

 private:
  std::array<Event, 1024> kept_ = {};
  std::array<Sent, 1024> answers_ = {};
  std::size_t count_ = 0;
};

}  // namespace attacca::test
