// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include <attacca/export.hpp>
#include <attacca/params/output_param.hpp>
#include <attacca/plugin.hpp>

/// Answers a device inquiry, as hardware does: system exclusive messages in and out.
class SysExEcho final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.sysex",
      .name = "Attacca SysEx",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Answers the identity request of MIDI, and counts the bytes that come",
      .features = {attacca::Feature::note_effect, attacca::Feature::utility},
      .notes_in = attacca::NotePort::main,
      .notes_out = attacca::NotePort::main,
      .split_at = attacca::SplitAt::nothing,
  };

  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

  attacca::ProcessStatus process(attacca::AudioBuffer&, attacca::AuxBuffers&,
                                 attacca::ProcessContext& context) noexcept override {
    for (const attacca::Event& event : context.events()) {
      event.visit([&](const attacca::SysEx& message) {
        received_ += static_cast<double>(message.bytes.size());
        bytes_.report(received_);
        if (!is_identity_request(message.bytes)) return;
        (void)context.send(attacca::Event(event.frame, attacca::SysEx{message.port, kIdentity}));
      });
    }
    return attacca::ProcessStatus::normal();
  }

 private:
  static constexpr attacca::AudioLayout kLayouts[] = {{.name = "Notes alone"}};

  /// Identity reply of MIDI 1.0: maker 7D (not for sale), family 1, member 1, version 0.1.
  static constexpr std::array<std::uint8_t, 15> kIdentity = {
      0xF0, 0x7E, 0x7F, 0x06, 0x02, 0x7D, 0x01, 0x00, 0x01, 0x00, 0x00, 0x01, 0x00, 0x00, 0xF7};

  /// F0 7E (any device) 06 01 F7.
  static bool is_identity_request(std::span<const std::uint8_t> bytes) noexcept {
    return bytes.size() == 6 && bytes[1] == 0x7E && bytes[3] == 0x06 && bytes[4] == 0x01;
  }

  attacca::OutputParam bytes_{
      params(),
      {.id = "bytes", .name = "Bytes received", .range = attacca::FloatRange::linear(0.0, 1e9)}};
  double received_ = 0.0;
};

ATTACCA_EXPORT(SysExEcho);
