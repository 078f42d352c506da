// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What many musicians cost in one process, and whether messages to them are lost:
//
//   parlando_bench instances [COUNT]               10000, each as its CLAP
//   parlando_bench flood [SECONDS] [PER_SECOND]    10, 10000; to 100 musicians
//   parlando_bench tags [SECONDS] [PER_SECOND]     10, 1000; with time tags, to one musician
//
// The conductor is a process of its own. Exit status 1: a limit was broken.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "abi/clap/entry.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "bench/parlando/conductor_child.hpp"
#include "host/base/main_loop.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/note_reports.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/process_block.hpp"

namespace {

namespace clap = attacca::clap;
namespace host = attacca::host;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;
using parlando::bench::Shared;

constexpr double kRate = 48'000.0;
constexpr std::uint32_t kFrames = 512;

template <typename T>
T required(attacca::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "parlando_bench: %s\n", result.error().message.c_str());
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double resident_kb() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  statm >> total >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1024.0;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// The conductor's process, which ends with this.
class Child {
 public:
  Child() {
    void* const memory =
        mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) std::exit(1);
    shared_ = new (memory) Shared();
    parlando::UdpSocket socket = required(parlando::UdpSocket::open({.port = 0}));
    const std::string address = to_string(socket.local());
    setenv("PARLANDO_CONDUCTOR", address.c_str(), 1);
    setenv("PARLANDO_TRANSPORT", address.c_str(), 1);
    child_ = fork();
    if (child_ != 0) return;
    parlando::bench::conduct(socket, *shared_);
    _exit(0);
  }
  ~Child() {
    shared_->ends.store(true);
    waitpid(child_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  [[nodiscard]] Shared& shared() noexcept { return *shared_; }

 private:
  Shared* shared_ = nullptr;
  pid_t child_ = 0;
};

/// So many musicians, activated.
struct Orchestra {
  Orchestra(const std::string& path, std::uint32_t count) {
    module = required(host::Module::open(path));
    for (std::uint32_t i = 0; i < count; ++i) {
      auto one = required(module->create("", loop));
      required(one->activate(kRate, kFrames));
      all.push_back(std::move(one));
    }
  }
  ~Orchestra() {
    for (auto& one : all) one->deactivate();
  }

  host::MainLoop loop;
  std::shared_ptr<host::Module> module;
  std::vector<std::unique_ptr<host::PluginInstance>> all;
};

/// The same without any of our host's memory: a CLAP host that offers nothing.
struct RawOrchestra {
  RawOrchestra(const std::string& path, std::uint32_t count)
      : library(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (library == nullptr) std::exit(1);
    entry = static_cast<const clap::PluginEntry*>(dlsym(library, "clap_entry"));
    if (entry == nullptr || !entry->init(path.c_str())) std::exit(1);
    const auto* const factory =
        static_cast<const clap::PluginFactory*>(entry->get_factory(clap::kPluginFactoryId));
    table.clap_version = clap::kVersion;
    table.name = "Bench";
    table.vendor = table.url = table.version = "";
    table.get_extension = [](const clap::Host*, const char*) -> const void* { return nullptr; };
    table.request_restart = [](const clap::Host*) {};
    table.request_process = [](const clap::Host*) {};
    table.request_callback = [](const clap::Host*) {};
    const char* const id = factory->get_plugin_descriptor(factory, 0)->id;
    for (std::uint32_t i = 0; i < count; ++i) {
      const clap::Plugin* const plugin = factory->create_plugin(factory, &table, id);
      if (plugin == nullptr || !plugin->init(plugin) ||
          !plugin->activate(plugin, kRate, 1, kFrames)) {
        std::exit(1);
      }
      all.push_back(plugin);
    }
  }
  ~RawOrchestra() {
    for (const clap::Plugin* const plugin : all) {
      plugin->deactivate(plugin);
      plugin->destroy(plugin);
    }
    entry->deinit();
    dlclose(library);
  }
  RawOrchestra(const RawOrchestra&) = delete;
  RawOrchestra& operator=(const RawOrchestra&) = delete;

  void* library;
  const clap::PluginEntry* entry = nullptr;
  clap::Host table{};
  std::vector<const clap::Plugin*> all;
};

bool wait_for_all(const Shared& shared, std::uint32_t count, double seconds) {
  const auto begin = Clock::now();
  while (shared.acknowledged.load() < count) {
    if (Seconds(Clock::now() - begin).count() > seconds) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

int instances(std::uint32_t count) {
  Child child;
  const std::string path = BENCH_PLUGINS "/Parlando Musician.clap";
  const RawOrchestra warm(path, 1);
  const double before_kb = resident_kb();
  const auto begin = Clock::now();
  const RawOrchestra orchestra(path, count);
  const double made = Seconds(Clock::now() - begin).count();
  const auto made_at = Clock::now();
  const bool all_there = wait_for_all(child.shared(), count, 15);
  const double announced = Seconds(Clock::now() - made_at).count();
  const double each_kb = (resident_kb() - before_kb) / count;
  std::this_thread::sleep_for(std::chrono::seconds(6));  // until hearts beat
  const double cpu_before = cpu_seconds();
  const auto idle_begin = Clock::now();
  std::this_thread::sleep_for(std::chrono::seconds(10));
  const double idle = (cpu_seconds() - cpu_before) / Seconds(Clock::now() - idle_begin).count();
  std::printf("%u musicians (CLAP) in one process\n", count);
  std::printf("  made and activated          %8.2f s\n", made);
  std::printf("  all acknowledged after      %8.2f s  (at most 15)%s\n", announced,
              all_there ? "" : "  NOT ALL");
  std::printf("  memory each                 %8.1f kB (at most 64)\n", each_kb);
  std::printf("  idle, of a core             %8.2f %% (at most 5)\n", idle * 100);
  return all_there && each_kb <= 64 && idle < 0.05 ? 0 : 1;
}

/// Counts the notes that come out of all musicians.
struct Count final : host::NoteTap {
  void note(const host::NoteEvent& event) noexcept override {
    if (event.kind == host::NoteEventKind::on) ++begun;
  }
  std::uint64_t begun = 0;
};

int flood(double seconds, std::uint32_t rate) {
  constexpr std::uint32_t kMusicians = 100;
  Child child;
  Shared& shared = child.shared();
  Orchestra orchestra(BENCH_PLUGINS "/Parlando Musician.clap", kMusicians);
  if (!wait_for_all(shared, kMusicians, 15)) return 1;
  Count heard;
  for (auto& one : orchestra.all) {
    one->tap_notes(&heard);
    if (!one->start_processing()) return 1;
  }
  const auto begin = Clock::now();
  const auto period = std::chrono::duration_cast<Clock::duration>(Seconds(kFrames / kRate));
  shared.wanted_rate.store(rate);
  std::int64_t blocks = 0;
  const auto play = [&] {
    host::Transport transport;
    transport.position_frames = blocks * kFrames;
    for (auto& one : orchestra.all) {
      host::ProcessBlock block;
      block.frames = kFrames;
      block.transport = &transport;
      block.steady_frames = blocks * kFrames;
      (void)one->process(block);
    }
    ++blocks;
    std::this_thread::sleep_until(begin + blocks * period);
  };
  while (Seconds(Clock::now() - begin).count() < seconds) play();
  shared.wanted_rate.store(0);
  for (int i = 0; i < 100; ++i) play();  // a second: all that is on its way
  for (auto& one : orchestra.all) one->stop_processing();
  const std::uint64_t sent = shared.sent.load();
  std::printf("%u messages a second for %.0f s to %u musicians, each in a packet of its own\n",
              rate, seconds, kMusicians);
  std::printf("  sent                   %10llu\n", static_cast<unsigned long long>(sent));
  std::printf("  came out as notes      %10llu\n", static_cast<unsigned long long>(heard.begun));
  std::printf("  dropped by the system  %10llu\n",
              static_cast<unsigned long long>(shared.kernel_drops.load()));
  std::printf("  rejected               %10llu\n",
              static_cast<unsigned long long>(shared.rejected.load()));
  std::uint64_t offences = 0;
  for (auto& one : orchestra.all) offences += one->realtime_offences().total();
  return sent - shared.kernel_drops.load() == heard.begun && offences == 0 ? 0 : 1;
}

/// Notes with time tags in real time, played by a thread that sleeps between blocks.
int tags(double seconds, std::uint32_t rate) {
  Child child;
  Shared& shared = child.shared();
  shared.are_tagged.store(true);
  Orchestra orchestra(BENCH_PLUGINS "/Parlando Musician.clap", 1);
  if (!wait_for_all(shared, 1, 15)) return 1;
  host::PluginInstance& one = *orchestra.all.front();
  Count heard;
  one.tap_notes(&heard);
  if (!one.start_processing()) return 1;
  const auto begin = Clock::now();
  const auto period = std::chrono::duration_cast<Clock::duration>(Seconds(kFrames / kRate));
  for (std::int64_t blocks = 0;; ++blocks) {
    const double now = Seconds(Clock::now() - begin).count();
    // The loop has a second to find the clock.
    if (now > 1) shared.wanted_rate.store(now > seconds + 1 ? 0 : rate);
    if (now > seconds + 2) break;
    host::Transport transport;
    host::ProcessBlock block;
    block.frames = kFrames;
    block.transport = &transport;
    block.steady_frames = blocks * kFrames;
    (void)one.process(block);
    std::this_thread::sleep_until(begin + (blocks + 1) * period);
  }
  one.stop_processing();
  const auto print = [](const char* what, const std::atomic<std::uint64_t>& count) {
    std::printf("  %-30s %8llu\n", what, static_cast<unsigned long long>(count.load()));
  };
  std::printf("%u tagged notes a second for %.0f s, in real time\n", rate, seconds);
  print("sent", shared.sent);
  print("reported", shared.reported);
  print("late", shared.late);
  print("within half a sample", shared.within_half);
  print("within a sample", shared.within_one);
  print("further off", shared.beyond);
  return shared.reported.load() == shared.sent.load() && shared.beyond.load() == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  const auto word = [&](int index, const char* otherwise) {
    return std::string(count > index ? words[index] : otherwise);
  };
  const std::string what = word(1, "");
  if (what == "instances") {
    return instances(static_cast<std::uint32_t>(std::stoul(word(2, "10000"))));
  }
  if (what == "flood") {
    return flood(std::stod(word(2, "10")),
                 static_cast<std::uint32_t>(std::stoul(word(3, "10000"))));
  }
  if (what == "tags") {
    return tags(std::stod(word(2, "10")), static_cast<std::uint32_t>(std::stoul(word(3, "1000"))));
  }
  std::puts("parlando_bench instances [COUNT] | flood|tags [SECONDS] [PER_SECOND]");
  return 2;
}
