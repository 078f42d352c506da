// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/native_window.hpp"

#include <string>

#include "host/window/display.hpp"

namespace attacca::host {

WindowErrorGuard::WindowErrorGuard() = default;
WindowErrorGuard::~WindowErrorGuard() = default;

// There are none yet: create() says so, and nothing else is ever called.
struct NativeWindow::Impl {};

NativeWindow::NativeWindow(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
NativeWindow::~NativeWindow() = default;

Result<std::unique_ptr<NativeWindow>> NativeWindow::create(MainLoop&, EditorSize,
                                                           const std::string&) {
  return fail("cannot open a window: " + std::string(why_no_display().value_or("")));
}

std::uintptr_t NativeWindow::id() const noexcept {
  return 0;
}
void NativeWindow::embed_children() {}
void NativeWindow::show() {}
void NativeWindow::move(int, int) {}
NativeWindow::Position NativeWindow::position() const {
  return {};
}
void NativeWindow::resize(EditorSize) {}
EditorSize NativeWindow::size() const noexcept {
  return {};
}
void NativeWindow::set_resizable(bool) {}
std::size_t NativeWindow::child_count() const {
  return 0;
}
bool NativeWindow::send_pointer(Pointer, int, int) {
  return false;
}
void NativeWindow::on_resize(std::function<void(EditorSize)>) {}
void NativeWindow::on_close(std::function<void()>) {}
Result<void> NativeWindow::save_png(const std::filesystem::path&) {
  return fail("cannot take a picture: " + std::string(why_no_display().value_or("")));
}

}  // namespace attacca::host
