// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/crash/crash_reporter.hpp"

#include <algorithm>
#include <csignal>
#include <functional>
#include <thread>

#include <dlfcn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "host/crash/crash_report.hpp"
#include "host/guard/realtime_guard.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

namespace {

constexpr std::chrono::seconds kPatience{20};

// ThreadSanitizer keeps signals back until the thread makes a call, which a hanging one does not.
#if defined(__SANITIZE_THREAD__)
constexpr bool kSignalsInterrupt = false;
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
constexpr bool kSignalsInterrupt = false;
#else
constexpr bool kSignalsInterrupt = true;
#endif
#else
constexpr bool kSignalsInterrupt = true;
#endif

/// A child that loads the library `offender`, which this process does not, and calls it.
class Child {
 public:
  using Work = std::function<void(void* library)>;

  explicit Child(const Work& work) : record(share_crash_record()) {
    REQUIRE(record != nullptr);
    pid_ = fork();
    REQUIRE(pid_ >= 0);
    if (pid_ != 0) return;
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    install_crash_reporter(*record);
    work(dlopen(TEST_OFFENDER, RTLD_NOW | RTLD_LOCAL));
    _exit(0);
  }
  ~Child() {
    if (pid_ > 0) end();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits until it has ended; by which signal.
  int signal() {
    int status = 0;
    waitpid(std::exchange(pid_, 0), &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  }
  void end() {
    kill(pid_, SIGKILL);
    signal();
  }
  [[nodiscard]] pid_t pid() const { return pid_; }

  SharedCrashRecord record;

 private:
  pid_t pid_ = 0;
};

template <typename... Arguments>
void call(void* library, const char* function, Arguments... arguments) {
  reinterpret_cast<void (*)(Arguments...)>(dlsym(library, function))(arguments...);
}

const SourceFrame* find(const std::vector<SourceFrame>& frames, const std::string& function) {
  const auto found = std::find_if(frames.begin(), frames.end(), [&](const SourceFrame& frame) {
    return frame.function.starts_with("offender::" + function + "(");
  });
  return found == frames.end() ? nullptr : &*found;
}

/// Crashes in a child, and returns what is known of it.
CrashReport crash(const Child::Work& work, int expected_signal) {
  Child child(work);
  CHECK(child.signal() == expected_signal);
  CHECK(child.record->state == CrashRecord::kComplete);
  auto report = read_crash(*child.record);
  REQUIRE(report);
  CHECK(report->signal == expected_signal);
  REQUIRE(report->threads.size() == 1);
  return *report;
}

}  // namespace

TEST_CASE("a write through null is traced to function, line and library, after the process died") {
  const auto report =
      crash([](void* library) { call(library, "offender_write_through_null"); }, SIGSEGV);
  CHECK(report.address == std::uint64_t{0});
  const ThreadStack& thread = report.threads.front();
  CHECK(thread.is_main);
  CHECK_FALSE(thread.in_realtime_scope);
  REQUIRE(thread.frames.size() >= 3);
  CHECK(thread.frames[0].function == "offender::writes_through_null()");
  CHECK(thread.frames[0].file.ends_with("offender.cpp"));
  CHECK(thread.frames[0].line > 0);
  CHECK(thread.frames[0].module == TEST_OFFENDER);
  CHECK(thread.frames[1].function == "offender_write_through_null");
  const std::string text = to_text(report);
  CHECK(text.find("SIGSEGV at address 0x0") != std::string::npos);
  CHECK(text.find("#0  offender::writes_through_null() (offender.cpp:") != std::string::npos);
}

TEST_CASE("abort is traced to who called it") {
  const auto report = crash([](void* library) { call(library, "offender_abort"); }, SIGABRT);
  CHECK_MESSAGE(find(report.threads.front().frames, "calls_abort") != nullptr, to_text(report));
  CHECK_FALSE(report.address);
}

TEST_CASE("a division by zero is traced") {
  const auto report =
      crash([](void* library) { call(library, "offender_divide_by_zero"); }, SIGFPE);
  CHECK(report.threads.front().frames[0].function == "offender::divides_by_zero()");
}

TEST_CASE("a call through a null pointer is traced to the caller") {
  const auto report =
      crash([](void* library) { call(library, "offender_call_through_null"); }, SIGSEGV);
  const auto& frames = report.threads.front().frames;
  REQUIRE(frames.size() >= 2);
  CHECK(to_text(frames[0]) == "0x0");
  CHECK(frames[1].function == "offender::calls_through_null()");
}

TEST_CASE("a stack overflow is traced, on the main thread and on others") {
  const auto check = [](const CrashReport& report) {
    const auto& frames = report.threads.front().frames;
    REQUIRE(frames.size() >= 10);
    CHECK(find({frames[5]}, "recurses_for_ever") != nullptr);
  };
  check(crash([](void* library) { call(library, "offender_overflow_stack"); }, SIGSEGV));
  check(crash(
      [](void* library) {
        std::thread([library] {
          const SignalStack stack;
          call(library, "offender_overflow_stack");
        }).join();
      },
      SIGSEGV));
}

TEST_CASE("a crash in an audio callback says so") {
  const auto report = crash(
      [](void* library) {
        std::thread([library] {
          pthread_setname_np(pthread_self(), "audio");
          RealtimeOffences offences;
          const RealtimeScope scope(offences);
          call(library, "offender_write_through_null");
        }).join();
      },
      SIGSEGV);
  const ThreadStack& thread = report.threads.front();
  CHECK_FALSE(thread.is_main);
  CHECK(thread.in_realtime_scope);
  CHECK(thread.name == "audio");
  CHECK(to_text(report).find("thread \"audio\", in an audio callback") != std::string::npos);
}

TEST_CASE("a process that hangs says where its main thread and its audio thread are") {
  if (!kSignalsInterrupt) return;
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  Child child([&](void* library) {
    std::thread([&, library] {
      RealtimeOffences offences;
      const RealtimeScope scope(offences);
      call(library, "offender_hang_in_lock", ends[1]);
    }).detach();
    call(library, "offender_hang_in_loop", ends[1]);
  });
  char both = 0;
  REQUIRE(read(ends[0], &both, 1) == 1);
  REQUIRE(read(ends[0], &both, 1) == 1);
  for (int round = 0; round < 2; ++round) {  // it goes on, and can be asked again
    REQUIRE(ask_where(child.pid(), *child.record, kPatience));
    const auto report = read_crash(*child.record);
    REQUIRE(report);
    CHECK(report->signal == SIGQUIT);
    REQUIRE_FALSE(report->threads.empty());
    CHECK(report->threads[0].is_main);
    CHECK(find(report->threads[0].frames, "hangs_in_loop") != nullptr);
    // Whoever locked the mutex may still be ending.
    const auto audio =
        std::find_if(report->threads.begin(), report->threads.end(),
                     [](const ThreadStack& thread) { return thread.in_realtime_scope; });
    REQUIRE(audio != report->threads.end());
    CHECK(find(audio->frames, "hangs_in_lock") != nullptr);
    // The guard, through which the call went, does not show.
    CHECK(std::none_of(audio->frames.begin(), audio->frames.end(), [](const SourceFrame& frame) {
      return frame.function == "pthread_mutex_lock" && frame.module.ends_with("_test");
    }));
    CHECK(find(symbolize(*child.record), "hangs_in_loop") != nullptr);
  }
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("a process that ends well leaves an empty record") {
  Child child([](void*) {});
  CHECK(child.signal() == 0);
  CHECK_FALSE(read_crash(*child.record));
  CHECK(symbolize(*child.record).empty());
}

}  // namespace attacca::host::test
