// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/report_file.hpp"

#include <string>
#include <utility>

namespace attacca::trial {
namespace {

/// What a report takes, about.
constexpr std::size_t kRoom = std::size_t{512} * 1024;

}  // namespace

Result<std::unique_ptr<ReportFile>> ReportFile::open(const std::filesystem::path& path) {
  auto file = files::AtomicFile::create(path);
  if (!file) return tl::unexpected(file.error());
  // Written, not merely reserved: only then has every file system taken the room.
  if (!file->is_direct()) {
    if (auto fits = file->write(std::string(kRoom, ' ')); !fits) {
      return tl::unexpected(fits.error());
    }
  }
  return std::unique_ptr<ReportFile>(new ReportFile(std::move(*file)));
}

Result<void> ReportFile::write(std::string_view text) {
  if (auto begun = file_.rewind(); !begun) return begun;
  if (auto written = file_.write(text); !written) return written;
  return file_.commit();
}

}  // namespace attacca::trial
