// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/open_recording.hpp"

namespace parlando::probe {

SNDFILE* open_recording(const std::filesystem::path& file, SF_INFO& info) {
  return ::sf_open(file.c_str(), SFM_READ, &info);
}

}  // namespace parlando::probe
