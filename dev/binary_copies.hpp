// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>

#include "attacca/base/result.hpp"
#include "files/file.hpp"

namespace attacca::dev {

/// Copies of builds, each with a name of its own: the loader takes a file of a known name for the
/// one that it has, and a linker that writes into a loaded file brings down who has loaded it. They
/// lie in the build folder, where programs may be run from, and go with this object; those of a
/// process that was killed go with the next one. All members [main].
class BinaryCopies {
 public:
  /// Errors: the build folder cannot be written.
  [[nodiscard]] static Result<BinaryCopies> create(const std::filesystem::path& build);
  BinaryCopies(BinaryCopies&& other) noexcept;
  BinaryCopies& operator=(BinaryCopies&&) = delete;
  ~BinaryCopies();

  /// A copy of `binary` that a host takes for `format` ("clap" or "vst3"), with its symbols where
  /// they lie beside it. Errors: the binary cannot be read; the disk is full, and nothing is left
  /// behind.
  [[nodiscard]] Result<std::filesystem::path> add(const std::filesystem::path& binary,
                                                  const std::string& format);
  void remove(const std::filesystem::path& copy);

  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

 private:
  BinaryCopies(std::filesystem::path folder, files::FileHandle lock)
      : folder_(std::move(folder)), lock_(std::move(lock)) {}

  std::filesystem::path folder_;
  files::FileHandle lock_;  ///< held while this lives, so that others see that it is in use
  int next_ = 1;
};

}  // namespace attacca::dev
