// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bench/support/subject.hpp"
#include "witness/record/record_file.hpp"
#include "witness/record/recorded_call.hpp"

// What recording costs: the gain of examples/ beside the same one built with RECORDS_CALLS, taking
// turns in the same host; and whether a call is lost at 10,000 a second. The nanoseconds are the
// machine's.
namespace {

namespace fs = std::filesystem;
using namespace attacca::bench;
using namespace attacca::host;
using namespace attacca::witness;

constexpr double kPromisedNanoseconds = 1000.0;
constexpr std::uint32_t kFrames = 64;
constexpr int kCallsASecond = 10'000;
constexpr int kSeconds = 3;

/// A folder for what is recorded, removed at the end.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "attacca-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~Folder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

bool compare(const char* format, Subject& plain, Subject& recorded, std::uint32_t edits) {
  constexpr int kRounds = 200;
  // The queue has room for each round's records, and the writer empties it between them.
  constexpr std::uint32_t kBlocks = 500;
  std::array<std::vector<double>, 2> times;
  for (int round = -20; round < kRounds; ++round) {
    const double a = plain.run(kBlocks, kFrames, edits);
    const double b = recorded.run(kBlocks, kFrames, edits);
    std::this_thread::sleep_for(std::chrono::milliseconds(6));
    if (round < 0) continue;
    times[0].push_back(a);
    times[1].push_back(b);
  }
  const double extra = median(times[1]) - median(times[0]);
  const bool kept = extra < kPromisedNanoseconds;
  std::printf("%-6s %6u  %10.1f %10.1f %10.1f %12llu  %s\n", format, edits, median(times[0]),
              median(times[1]), extra, static_cast<unsigned long long>(recorded.offences().total()),
              kept ? "kept" : "MISSED");
  return kept && recorded.offences().total() == 0;
}

/// Paced by absolute deadlines.
void play_paced(Subject& recorded) {
  const auto begin = std::chrono::steady_clock::now();
  const auto period = std::chrono::nanoseconds(1'000'000'000 / kCallsASecond);
  for (int i = 0; i < kCallsASecond * kSeconds; ++i) {
    std::this_thread::sleep_until(begin + period * i);
    recorded.run(1, kFrames, 1);
  }
}

bool count(const char* format, const fs::path& folder) {
  bool is_complete = true;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto recording = read_recording(entry.path());
    if (!recording) {
      std::fprintf(stderr, "bench: %s\n", recording.error().message.c_str());
      return false;
    }
    std::int64_t lost = 0;
    std::size_t blocks = 0;
    for (const Record& record : recording->records) {
      if (record.name == "witness.lost" || record.name == "witness.full") {
        lost += RecordedCall::integer_of(record.values, 0);
      }
      const bool is_block =
          record.name == "clap.plugin.process" || record.name == "IAudioProcessor.process";
      if (is_block && record.kind == RecordKind::call) ++blocks;
    }
    std::printf("%-6s %8zu blocks in the file, of %d; %lld records lost, %ju bytes\n", format,
                blocks, kCallsASecond * kSeconds, static_cast<long long>(lost),
                static_cast<std::uintmax_t>(fs::file_size(entry.path())));
    is_complete =
        is_complete && lost == 0 && blocks == static_cast<std::size_t>(kCallsASecond) * kSeconds;
  }
  return is_complete;
}

std::unique_ptr<Subject> open_recorded(const std::string& format, const fs::path& folder,
                                       MainLoop& loop) {
  ::setenv("ATTACCA_WITNESS_DIR", folder.c_str(), 1);
  return Subject::open(std::string(BENCH_RECORDED) + "/recorded." + format, loop);
}

}  // namespace

int main() {
  flush_denormals_to_zero();
  bool kept = true;
  std::printf(
      "Blocks of %u frames, ns each: as it is, recorded, and the difference, of which less "
      "than %.0f is promised\n\n",
      kFrames, kPromisedNanoseconds);
  std::printf("format  edits       plain   recorded      extra  in callback\n");
  for (const std::string format : {"clap", "vst3"}) {
    const Folder folder;
    MainLoop loop;
    auto plain = Subject::open(std::string(BENCH_PLUGINS) + "/Attacca Gain." + format, loop);
    auto recorded = open_recorded(format, folder.path(), loop);
    if (!plain || !recorded) return 1;
    for (const std::uint32_t edits : {0u, 1u}) {
      kept = compare(format.c_str(), *plain, *recorded, edits) && kept;
    }
  }
  std::printf("\n%d calls a second for %d s\n\n", kCallsASecond, kSeconds);
  for (const std::string format : {"clap", "vst3"}) {
    const Folder folder;
    {
      MainLoop loop;
      auto recorded = open_recorded(format, folder.path(), loop);
      if (!recorded) return 1;
      play_paced(*recorded);
    }
    kept = count(format.c_str(), folder.path()) && kept;
  }
  return kept ? 0 : 1;
}
