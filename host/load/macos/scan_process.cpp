// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/scan_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

#include "files/own_program.hpp"
#include "host/base/macos/child_start.hpp"
#include "host/load/scan_protocol.hpp"

namespace attacca::host {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPiece = 65536;
/// Between looks at a child that says nothing.
constexpr std::chrono::milliseconds kTurn{5};

/// Hands on what has come; false: nothing had.
class Listener {
 public:
  Listener(const ScanAudience& audience, const ChildPipe& lines, const ChildPipe& printed)
      : audience_(audience), lines_(lines), printed_(printed) {}

  /// `begins`: called for each step that begins.
  template <typename Begins>
  bool take(Begins&& begins) {
    bool was_heard = false;
    while (lines_.read_some(piece_, kPiece)) {
      was_heard = true;
      buffered_ += piece_;
      for (std::size_t end; (end = buffered_.find('\n')) != std::string::npos;) {
        was_heard |= take_printed();
        if (audience_.line(std::string_view(buffered_).substr(0, end))) begins();
        buffered_.erase(0, end + 1);
      }
    }
    return take_printed() || was_heard;
  }

 private:
  bool take_printed() {
    constexpr int kMostTurns = 64;  // a plugin that prints for ever is not to keep us here
    bool was_heard = false;
    for (int i = 0; i < kMostTurns && printed_.read_some(piece_, kPiece); ++i) {
      audience_.printed(piece_);
      was_heard = true;
    }
    return was_heard;
  }

  const ScanAudience& audience_;
  const ChildPipe& lines_;
  const ChildPipe& printed_;
  std::string piece_;
  std::string buffered_;
};

}  // namespace

Result<ScanEnd> run_scan_process(const ScanOptions& options, const std::filesystem::path& file,
                                 std::size_t first, const ScanAudience& audience) {
  ChildPipe lines;
  ChildPipe printed;
  if (!lines.open() || !printed.open()) {
    return fail(std::string("cannot scan plugins: no pipe: ") + std::strerror(errno));
  }
  const std::string program = (options.program.empty() ? this_program() : options.program).string();
  ChildStart start;
  start.program = program;
  start.words = {program, kScanArgument, file.string(), std::to_string(lines.writing),
                 std::to_string(first)};
  if (!options.id.empty()) start.words.push_back(options.id);
  // What the plugin prints does not belong into the tool's own output, but may say why it fails.
  start.output = printed.writing;
  start.error = printed.writing;
  start.inherited = {lines.writing};
  auto child = StartedChild::start(start);
  if (!child) {
    return fail("cannot start " + program + " to scan plugins: " + child.error().message);
  }
  lines.close_writing();
  printed.close_writing();
  Listener listener(audience, lines, printed);
  auto deadline = Clock::now() + options.timeout;
  ScanEnd end;
  for (;;) {
    // The pipes alone would not do: a process that the plugin started may hold their other ends.
    const bool has_ended = child->has_ended();
    const bool was_heard =
        listener.take([&deadline, &options] { deadline = Clock::now() + options.timeout; });
    if (has_ended) break;
    if (Clock::now() >= deadline) {
      end.came_back = false;
      child->end();
      break;
    }
    if (!was_heard) std::this_thread::sleep_for(kTurn);
  }
  const StartedChild::End result = child->wait();
  end.was_exit = result.was_exit;
  end.number = result.number;
  return end;
}

std::filesystem::path this_program() {
  return files::own_program();
}

void be_scan_child() {
  end_with_parent();
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace attacca::host
