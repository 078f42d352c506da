// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A program that does one after the other what its words say.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <fcntl.h>
#include <io.h>
#include <shlobj.h>
#include <windows.h>

#include "platform/windows/utf16.hpp"
#include "processes/windows/command_text.hpp"

namespace {

std::vector<std::string> given_words() {
  int count = 0;
  wchar_t** words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  std::vector<std::string> given;
  for (int i = 0; i < count; ++i) given.push_back(attacca::core::to_utf8(words[i]));
  ::LocalFree(words);
  return given;
}

BOOL WINAPI be_told(DWORD) {
  std::fputs("told\n", stdout);
  std::fflush(stdout);
  ::ExitProcess(7);
}

/// Starts this program once more, with all of our handles that can be inherited.
DWORD start_another(const std::string& self, const std::string& word) {
  std::wstring text = attacca::processes::command_text({self, word});
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION made{};
  if (::CreateProcessW(nullptr, text.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &startup,
                       &made) == 0) {
    return 0;
  }
  return made.dwProcessId;
}

}  // namespace

int main() {
  for (const int stream : {0, 1, 2}) ::_setmode(stream, _O_BINARY);
  const std::vector<std::string> words = given_words();
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.starts_with("out:")) {
      std::fputs((word.substr(4) + "\n").c_str(), stdout);
    } else if (word.starts_with("err:")) {
      std::fputs((word.substr(4) + "\n").c_str(), stderr);
    } else if (word.starts_with("much:")) {
      for (int k = std::atoi(word.c_str() + 5); k > 0; --k) std::fputs("out\n", stdout);
      for (int k = std::atoi(word.c_str() + 5); k > 0; --k) std::fputs("err\n", stderr);
    } else if (word == "words") {
      for (const std::string& each : words) std::fputs(("[" + each + "]\n").c_str(), stdout);
    } else if (word == "read") {
      std::fputs(std::getchar() == EOF ? "nothing\n" : "something\n", stdout);
    } else if (word == "listen") {
      ::SetConsoleCtrlHandler(be_told, TRUE);
    } else if (word == "another") {
      std::printf("%lu\n", start_another(words[0], "sleep"));
    } else if (word == "sleep") {
      ::Sleep(60'000);  // longer than any test, and not for ever
    } else if (word == "crash") {
      ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
      *reinterpret_cast<volatile int*>(16) = 1;
    } else if (word.starts_with("exit:")) {
      std::fflush(nullptr);
      ::ExitProcess(static_cast<UINT>(std::atoll(word.c_str() + 5)));
    }
    std::fflush(nullptr);
  }
  return 0;
}
