// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/watched_child.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <thread>

#include <doctest/doctest.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

namespace attacca::dev {
namespace {

using Kind = WatchedChild::Ending::Kind;
using trial::RunVitals;

struct Seen {
  WatchedChild::Ending ending;
  std::string told;
  std::string printed;
  pid_t process = -1;
};

/// Runs it to its end, as the loop does.
Seen watch(const WatchedChild::Work& work, const WatchedChild::Limits& limits = {}) {
  Seen seen;
  host::MainLoop loop;
  auto child = WatchedChild::start(
      loop, work,
      {.told = [&seen](Word, std::span<const std::byte> bytes) { seen.told += text_of(bytes); },
       .printed = [&seen](std::string_view text) { seen.printed += text; }},
      limits);
  REQUIRE(child);
  seen.process = (*child)->process();
  std::optional<WatchedChild::Ending> ending;
  loop.run_until(std::chrono::steady_clock::now() + std::chrono::seconds(60), [&] {
    loop.run_once(std::chrono::milliseconds(5));
    ending = (*child)->look();
    return ending.has_value();
  });
  REQUIRE(ending);
  seen.ending = *ending;
  return seen;
}

[[noreturn]] void wait_for_ever(RunVitals& vitals, bool beats) {
  for (;;) {
    if (beats) ++vitals.beats;
    usleep(1000);
  }
}

TEST_CASE("what a child says and prints arrives, all of it, before its end") {
  const Seen seen = watch([](Link& link, RunVitals&) {
    std::printf("printed\n");
    link.send(Word::said, std::string(300'000, 's'));
  });
  CHECK(seen.ending.kind == Kind::finished);
  CHECK(seen.told.size() == 300'000);
  CHECK(seen.printed == "printed\n");
}

#if !defined(ATTACCA_SANITIZED)
TEST_CASE("a crash is told with its signal, what was done, and the stack") {
  const Seen seen = watch([](Link& link, RunVitals& vitals) {
    link.send(Word::said, "before");
    vitals.enter(RunVitals::Phase::saving_state);
    std::abort();
  });
  CHECK(seen.ending.kind == Kind::crashed);
  CHECK(seen.ending.signal == SIGABRT);
  CHECK(seen.told == "before");
  CHECK(to_text(seen.ending, "Gain") == "Gain crashed with SIGABRT while its state was saved");
  REQUIRE(seen.ending.crash);
  CHECK_FALSE(seen.ending.crash->threads.empty());
}

TEST_CASE("what grows beyond its limit is ended") {
  WatchedChild::Limits limits;
  limits.most_memory = std::uint64_t{300} << 20;
  const Seen seen = watch(
      [](Link&, RunVitals& vitals) {
        vitals.enter(RunVitals::Phase::playing);
        for (int i = 0; i < 400; ++i) {
          void* const memory = std::malloc(std::size_t{1} << 20);
          if (memory != nullptr) std::memset(memory, 1, std::size_t{1} << 20);
        }
        wait_for_ever(vitals, true);
      },
      limits);
  CHECK(seen.ending.kind == Kind::grew);
  CHECK(seen.ending.memory > limits.most_memory);
}
#endif

TEST_CASE("who gives no sign of life is ended, who does is not") {
  WatchedChild::Limits limits;
  limits.patience = std::chrono::milliseconds(1000);
  const Seen hung = watch(
      [](Link&, RunVitals& vitals) {
        vitals.enter(RunVitals::Phase::loading);
        wait_for_ever(vitals, false);
      },
      limits);
  CHECK(hung.ending.kind == Kind::hung);
  CHECK(to_text(hung.ending, "Gain") == "Gain did not come back while it was loaded");
  const Seen alive = watch(
      [](Link&, RunVitals& vitals) {
        for (int i = 0; i < 1500; ++i) {
          ++vitals.beats;
          usleep(1000);
        }
      },
      limits);
  CHECK(alive.ending.kind == Kind::finished);
}

TEST_CASE("who stands still in a debugger is let be") {
  WatchedChild::Limits limits;
  limits.patience = std::chrono::milliseconds(100);
  host::MainLoop loop;
  auto child = WatchedChild::start(
      loop, [](Link&, RunVitals& vitals) { wait_for_ever(vitals, false); },
      {.told = [](Word, std::span<const std::byte>) {}, .printed = [](std::string_view) {}},
      limits);
  REQUIRE(child);
  std::array<int, 2> ready{};
  REQUIRE(pipe(ready.data()) == 0);
  const pid_t debugger = fork();
  if (debugger == 0) {
    const char answer =
        ptrace(PTRACE_SEIZE, (*child)->process(), nullptr, nullptr) == 0 ? 'y' : 'n';
    (void)!write(ready[1], &answer, 1);
    for (;;) pause();
  }
  char answer = 'n';
  REQUIRE(read(ready[0], &answer, 1) == 1);
  const auto ends_within = [&](std::chrono::milliseconds patience) {
    return loop.run_until(std::chrono::steady_clock::now() + patience, [&] {
      loop.run_once(std::chrono::milliseconds(5));
      return (*child)->look().has_value();
    });
  };
  // Some systems let nobody look into a process that is not their own child.
  if (answer == 'y') CHECK_FALSE(ends_within(std::chrono::milliseconds(400)));
  kill(debugger, SIGKILL);
  waitpid(debugger, nullptr, 0);
  CHECK(ends_within(std::chrono::seconds(20)));
  close(ready[0]);
  close(ready[1]);
}

TEST_CASE("a callback that stays away ends the child, whatever its main thread does") {
  const Seen seen = watch([](Link&, RunVitals& vitals) {
    vitals.phase = RunVitals::Phase::audio_stalled;
    wait_for_ever(vitals, true);
  });
  CHECK(to_text(seen.ending, "Gain") == "Gain did not come back in its audio callback");
}

TEST_CASE("a plugin that ends the process is not taken for one whose work is done") {
  const Seen seen = watch([](Link&, RunVitals&) { std::_Exit(0); });
  CHECK(seen.ending.kind == Kind::left);
}

TEST_CASE("what a child has started goes with it") {
  const Seen seen = watch([](Link& link, RunVitals&) {
    const pid_t grandchild = fork();
    if (grandchild == 0) {
      for (;;) pause();
    }
    link.send(Word::said, std::to_string(grandchild));
  });
  const pid_t grandchild = std::stoi(seen.told);
  // Init, or whoever takes over orphans here, reaps it some time after.
  bool is_gone = false;
  for (int i = 0; i < 5000 && !is_gone; ++i) {
    if (kill(grandchild, 0) != 0) is_gone = true;
    std::FILE* const file =
        std::fopen(("/proc/" + std::to_string(grandchild) + "/stat").c_str(), "r");
    char state = 'Z';
    if (file != nullptr) {
      if (std::fscanf(file, "%*d (%*[^)]) %c", &state) != 1) state = 'Z';
      std::fclose(file);
    }
    is_gone = is_gone || state == 'Z';
    usleep(1000);
  }
  CHECK(is_gone);
}

TEST_CASE("a child that is no longer wanted goes at once") {
  host::MainLoop loop;
  const std::size_t before = loop.descriptor_count();
  pid_t process = -1;
  {
    auto child = WatchedChild::start(
        loop, [](Link&, RunVitals& vitals) { wait_for_ever(vitals, true); },
        {.told = [](Word, std::span<const std::byte>) {}, .printed = [](std::string_view) {}}, {});
    REQUIRE(child);
    process = (*child)->process();
  }
  CHECK(kill(process, 0) != 0);
  CHECK(loop.descriptor_count() == before);
}

TEST_CASE("who prints and talks without end does not keep the program from anything else") {
  WatchedChild::Limits limits;
  limits.patience = std::chrono::milliseconds(500);
  std::size_t printed = 0;
  std::size_t told = 0;
  host::MainLoop loop;
  auto child = WatchedChild::start(
      loop,
      [](Link& link, RunVitals&) {
        std::thread talker([&link] {
          while (link.send(Word::said, std::string(1000, 's'))) {
          }
        });
        const std::string line(4096, 'p');
        for (;;) (void)!write(STDOUT_FILENO, line.data(), line.size());
      },
      // Slower than it prints, as a terminal is.
      {.told = [&told](Word, std::span<const std::byte> bytes) { told += bytes.size(); },
       .printed =
           [&printed](std::string_view text) {
             printed += text.size();
             usleep(1000);
           }},
      limits);
  REQUIRE(child);
  std::optional<WatchedChild::Ending> ending;
  loop.run_until(std::chrono::steady_clock::now() + std::chrono::seconds(60), [&] {
    loop.run_once(std::chrono::milliseconds(5));
    ending = (*child)->look();
    return ending.has_value();
  });
  REQUIRE(ending);
  CHECK(ending->kind == Kind::hung);
  CHECK(printed > 0);
  CHECK(told > 0);
}

TEST_CASE("the last words of one that is waited for arrive") {
  host::MainLoop loop;
  std::string told;
  std::string printed;
  auto child = WatchedChild::start(
      loop,
      [](Link& link, RunVitals&) {
        std::printf("goodbye\n");
        link.send(Word::said, "last");
      },
      {.told = [&told](Word, std::span<const std::byte> bytes) { told += text_of(bytes); },
       .printed = [&printed](std::string_view text) { printed += text; }},
      {});
  REQUIRE(child);
  // It is over before anybody listens.
  siginfo_t info{};
  REQUIRE(waitid(P_PID, static_cast<id_t>((*child)->process()), &info, WEXITED | WNOWAIT) == 0);
  CHECK((*child)->wait(std::chrono::seconds(20)));
  CHECK(told == "last");
  CHECK(printed == "goodbye\n");
}

}  // namespace
}  // namespace attacca::dev
