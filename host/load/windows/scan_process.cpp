// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/scan_process.hpp"

#include <csignal>
#include <thread>

#include <windows.h>

#include "host/base/windows/child_start.hpp"
#include "host/load/scan_protocol.hpp"

namespace attacca::host {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kTurn{2};
constexpr std::size_t kPiece = 65536;

std::wstring command_line(const ScanOptions& options, const std::wstring& program,
                          const std::filesystem::path& file, std::size_t first, HANDLE lines) {
  const auto number = std::to_wstring(reinterpret_cast<std::uintptr_t>(lines));
  std::wstring line =
      quoted_argument(program) + L" " + std::filesystem::path(kScanArgument).wstring() + L" " +
      quoted_argument(file.wstring()) + L" " + number + L" " + std::to_wstring(first);
  if (!options.id.empty())
    line += L" " + quoted_argument(std::filesystem::path(options.id).wstring());
  return line;
}

}  // namespace

Result<ScanEnd> run_scan_process(const ScanOptions& options, const std::filesystem::path& file,
                                 std::size_t first, const ScanAudience& audience) {
  ChildPipe lines;
  ChildPipe printed;
  if (!lines.open() || !printed.open()) return fail("cannot scan plugins: no pipe");
  const std::wstring program =
      (options.program.empty() ? this_program() : options.program).wstring();
  ChildStart start{program,
                   command_line(options, program, file, first, lines.writing.get()),
                   printed.writing.get(),
                   printed.writing.get(),
                   {lines.writing.get()},
                   {}};
  auto child = StartedChild::start(start);
  if (!child) {
    return fail("cannot start " + std::filesystem::path(program).string() +
                " to scan plugins: " + child.error().message);
  }
  lines.writing.reset();
  printed.writing.reset();
  std::string buffered;
  std::string piece;
  auto deadline = Clock::now() + options.timeout;
  ScanEnd end;
  for (;;) {
    const bool ended = child->has_ended();
    bool is_silent = true;
    while (lines.read_some(piece, kPiece) && !piece.empty()) {
      is_silent = false;
      buffered += piece;
      for (std::size_t at; (at = buffered.find('\n')) != std::string::npos;) {
        if (printed.read_some(piece, kPiece) && !piece.empty()) audience.printed(piece);
        if (audience.line(std::string_view(buffered).substr(0, at))) {
          deadline = Clock::now() + options.timeout;
        }
        buffered.erase(0, at + 1);
      }
    }
    if (printed.read_some(piece, kPiece) && !piece.empty()) {
      is_silent = false;
      audience.printed(piece);
    }
    if (ended) break;
    if (Clock::now() >= deadline) {
      end.came_back = false;
      child->end();
      break;
    }
    if (is_silent) std::this_thread::sleep_for(kTurn);
  }
  const DWORD code = child->wait();
  const auto exception = exception_of_exit(code);
  end.was_exit = !exception;
  end.number = exception.value_or(static_cast<int>(code));
  return end;
}

std::filesystem::path this_program() {
  return own_program();
}

void be_scan_child() {
  // A crash ends the process with the exception's code, and asks nobody. The parent's job ends it
  // with the parent.
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
  // The C library would end it with 3, as if the plugin had called exit(3).
  std::signal(SIGABRT, [](int) { TerminateProcess(GetCurrentProcess(), kAborted); });
}

void send_to_scanner(int channel, std::string_view bytes) {
  const auto handle = reinterpret_cast<HANDLE>(static_cast<std::intptr_t>(channel));
  while (!bytes.empty()) {
    DWORD count = 0;
    if (WriteFile(handle, bytes.data(), static_cast<DWORD>(bytes.size()), &count, nullptr) == 0) {
      return;
    }
    bytes.remove_prefix(count);
  }
}

}  // namespace attacca::host
