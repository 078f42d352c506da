// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What plugins should never do to a host's process. ROGUE names one of the fates below; it strikes
// when an instance is made.

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

#include "abi/clap/entry.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"

namespace {

namespace clap = attacca::clap;

// Deep enough for any stack; what it returns keeps the compiler from making it a loop.
int dig(int depth) {  // NOLINT(misc-no-recursion)
  volatile char room[4096];
  room[0] = static_cast<char>(depth);
  return depth == 0 ? room[0] : dig(depth - 1) + room[0];
}

[[noreturn]] void spin() {
  for (std::atomic<int> turn{0};;) turn.fetch_add(1);
}

void meet(const char* fate) {
  const auto is = [fate](const char* word) { return std::strcmp(fate, word) == 0; };
  if (is("crash")) std::raise(SIGSEGV);
  if (is("abort")) {
    std::fputs("the last words of a rogue\n", stderr);
    std::fflush(stderr);
    std::abort();
  }
  if (is("exit")) std::_Exit(0);
  if (is("overflow")) {
    std::exit(dig(1'000'000));
  }
  if (is("hang")) {
    spin();
  }
  if (is("hang-masked")) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, nullptr);
    spin();
  }
  if (is("fork")) {
    if (fork() == 0) pause();
  }
  if (is("fork-and-return")) {
    // Both go on; only one of them is the check.
    (void)!fork();
  }
  if (is("close-everything")) {
    for (int descriptor = 0; descriptor < 1024; ++descriptor) close(descriptor);
  }
  if (is("kill-parent-group")) kill(0, SIGKILL);
  if (is("take-signals")) {
    for (const int signal : {SIGSEGV, SIGABRT, SIGQUIT, SIGTERM}) std::signal(signal, SIG_IGN);
    spin();
  }
  if (is("eat-memory")) {
    for (;;) {
      void* const memory = std::malloc(std::size_t{64} << 20);
      if (memory == nullptr) std::abort();
      std::memset(memory, 1, 4096);
    }
  }
}

constexpr const char* kFeatures[] = {"utility", nullptr};
const clap::PluginDescriptor kDescriptor = [] {
  clap::PluginDescriptor descriptor{};
  descriptor.clap_version = {1, 2, 0};
  descriptor.id = "org.attacca.test.rogue";
  descriptor.name = "Rogue";
  descriptor.vendor = "Attacca";
  descriptor.version = "1";
  descriptor.features = kFeatures;
  return descriptor;
}();

const clap::Plugin* create(const clap::PluginFactory*, const clap::Host*, const char*) {
  if (const char* const fate = std::getenv("ROGUE")) meet(fate);
  return nullptr;
}

const clap::PluginFactory kFactory = {
    [](const clap::PluginFactory*) { return std::uint32_t{1}; },
    [](const clap::PluginFactory*, std::uint32_t) { return &kDescriptor; },
    create,
};

}  // namespace

extern "C" __attribute__((visibility("default"))) const clap::PluginEntry clap_entry = {
    {1, 2, 0},
    [](const char*) { return true; },
    [] {},
    [](const char*) -> const void* { return &kFactory; },
};
