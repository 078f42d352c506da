// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/preset_store.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/preset_folder.hpp"

namespace attacca::core {
namespace {

constexpr std::string_view kPart = ".attacca-part-";
constexpr std::time_t kAbandoned = 3600;  // seconds; a preset is written in less

class Descriptor {
 public:
  explicit Descriptor(int value) noexcept : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const noexcept { return value_; }

 private:
  const int value_;
};

auto failed(const std::string& path) {
  return fail("cannot use " + path + ": " + std::strerror(errno));
}

struct CloseFolder {
  void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

/// What a write has left whose process was killed in it.
void remove_leftovers(const std::string& folder) {
  const Folder stream(::opendir(folder.c_str()));
  if (stream == nullptr) return;
  while (const dirent* const entry = ::readdir(stream.get())) {
    if (!std::string_view(entry->d_name).starts_with(kPart)) continue;
    struct stat about{};
    const int place = ::dirfd(stream.get());
    if (::fstatat(place, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) continue;
    const bool is_old = std::time(nullptr) - about.st_mtime > kAbandoned;
    if (!S_ISREG(about.st_mode) || about.st_uid != ::geteuid() || !is_old) continue;
    (void)::unlinkat(place, entry->d_name, 0);
  }
}

/// The folder and those above it.
bool make_folders(const std::string& folder) {
  for (std::size_t slash = folder.find('/', 1); slash != std::string::npos;
       slash = folder.find('/', slash + 1)) {
    if (::mkdir(folder.substr(0, slash).c_str(), 0755) != 0 && errno != EEXIST) return false;
  }
  return true;
}

}  // namespace

void look_into(const std::string& folder, std::string_view ending, std::size_t most,
               std::size_t& entries, std::vector<std::string>& found,
               std::vector<std::string>& folders) {
  const Folder stream(::opendir(folder.c_str()));
  if (stream == nullptr) return;
  for (; entries > 0; --entries) {
    const dirent* const entry = ::readdir(stream.get());
    if (entry == nullptr) return;
    const std::string_view name = entry->d_name;
    if (name.starts_with('.')) continue;
    const std::string path = folder + entry->d_name;
    struct stat about{};
    if (::lstat(path.c_str(), &about) != 0) continue;
    if (S_ISDIR(about.st_mode)) {
      folders.push_back(path + "/");
    } else if (name.ends_with(ending) && found.size() < most && ::stat(path.c_str(), &about) == 0 &&
               S_ISREG(about.st_mode) && ::access(path.c_str(), R_OK) == 0) {
      found.push_back(path);
    }
  }
}

bool is_folder(const std::string& path) noexcept {
  struct stat about{};
  return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

bool exists(const std::string& path) noexcept {
  struct stat about{};
  return ::lstat(path.c_str(), &about) == 0;
}

Result<FilePart> read_part(const std::string& path, std::uint64_t offset, std::size_t size) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat about{};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0) return failed(path);
  if (!S_ISREG(about.st_mode)) return fail("cannot use " + path + ": it is no file");
  FilePart part;
  part.file_size = static_cast<std::uint64_t>(about.st_size);
  std::string& bytes = part.bytes;
  if (offset >= part.file_size) return part;
  bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(part.file_size - offset, size)));
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::pread(file.get(), bytes.data() + done, bytes.size() - done,
                                static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(path);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return part;
}

Result<void> write_whole_file(const std::string& folder, const std::string& name,
                              std::string_view bytes) {
  if (!make_folders(folder)) return failed(folder);
  remove_leftovers(folder);
  const std::string path = folder + name;
  std::string part = folder + std::string(kPart) + "XXXXXX";
  const Descriptor file(::mkostemp(part.data(), O_CLOEXEC));
  if (file.get() < 0) return failed(path);
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written = ::write(file.get(), bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    done += static_cast<std::size_t>(written);
  }
  // In place of the older one only once it is whole.
  if (done < bytes.size() || ::fchmod(file.get(), 0644) != 0 || ::fsync(file.get()) != 0 ||
      ::rename(part.c_str(), path.c_str()) != 0) {
    const int why = errno;
    ::unlink(part.c_str());
    errno = why;
    return failed(path);
  }
  return {};
}

}  // namespace attacca::core
