// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A line of text that is typed:
//
//     auto search = text_field("Search");
//     search->on_change([this](const std::string& text) { show_only(text); });
//
// Main thread. UTF-8, at most 4096 bytes; control characters are left out. Control with A, C, X and
// V selects, copies, cuts and pastes.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// A line of text that is typed. All members [main].
class TextField final : public Widget {
 public:
  static constexpr std::size_t kMostBytes = 4096;

  /// Shown while nothing is typed; UTF-8.
  explicit TextField(std::string hint = {}) : hint_(std::move(hint)) {}

  /// Cut where it is too long; the cursor is at the end. Calls nobody.
  void set_text(const std::string& text);
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  void select_all();
  /// Enter was pressed. One callback, the last.
  void on_commit(std::function<void(const std::string&)> callback);
  /// The user has changed the text. One callback, the last.
  void on_change(std::function<void(const std::string&)> callback);
  /// Whether it shows that the text is wrong; until it is changed.
  void set_faulty(bool faulty);
  [[nodiscard]] bool is_faulty() const noexcept { return faulty_; }

  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  bool takes_focus() const override { return true; }
  bool takes_keyboard() const override { return true; }
  gui::Cursor cursor() const override { return gui::Cursor::text; }
  void hover_changed(bool /*is_hovered*/) override { invalidate(); }

 private:
  [[nodiscard]] std::size_t from() const noexcept { return cursor_ < mark_ ? cursor_ : mark_; }
  [[nodiscard]] std::size_t to() const noexcept { return cursor_ < mark_ ? mark_ : cursor_; }
  void replace_selection(const std::string& text);
  void move_to(std::size_t place, bool selecting);
  void edited();
  bool shortcut(char32_t letter);

  std::string text_;
  std::string hint_;
  std::size_t cursor_ = 0;  ///< bytes, between two characters
  std::size_t mark_ = 0;    ///< the other end of the selection
  bool faulty_ = false;
  bool must_place_ = false;  ///< the next frame finds what was pressed at
  bool selecting_ = false;
  gui::Point pressed_at_;
  std::function<void(const std::string&)> commit_;
  std::function<void(const std::string&)> change_;
};

/// A line of text that is typed; `hint` is shown while it is empty, UTF-8. [main]
[[nodiscard]] std::unique_ptr<TextField> text_field(std::string hint = {});

}  // namespace attacca::widgets
