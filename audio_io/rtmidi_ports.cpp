// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include <unistd.h>

#include "audio_io/midi_clock.hpp"
#include "audio_io/midi_ports.hpp"
#include "audio_io/midi_queue.hpp"
#include "audio_io/rtmidi_library.hpp"

namespace attacca::audio_io {
namespace {

constexpr std::size_t kPackets = 4096;
constexpr std::size_t kMostMessages = 2048;  ///< of a block
constexpr unsigned kRtMidiQueue = 1024;      ///< RtMidi's own, which its callback leaves empty

std::string name_of(const RtMidiLibrary& midi, RtMidiPtr device, unsigned port) {
  int size = 0;
  midi.get_port_name(device, port, nullptr, &size);
  std::string name(static_cast<std::size_t>(std::max(size, 0)), '\0');
  if (size > 0) midi.get_port_name(device, port, name.data(), &size);
  name.resize(name.find('\0') == std::string::npos ? name.size() : name.find('\0'));
  return name;
}

std::vector<std::string> names_of(const RtMidiLibrary& midi, RtMidiPtr device) {
  std::vector<std::string> names;
  const unsigned count = midi.get_port_count(device);
  for (unsigned i = 0; i < count; ++i) names.push_back(name_of(midi, device, i));
  return names;
}

/// The one that is called so, or else the only one whose name has `wanted` in it.
std::optional<unsigned> find_port(const std::vector<std::string>& names,
                                  const std::string& wanted) {
  const auto same = std::find(names.begin(), names.end(), wanted);
  if (same != names.end()) return static_cast<unsigned>(same - names.begin());
  std::optional<unsigned> found;
  for (unsigned i = 0; i < names.size(); ++i) {
    if (names[i].find(wanted) == std::string::npos) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

Error unknown_port(const std::string& wanted, const std::vector<std::string>& names) {
  std::string there;
  for (const std::string& name : names) there += "\n  " + name;
  return {"there is no one MIDI port \"" + wanted + "\"; there " +
          (there.empty() ? "is none at all" : "are:" + there)};
}

RtMidiApi api_of(MidiSystem system) noexcept {
  return system == MidiSystem::jack ? RTMIDI_API_UNIX_JACK : RTMIDI_API_LINUX_ALSA;
}

/// RtMidi says on stderr what it throws, so it is not asked in vain.
Result<void> has_sequencer(MidiSystem system) {
  constexpr const char* kSequencer = "/dev/snd/seq";
  if (system != MidiSystem::alsa || ::access(kSequencer, R_OK | W_OK) == 0) return {};
  return fail(std::string("there is no MIDI: cannot open ") + kSequencer +
              "; load the module snd-seq, or use JACK");
}

class RtMidiPorts final : public MidiPorts {
 public:
  RtMidiPorts(const RtMidiLibrary& midi, MidiSystem system)
      : midi_(midi), api_(api_of(system)), arena_(MidiQueue::kLongest), messages_(kMostMessages) {}
  ~RtMidiPorts() override {
    for (RtMidiWrapper* const port : inputs_) {
      midi_.in_cancel_callback(port);
      midi_.close_port(port);
      midi_.in_free(port);
    }
    quit_.store(true, std::memory_order_relaxed);
    if (sender_.joinable()) sender_.join();
    for (RtMidiWrapper* const port : outputs_) {
      midi_.close_port(port);
      midi_.out_free(port);
    }
  }

  Result<void> open(const AudioSettings& settings) {
    if (settings.has_midi_in) {
      if (auto opened = open_input(settings.client_name, nullptr); !opened) return opened;
    }
    for (const std::string& name : settings.connect_midi_inputs) {
      if (auto opened = open_input(settings.client_name, &name); !opened) return opened;
    }
    if (settings.has_midi_out) {
      if (auto opened = open_output(settings.client_name, nullptr); !opened) return opened;
    }
    for (const std::string& name : settings.connect_midi_outputs) {
      if (auto opened = open_output(settings.client_name, &name); !opened) return opened;
    }
    if (!outputs_.empty()) sender_ = std::thread([this] { send_what_is_due(); });
    return {};
  }

  std::span<const MidiMessage> begin_block(std::uint32_t frames,
                                           double sample_rate) noexcept override {
    const std::int64_t now = monotonic_ns();
    // What goes out is heard after the period that the device plays first.
    heard_from_ = now + ns_of(frames, sample_rate);
    sample_rate_ = sample_rate;
    std::size_t count = 0;
    std::size_t used = 0;
    in_.take(now, [&](std::int64_t came, std::span<const std::uint8_t> bytes) {
      if (count == messages_.size() || bytes.size() > arena_.size() - used) {
        lost_.fetch_add(1, std::memory_order_relaxed);
        return;
      }
      std::copy(bytes.begin(), bytes.end(), arena_.begin() + static_cast<std::ptrdiff_t>(used));
      messages_[count++] = {.frame = frame_of(came, now, frames, sample_rate),
                            .bytes = std::span(arena_).subspan(used, bytes.size())};
      used += bytes.size();
    });
    return std::span(messages_).first(count);
  }
  bool send(std::uint32_t frame, std::span<const std::uint8_t> bytes) noexcept override {
    return out_.push(heard_from_ + ns_of(frame, sample_rate_), bytes);
  }
  [[nodiscard]] bool has_output() const noexcept override { return !outputs_.empty(); }
  [[nodiscard]] std::uint64_t dropped() const noexcept override {
    return in_.dropped() + out_.dropped() + lost_.load(std::memory_order_relaxed);
  }

 private:
  /// `connect`: the port to connect to; null: one that others connect to.
  Result<void> open_input(const std::string& client, const std::string* connect) {
    RtMidiWrapper* const port = midi_.in_create(api_, client.c_str(), kRtMidiQueue);
    if (port == nullptr || !port->ok) return no_midi(port, midi_.in_free);
    inputs_.push_back(port);
    midi_.in_ignore_types(port, false, false, true);
    midi_.in_set_callback(
        port,
        [](double, const unsigned char* message, std::size_t size, void* self) {
          static_cast<RtMidiPorts*>(self)->receive({message, size});
        },
        this);
    return connect_port(port, "midi_in", connect);
  }

  Result<void> open_output(const std::string& client, const std::string* connect) {
    RtMidiWrapper* const port = midi_.out_create(api_, client.c_str());
    if (port == nullptr || !port->ok) return no_midi(port, midi_.out_free);
    outputs_.push_back(port);
    return connect_port(port, "midi_out", connect);
  }

  Result<void> connect_port(RtMidiPtr port, const char* name, const std::string* connect) {
    if (connect == nullptr) {
      midi_.open_virtual_port(port, name);
    } else {
      const std::vector<std::string> names = names_of(midi_, port);
      const auto number = find_port(names, *connect);
      if (!number) return tl::unexpected(unknown_port(*connect, names));
      midi_.open_port(port, *number, name);
    }
    if (!port->ok) return fail(std::string("MIDI port ") + name + ": " + reason(port));
    return {};
  }

  static std::string reason(RtMidiPtr port) {
    return port == nullptr || port->msg == nullptr ? "no reason given" : port->msg;
  }
  template <typename Free>
  Result<void> no_midi(RtMidiPtr port, Free free) {
    const std::string why = reason(port);
    if (port != nullptr) free(port);
    return fail("there is no MIDI: " + why);
  }

  /// On RtMidi's threads, one for each port.
  void receive(std::span<const std::uint8_t> message) noexcept {
    const std::lock_guard lock(receivers_);
    in_.push(monotonic_ns(), message);
  }

  void send_what_is_due() noexcept {
    while (!quit_.load(std::memory_order_relaxed)) {
      out_.take(monotonic_ns(), [this](std::int64_t, std::span<const std::uint8_t> bytes) {
        for (RtMidiWrapper* const port : outputs_) {
          midi_.out_send_message(port, bytes.data(), static_cast<int>(bytes.size()));
        }
      });
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  const RtMidiLibrary& midi_;
  const RtMidiApi api_;
  std::vector<RtMidiInPtr> inputs_;
  std::vector<RtMidiOutPtr> outputs_;
  std::mutex receivers_;
  MidiQueue in_{kPackets};
  MidiQueue out_{kPackets};
  std::atomic<std::uint64_t> lost_{0};
  std::atomic<bool> quit_{false};
  std::thread sender_;

  // The audio thread's.
  std::vector<std::uint8_t> arena_;
  std::vector<MidiMessage> messages_;
  std::int64_t heard_from_ = 0;
  double sample_rate_ = 48000.0;
};

}  // namespace

Result<std::unique_ptr<MidiPorts>> open_midi(const AudioSettings& settings, MidiSystem system) {
  const bool wants_any = settings.has_midi_in || settings.has_midi_out ||
                         !settings.connect_midi_inputs.empty() ||
                         !settings.connect_midi_outputs.empty();
  if (!wants_any) return std::unique_ptr<MidiPorts>();
  if (auto there = has_sequencer(system); !there) return tl::unexpected(there.error());
  const auto library = RtMidiLibrary::open();
  if (!library) return tl::unexpected(library.error());
  auto ports = std::make_unique<RtMidiPorts>(**library, system);
  if (auto opened = ports->open(settings); !opened) return tl::unexpected(opened.error());
  return ports;
}

std::vector<std::string> midi_port_names(bool inputs) {
  const auto library = RtMidiLibrary::open();
  if (!library || !has_sequencer(MidiSystem::alsa)) return {};
  const RtMidiLibrary& midi = **library;
  RtMidiWrapper* const port = inputs
                                  ? midi.in_create(RTMIDI_API_LINUX_ALSA, "attacca", kRtMidiQueue)
                                  : midi.out_create(RTMIDI_API_LINUX_ALSA, "attacca");
  std::vector<std::string> names;
  if (port != nullptr && port->ok) names = names_of(midi, port);
  if (port != nullptr) (inputs ? midi.in_free : midi.out_free)(port);
  return names;
}

}  // namespace attacca::audio_io
