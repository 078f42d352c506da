// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <windows.h>
// The library has names in UTF-16 on request only.
#define ENABLE_SNDFILE_WINDOWS_PROTOTYPES 1
#include "parlando/probe/open_recording.hpp"

namespace parlando::probe {

SNDFILE* open_recording(const std::filesystem::path& file, SF_INFO& info) {
  return ::sf_wchar_open(file.c_str(), SFM_READ, &info);
}

}  // namespace parlando::probe
