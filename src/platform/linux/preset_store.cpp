// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/preset_store.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace attacca::core {
namespace {

constexpr int kMostLevels = 8;
constexpr std::size_t kMostName = 200;  // bytes; what a file system takes has 255

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

void look_below(const std::string& folder, std::string_view ending, std::size_t most, int levels,
                std::vector<std::string>& found) {
  DIR* const stream = ::opendir(folder.c_str());
  if (stream == nullptr) return;
  std::vector<std::string> folders;
  while (const dirent* const entry = ::readdir(stream)) {
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
  ::closedir(stream);
  if (levels == 0) return;
  for (const std::string& each : folders) look_below(each, ending, most, levels - 1, found);
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

PresetRoots preset_roots() {
  PresetRoots roots;
  const char* const home = std::getenv("HOME");
  if (home != nullptr && *home == '/') roots.user = std::string(home) + "/.vst3/presets/";
  roots.shared = {"/usr/share/vst3/presets/", "/usr/local/share/vst3/presets/"};
  return roots;
}

std::string as_file_name(std::string_view name) {
  std::string made;
  for (const char letter : name) {
    const bool is_control = static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
    made.push_back(is_control || letter == '/' || letter == '\\' ? '_' : letter);
  }
  while (made.size() > kMostName || (!made.empty() && (made.back() == ' ' || made.back() == '.'))) {
    made.pop_back();
    // Not in the middle of a letter.
    while (!made.empty() && (static_cast<unsigned char>(made.back()) & 0xC0) == 0x80 &&
           made.size() > kMostName) {
      made.pop_back();
    }
  }
  const std::size_t first = made.find_first_not_of(" .");
  return first == std::string::npos ? std::string() : made.substr(first);
}

bool is_folder(const std::string& path) noexcept {
  struct stat about{};
  return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

std::vector<std::string> files_below(const std::string& folder, std::string_view ending,
                                     std::size_t most) {
  std::vector<std::string> found;
  look_below(folder, ending, most, kMostLevels, found);
  std::sort(found.begin(), found.end());
  return found;
}

Result<std::string> read_whole_file(const std::string& path, std::size_t most) {
  Result<std::string> bytes = read_beginning(path, most + 1);
  if (bytes && bytes->size() > most) {
    return fail("cannot use " + path + ": it is longer than any preset");
  }
  return bytes;
}

Result<std::string> read_beginning(const std::string& path, std::size_t size) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat about{};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0) return failed(path);
  if (!S_ISREG(about.st_mode)) return fail("cannot use " + path + ": it is no file");
  std::string bytes(std::min(static_cast<std::size_t>(about.st_size), size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::read(file.get(), bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(path);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

Result<void> write_whole_file(const std::string& folder, const std::string& name,
                              std::string_view bytes) {
  if (!make_folders(folder)) return failed(folder);
  const std::string path = folder + name;
  std::string part = folder + ".attacca-part-XXXXXX";
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
