// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <dlfcn.h>

namespace attacca::audio_io {

inline void say_nothing_of_alsa(const char* /*file*/, int /*line*/, const char* /*function*/,
                                int /*error*/, const char* /*format*/, ...) {}

/// Has ALSA's library, if it is in the process, say nothing on stderr: it reports each card that it
/// looks for and does not find, and we name what failed ourselves. [main]
inline void quiet_alsa() noexcept {
  using Handler = void (*)(const char*, int, const char*, int, const char*, ...);
  void* const library = ::dlopen("libasound.so.2", RTLD_NOW | RTLD_NOLOAD);
  if (library == nullptr) return;
  const auto set =
      reinterpret_cast<int (*)(Handler)>(::dlsym(library, "snd_lib_error_set_handler"));
  if (set != nullptr) set(&say_nothing_of_alsa);
}

}  // namespace attacca::audio_io
