// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>

#include "abi/vst3/units.hpp"
#include "attacca/note_port.hpp"
#include "attacca/plugin.hpp"

namespace attacca::vst3_wrapper {

/// How VST3 has program changes and names of keys. A host finds the unit of a channel, in it the
/// one parameter that stands for the program (MidiControllers has it), and in the unit's list the
/// programs and what keys are called in each. So: a unit for each channel of the ports that ask for
/// program changes, and one list of 128 programs for all of them. A plugin that only names keys has
/// a list with one program, at the root.
class Programs {
 public:
  static constexpr vst3::ProgramListID kList = 1;

  Programs(const NotePorts& ports, const Plugin& plugin);
  virtual ~Programs() = default;
  Programs(const Programs&) = delete;
  Programs& operator=(const Programs&) = delete;

  // Virtual so that plugins without notes do not carry it.

  /// Units for channels. [main]
  [[nodiscard]] virtual std::int32_t unit_count() const noexcept;
  /// `index` below unit_count(). [main]
  virtual void unit_info(std::int32_t index, vst3::UnitInfo& info) const noexcept;
  /// The list of the root unit. [main]
  [[nodiscard]] virtual vst3::ProgramListID root_list() const noexcept;
  /// Nothing for a channel that has none of its own. [main]
  [[nodiscard]] virtual std::optional<vst3::UnitID> unit_of(std::int32_t bus,
                                                            std::int32_t channel) const noexcept;
  /// Whether there is such a unit. [main]
  [[nodiscard]] virtual bool has_unit(vst3::UnitID unit) const noexcept;

  /// In the list; 0 where there is no list. [main]
  [[nodiscard]] virtual std::int32_t program_count() const;
  /// `index` below program_count(). [main]
  virtual void program_name(std::int32_t index, vst3::String128 name) const;
  [[nodiscard]] virtual bool has_pitch_names() const;
  /// False for a key without a name. [main]
  virtual bool pitch_name(std::int16_t pitch, vst3::String128 name) const;

 private:
  [[nodiscard]] NoteNames names() const;

  const NotePorts& ports_;
  const Plugin& plugin_;
  vst3::UnitID first_unit_ = 0;
};

}  // namespace attacca::vst3_wrapper
