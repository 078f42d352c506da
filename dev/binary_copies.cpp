// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/binary_copies.hpp"

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "files/file_lock.hpp"

namespace attacca::dev {
namespace {

namespace fs = std::filesystem;

void remove_abandoned(const fs::path& all) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(all, error)) {
    auto folder = files::open_folder(entry.path());
    if (!folder || files::try_lock(*folder) != files::Lock::taken) continue;
    std::error_code ignored;
    fs::remove_all(entry.path(), ignored);
  }
}

/// Whether an open folder is still what is found there.
bool is_at(const files::FileHandle& open, const fs::path& folder) {
  struct stat ours{};
  struct stat there{};
  return fstat(open.get(), &ours) == 0 && stat(folder.c_str(), &there) == 0 &&
         ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

}  // namespace

Result<BinaryCopies> BinaryCopies::create(const fs::path& build) {
  constexpr int kMostTries = 100;
  const fs::path all = build / "attacca-dev";
  remove_abandoned(all);
  const fs::path folder = all / std::to_string(getpid());
  // Another program that begins just now may take it for abandoned before it is locked.
  for (int i = 0; i < kMostTries; ++i) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
      return fail("cannot keep copies of the plugin: " + folder.string() + ": " + error.message());
    }
    auto lock = files::open_folder(folder);
    if (lock && files::try_lock(*lock) != files::Lock::busy && is_at(*lock, folder)) {
      return BinaryCopies(folder, std::move(*lock));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return fail("cannot keep copies of the plugin: " + folder.string() + " is in use");
}

BinaryCopies::BinaryCopies(BinaryCopies&& other) noexcept
    : folder_(std::exchange(other.folder_, {})),
      lock_(std::move(other.lock_)),
      next_(other.next_) {}

BinaryCopies::~BinaryCopies() {
  if (folder_.empty()) return;
  std::error_code error;
  fs::remove_all(folder_, error);
  // Only where no other process has its copies there.
  fs::remove(folder_.parent_path(), error);
}

Result<fs::path> BinaryCopies::add(const fs::path& binary, const std::string& format) {
  const fs::path folder = folder_ / std::to_string(next_++);
  fs::path copy = folder / binary.filename().replace_extension(format);
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::copy_file(binary, copy, error);
  if (error) {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    return fail("cannot copy " + binary.string() + " to " + copy.string() + ": " + error.message());
  }
  // Under the name that the binary has for it. Without them, backtraces are poorer.
  fs::path symbols = binary;
  symbols += ".debug";
  std::error_code ignored;
  fs::copy_file(symbols, folder / symbols.filename(), error);
  // Half of them are worse than none.
  if (error) fs::remove(folder / symbols.filename(), ignored);
  return copy;
}

void BinaryCopies::remove(const fs::path& copy) {
  std::error_code error;
  fs::remove_all(copy.parent_path(), error);
}

}  // namespace attacca::dev
