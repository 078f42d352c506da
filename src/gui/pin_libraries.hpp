// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::gui {

/// Keeps the drawing libraries in the process for good. A host unloads a plugin with its last
/// instance, and with it libraries that nobody else uses; Pango does not survive that (it leaves
/// threads running, and types registered in GObject, which itself stays). [any]
void pin_libraries() noexcept;

}  // namespace attacca::gui
