// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "host/plugin/module.hpp"

// A thousand instances of a plugin in one process: what each costs in time and memory. The plugin
// by hand shows which part of it is the host's own.
namespace {

namespace fs = std::filesystem;
using namespace attacca::host;
using Clock = std::chrono::steady_clock;

constexpr double kRate = 48000.0;
constexpr std::uint32_t kMostFrames = 512;

/// What the kernel says about this process.
struct Usage {
  double resident_kb = 0.0;
  std::size_t threads = 0;
  std::size_t descriptors = 0;

  static Usage now() {
    Usage usage;
    std::ifstream statm("/proc/self/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    statm >> total >> resident;
    usage.resident_kb =
        static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1024.0;
    usage.threads = entries("/proc/self/task");
    usage.descriptors = entries("/proc/self/fd");
    return usage;
  }

 private:
  static std::size_t entries(const char* folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
  }
};

/// Microseconds per instance that `work` takes.
template <typename Work>
double timed(int count, Work&& work) {
  const auto begin = Clock::now();
  work();
  const std::chrono::duration<double, std::micro> took = Clock::now() - begin;
  return took.count() / count;
}

int failed(const fs::path& path, const std::string& message) {
  std::fprintf(stderr, "instance_bench: %s: %s\n", path.c_str(), message.c_str());
  return 1;
}

int measure(const fs::path& path, int count) {
  MainLoop loop;
  const auto module = Module::open(path);
  if (!module) return failed(path, module.error().message);
  // The first one loads and sets up what all share.
  if (auto first = (*module)->create({}, loop); !first) return failed(path, first.error().message);

  std::vector<std::unique_ptr<PluginInstance>> instances;
  instances.reserve(static_cast<std::size_t>(count));
  std::string error;
  const Usage before = Usage::now();
  const double create = timed(count, [&] {
    for (int i = 0; i < count && error.empty(); ++i) {
      auto instance = (*module)->create({}, loop);
      if (instance) {
        instances.push_back(std::move(*instance));
      } else {
        error = instance.error().message;
      }
    }
  });
  const Usage created = Usage::now();
  const double activate = timed(count, [&] {
    for (auto& instance : instances) {
      if (const auto active = instance->activate(kRate, kMostFrames); !active) {
        error = active.error().message;
      }
    }
  });
  const Usage active = Usage::now();
  if (!error.empty()) return failed(path, error);
  const double close = timed(count, [&] { instances.clear(); });
  const Usage closed = Usage::now();

  const auto per_instance = [&](const Usage& usage) {
    return (usage.resident_kb - before.resident_kb) / count;
  };
  std::printf("%-24s %-5s %10.1f %10.1f %10.1f %12.1f %10.1f %8zu %6zu\n",
              path.stem().string().c_str(), std::string(name_of((*module)->format())).c_str(),
              create, activate, close, per_instance(created), per_instance(active),
              active.threads - before.threads, active.descriptors - before.descriptors);
  std::fflush(stdout);
  if (closed.threads > before.threads || closed.descriptors > before.descriptors) {
    return failed(path, "closed instances leave threads or descriptors behind");
  }
  return 0;
}

/// In a process of its own: memory that one plugin has given back must not make the next look
/// cheap.
bool measure_apart(const fs::path& path, int count) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) {
    std::perror("instance_bench: fork");
    return false;
  }
  if (child == 0) {
    const int result = measure(path, count);
    std::fflush(nullptr);
    _exit(result);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  int count = 1000;
  if (argc == 3 && std::strcmp(argv[1], "--count") == 0) count = std::atoi(argv[2]);
  if (argc != 1 && (argc != 3 || count < 1)) {
    std::fprintf(stderr, "usage: instance_bench [--count N]\n");
    return 2;
  }
  std::printf(
      "%d instances in one process. us per instance; resident kB per instance, the host's\n"
      "share included (see raw_gain); threads and descriptors of all together.\n\n",
      count);
  std::printf("%-24s %-5s %10s %10s %10s %12s %10s %8s %6s\n", "plugin", "", "create", "activate",
              "close", "kB created", "kB active", "threads", "fds");
  bool good = true;
  const fs::path raw = BENCH_RAW_PLUGINS;
  const fs::path ours = BENCH_PLUGINS;
  for (const char* format : {".clap", ".vst3"}) {
    good = measure_apart(raw / (std::string("raw_gain") + format), count) && good;
    for (const char* name : {"Attacca Gain", "Track Info Display"}) {
      const fs::path path = ours / (std::string(name) + format);
      if (fs::exists(path)) good = measure_apart(path, count) && good;
    }
  }
  return good ? 0 : 1;
}
