// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Editors of plugins that nobody here wrote, on a virtual display of the test's own.

#include <array>
#include <cstdlib>
#include <set>

#include <cairo.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/window/editor_window.hpp"
#include "tests/host/host_test_support.hpp"

extern char** environ;

namespace attacca::host::test {

namespace {

namespace fs = std::filesystem;

/// An X server on a display number that it picks itself.
class VirtualDisplay {
 public:
  VirtualDisplay() {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return;
    std::string number = std::to_string(ends[1]);
    std::array<const char*, 10> arguments = {"Xvfb",     "-displayfd",   number.c_str(), "-screen",
                                             "0",        "1600x1200x24", "-nolisten",    "tcp",
                                             "-noreset", nullptr};
    if (posix_spawnp(&pid_, "Xvfb", nullptr, nullptr, const_cast<char**>(arguments.data()),
                     environ) != 0) {
      pid_ = -1;
    }
    close(ends[1]);
    std::string display = ":";
    char letter = 0;
    while (pid_ > 0 && read(ends[0], &letter, 1) == 1 && letter != '\n') display.push_back(letter);
    close(ends[0]);
    if (display.size() > 1) setenv("DISPLAY", display.c_str(), 1);
    is_there_ = display.size() > 1;
  }
  ~VirtualDisplay() {
    if (pid_ <= 0) return;
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  VirtualDisplay(const VirtualDisplay&) = delete;
  VirtualDisplay& operator=(const VirtualDisplay&) = delete;
  [[nodiscard]] bool is_there() const { return is_there_; }

 private:
  pid_t pid_ = -1;
  bool is_there_ = false;
};

constexpr const char* kClap = "/usr/lib/clap/ZamComp.clap";
constexpr const char* kVst3 = "/usr/lib/vst3/ZamComp.vst3";

VirtualDisplay& display() {
  static VirtualDisplay server;
  return server;
}

[[maybe_unused]] const bool g_skip = [] {
  if (!fs::exists(kClap) || !fs::exists(kVst3) || !display().is_there()) _exit(77);
  return true;
}();

struct Picture {
  int width = 0;
  int height = 0;
  std::size_t colors = 0;
};

Picture read_picture(const fs::path& path) {
  cairo_surface_t* const surface = cairo_image_surface_create_from_png(path.c_str());
  Picture picture;
  picture.width = cairo_image_surface_get_width(surface);
  picture.height = cairo_image_surface_get_height(surface);
  std::set<std::uint32_t> colors;
  const unsigned char* const pixels = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const unsigned char* const pixel = pixels + y * stride + x * 4;
      colors.insert(std::uint32_t{pixel[0]} | std::uint32_t{pixel[1]} << 8 |
                    std::uint32_t{pixel[2]} << 16);
    }
  }
  picture.colors = colors.size();
  cairo_surface_destroy(surface);
  return picture;
}

}  // namespace

TEST_CASE("an editor is embedded, drawn, captured and closed, in both formats") {
  const TemporaryFolder folder;
  for (const char* const path : {kClap, kVst3}) {
    CAPTURE(path);
    MainLoop loop;
    const auto instance = must(must(Module::open(path))->create({}, loop));
    REQUIRE(instance->has_editor());
    for (int turn = 0; turn < 2; ++turn) {  // opened again after it was closed
      const auto window = must(EditorWindow::open(loop, *instance));
      CHECK_FALSE(instance->create_editor().has_value());
      const EditorSize size = window->editor().size();
      CHECK(size == window->window().size());
      const fs::path file = folder.path() / "editor.png";
      turn_until(loop, [&] {
        return window->window().save_png(file).has_value() && read_picture(file).colors > 50;
      });
      const Picture picture = read_picture(file);
      CHECK(picture.width == static_cast<int>(size.width));
      CHECK(picture.height == static_cast<int>(size.height));
    }
    CHECK(instance->offences().count() == 0);
  }
}

TEST_CASE("another instance's editor takes the window over, which stays where it is") {
  const TemporaryFolder folder;
  MainLoop loop;
  const auto module = must(Module::open(kClap));
  auto first = must(module->create({}, loop));
  const auto second = must(module->create({}, loop));
  const auto window = must(EditorWindow::open(loop, *first));
  window->window().move(123, 45);
  CHECK(window->window().position() == NativeWindow::Position{123, 45});
  const unsigned long id = window->window().id();
  REQUIRE(window->show_another(*second).has_value());
  CHECK(window->window().id() == id);
  CHECK(window->window().position() == NativeWindow::Position{123, 45});
  CHECK(window->window().size() == window->editor().size());
  // The first one's is closed: it may be opened again, and the instance may go.
  {
    const auto again = must(EditorWindow::open(loop, *first));
  }
  first.reset();
  const fs::path file = folder.path() / "editor.png";
  turn_until(loop, [&] {
    return window->window().save_png(file).has_value() && read_picture(file).colors > 50;
  });
  CHECK(read_picture(file).colors > 50);
}

TEST_CASE("where the other instance has no editor, the window is left empty") {
  MainLoop loop;
  auto first = must(must(Module::open(kClap))->create({}, loop));
  const auto second = must(must(Module::open(kRawClap))->create({}, loop));
  const auto window = must(EditorWindow::open(loop, *first));
  CHECK_FALSE(window->show_another(*second).has_value());
  // The first one's is closed, and may be opened again.
  CHECK(first->create_editor().has_value());
  first.reset();
  window->window().resize({300, 200});
  loop.run_once(std::chrono::milliseconds(10));
}

TEST_CASE("a screenshot that cannot be written is an error") {
  MainLoop loop;
  const auto instance = must(must(Module::open(kClap))->create({}, loop));
  const auto window = must(EditorWindow::open(loop, *instance));
  const auto saved = window->window().save_png("/nowhere/editor.png");
  REQUIRE_FALSE(saved.has_value());
  CHECK(saved.error().message.find("/nowhere/editor.png") != std::string::npos);
}

TEST_CASE("without a display only the editor fails, with a sentence that says what to do") {
  MainLoop loop;
  const auto instance = must(must(Module::open(kClap))->create({}, loop));
  const std::string before = getenv("DISPLAY");
  unsetenv("DISPLAY");
  const auto window = EditorWindow::open(loop, *instance);
  setenv("DISPLAY", before.c_str(), 1);
  REQUIRE_FALSE(window.has_value());
  CHECK(window.error().message.find("DISPLAY is not set") != std::string::npos);
}

TEST_CASE("a plugin without an editor says so") {
  MainLoop loop;
  for (const auto& path : {kRawClap, kRawVst3}) {
    const auto instance = must(must(Module::open(path))->create({}, loop));
    CHECK_FALSE(instance->has_editor());
    CHECK_FALSE(EditorWindow::open(loop, *instance).has_value());
  }
}

}  // namespace attacca::host::test
