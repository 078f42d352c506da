// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "files/file.hpp"

namespace attacca::files {

/// What became of the attempt to lock a file.
enum class Lock {
  taken,        ///< ours until the descriptor is closed, or the process ends in any way
  busy,         ///< somebody else has it
  unavailable,  ///< the filesystem or the system has no locks (network homes, some containers)
};

/// Tries to lock an open file or folder against other processes, without waiting (flock(2);
/// LockFileEx, and a name of the system's for folders). [any]
Lock try_lock(const FileHandle& file) noexcept;

}  // namespace attacca::files
