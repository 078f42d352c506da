// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstring>

#include "host/vst3/memory_stream.hpp"
#include "host/vst3/vst3_instance.hpp"

namespace attacca::host {

namespace {

// What is saved: this mark, the length of the component's state as 8 bytes in little endian, that
// state, then the controller's.
constexpr std::array<char, 8> kMark = {'A', 't', 't', 'V', 's', 't', '3', '1'};
constexpr std::size_t kHeader = kMark.size() + 8;

std::vector<std::byte> pack(const std::vector<std::byte>& component,
                            const std::vector<std::byte>& controller) {
  std::vector<std::byte> bytes(kHeader);
  std::memcpy(bytes.data(), kMark.data(), kMark.size());
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[kMark.size() + i] = static_cast<std::byte>(component.size() >> (8 * i));
  }
  bytes.insert(bytes.end(), component.begin(), component.end());
  bytes.insert(bytes.end(), controller.begin(), controller.end());
  return bytes;
}

struct Parts {
  std::span<const std::byte> component;
  std::span<const std::byte> controller;
};

/// Bytes that we did not save, or that were cut, are the component's to judge.
Parts unpack(std::span<const std::byte> bytes) {
  if (bytes.size() < kHeader || std::memcmp(bytes.data(), kMark.data(), kMark.size()) != 0) {
    return {bytes, {}};
  }
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    size |= std::to_integer<std::uint64_t>(bytes[kMark.size() + i]) << (8 * i);
  }
  const auto rest = bytes.subspan(kHeader);
  if (size > rest.size()) return {rest, {}};
  return {rest.first(static_cast<std::size_t>(size)), rest.subspan(static_cast<std::size_t>(size))};
}

}  // namespace

Result<std::vector<std::byte>> Vst3Instance::save_state() {
  const auto component = vst3::make_ref<MemoryStream>(profile_.stream_chunk);
  if (component_->getState(component.get()) != vst3::kResultOk) {
    return fail(description_.name + " could not save its state");
  }
  const auto controller = vst3::make_ref<MemoryStream>(profile_.stream_chunk);
  const bool has_own = controller_->getState(controller.get()) == vst3::kResultOk;
  if (component->misuses() + controller->misuses() > 0) {
    offences_.add(OffenceKind::state_stream_misused);
  }
  return pack(component->bytes(), has_own ? controller->bytes() : std::vector<std::byte>{});
}

Result<void> Vst3Instance::do_load_state(std::span<const std::byte> state) {
  const Parts parts = unpack(state);
  const auto component = vst3::make_ref<MemoryStream>(parts.component, profile_.stream_chunk);
  if (component_->setState(component.get()) != vst3::kResultOk) {
    return fail(description_.name + " refused the state");
  }
  component->rewind();
  // A controller without anything to learn from it answers kNotImplemented.
  if (profile_.vst3_component_state) (void)controller_->setComponentState(component.get());
  if (!parts.controller.empty()) {
    const auto controller = vst3::make_ref<MemoryStream>(parts.controller, profile_.stream_chunk);
    (void)controller_->setState(controller.get());
    if (controller->misuses() > 0) offences_.add(OffenceKind::state_stream_misused);
  }
  if (component->misuses() > 0) offences_.add(OffenceKind::state_stream_misused);
  if (profile_.vst3_writes_back_parameters) write_back_parameters();
  return {};
}

void Vst3Instance::write_back_parameters() {
  for (const ParameterInfo& parameter : parameters_) {
    if (!parameter.is_automatable || parameter.is_read_only) continue;
    send_edit(parameter.id, controller_->getParamNormalized(parameter.id));
  }
}

}  // namespace attacca::host
