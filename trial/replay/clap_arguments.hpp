// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The arguments of CLAP's calls, made anew from what was recorded of them.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "abi/clap/color.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/stream.hpp"
#include "trial/replay/actor.hpp"
#include "trial/replay/state_store.hpp"
#include "trial/replay/value_reader.hpp"

namespace attacca::trial {

/// A colour as a record has it. [any]
[[nodiscard]] clap::Color color_of(std::int64_t packed) noexcept;

/// One audio port of a block, which stays as it is until a block says otherwise.
struct PortShape {
  std::uint32_t channels = 0;
  std::int64_t kind = 1;  ///< 1: 32-bit, 2: 64-bit, 3: both, 0: neither
  std::uint32_t latency = 0;
  std::int64_t null_channels = 0;
};

/// The buffers of an instance's blocks.
class PortBuffersOfReplay {
 public:
  /// Takes over what the details of the call say.
  void take(const witness::RecordedCall& call, std::size_t inputs, std::size_t outputs,
            std::size_t frames);
  [[nodiscard]] std::vector<clap::AudioBuffer>& inputs() { return inputs_.buffers; }
  [[nodiscard]] std::vector<clap::AudioBuffer>& outputs() { return outputs_.buffers; }

 private:
  struct Side {
    std::vector<PortShape> shapes;
    std::vector<clap::AudioBuffer> buffers;
    std::vector<std::vector<float*>> floats;
    std::vector<std::vector<double*>> doubles;
  };
  void lay_out(Side& side, std::size_t count);

  Side inputs_;
  Side outputs_;
  std::vector<double> memory_;
};

/// What a call's arguments are made of.
struct ClapSource {
  const witness::RecordedCall& call;
  ValueReader values;
  StateStore& states;
  PortBuffersOfReplay& ports;
};

/// The list of a call's events. Stays where it is.
class EventsOfReplay {
 public:
  explicit EventsOfReplay(const witness::RecordedCall& call);
  [[nodiscard]] const clap::InputEvents* get() const { return &table_; }

 private:
  struct Slot {
    alignas(8) std::byte bytes[sizeof(clap::EventTransport)];
  };
  void add(const witness::Record& record);

  std::vector<Slot> events_;
  std::vector<std::vector<std::uint8_t>> sysex_;
  clap::InputEvents table_;
};

/// An argument of the type A.
template <typename A>
class Made;

template <typename A>
  requires(std::is_arithmetic_v<A> || std::is_enum_v<A>)
class Made<A> {
 public:
  explicit Made(ClapSource& source) : value_(source.values.number<A>()) {}
  A get() { return value_; }

 private:
  A value_;
};

/// Where the plugin writes: room for as many as hosts ask for.
template <typename T>
class Made<T*> {
 public:
  explicit Made(ClapSource& source) : is_there_(source.values.integer() != 0) {
    if (is_there_) room_.resize(kRoom);
    if constexpr (std::is_same_v<T, std::uint32_t>) {
      const auto value = static_cast<std::uint32_t>(source.values.integer());
      if (is_there_) room_[0].value = value;
    }
  }
  T* get() { return is_there_ ? &room_[0].value : nullptr; }

 private:
  struct Cell {
    std::remove_const_t<T> value{};
  };
  static_assert(sizeof(Cell) == sizeof(T));
  // Of texts and maps the call says how much room there is: obstacle_of() knows how much.
  static constexpr std::size_t kRoom = sizeof(T) == 1 ? kMostTextBytes : 64;
  bool is_there_;
  std::vector<Cell> room_;
};

template <>
class Made<const char*> {
 public:
  explicit Made(ClapSource& source) : text_(source.values.text()) {}
  const char* get() { return text_ ? text_->c_str() : nullptr; }

 private:
  std::optional<std::string> text_;
};

template <>
class Made<const clap::Color*> {
 public:
  explicit Made(ClapSource& source);
  const clap::Color* get() { return is_there_ ? &color_ : nullptr; }

 private:
  bool is_there_ = false;
  clap::Color color_ = {};
};

template <>
class Made<const clap::ContextMenuBuilder*> {
 public:
  explicit Made(ClapSource& source) : is_there_(source.values.integer() != 0) {}
  const clap::ContextMenuBuilder* get();

 private:
  bool is_there_;
};

template <>
class Made<const clap::OutputEvents*> {
 public:
  explicit Made(ClapSource& source) : is_there_(source.values.integer() != 0) {}
  const clap::OutputEvents* get();

 private:
  bool is_there_;
};

template <>
class Made<const clap::InputEvents*> {
 public:
  explicit Made(ClapSource& source) : is_there_(source.values.integer() != 0) {
    if (is_there_) events_ = std::make_unique<EventsOfReplay>(source.call);
  }
  const clap::InputEvents* get() { return is_there_ ? events_->get() : nullptr; }

 private:
  bool is_there_;
  std::unique_ptr<EventsOfReplay> events_;
};

template <>
class Made<const clap::Process*> {
 public:
  explicit Made(ClapSource& source);
  const clap::Process* get() { return is_there_ ? &*process_ : nullptr; }

 private:
  bool is_there_;
  std::unique_ptr<EventsOfReplay> events_;
  std::unique_ptr<clap::EventTransport> transport_;
  std::unique_ptr<clap::Process> process_;
};

template <>
class Made<const clap::AudioPortConfigurationRequest*> {
 public:
  explicit Made(ClapSource& source);
  const clap::AudioPortConfigurationRequest* get() {
    return is_there_ ? requests_.data() : nullptr;
  }

 private:
  bool is_there_;
  std::vector<clap::AudioPortConfigurationRequest> requests_;
  std::vector<std::unique_ptr<std::string>> types_;
};

template <>
class Made<const clap::ProjectLocationElement*> {
 public:
  explicit Made(ClapSource& source);
  const clap::ProjectLocationElement* get() { return is_there_ ? path_.data() : nullptr; }

 private:
  bool is_there_;
  std::vector<clap::ProjectLocationElement> path_;
};

/// Windows are none of a replay's: see needs_window().
template <>
class Made<const clap::Window*> {
 public:
  explicit Made(ClapSource& /*source*/) {}
  const clap::Window* get() { return nullptr; }
};

template <>
class Made<const clap::IStream*> {
 public:
  explicit Made(ClapSource& source);
  const clap::IStream* get() { return is_there_ ? &state_->stream : nullptr; }

 private:
  struct State {
    std::vector<std::byte> bytes;
    std::size_t at = 0;
    std::size_t chunk = 0;
    clap::IStream stream;
  };
  bool is_there_;
  std::unique_ptr<State> state_ = std::make_unique<State>();
};

/// Keeps what the plugin saved when it goes.
template <>
class Made<const clap::OStream*> {
 public:
  explicit Made(ClapSource& source);
  Made(Made&&) = default;
  ~Made();
  const clap::OStream* get() { return is_there_ ? &state_->stream : nullptr; }

 private:
  struct State {
    std::vector<std::byte> bytes;
    std::size_t chunk = 0;
    witness::Digest recorded;
    clap::OStream stream;
  };
  bool is_there_;
  StateStore& states_;
  std::unique_ptr<State> state_ = std::make_unique<State>();
};

}  // namespace attacca::trial
