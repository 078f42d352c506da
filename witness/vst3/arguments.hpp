// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How the arguments of VST3's calls are recorded. docs/witness-files.md lists the values.

#include <cstdint>
#include <type_traits>

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/base/stream.hpp"
#include "abi/vst3/base/tuid.hpp"
#include "abi/vst3/component_handler.hpp"
#include "abi/vst3/events.hpp"
#include "abi/vst3/parameter_changes.hpp"
#include "abi/vst3/plug_view.hpp"
#include "abi/vst3/process_context.hpp"
#include "abi/vst3/process_data.hpp"
#include "witness/record/call_scope.hpp"

namespace attacca::witness {

/// The audio buses of the block before: those of the next one are recorded when they differ.
/// [audio]
struct Vst3Buses {
  std::uint64_t digest = 0;
};

/// Mode, sample size, frames, numbers of buses, and which of the pointers are there, in the order
/// of the structure from the lowest bit on. [any]
void put_data(Entry& entry, const vst3::ProcessData& data) noexcept;
void put_rect(Entry& entry, const vst3::ViewRect& rect) noexcept;

/// An argument of the type A; what the plugin is to fill in is left out. [any]
template <typename A>
void put_vst3_argument(Entry& entry, std::remove_reference_t<A>& argument) noexcept {
  using T = std::remove_cvref_t<A>;
  constexpr bool kFilledIn = std::is_reference_v<A> && !std::is_const_v<std::remove_reference_t<A>>;
  if constexpr (std::is_same_v<T, vst3::ProcessData>) {
    put_data(entry, argument);
  } else if constexpr (std::is_same_v<T, vst3::ProcessSetup>) {
    put_number(entry, argument.processMode);
    put_number(entry, argument.symbolicSampleSize);
    entry.put_integer(argument.maxSamplesPerBlock);
    entry.put_real(argument.sampleRate);
  } else if constexpr (kFilledIn) {
  } else if constexpr (std::is_same_v<T, vst3::Tuid>) {
    entry.put_uid(argument.data());
  } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    put_number(entry, argument);
  } else if constexpr (std::is_same_v<T, const char*>) {
    put_id(entry, argument);  // FIDString
  } else if constexpr (std::is_same_v<T, const char16_t*>) {
    put_words(entry, argument, 128);
  } else if constexpr (std::is_pointer_v<T>) {
    entry.put_integer(argument != nullptr ? 1 : 0);
  }
}

/// The first call begins a file with the host's name. [main]
void open_file_of(vst3::FUnknown* context) noexcept;

// Records of their own for what has a length. All [any].

template <typename T>
void put_vst3_details(CallScope& /*scope*/, Vst3Buses& /*buses*/, T& /*argument*/) noexcept {}
void put_vst3_details(CallScope& scope, Vst3Buses& buses, vst3::ProcessData& data) noexcept;
/// What the list says of the track, and how it answers: see docs/witness-files.md. [main]
void put_vst3_details(CallScope& scope, Vst3Buses& buses, vst3::IAttributeList* list) noexcept;
/// What the host is called, and what its object offers.
void put_vst3_details(CallScope& scope, Vst3Buses& buses, vst3::FUnknown* context) noexcept;
void put_vst3_details(CallScope& scope, Vst3Buses& buses,
                      vst3::IComponentHandler* handler) noexcept;
void put_vst3_details(CallScope& scope, Vst3Buses& buses, vst3::IPlugFrame* frame) noexcept;

template <typename... A>
void put_all_vst3_details(CallScope& scope, Vst3Buses& buses, A&... arguments) noexcept {
  (put_vst3_details(scope, buses, arguments), ...);
}
void put_all_vst3_details(CallScope& scope, Vst3Buses& buses, vst3::SpeakerArrangement*& inputs,
                          std::int32_t& input_count, vst3::SpeakerArrangement*& outputs,
                          std::int32_t& output_count) noexcept;

/// A host's stream that counts what goes through it. It lives as long as the call.
class CountedStream final : public vst3::IBStream {
 public:
  explicit CountedStream(vst3::IBStream& host) noexcept : host_(host) {}
  void put(Entry& entry) const noexcept { count_.put(entry); }

  vst3::TResult queryInterface(const vst3::Tuid& wanted, void** obj) override;
  std::uint32_t addRef() override { return host_.addRef(); }
  std::uint32_t release() override { return host_.release(); }
  vst3::TResult read(void* buffer, std::int32_t numBytes, std::int32_t* numBytesRead) override;
  vst3::TResult write(void* buffer, std::int32_t numBytes, std::int32_t* numBytesWritten) override;
  vst3::TResult seek(std::int64_t pos, vst3::IStreamSeekMode mode, std::int64_t* result) override {
    return host_.seek(pos, mode, result);
  }
  vst3::TResult tell(std::int64_t* pos) override { return host_.tell(pos); }

 private:
  template <typename Move>
  vst3::TResult counted(std::int32_t asked, const void* buffer, std::int32_t* count, Move&& move);

  vst3::IBStream& host_;
  StreamCount count_;
};

}  // namespace attacca::witness
