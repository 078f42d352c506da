// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>

#include <sndfile.h>

namespace parlando::probe {

/// As sf_open() for reading, by a path of the system's; null if it cannot be opened. [not audio]
[[nodiscard]] SNDFILE* open_recording(const std::filesystem::path& file, SF_INFO& info);

}  // namespace parlando::probe
