// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process_usage.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <unistd.h>

namespace attacca::validate {

namespace {

namespace fs = std::filesystem;

/// The entries of a folder of /proc, which may vanish while they are listed.
std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    entries.push_back(entry->path());
  }
  return entries;
}

}  // namespace

std::size_t thread_count() {
  return entries_of("/proc/self/task").size();
}

std::vector<std::string> thread_names() {
  std::vector<std::string> names;
  for (const fs::path& task : entries_of("/proc/self/task")) {
    std::ifstream file(task / "comm");
    std::string name;
    if (std::getline(file, name)) names.push_back(name);
  }
  return names;
}

std::vector<std::string> open_descriptors() {
  std::vector<std::string> descriptors;
  for (const fs::path& entry : entries_of("/proc/self/fd")) {
    std::error_code error;
    const fs::path target = fs::read_symlink(entry, error);
    // The one by which the folder itself was listed is closed by now.
    if (!error) descriptors.push_back(entry.filename().string() + " → " + target.string());
  }
  return descriptors;
}

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::optional<std::size_t> allocated_bytes() {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
  const auto counted = [] {
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
  };
  // Another malloc in front of the C library's leaves its count alone. Large: it comes from the
  // kernel and goes back there, and leaves no trace in the lists of free memory.
  constexpr std::size_t kProbe = std::size_t{4} << 20;
  const std::size_t before = counted();
  void* volatile probe = std::malloc(kProbe);  // volatile: the pair must stay
  const bool is_seen = probe != nullptr && counted() >= before + kProbe;
  std::free(probe);
  if (is_seen) return counted();
#endif
  return std::nullopt;
}

std::size_t child_count() {
  std::size_t count = 0;
  for (const fs::path& task : entries_of("/proc/self/task")) {
    std::ifstream file(task / "children");
    long child = 0;
    while (file >> child) ++count;
  }
  return count;
}

}  // namespace attacca::validate
