// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "gui/cocoa/objc.hpp"

namespace attacca::gui::cocoa {

/// A method of a class that is made at run time.
struct MethodEntry {
  const char* selector;
  Method code;
  const char* types;  ///< as @encode writes them: the result, the object, the selector, the rest
};

/// The name of the pointer that every object of such a class has.
inline constexpr const char* kOwner = "attacca_owner";

/// Makes a class derived from `superclass` with these methods and kOwner, and registers it. Its
/// name begins with `name`, and is one that no other plugin of the process has taken: all of them
/// share one space of names. It stays for as long as the process. Null where it cannot be made.
/// [main]
[[nodiscard]] Class make_class(const ObjcRuntime& runtime, const char* superclass, const char* name,
                               std::span<const MethodEntry> methods);

}  // namespace attacca::gui::cocoa
