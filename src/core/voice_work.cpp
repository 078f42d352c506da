// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>

#include "attacca/params/param.hpp"
#include "attacca/voice_allocator.hpp"

namespace attacca {
namespace {

// MIDI 1.0 control change numbers, and registered parameters (RPN).
constexpr std::uint8_t kDataEntry = 6;
constexpr std::uint8_t kDataEntryLow = 38;
constexpr std::uint8_t kHoldPedal = 64;
constexpr std::uint8_t kTimbre = 74;
constexpr std::uint8_t kRpnLow = 100;
constexpr std::uint8_t kRpnHigh = 101;
constexpr std::uint8_t kResetControllers = 121;
constexpr std::uint8_t kBendRangeRpn = 0;
constexpr std::uint8_t kMpeRpn = 6;

constexpr double kMpeMemberBend = 48.0;  // semitones, MPE 1.1, section 2.2.5
constexpr int kMostMembers = 15;

std::uint8_t seven_bits(double value) noexcept {
  return static_cast<std::uint8_t>(std::lround(value * 127.0));
}

}  // namespace

double Voice::frequency() const noexcept {
  return 440.0 * std::exp2((pitch() - 69.0) / 12.0);
}

double Voice::modulation(const Param& param) const noexcept {
  for (std::size_t i = 0; i < modulation_count_; ++i) {
    if (modulations_[i].param == &param) return modulations_[i].amount;
  }
  return 0.0;
}

namespace detail {

VoiceWork::VoiceWork(const VoiceOptions& options) noexcept : options_(options) {
  reset();
}

void VoiceWork::reset() noexcept {
  mpe_members_ = options_.mpe ? kMostMembers : 0;
  for (Port& port : channels_) {
    for (std::size_t i = 0; i < kChannels; ++i) {
      port[i] = {};
      port[i].bend_range =
          is_member(static_cast<std::int16_t>(i)) ? kMpeMemberBend : options_.bend_range;
    }
  }
}

VoiceWork::Channel* VoiceWork::channel_of(std::int16_t port, std::int16_t channel) noexcept {
  if (port < 0 || static_cast<std::size_t>(port) >= kPorts) return nullptr;
  if (channel < 0 || static_cast<std::size_t>(channel) >= kChannels) return nullptr;
  return &channels_[static_cast<std::size_t>(port)][static_cast<std::size_t>(channel)];
}

/// Of the lower zone, whose master is channel 0.
bool VoiceWork::is_member(std::int16_t channel) const noexcept {
  return channel >= 1 && channel <= mpe_members_;
}

void VoiceWork::learn(const Event& event) noexcept {
  event.visit(
      [this](const PitchBend& bend) {
        if (Channel* const channel = channel_of(bend.port, bend.channel)) {
          channel->bend = bend.value;
        }
      },
      [this](const ChannelPressure& to) {
        if (Channel* const channel = channel_of(to.port, to.channel)) channel->pressure = to.value;
      },
      [this](const ControlChange& change) { learn_control(change); });
}

void VoiceWork::learn_control(const ControlChange& change) noexcept {
  Channel* const channel = channel_of(change.port, change.channel);
  if (channel == nullptr) return;
  switch (change.controller) {
    case kTimbre:
      channel->timbre = change.value;
      break;
    case kHoldPedal:
      channel->is_pedal_down = change.value >= 0.5;
      break;
    case kRpnHigh:
      channel->rpn_high = seven_bits(change.value);
      break;
    case kRpnLow:
      channel->rpn_low = seven_bits(change.value);
      break;
    case kDataEntry:
    case kDataEntryLow:
      learn_data(change, *channel);
      break;
    case kResetControllers:
      channel->bend = 0.0;
      channel->pressure = 0.0;
      channel->is_pedal_down = false;
      channel->rpn_high = channel->rpn_low = 127;
      break;
    default:
      break;
  }
}

void VoiceWork::learn_data(const ControlChange& change, Channel& channel) noexcept {
  if (channel.rpn_high != 0) return;
  const std::uint8_t data = seven_bits(change.value);
  if (channel.rpn_low == kBendRangeRpn) {
    // Semitones, and hundredths of one.
    const double whole = std::floor(channel.bend_range);
    const double range = change.controller == kDataEntry ? data + (channel.bend_range - whole)
                                                         : whole + data / 100.0;
    if (!is_member(change.channel)) {
      channel.bend_range = range;
      return;
    }
    // What one member says of it holds for all of the zone.
    for (std::int16_t i = 1; is_member(i); ++i) channel_of(change.port, i)->bend_range = range;
  } else if (channel.rpn_low == kMpeRpn && change.controller == kDataEntry && change.channel == 0) {
    mpe_members_ = std::min<int>(data, kMostMembers);
    for (std::int16_t i = 1; i < static_cast<std::int16_t>(kChannels); ++i) {
      channel_of(change.port, i)->bend_range = is_member(i) ? kMpeMemberBend : options_.bend_range;
    }
  }
}

/// Whether a hold pedal is let go by it.
bool VoiceWork::is_pedal_up(const ControlChange& change) noexcept {
  return change.controller == kResetControllers ||
         (change.controller == kHoldPedal && change.value < 0.5);
}

/// Members follow their master too, as do all its notes where a master's pedal is down.
void VoiceWork::follow_channel(Voice& voice) noexcept {
  const std::int16_t number = voice.address_.channel;
  Channel* const own = channel_of(voice.address_.port, number);
  if (own == nullptr) return;
  voice.channel_bend_ = own->bend * own->bend_range;
  voice.channel_pressure_ = own->pressure;
  if (!is_member(number)) return;
  const Channel& master = *channel_of(voice.address_.port, 0);
  voice.channel_bend_ += master.bend * master.bend_range;
  voice.channel_pressure_ = std::max(own->pressure, master.pressure);
  voice.expressions_[static_cast<std::size_t>(Expression::brightness)] = own->timbre;
}

/// Null where a voice has no room for one more.
Voice::Modulated* VoiceWork::modulated_by(Voice& voice, const Param* param) noexcept {
  for (std::size_t i = 0; i < voice.modulation_count_; ++i) {
    if (voice.modulations_[i].param == param) return &voice.modulations_[i];
  }
  if (voice.modulation_count_ == voice.modulations_.size()) return nullptr;
  Voice::Modulated& modulated = voice.modulations_[voice.modulation_count_++];
  modulated = {param, 0.0};
  return &modulated;
}

VoiceWork::Deed VoiceWork::take(Voice& voice, const Event& event) noexcept {
  Deed deed = Deed::nothing;
  const auto is_meant = [&voice](const NoteAddress& at) { return at.matches(voice.address_); };
  const auto is_of = [&](std::int16_t port, std::int16_t channel) {
    if (voice.address_.port != port) return false;
    return voice.address_.channel == channel || (channel == 0 && is_member(voice.address_.channel));
  };
  const auto release = [&] {
    voice.is_released_ = true;
    voice.is_held_ = false;
    deed = Deed::end;
  };
  event.visit(
      [&](const NoteOff& off) {
        if (!is_meant(off) || voice.is_released_) return;
        const Channel* const own = channel_of(voice.address_.port, voice.address_.channel);
        const Channel* const master = channel_of(voice.address_.port, 0);
        const bool is_held = (own != nullptr && own->is_pedal_down) ||
                             (is_member(voice.address_.channel) && master->is_pedal_down);
        if (is_held) {
          voice.is_held_ = true;
        } else {
          release();
        }
      },
      [&](const NoteChoke& choke) {
        if (is_meant(choke)) deed = Deed::cut;
      },
      [&](const NoteExpression& to) {
        if (is_meant(to)) voice.expressions_[static_cast<std::size_t>(to.expression)] = to.value;
      },
      [&](const ParamModulation& by) {
        if (by.is_for_all() || !is_meant(by)) return;  // the parameter's own
        if (auto* const modulated = modulated_by(voice, by.param)) modulated->amount = by.amount;
      },
      [&](const PitchBend& bend) {
        if (is_of(bend.port, bend.channel)) follow_channel(voice);
      },
      [&](const ChannelPressure& to) {
        if (is_of(to.port, to.channel)) follow_channel(voice);
      },
      [&](const ControlChange& change) {
        if (!is_of(change.port, change.channel)) return;
        follow_channel(voice);
        if (is_pedal_up(change) && voice.is_held_) release();
      });
  return deed;
}

void VoiceWork::begin(Voice& voice, const NoteOn& on) noexcept {
  voice.address_ = on;
  voice.velocity_ = on.velocity;
  voice.tuning_ = on.tuning;
  voice.channel_bend_ = 0.0;
  voice.channel_pressure_ = 0.0;
  voice.expressions_ = {1.0, 0.5, 0.0, 0.0, 1.0, 0.5, 0.0};
  voice.modulation_count_ = 0;
  voice.number_ = ++count_;
  voice.is_active_ = true;
  voice.is_released_ = voice.is_held_ = voice.is_finished_ = false;
  follow_channel(voice);
}

void VoiceWork::free(Voice& voice, ProcessContext& context, std::uint32_t frame) noexcept {
  voice.is_active_ = false;
  (void)context.end_note(frame, voice.address_);
}

bool VoiceWork::is_rather_stolen(const Voice& a, const Voice& b) noexcept {
  if (a.is_released_ != b.is_released_) return a.is_released_;
  return a.number_ < b.number_;
}

bool VoiceWork::is_same_key(const Voice& voice, const NoteOn& on) noexcept {
  return on.note_id < 0 && voice.address_.note_id < 0 && voice.address_.port == on.port &&
         voice.address_.channel == on.channel && voice.address_.key == on.key;
}

}  // namespace detail
}  // namespace attacca
