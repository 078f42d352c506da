// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <malloc.h>

#include "bench/support/subject.hpp"

// The same gain, made with several frameworks and by hand, in one host and one run, taking turns
// block by block. Each is a plugin with a parameter "Gain" from -60 to 12 dB, smoothed over 10 ms.
// One whose name begins with "host" does nothing: what it takes is the host's own share, which is
// taken off in a second table. Read the ratios; the nanoseconds are the machine's.
// scripts/bench-peers.sh builds the others.
namespace {

namespace fs = std::filesystem;
using namespace attacca::bench;
namespace host = attacca::host;

struct Kind {
  std::uint32_t frames;
  std::uint32_t edits;
};
constexpr std::array<Kind, 6> kKinds = {{{32, 8}, {64, 0}, {64, 1}, {64, 8}, {512, 0}, {512, 8}}};
constexpr int kSets = 4;

/// A file and the name that its rows have.
struct Peer {
  std::string name;
  fs::path path;
};

/// "Name=path", or a path whose stem is the name.
Peer parse(const std::string& argument) {
  const std::size_t at = argument.find('=');
  if (at != std::string::npos) return {argument.substr(0, at), argument.substr(at + 1)};
  const fs::path path = argument;
  return {path.stem().string() + " " + path.extension().string().substr(1), path};
}

/// A row for each peer, a column for each kind.
using Table = std::vector<std::array<double, kKinds.size()>>;

bool is_host_alone(const Peer& peer) {
  return peer.name.starts_with("host");
}
bool is_vst3(const Peer& peer) {
  return peer.path.extension() == ".vst3";
}

enum class Rows : std::uint8_t { all, without_host };

void print(const char* title, const std::vector<Peer>& peers, const Table& table,
           Rows rows = Rows::all) {
  std::printf("%-34s", title);
  for (const auto& [frames, edits] : kKinds) std::printf(" %6u / %u", frames, edits);
  std::printf("\n");
  for (std::size_t i = 0; i < peers.size(); ++i) {
    if (rows == Rows::without_host && is_host_alone(peers[i])) continue;
    std::printf("%-34s", peers[i].name.c_str());
    for (const double time : table[i]) std::printf(" %10.0f", time);
    std::printf("\n");
  }
}

/// Takes off what the host alone takes in the same format: process() is left. Empty if there is
/// none to compare with.
Table without_host(const std::vector<Peer>& peers, const Table& whole) {
  Table table;
  for (std::size_t i = 0; i < peers.size(); ++i) {
    for (std::size_t host = 0; host < peers.size(); ++host) {
      if (!is_host_alone(peers[host]) || is_vst3(peers[host]) != is_vst3(peers[i])) continue;
      auto& row = table.emplace_back(whole[i]);
      for (std::size_t kind = 0; kind < row.size(); ++kind) row[kind] -= whole[host][kind];
      break;
    }
  }
  if (table.size() != peers.size()) table.clear();
  return table;
}

/// Nanoseconds a block. False if one cannot be opened.
bool measure_blocks(const std::vector<Peer>& peers, int rounds) {
  host::MainLoop loop;
  std::vector<std::array<std::vector<double>, kKinds.size()>> times(peers.size());
  std::vector<std::unique_ptr<Subject>> held;
  for (int set = 0; set < kSets; ++set) {
    const std::size_t first = held.size();
    for (const Peer& peer : peers) {
      if (!held.emplace_back(Subject::open(peer.path, loop))) return false;
    }
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
      const auto [frames, edits] = kKinds[kind];
      for (int round = -rounds / 10; round < rounds; ++round) {
        for (std::size_t i = 0; i < peers.size(); ++i) {
          const std::size_t turn = (i + static_cast<std::size_t>(round + rounds)) % peers.size();
          const double took = held[first + turn]->run(8192 / frames, frames, edits);
          if (round >= 0) times[turn][kind].push_back(took);
        }
      }
    }
  }
  Table table(peers.size());
  for (std::size_t i = 0; i < peers.size(); ++i) {
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind)
      table[i][kind] = median(times[i][kind]);
  }
  print("ns a block, frames / events", peers, table);
  const Table alone = without_host(peers, table);
  if (!alone.empty()) {
    std::printf("\n");
    print("process() alone", peers, alone, Rows::without_host);
  }
  return true;
}

/// Microseconds and bytes of an instance that is made, initialized and activated, and the file's
/// size. The host's own objects are in both, the same for all peers of a format.
bool measure_instances(const std::vector<Peer>& peers) {
  constexpr int kInstances = 400;
  using Clock = std::chrono::steady_clock;
  std::printf("\n%-34s %12s %12s %12s\n", "each instance, with the host's part", "µs", "kB",
              "file, kB");
  for (const Peer& peer : peers) {
    host::MainLoop loop;
    auto module = host::Module::open(peer.path);
    if (!module) return false;
    std::vector<double> microseconds;
    double kilobytes = 0.0;
    for (int round = 0; round < 5; ++round) {
      std::vector<std::unique_ptr<host::PluginInstance>> instances;
      instances.reserve(kInstances);
      const std::size_t before = mallinfo2().uordblks;
      const auto begin = Clock::now();
      for (int i = 0; i < kInstances; ++i) {
        auto made = (*module)->create({}, loop);
        if (!made || !(*made)->activate(Subject::kRate, Subject::kMostFrames)) return false;
        instances.push_back(std::move(*made));
      }
      const std::chrono::duration<double, std::micro> took = Clock::now() - begin;
      microseconds.push_back(took.count() / kInstances);
      kilobytes = static_cast<double>(mallinfo2().uordblks - before) / 1000.0 / kInstances;
    }
    std::uintmax_t size = 0;
    if (fs::is_directory(peer.path)) {
      for (const auto& entry : fs::recursive_directory_iterator(peer.path)) {
        if (entry.path().extension() == ".so") size = entry.file_size();
      }
    } else {
      size = fs::file_size(peer.path);
    }
    std::printf("%-34s %12.1f %12.1f %12.0f\n", peer.name.c_str(), median(microseconds), kilobytes,
                static_cast<double>(size) / 1000.0);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Peer> peers;
  for (int i = 1; i < argc; ++i) peers.push_back(parse(argv[i]));
  if (peers.empty() || std::strncmp(argv[1], "-", 1) == 0) {
    std::fprintf(stderr, "usage: peer_bench [NAME=]PLUGIN…   (gains, in either format)\n");
    return 2;
  }
  flush_denormals_to_zero();
  return measure_blocks(peers, 200) && measure_instances(peers) ? 0 : 1;
}
