// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/plug_view.hpp"
#include "witness/vst3/arguments.hpp"
#include "witness/vst3/calls.hpp"

namespace attacca::witness {

class WatchedObject;

/// What a host holds in an interface's place: the binary interface says that an object begins with
/// the address of its table of functions, and that each of them takes the object first. The tables
/// are made of vst3/calls.hpp, and tests/witness compares their order with the compiler's.
struct Face {
  using Slot = void (*)();
  const Slot* table = nullptr;
  WatchedObject* owner = nullptr;
  /// The plugin's own interface, once somebody has asked for it.
  std::atomic<void*> inner{nullptr};
};

/// Stands between a host and an object of a plugin's: records each call and hands it on. It goes
/// with the host's last reference.
class WatchedObject {
 public:
  static constexpr std::size_t kFaces = std::tuple_size_v<Vst3Interfaces>;

  /// Takes over the reference to `inner`, and gives one to the interface `wanted` (null: there is
  /// no such interface, and nothing is kept). [main]
  static void* watch(vst3::FUnknown& inner, const vst3::Tuid& wanted);

  WatchedObject(const WatchedObject&) = delete;
  WatchedObject& operator=(const WatchedObject&) = delete;

  // FUnknown, for all faces. [any]
  vst3::TResult query(const vst3::Tuid& wanted, void** obj);
  std::uint32_t add_ref() noexcept;
  std::uint32_t release() noexcept;

  [[nodiscard]] std::uint32_t number() const noexcept { return number_; }
  [[nodiscard]] Vst3Buses& buses() noexcept { return buses_; }
  /// The frame that the plugin is to be given: one that says the face's address where the plugin
  /// says the view's. [main]
  vst3::IPlugFrame* framed(vst3::IPlugFrame* host);

 private:
  explicit WatchedObject(vst3::FUnknown& inner);
  ~WatchedObject() = default;

  vst3::FUnknown& inner_;
  std::atomic<std::uint32_t> references_{1};
  std::uint32_t number_;
  std::array<Face, kFaces> faces_;
  Vst3Buses buses_;
  vst3::Ref<vst3::IPlugFrame> frame_;
};

/// The tables of functions, in the order of Vst3Interfaces.
extern const std::array<const Face::Slot*, WatchedObject::kFaces> kFaceTables;

}  // namespace attacca::witness
