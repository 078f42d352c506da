// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The programs in surroundings that are not their usual ones: system calls that are missing, narrow
// limits, other allocators, full disks, signals, processes and files that are left behind.

#include <algorithm>

#include <dirent.h>
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "tests/trial/program.hpp"

namespace attacca::trial::test {
namespace {

const std::string kWitness = TEST_WITNESS;
const std::string kSeveral = TEST_SEVERAL;

/// Runs `command` in a shell, with $ATTACCA as the program.
Outcome shell(const std::string& command) {
  const Folder folder;
  setenv("ATTACCA", ATTACCA_PROGRAM, 1);
  setenv("WITNESS", kWitness.c_str(), 1);
  const std::string line =
      "{ " + command + " ; } >'" + (folder / "out") + "' 2>'" + (folder / "err") + "'";
  const int status = std::system(line.c_str());
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  return {code, text_of(folder / "out"), text_of(folder / "err")};
}

constexpr const char* kShortRun = " run \"$WITNESS\" --free-wheel --seconds 0.1";

bool runs_sleepers() {
  // They have the program's command line; the brackets keep the search from finding itself.
  return std::system("pgrep -f '[a]ttacca .*several.forks' >/dev/null") == 0;
}

}  // namespace

TEST_CASE("missing system calls do not hinder run and validate, and are not the plugin's fault") {
  struct Call {
    const char* name;
    long number;
    int error;
  };
  for (const Call call :
       {Call{"pidfd_open", SYS_pidfd_open, ENOSYS}, Call{"memfd_create", SYS_memfd_create, ENOSYS},
        Call{"eventfd2", SYS_eventfd2, ENOSYS}, Call{"prctl", SYS_prctl, EPERM},
        Call{"sched_setscheduler", SYS_sched_setscheduler, EPERM}, Call{"statx", SYS_statx, ENOSYS},
        Call{"clone3", SYS_clone3, ENOSYS}, Call{"close_range", SYS_close_range, ENOSYS},
        Call{"flock", SYS_flock, ENOSYS}, Call{"rseq", SYS_rseq, ENOSYS},
        Call{"sigaltstack", SYS_sigaltstack, ENOSYS},
        Call{"copy_file_range", SYS_copy_file_range, ENOSYS},
        Call{"renameat2", SYS_renameat2, ENOSYS}, Call{"getrandom", SYS_getrandom, ENOSYS}}) {
    const std::string name = call.name;
    CAPTURE(name);
    const std::string deny = std::string(TEST_DENY) + " " + std::to_string(call.number) + " " +
                             std::to_string(call.error) + " -- \"$ATTACCA\"";
    const auto played = shell(deny + kShortRun);
    if (played.exit_code == 77) return;  // no seccomp here
    CHECK_MESSAGE(played.exit_code == 0, played.err);
    const auto judged = shell(deny + " validate \"$WITNESS\" --only scan.loads scan.unique-ids");
    CHECK_MESSAGE(judged.exit_code == 0, judged.out << judged.err);
  }
}

TEST_CASE("limits of the system are never called the plugin's crash") {
  const Folder folder;
  const std::string out = folder / "out.wav";
  const auto size = shell(
      "ulimit -f 8; \"$ATTACCA\" run \"$WITNESS\" --free-wheel --seconds 5 "
      "--output '" +
      out + "'");
  CHECK(size.exit_code == 1);
  CHECK_MESSAGE(size.err.find("cannot write " + out) != std::string::npos, size.err);
  CHECK(size.err.find("crash") == std::string::npos);
  for (const char* const limit : {"-v 120000", "-v 200000", "-n 5", "-n 8", "-n 12"}) {
    CAPTURE(limit);
    const auto outcome = shell(std::string("ulimit ") + limit + "; \"$ATTACCA\"" + kShortRun);
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code < 3);
    CHECK(outcome.err.find("Witness crashed") == std::string::npos);
    CHECK(outcome.err.find("witness.clap crashed") == std::string::npos);
    CHECK(outcome.err.find("std::") == std::string::npos);
  }
  const auto processor = shell(
      "ulimit -t 1; \"$ATTACCA\" run \"$WITNESS\" --free-wheel "
      "--seconds 86400");
  CHECK_MESSAGE(processor.err.find("crashed") == std::string::npos, processor.err);
}

TEST_CASE("a run that is ended from outside is not called the plugin's crash") {
  const Sign sign;
  const auto end_child = [&sign](pid_t program) {
    CHECK(sign.wait());
    const std::string end = "pkill -KILL -P " + std::to_string(program);
    CHECK(std::system(end.c_str()) == 0);
  };
  const auto outcome =
      run_program({"run", kWitness, "--seconds", "20"}, sign.variables(), end_child);
  CHECK(outcome.exit_code == 1);
  CHECK_MESSAGE(outcome.err.find("ended from outside with SIGKILL") != std::string::npos,
                outcome.err);
  CHECK(outcome.err.find("crashed") == std::string::npos);
}

TEST_CASE("the programs work under other allocators") {
  const std::string folder = "/usr/lib/x86_64-linux-gnu/";
  for (const char* const library :
       {"libjemalloc.so.2", "libtcmalloc_minimal.so.4", "libmimalloc.so.2", "libmimalloc.so.2.0"}) {
    if (!fs::exists(folder + library)) continue;
    CAPTURE(library);
    const std::string preload = "LD_PRELOAD=" + folder + library + " \"$ATTACCA\"";
    const auto played = shell(preload + kShortRun);
    CHECK_MESSAGE(played.exit_code == 0, played.err);
    const auto judged = shell(preload + " validate \"$WITNESS\" --only 'scan.*' 'lifecycle.*'");
    CHECK_MESSAGE(judged.exit_code == 0, judged.out << judged.err);
    const auto soaked = shell(preload + " soak \"$WITNESS\" --seconds 1 --quiet --no-editor");
    CHECK_MESSAGE(soaked.exit_code < 2, soaked.err);
    CHECK(soaked.err.find("crash") == std::string::npos);
    // Allocations in the callback are seen all the same.
    const auto offends =
        shell("WITNESS_FAULT=allocate " + preload + " run \"$WITNESS\" --free-wheel --seconds 0.5");
    CHECK_MESSAGE(offends.err.find("take unbounded time") != std::string::npos, offends.err);
  }
}

TEST_CASE("a standard output that cannot be written is an error of every command") {
  for (const char* const command :
       {"--help", "--version", "run --help", "validate --list", "status", "inspect \"$WITNESS\"",
        "run \"$WITNESS\" --free-wheel --seconds 0.1",
        "soak \"$WITNESS\" --seconds 1 --quiet --no-editor"}) {
    CAPTURE(command);
    const auto outcome = shell(std::string("\"$ATTACCA\" ") + command + " >/dev/full");
    CHECK(outcome.exit_code == 1);
    CHECK_MESSAGE(outcome.err.find("cannot write to the standard output") != std::string::npos,
                  outcome.err);
  }
}

TEST_CASE("processes that a plugin leaves behind are ended, and a finding") {
  const std::string plugin = kSeveral + "#several.forks";
  const auto played = run({plugin, "--free-wheel", "--seconds", "0.1", "--json"});
  CHECK(played.exit_code == 1);
  CHECK_MESSAGE(played.err.find("left processes behind") != std::string::npos, played.err);
  CHECK(played.document()["left_processes"].size() >= 1);
  CHECK_FALSE(runs_sleepers());
  const auto judged = run_program({"validate", plugin, "--only", "scan.loads", "--json"}, {});
  CHECK(judged.exit_code == 1);
  CHECK_MESSAGE(judged.out.find("were still there at the end") != std::string::npos, judged.out);
  CHECK_FALSE(runs_sleepers());
}

TEST_CASE("soak says what run says about a file with several plugins") {
  const Folder folder;
  const auto outcome =
      run_program({"soak", kSeveral, "--seconds", "1", "--quiet", "--no-editor", "--json"}, {});
  CHECK_MESSAGE(outcome.out.find("choose another one with FILE#ID") != std::string::npos,
                outcome.err);
}

TEST_CASE("a closed terminal and its quit key end a soak with the report so far") {
  for (const int signal : {SIGHUP, SIGQUIT}) {
    CAPTURE(signal);
    const Folder folder;
    const Sign sign(100);
    const auto outcome = run_program({"soak", kWitness, "--seconds", "60", "--quiet", "--no-editor",
                                      "--json-file", folder / "report.json"},
                                     sign.variables(), [&](pid_t program) {
                                       CHECK(sign.wait());
                                       kill(program, signal);
                                     });
    CHECK(outcome.exit_code < 2);
    CHECK_MESSAGE(fs::exists(folder / "report.json"), outcome.err);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
  }
}

}  // namespace attacca::trial::test
