// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/recorder.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <map>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temporary_folder.hpp"
#include "witness/record/record_file.hpp"

namespace attacca::witness {
namespace {

void record(Recorder& recorder, std::int64_t value) {
  Entry entry;
  recorder.begin(entry);
  entry.name = "call";
  entry.put_integer(value);
  recorder.take(entry);
}

Recording read(const std::filesystem::path& path) {
  auto recording = read_recording(path);
  REQUIRE(recording);
  CHECK(recording->trouble.empty());
  return std::move(*recording);
}

std::size_t calls_in(const Recording& recording) {
  return static_cast<std::size_t>(std::count_if(recording.records.begin(), recording.records.end(),
                                                [](const Record& r) { return r.name == "call"; }));
}

std::int64_t remark_in(const Recording& recording, std::string_view name) {
  std::int64_t sum = 0;
  for (const Record& record : recording.records) {
    if (record.name == name) sum += std::get<std::int64_t>(record.values.at(0));
  }
  return sum;
}

TEST_CASE("what came before the file was begun is in it too") {
  const test::TemporaryFolder folder;
  Recorder recorder({.folder = folder.path()});
  record(recorder, 1);
  recorder.open("Some DAW 12", "CLAP");
  record(recorder, 2);
  recorder.stop();
  const std::filesystem::path file = recorder.figures().file;
  CHECK(file.parent_path() == folder.path());
  CHECK(file.filename().string().starts_with("some-daw-12-"));
  CHECK(calls_in(read(file)) == 2);
  CHECK(recorder.figures().recorded == 2);
  CHECK(recorder.figures().lost == 0);
}

TEST_CASE("the calls of several threads are told apart and stand in one order") {
  const test::TemporaryFolder folder;
  Recorder recorder({.folder = folder.path(), .room = 1u << 16U});
  recorder.open("host", "CLAP");
  constexpr int kThreads = 4;
  constexpr int kCalls = 5000;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&recorder, t] {
      for (int i = 0; i < kCalls; ++i) record(recorder, t * kCalls + i);
    });
  }
  for (std::thread& thread : threads) thread.join();
  recorder.stop();
  const Recording recording = read(recorder.figures().file);
  REQUIRE(calls_in(recording) == std::size_t{kThreads} * kCalls);
  std::map<std::uint16_t, std::vector<std::int64_t>> by_thread;
  std::uint64_t last = 0;
  for (const Record& record : recording.records) {
    CHECK(record.sequence >= last);
    last = record.sequence;
    if (record.name == "call") {
      by_thread[record.thread].push_back(std::get<std::int64_t>(record.values[0]));
    }
  }
  for (const auto& [thread, values] : by_thread) {
    CHECK(std::is_sorted(values.begin(), values.end()));
  }
}

TEST_CASE("what finds no room is counted, and the file says how much it was") {
  const test::TemporaryFolder folder;
  Recorder recorder({.folder = folder.path(), .room = 16});
  // Nobody takes anything out before the file is begun.
  for (int i = 0; i < 100; ++i) record(recorder, i);
  CHECK(recorder.figures().lost == 84);
  recorder.open("host", "CLAP");
  record(recorder, 100);
  recorder.stop();
  const Recording recording = read(recorder.figures().file);
  CHECK(remark_in(recording, "witness.lost") + static_cast<std::int64_t>(calls_in(recording)) ==
        101);
}

TEST_CASE("a file ends at its bound and says how much is not in it") {
  const test::TemporaryFolder folder;
  Recorder recorder({.folder = folder.path(), .most_bytes = 8192, .room = 1u << 12U});
  for (int i = 0; i < 1000; ++i) record(recorder, i);
  recorder.open("host", "CLAP");
  recorder.stop();
  const std::filesystem::path file = recorder.figures().file;
  CHECK(std::filesystem::file_size(file) <= 8192);
  const Recording recording = read(file);
  CHECK(calls_in(recording) > 10);
  CHECK(remark_in(recording, "witness.full") + static_cast<std::int64_t>(calls_in(recording)) ==
        1000);
  // The first says that the file is full when it is: a host that crashes later says nothing.
  const auto first = std::find_if(recording.records.begin(), recording.records.end(),
                                  [](const Record& r) { return r.name == "witness.full"; });
  REQUIRE(first != recording.records.end());
  CHECK(first->values.at(0) == Value(std::int64_t{1}));
}

TEST_CASE("no file is written over, and each opening after a stop begins another one") {
  const test::TemporaryFolder folder;
  Recorder recorder({.folder = folder.path()});
  std::vector<std::string> files;
  for (int i = 0; i < 3; ++i) {
    recorder.open("host", "CLAP");
    recorder.open("host", "CLAP");
    record(recorder, i);
    recorder.stop();
    files.push_back(recorder.figures().file);
    CHECK(calls_in(read(files.back())) == 1);
  }
  std::sort(files.begin(), files.end());
  CHECK(std::unique(files.begin(), files.end()) == files.end());
}

TEST_CASE("a folder that cannot be is said, and the host goes on") {
  const test::TemporaryFolder folder;
  std::ofstream(folder.path() / "taken") << "a file";
  Recorder recorder({.folder = folder.path() / "taken" / "below"});
  recorder.open("host", "CLAP");
  record(recorder, 1);
  recorder.stop();
  CHECK(recorder.figures().file.empty());
  CHECK(recorder.figures().trouble.find("taken") != std::string::npos);
  // Once it can be, the next session has nothing to say of it.
  std::filesystem::remove(folder.path() / "taken");
  recorder.open("host", "CLAP");
  record(recorder, 2);
  recorder.stop();
  CHECK(recorder.figures().trouble.empty());
  CHECK(calls_in(read(recorder.figures().file)) == 1);
}

/// Files may have so many bytes while it lives.
class FileLimit {
 public:
  explicit FileLimit(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, action_);
  }
  FileLimit(const FileLimit&) = delete;
  FileLimit& operator=(const FileLimit&) = delete;

 private:
  rlimit before_{};
  void (*action_)(int) = std::signal(SIGXFSZ, SIG_IGN);
};

TEST_CASE("after a write that failed nothing is written any more, and all the rest is counted") {
  const test::TemporaryFolder folder;
  Recorder recorder({.folder = folder.path()});
  constexpr std::int64_t kCalls = 20'000;  // more than one write
  for (int i = 0; i < kCalls; ++i) record(recorder, i);
  {
    const FileLimit limit(300'001);
    recorder.open("host", "CLAP");
    recorder.stop();
  }
  const Recorder::Figures figures = recorder.figures();
  CHECK(figures.trouble.find(figures.file) != std::string::npos);
  const auto recording = read_recording(std::filesystem::path(figures.file));
  REQUIRE(recording);
  CHECK(recording->trouble.find("ends in the middle of a record") != std::string::npos);
  CHECK(figures.recorded <= calls_in(*recording));
  CHECK(figures.recorded > 0);
  // One is the remark that the file begins with.
  CHECK(figures.recorded + figures.lost >= static_cast<std::uint64_t>(kCalls));
  CHECK(figures.recorded + figures.lost <= static_cast<std::uint64_t>(kCalls) + 1);
  recorder.open("host", "CLAP");
  record(recorder, 1);
  recorder.stop();
  CHECK(recorder.figures().trouble.empty());
  CHECK(calls_in(read(recorder.figures().file)) == 1);
}

TEST_CASE("a folder that is full gets no more recordings, and the message says what to do") {
  const test::TemporaryFolder folder;
  std::ofstream(folder.path() / "older.witness") << std::string(5000, 'x');
  std::ofstream(folder.path() / "other.toml") << std::string(50'000, 'x');
  Recorder recorder({.folder = folder.path(), .most_bytes_of_folder = 4999});
  recorder.open("host", "CLAP");
  recorder.stop();
  CHECK(recorder.figures().file.empty());
  CHECK(recorder.figures().trouble.find("remove those that are not needed") != std::string::npos);
  Recorder roomier({.folder = folder.path(), .most_bytes_of_folder = 5001});
  roomier.open("host", "CLAP");
  roomier.stop();
  CHECK_FALSE(roomier.figures().file.empty());
}

TEST_CASE("nothing is recorded where the variable is off") {
  const test::TemporaryFolder folder;
  ::setenv("XDG_STATE_HOME", folder.path().c_str(), 1);
  ::setenv("ATTACCA_WITNESS_DIR", "off", 1);
  Recorder recorder;
  recorder.open("host", "CLAP");
  record(recorder, 1);
  recorder.stop();
  CHECK(recorder.figures().file.empty());
  CHECK(recorder.figures().lost == 0);
  CHECK(recorder.figures().trouble == "ATTACCA_WITNESS_DIR is off");
  CHECK(std::filesystem::is_empty(folder.path()));
  ::unsetenv("ATTACCA_WITNESS_DIR");
  Recorder on;
  on.open("host", "CLAP");
  on.stop();
  CHECK(on.figures().file.starts_with((folder.path() / "attacca" / "witness").string()));
  ::unsetenv("XDG_STATE_HOME");
}

TEST_CASE("a host's forked child goes without waiting for the writer that it does not have") {
  const test::TemporaryFolder folder;
  Recorder recorder({.folder = folder.path()});
  recorder.open("host", "CLAP");
  record(recorder, 1);
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(10);
    recorder.open("host", "CLAP");
    recorder.stop();
    recorder.retire();
    ::_exit(0);
  }
  REQUIRE(child > 0);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  record(recorder, 2);
  recorder.stop();
  CHECK(calls_in(read(recorder.figures().file)) == 2);
}

TEST_CASE(
    "what goes before the host has left the module is written, and calls after it are harmless") {
  const test::TemporaryFolder folder;
  Recorder recorder({.folder = folder.path()});
  recorder.open("host", "CLAP");
  record(recorder, 1);
  recorder.retire();
  record(recorder, 2);
  CHECK(calls_in(read(recorder.figures().file)) == 1);
  // It has been left, and goes for good.
  recorder.retire();
  record(recorder, 3);
  recorder.open("host", "CLAP");
  CHECK(recorder.figures().file.empty());
}

}  // namespace
}  // namespace attacca::witness
