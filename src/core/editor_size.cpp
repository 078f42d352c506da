// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/editor_size.hpp"

#include <utility>

namespace attacca::core {

bool EditorSize::set_by_host(Editor& editor, PhysicalSize size, bool is_open) {
  ++times_set_;
  owed_.reset();
  if (!(editor.size() == size)) (void)editor.set_size(editor.constrain(size));
  const PhysicalSize held = editor.size();
  if (held == size) {
    disputed_.reset();
    return true;
  }
  if (is_open && !(disputed_ && *disputed_ == size)) {
    disputed_ = size;
    owed_ = held;
  }
  return false;
}

void EditorSize::agreed(Editor& editor, PhysicalSize size, std::uint64_t times_set) {
  if (times_set == times_set_) (void)editor.set_size(size);
}

std::optional<PhysicalSize> EditorSize::take_owed() noexcept {
  return std::exchange(owed_, std::nullopt);
}

void EditorSize::forget() noexcept {
  owed_.reset();
  disputed_.reset();
}

}  // namespace attacca::core
