// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/report_file.hpp"

#include <cerrno>
#include <string>
#include <system_error>

#include <unistd.h>

namespace attacca::trial {
namespace {

/// What a report takes, about.
constexpr std::size_t kRoom = std::size_t{512} * 1024;

}  // namespace

Result<void> ReportFile::cannot(int code) const {
  return fail("cannot write " + staged_.target().string() + ": " +
              std::error_code(code, std::generic_category()).message());
}

Result<std::unique_ptr<ReportFile>> ReportFile::open(const std::filesystem::path& path) {
  std::unique_ptr<ReportFile> report(new ReportFile(path));
  if (auto writable = report->staged_.check_writable(); !writable) {
    return tl::unexpected(writable.error());
  }
  const auto refuse = [&](int code) { return tl::unexpected(report->cannot(code).error()); };
  report->file_ = std::fopen(report->staged_.path().c_str(), "wbe");
  if (report->file_ == nullptr) return refuse(errno);
  // Written, not merely reserved: only then has every file system reserved the room.
  const bool is_beside = report->staged_.path() != report->staged_.target();
  if (is_beside) {
    const std::string room(kRoom, ' ');
    const bool fits = std::fwrite(room.data(), 1, room.size(), report->file_) == room.size() &&
                      std::fflush(report->file_) == 0;
    if (!fits) return refuse(errno);
  }
  return report;
}

ReportFile::~ReportFile() {
  if (file_ != nullptr) std::fclose(file_);
}

Result<void> ReportFile::write(std::string_view text) {
  if (staged_.path() != staged_.target()) {
    if (std::fseek(file_, 0, SEEK_SET) != 0) return cannot(errno);
    if (ftruncate(fileno(file_), 0) != 0) return cannot(errno);
  }
  const bool is_written = std::fwrite(text.data(), 1, text.size(), file_) == text.size();
  const int write_error = errno;
  const bool is_closed = std::fclose(std::exchange(file_, nullptr)) == 0;
  if (!is_written) return cannot(write_error);
  if (!is_closed) return cannot(errno);
  return staged_.commit();
}

}  // namespace attacca::trial
