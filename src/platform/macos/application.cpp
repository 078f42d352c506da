// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/macos/application.hpp"

#include "platform/macos/framework.hpp"

namespace attacca::core {

bool application_runs() noexcept {
  const Framework app_kit("AppKit", Framework::Load::never);
  const auto* const application = static_cast<void* const*>(app_kit.find("NSApp"));
  if (application == nullptr || *application == nullptr) return false;
  const Framework objc("/usr/lib/libobjc.A.dylib", Framework::Load::never);
  void* (*selector)(const char* name) = nullptr;
  // BOOL is a byte on both processors.
  unsigned char (*send)(void* receiver, void* selector) = nullptr;
  return objc.find("sel_registerName", selector) && objc.find("objc_msgSend", send) &&
         send(*application, selector("isRunning")) != 0;
}

}  // namespace attacca::core
