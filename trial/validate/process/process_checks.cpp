// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <pthread.h>
#include <unistd.h>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/memory_file.hpp"
#include "trial/validate/playback.hpp"
#include "trial/validate/process/exit_trial.hpp"
#include "trial/validate/process/process_snapshot.hpp"
#include "trial/validate/process_usage.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kGuest = "a plugin is a guest: the settings of a process belong to the host";
constexpr std::uint32_t kFrames = 256;

/// The stations of a plugin's stay, after each of which `look` is called: the file is loaded, an
/// instance made, activated, has processed, saved and loaded, and ended.
void stay(CheckContext& context, const std::function<void(const std::string& when)>& look) {
  (void)context.module();
  look("after the file was loaded");
  {
    const WatchedInstance instance = context.create();
    look("after an instance was made");
    context.rely_on("lifecycle.plays", "not activated",
                    [&] { return instance->activate(48000.0, kFrames); });
    look("after activation");
    context.rely_on("lifecycle.plays", "the plugin refused to start processing",
                    [&] { return instance->start_processing(); });
    Playback playback(*instance, kFrames);
    for (int i = 0; i < 4; ++i) playback.run(kFrames);
    look("after processing");
    if (instance->has_state()) {
      if (const auto state = instance->save_state()) (void)instance->load_state(*state);
      look("after its state was saved and loaded");
    }
    for (const auto& each : instance->parameters()) {
      const auto text = instance->value_to_text(each.id, each.default_value);
      (void)instance->text_to_value(each.id, text.value_or("1.5"));
    }
    context.loop().run_once(std::chrono::milliseconds(0));
    look("after its parameters were read");
  }
  look("after the instance was destroyed");
}

/// Compares settings at every station; says each change once, with the station where it showed.
void expect_kept(CheckContext& context, Settings (*read)()) {
  Settings before = read();
  stay(context, [&](const std::string& when) {
    Settings now = read();
    const auto differences = changes(before, now);
    if (differences.empty()) return;
    context.fail(when + ", " + joined(differences));
    before = std::move(now);
  });
}

void signals_kept(CheckContext& context) {
  expect_kept(context, signal_handlers);
}
void mask_kept(CheckContext& context) {
  expect_kept(context, signal_mask);
}
void float_mode_kept(CheckContext& context) {
  expect_kept(context, float_mode);
}
void denormals_kept(CheckContext& context) {
  expect_kept(context, denormal_mode);
}
void locale_kept(CheckContext& context) {
  expect_kept(context, locale);
}
void environment_kept(CheckContext& context) {
  expect_kept(context, environment);
}
void folders_kept(CheckContext& context) {
  expect_kept(context, folders);
}
void streams_kept(CheckContext& context) {
  expect_kept(context, standard_streams);
}
void limits_kept(CheckContext& context) {
  expect_kept(context, resource_limits);
}
void scheduling_kept(CheckContext& context) {
  expect_kept(context, scheduling);
}

void expect_kept_on_audio(CheckContext& context, Settings (*read)()) {
  const WatchedInstance instance = context.create_processing(48000.0, kFrames);
  Playback playback(*instance, kFrames);
  AudioThread audio;
  Settings before;
  Settings after;
  audio.run([&] {
    before = read();
    for (const Signal signal : {Signal::noise, Signal::denormals, Signal::silence}) {
      playback.signal = signal;
      playback.run(kFrames);
    }
    after = read();
  });
  const auto differences = changes(before, after);
  context.expect(differences.empty(), "on the audio thread, after three callbacks, " +
                                          joined(differences) +
                                          ": plugins after it compute something else");
}

void float_mode_on_audio(CheckContext& context) {
  expect_kept_on_audio(context, float_mode);
}
void denormals_on_audio(CheckContext& context) {
  expect_kept_on_audio(context, denormal_mode);
}

void flushed_denormals(CheckContext& context) {
#ifdef __x86_64__
  const WatchedInstance instance = context.create_processing(48000.0, kFrames);
  Playback playback(*instance, kFrames);
  AudioThread audio;
  Settings before;
  Settings after;
  constexpr unsigned kFlush = 0x8040;
  audio.run([&] {
    __builtin_ia32_ldmxcsr(__builtin_ia32_stmxcsr() | kFlush);
    before = denormal_mode();
    playback.run(kFrames);
    after = denormal_mode();
    __builtin_ia32_ldmxcsr(__builtin_ia32_stmxcsr() & ~kFlush);
  });
  const auto differences = changes(before, after);
  context.expect(differences.empty(),
                 "the host had denormals flushed; after a callback, " + joined(differences));
#else
  context.skip("this machine has no MXCSR register");
#endif
}

void thread_name_kept(CheckContext& context) {
  const std::string before = thread_name();
  stay(context, [&](const std::string& when) {
    const std::string now = thread_name();
    if (now == before) return;
    context.fail(when + " the main thread is called \"" + now + "\" instead of \"" + before + "\"");
    set_thread_name(before);
  });
}

void handlers_kept(CheckContext& context) {
  const auto terminate = std::get_terminate();
  const auto out_of_memory = std::get_new_handler();
  stay(context, [&](const std::string& when) {
    context.expect(std::get_terminate() == terminate,
                   when + " another function is called by std::terminate()");
    context.expect(std::get_new_handler() == out_of_memory,
                   when + " another function is called when memory runs out");
    std::set_terminate(terminate);
    std::set_new_handler(out_of_memory);
  });
}

void no_children(CheckContext& context) {
  const std::size_t before = child_count();
  stay(context, [&](const std::string& when) {
    const std::size_t now = child_count();
    context.expect(now <= before,
                   when + " the process has " + std::to_string(now - before) + " more children");
  });
}

/// While it lives, standard output goes into memory.
class CaughtOutput {
 public:
  CaughtOutput() : memory_(open_memory_file()), old_(dup(STDOUT_FILENO)) {
    std::fflush(stdout);
    dup2(memory_, STDOUT_FILENO);
  }
  ~CaughtOutput() {
    std::fflush(stdout);
    dup2(old_, STDOUT_FILENO);
    close(old_);
    close(memory_);
  }
  CaughtOutput(const CaughtOutput&) = delete;
  CaughtOutput& operator=(const CaughtOutput&) = delete;

  [[nodiscard]] std::string text() const {
    std::fflush(stdout);
    return first_of(memory_, 200);
  }

 private:
  int memory_;
  int old_;
};

void prints_nothing(CheckContext& context) {
  std::string text;
  std::string where;
  {
    const CaughtOutput output;
    stay(context, [&](const std::string& when) {
      if (!text.empty()) return;
      text = output.text();
      where = when;
    });
  }
  context.expect(text.empty(), where + " the standard output has: \"" + text + "\"");
}

/// A process of its own that does `act` and ends by exit(3), with all that runs then.
void expect_clean_exit(CheckContext& context, const std::string& when,
                       const std::function<void()>& act) {
  const ExitTrial trial = try_exit(context, act);
  if (!trial.ended_by.empty()) {
    context.fail("a process that calls exit() " + when +
                 (trial.has_hung ? " hangs" : " is ended by " + trial.ended_by));
  } else if (!trial.was_done) {
    // What the check itself could not do is said by other checks.
    context.skip("no instance could be used in a second process");
  } else {
    context.expect(trial.code == 0, "a process that calls exit() " + when + " ends with code " +
                                        std::to_string(trial.code));
  }
}

void use_once(CheckContext& context, host::Module& module, host::MainLoop& loop) {
  auto made = module.create(context.subject().plugin.id, loop, context.profile());
  if (!made || !(*made)->activate(48000.0, kFrames) || !(*made)->start_processing()) {
    throw CheckEnded();
  }
  Playback playback(**made, kFrames);
  playback.run(kFrames);
}

void exits_while_loaded(CheckContext& context) {
  expect_clean_exit(context, "while the file is loaded", [&] {
    // Never unloaded: hosts end like this.
    static auto& module = *new std::shared_ptr<host::Module>(
        host::Module::open(context.subject().path, context.profile()).value());
    host::MainLoop loop;
    use_once(context, *module, loop);
  });
}

void exits_after_unload(CheckContext& context) {
  expect_clean_exit(context, "after the file was unloaded", [&] {
    host::MainLoop loop;
    const auto module = host::Module::open(context.subject().path, context.profile()).value();
    use_once(context, *module, loop);
  });
}

void small_stack(CheckContext& context) {
  const WatchedInstance instance = context.create_processing(48000.0, kFrames);
  Playback playback(*instance, kFrames);
  playback.run(kFrames);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, std::size_t{512} << 10);
  pthread_t thread{};
  context.step("processing on a thread with 512 KiB of stack");
  const auto work = [](void* argument) -> void* {
    auto& sound = *static_cast<Playback*>(argument);
    for (int i = 0; i < 4; ++i) sound.run(kFrames);
    return nullptr;
  };
  const int error = pthread_create(&thread, &attributes, work, &playback);
  pthread_attr_destroy(&attributes);
  context.require(error == 0, "no thread could be started");
  pthread_join(thread, nullptr);
  context.expect(playback.is_finite(), "the block has NaN or infinity");
}

constexpr std::array kChecks = {
    Check{"process.signal-handlers", "signal handlers stay as the host set them",
          "a host's crash handler and its children depend on them", signals_kept},
    Check{"process.signal-mask", "the main thread's signal mask stays as it was", kGuest,
          mask_kept},
    Check{"process.float-mode", "the main thread's floating point mode stays as it was", kGuest,
          float_mode_kept},
    Check{"process.denormals", "the main thread's handling of denormals stays as it was",
          "libraries linked with -ffast-math flush denormals of the thread that loads them (GCC, "
          "crtfastmath.o)",
          denormals_kept, Severity::warning},
    Check{"process.float-mode-on-audio",
          "callbacks leave rounding and exceptions as they found them",
          "plugins share the host's audio threads", float_mode_on_audio},
    Check{"process.denormals-on-audio",
          "callbacks leave flushing of denormals off where it was off",
          "plugins share the host's audio threads", denormals_on_audio, Severity::warning},
    Check{"process.flushed-denormals", "callbacks leave flushing of denormals on where it was on",
          "hosts set it once for their audio threads", flushed_denormals, Severity::warning},
    Check{"process.locale", "the locale stays as the host set it",
          "setlocale(3) is global: a decimal comma breaks the host's own files", locale_kept},
    Check{"process.environment", "environment variables stay as they were",
          "setenv(3) is global, and not safe beside threads", environment_kept, Severity::warning},
    Check{"process.folders", "working folder, root and umask stay as they were", kGuest,
          folders_kept},
    Check{"process.standard-streams", "standard input, output and error stay open and the same",
          kGuest, streams_kept},
    Check{"process.limits", "resource limits stay as they were", kGuest, limits_kept},
    Check{"process.scheduling", "the main thread's priority and processors stay as they were",
          kGuest, scheduling_kept},
    Check{"process.thread-name", "the main thread's name stays as it was", kGuest, thread_name_kept,
          Severity::warning},
    Check{"process.handlers", "terminate and new handlers stay as they were", kGuest,
          handlers_kept},
    Check{"process.no-children", "no child process is started", kGuest, no_children},
    Check{"process.prints-nothing", "nothing is printed on the standard output",
          "hosts that run in pipes read it", prints_nothing, Severity::warning},
    Check{"process.exits-while-loaded", "the process ends well while the file is loaded",
          "static destructors and atexit(3) handlers of a plugin run at the host's end",
          exits_while_loaded, Severity::failure, Formats::both, false, false,
          std::chrono::milliseconds(20'000)},
    Check{"process.exits-after-unload", "the process ends well after the file was unloaded",
          "atexit(3) handlers of a file that is gone crash the host's end", exits_after_unload,
          Severity::failure, Formats::both, false, false, std::chrono::milliseconds(20'000)},
    Check{"process.small-stack", "callbacks get along with 512 KiB of stack",
          "hosts' audio threads have what the system gives: 512 KiB on macOS", small_stack},
};

}  // namespace

std::span<const Check> process_checks() {
  return kChecks;
}

}  // namespace attacca::validate
