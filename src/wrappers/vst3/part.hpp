// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>

#include "abi/vst3/base/tuid.hpp"
#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/events.hpp"
#include "attacca/event.hpp"
#include "attacca/formats/format_parts.hpp"
#include "attacca/note_port.hpp"
#include "attacca/plugin.hpp"

namespace attacca::vst3_wrapper {

class BlockBytes;
class EditorInterfaces;
class Instance;
class NoteInterfaces;

/// What only plugins with an editor have, and what makes it. Null in the others.
struct EditorPart {
  std::unique_ptr<EditorInterfaces> (*make)(Instance& instance);
};

/// The same for plugins with note inputs. `owner` owns it.
struct NotesPart {
  std::unique_ptr<NoteInterfaces> (*make)(vst3::FUnknown& owner, const NotePorts& inputs,
                                          const Plugin& plugin);
};

/// What sends note events, for plugins that have note ports.
struct NoteOutputPart {
  /// push_note_event().
  Sent (*push)(vst3::IEventList* out, BlockBytes& bytes, const Event& event) noexcept;
};

/// An interface of an object that is a part of another one: lookup and references are the owner's.
template <typename Interface>
class PartOf : public Interface {
 public:
  explicit PartOf(vst3::FUnknown& owner) noexcept : owner_(owner) {}
  vst3::TResult queryInterface(const vst3::Tuid& wanted, void** obj) override {
    return owner_.queryInterface(wanted, obj);
  }
  std::uint32_t addRef() override { return owner_.addRef(); }
  std::uint32_t release() override { return owner_.release(); }

 protected:
  ~PartOf() = default;

 private:
  vst3::FUnknown& owner_;
};

}  // namespace attacca::vst3_wrapper
