// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Plugins of both formats are loaded, made and played.

#include <thread>

#include <doctest/doctest.h>
#include <windows.h>

#include "host/base/loop_sleep.hpp"
#include "tests/host/block_runner.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {
namespace {

TEST_CASE("a file of each format is loaded, and its instance plays and saves its state") {
  for (const std::filesystem::path& file : {kRawClap, kRawVst3}) {
    CAPTURE(file.string());
    MainLoop loop;
    const auto module = must(Module::open(file));
    CHECK_FALSE(module->plugins().empty());
    const auto instance = must(module->create("", loop));
    must(instance->activate(48000.0, 64));
    REQUIRE(instance->start_processing());
    BlockRunner runner(*instance);
    for (int i = 0; i < 10; ++i) CHECK(runner.run() != ProcessStatus::error);
    loop.run_once(std::chrono::milliseconds(1));
    if (instance->has_state()) CHECK_FALSE(must(instance->save_state()).empty());
  }
}

TEST_CASE("a file by two paths is one module") {
  const auto first = must(Module::open(kRawClap));
  const auto second = must(Module::open(kPlugins / "." / "raw_clap.clap"));
  CHECK(first == second);
}

/// Who is not woken sleeps beyond the end of every test.
constexpr std::chrono::hours kForEver{1};

TEST_CASE("a loop that sleeps is woken by another thread") {
  MainLoop loop;
  loop.set_longest_sleep(kForEver);
  bool was_called = false;
  std::thread other([&] { loop.post([&was_called] { was_called = true; }); });
  while (!was_called) loop.run_once(kForEver);
  other.join();
}

TEST_CASE("plugins find the loop by a window of its thread's, as they find that of a DAW") {
  const auto has_windows = [] {
    bool found = false;
    EnumThreadWindows(
        GetCurrentThreadId(),
        [](HWND, LPARAM result) -> BOOL {
          *reinterpret_cast<bool*>(result) = true;
          return FALSE;
        },
        reinterpret_cast<LPARAM>(&found));
    return found;
  };
  const MainLoop loop;
  // Wine has none without an X server.
  CHECK(has_windows() == loop.has_window());
}

TEST_CASE("a loop that sleeps is woken by a message, which it dispatches") {
  static int dispatched = 0;
  dispatched = 0;
  const HWND window =
      CreateWindowExW(0, L"STATIC", L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, nullptr, nullptr);
  REQUIRE(window != nullptr);
  const WNDPROC count = [](HWND to, UINT message, WPARAM first, LPARAM second) -> LRESULT {
    if (message == WM_APP) ++dispatched;
    return DefWindowProcW(to, message, first, second);
  };
  SetWindowLongPtrW(window, GWLP_WNDPROC, reinterpret_cast<LONG_PTR>(count));
  std::thread other([window] { PostMessageW(window, WM_APP, 0, 0); });
  LoopSleep sleep;
  while (dispatched == 0) sleep.sleep({}, kForEver);
  other.join();
  CHECK(dispatched == 1);
  DestroyWindow(window);
}

}  // namespace
}  // namespace attacca::host::test
