// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/file.hpp"

#include <thread>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/files/temporary_place.hpp"

namespace attacca::files::test {
namespace {

namespace fs = std::filesystem;

unsigned mode_of(const fs::path& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
}

}  // namespace

TEST_CASE("only regular files are read as program files, and nothing blocks") {
  const Place place;
  REQUIRE(::mkfifo((place / "pipe").c_str(), 0600) == 0);
  fs::create_symlink("pipe", place / "to_pipe");
  fs::create_symlink("nowhere", place / "dangling");
  fs::create_symlink("loop", place / "loop");
  put(place / "file", "content");
  const FileHandle socket(::socket(AF_UNIX, SOCK_STREAM, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  (place / "socket").string().copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  for (const fs::path& path :
       {place / "pipe", place / "to_pipe", place / "dangling", place / "loop", place.path(),
        place / "socket", place / "missing", fs::path("/dev/zero"), fs::path("/dev/null"),
        fs::path("/dev/tty"), place / std::string(300, 'x'), fs::path("")}) {
    CAPTURE(path.string());
    CHECK_FALSE(read_file(path).has_value());
  }
  CHECK(read_file(place / "file")->size() == 7);
  CHECK_FALSE(read_file(place / "file", 6).has_value());
}

TEST_CASE("a text may come out of a pipe, and is not waited for without end") {
  const Place place;
  const fs::path pipe = place / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread writer([&] {
    const FileHandle file(::open(pipe.c_str(), O_WRONLY | O_CLOEXEC));
    (void)write_all(file, std::as_bytes(std::span("0 name \"A\"\n", 11)), pipe);
  });
  const auto text = read_text(pipe, 1000);
  writer.join();
  REQUIRE(text);
  CHECK(*text == "0 name \"A\"\n");
  CHECK(read_text("/dev/zero", 100000).error().message.find("too large") == 0);
  CHECK(read_text("/dev/null", 100)->empty());
  CHECK_FALSE(read_text(place.path(), 100).has_value());
}

TEST_CASE("modes are what was asked for, whatever the umask") {
  const Place place;
  const mode_t old = ::umask(077);
  CHECK(create_folders(place / "a/b/c"));
  const FileHandle folder = std::move(*open_folder(place / "a/b/c"));
  CHECK(create_file_below(folder, "file", 0755, "file"));
  CHECK(create_folder_below(folder, "inner", 0755, "inner"));
  ::umask(old);
  for (const std::string name : {"a", "a/b", "a/b/c", "a/b/c/file", "a/b/c/inner"}) {
    CAPTURE(name);
    CHECK(mode_of(place / name) == 0755);
  }
}

TEST_CASE("nothing is created over something, nor through a link") {
  const Place place;
  put(place / "file", "old");
  fs::create_symlink("elsewhere", place / "link");
  const FileHandle folder = std::move(*open_folder(place.path()));
  CHECK_FALSE(create_file_below(folder, "file", 0644, "file").has_value());
  CHECK_FALSE(create_file_below(folder, "link", 0644, "link").has_value());
  CHECK_FALSE(open_regular_file_below(folder, "link", "link").has_value());
  CHECK(text_in(place / "file") == "old");
  CHECK_FALSE(fs::exists(place / "elsewhere"));
}

TEST_CASE("a tree is removed without following a link") {
  const Place place;
  fs::create_directories(place / "tree/a/b");
  put(place / "tree/a/b/file", "x");
  fs::create_directory(place / "outside");
  put(place / "outside/file", "stays");
  fs::create_directory_symlink(place / "outside", place / "tree/a/link");
  const FileHandle folder = std::move(*open_folder(place.path()));
  CHECK(remove_tree_below(folder, "tree"));
  CHECK_FALSE(fs::exists(place / "tree"));
  CHECK(text_in(place / "outside/file") == "stays");
  CHECK(remove_tree_below(folder, "tree"));
}

}  // namespace attacca::files::test
