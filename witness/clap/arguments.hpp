// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How the arguments of CLAP's calls are recorded. docs/witness-files.md lists the values.

#include <cstdint>
#include <type_traits>

#include "abi/clap/audio_buffer.hpp"
#include "abi/clap/color.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/stream.hpp"
#include "witness/record/call_scope.hpp"

namespace attacca::witness {

/// The audio buffers of the block before: those of the next one are recorded when they differ.
/// [audio]
struct ClapPorts {
  std::uint64_t digest = 0;
};

// One value, or more, for each argument. All [any].

template <typename T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
void put_argument(Entry& entry, T value) noexcept {
  put_number(entry, value);
}
inline void put_argument(Entry& entry, const char* text) noexcept {
  put_words(entry, text);
}
/// Whether it is there; a number's value after that.
template <typename T>
void put_argument(Entry& entry, T* pointer) noexcept {
  entry.put_integer(pointer != nullptr ? 1 : 0);
  if constexpr (std::is_same_v<T, std::uint32_t>) {
    entry.put_integer(pointer != nullptr ? *pointer : 0);
  }
}
/// Time, frames, numbers of ports, whether there are a transport and lists of events.
void put_argument(Entry& entry, const clap::Process* process) noexcept;
/// The window system, and whether there is a window.
void put_argument(Entry& entry, const clap::Window* window) noexcept;
/// The channels of the colour in one number, alpha first.
void put_argument(Entry& entry, const clap::Color* color) noexcept;

// Records of their own for what has a length. All [any].

template <typename T>
void put_details(CallScope& /*scope*/, ClapPorts& /*ports*/, T /*argument*/) noexcept {}
void put_details(CallScope& scope, ClapPorts& ports, const clap::Process* process) noexcept;
void put_details(CallScope& scope, ClapPorts& ports, const clap::InputEvents* events) noexcept;

template <typename... A>
void put_all_details(CallScope& scope, ClapPorts& ports, A... arguments) noexcept {
  (put_details(scope, ports, arguments), ...);
}
void put_all_details(CallScope& scope, ClapPorts& ports,
                     const clap::AudioPortConfigurationRequest* requests,
                     std::uint32_t count) noexcept;
void put_all_details(CallScope& scope, ClapPorts& ports, const clap::ProjectLocationElement* path,
                     std::uint32_t count) noexcept;

/// What the plugin is given in an argument's place.
template <typename A>
class Passed {
 public:
  explicit Passed(A argument) noexcept : argument_(argument) {}
  [[nodiscard]] A argument() noexcept { return argument_; }
  /// After the call.
  void put_details(CallScope& /*scope*/) const noexcept {}
  /// What the plugin wrote there, where it is one number.
  void put_answer(Entry& entry) const noexcept {
    if constexpr (std::is_pointer_v<A>) {
      using T = std::remove_pointer_t<A>;
      if constexpr (std::is_arithmetic_v<T> && !std::is_const_v<T> && !std::is_same_v<T, char>) {
        if (argument_ != nullptr) put_number(entry, *argument_);
      }
    }
  }

 private:
  A argument_;
};

/// Counts what the plugin reads.
template <>
class Passed<const clap::IStream*> {
 public:
  explicit Passed(const clap::IStream* host) noexcept : host_(host), own_{this, read} {}
  Passed(const Passed&) = delete;
  Passed& operator=(const Passed&) = delete;
  [[nodiscard]] const clap::IStream* argument() const noexcept {
    return host_ != nullptr ? &own_ : nullptr;
  }
  void put_details(CallScope& scope) const noexcept {
    scope.detail("stream", [this](Entry& entry) { count_.put(entry); });
  }
  void put_answer(Entry& /*entry*/) const noexcept {}

 private:
  static std::int64_t read(const clap::IStream* stream, void* buffer, std::uint64_t size) {
    auto& self = *static_cast<Passed*>(stream->ctx);
    const std::int64_t moved = self.host_->read(self.host_, buffer, size);
    self.count_.moved(static_cast<std::int64_t>(size), moved, buffer);
    return moved;
  }
  const clap::IStream* host_;
  clap::IStream own_;
  StreamCount count_;
};

/// Counts what the plugin writes.
template <>
class Passed<const clap::OStream*> {
 public:
  explicit Passed(const clap::OStream* host) noexcept : host_(host), own_{this, write} {}
  Passed(const Passed&) = delete;
  Passed& operator=(const Passed&) = delete;
  [[nodiscard]] const clap::OStream* argument() const noexcept {
    return host_ != nullptr ? &own_ : nullptr;
  }
  void put_details(CallScope& scope) const noexcept {
    scope.detail("stream", [this](Entry& entry) { count_.put(entry); });
  }
  void put_answer(Entry& /*entry*/) const noexcept {}

 private:
  static std::int64_t write(const clap::OStream* stream, const void* buffer, std::uint64_t size) {
    auto& self = *static_cast<Passed*>(stream->ctx);
    const std::int64_t moved = self.host_->write(self.host_, buffer, size);
    self.count_.moved(static_cast<std::int64_t>(size), moved, buffer);
    return moved;
  }
  const clap::OStream* host_;
  clap::OStream own_;
  StreamCount count_;
};

}  // namespace attacca::witness
