// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/standard_streams.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include "platform/windows/utf16.hpp"

namespace attacca::files {
namespace {

UINT g_console_code_page = 0;

void restore_console() {
  if (g_console_code_page != 0) ::SetConsoleOutputCP(g_console_code_page);
}

}  // namespace

void hold_standard_streams() noexcept {
  for (const int stream : {0, 1, 2}) {
    // The C library keeps the numbers of closed streams free, as on other systems.
    if (::_get_osfhandle(stream) == -1) {
      const int flags = stream == 0 ? _O_WRONLY : _O_RDONLY;  // the wrong way round on purpose
      (void)::_wopen(L"NUL", flags | _O_BINARY);
    } else {
      // What goes to a file or a program has the same bytes as elsewhere.
      (void)::_setmode(stream, _O_BINARY);
    }
  }
  // Consoles are told that texts are UTF-8, and told otherwise again at the end.
  g_console_code_page = ::GetConsoleOutputCP();
  if (g_console_code_page != 0 && g_console_code_page != CP_UTF8) {
    ::SetConsoleOutputCP(CP_UTF8);
    (void)std::atexit(restore_console);
  }
}

void have_size_limit_reported() noexcept {}  // there is no such limit

Result<void> write_standard_output(std::string_view text) {
  const auto cannot = [](DWORD reason) {
    return fail("cannot write to the standard output: " + core::error_text(reason));
  };
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) return cannot(ERROR_WRITE_FAULT);
  const auto output = reinterpret_cast<HANDLE>(::_get_osfhandle(1));
  if (output == INVALID_HANDLE_VALUE) return cannot(ERROR_INVALID_HANDLE);
  while (!text.empty()) {
    DWORD count = 0;
    // Consoles refuse more than some 30,000 bytes at once.
    const auto most = static_cast<DWORD>(std::min<std::size_t>(text.size(), 16'384));
    if (::WriteFile(output, text.data(), most, &count, nullptr) == 0) {
      return cannot(::GetLastError());
    }
    text.remove_prefix(count);
  }
  return {};
}

bool is_terminal(int stream) noexcept {
  // _isatty() takes NUL for a terminal too.
  const auto console = reinterpret_cast<HANDLE>(::_get_osfhandle(stream));
  DWORD mode = 0;
  if (console == INVALID_HANDLE_VALUE || ::GetConsoleMode(console, &mode) == 0) return false;
  return ::SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

}  // namespace attacca::files
