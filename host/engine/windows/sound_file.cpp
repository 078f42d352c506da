// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <windows.h>
// The library has names in UTF-16 on request only.
#define ENABLE_SNDFILE_WINDOWS_PROTOTYPES 1
#include "host/engine/sound_file.hpp"

namespace attacca::host {

SNDFILE* open_sound_file(const std::filesystem::path& path, int mode, SF_INFO& info) {
  return sf_wchar_open(path.c_str(), mode, &info);
}

Result<SNDFILE*> create_sound_file(const std::filesystem::path& path, SF_INFO& info) {
  SNDFILE* const file = sf_wchar_open(path.c_str(), SFM_WRITE, &info);
  if (file != nullptr) return file;
  std::string why = sf_strerror(nullptr);
  why.erase(why.find_last_not_of(" \r\n") + 1);  // the system ends its sentences with lines
  return fail(why);
}

}  // namespace attacca::host
