// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>

#include <sndfile.h>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// Opens an audio file by its path, whatever letters it has. Null: sf_strerror(nullptr) says why.
/// [not audio]
[[nodiscard]] SNDFILE* open_sound_file(const std::filesystem::path& path, int mode, SF_INFO& info);

/// Makes the file or empties it, and writes; whoever clears what interrupted runs left behind sees
/// that it is in use. [not audio] Errors: the system's or the library's reason.
[[nodiscard]] Result<SNDFILE*> create_sound_file(const std::filesystem::path& path, SF_INFO& info);

}  // namespace attacca::host
