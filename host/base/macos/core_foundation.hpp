// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What the host uses of CoreFoundation, by its C interface as Apple documents it. It is loaded at
// run time, as the program is linked with the C library alone.

#include <cstdint>

namespace attacca::host {

/// The functions by the names that they have there.
struct CoreFoundation {
  using Object = const void*;

  void (*CFRelease)(Object object);
  /// Seconds; true: it returns when something was done. See kRunFinished and kRunHandled.
  std::int32_t (*CFRunLoopRunInMode)(Object mode, double seconds, unsigned char after_one);
  /// Of a path as the file system has it.
  Object (*CFURLCreateFromFileSystemRepresentation)(Object allocator, const std::uint8_t* path,
                                                    long length, unsigned char is_folder);
  Object (*CFBundleCreate)(Object allocator, Object url);
  Object kCFRunLoopDefaultMode;

  static constexpr std::int32_t kRunFinished = 1;  ///< There is nothing in the loop.
  static constexpr std::int32_t kRunHandled = 4;   ///< Something was done.
};

/// Null where there is none. Loaded when it is first asked for. [not audio]
[[nodiscard]] const CoreFoundation* core_foundation() noexcept;

/// The same if somebody in this process has loaded it already, as most plugins do. [not audio]
[[nodiscard]] const CoreFoundation* loaded_core_foundation() noexcept;

}  // namespace attacca::host
