// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/atomic_file.hpp"

#include <csignal>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/file_lock.hpp"
#include "tests/files/posix/in_child.hpp"
#include "tests/files/temporary_place.hpp"

namespace attacca::files::test {
namespace {

namespace fs = std::filesystem;

unsigned mode_of(const fs::path& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
}

std::string reason(const fs::path& path) {
  const auto written = write_file_atomically(path, "new");
  return written ? "" : written.error().message;
}

}  // namespace

TEST_CASE("a killed process leaves the older file and nothing else") {
  const Place place;
  const fs::path target = place / "report.html";
  put(target, "old");
  const int status = in_child([&] {
    auto file = AtomicFile::create(target);
    if (!file || !file->write("half")) return 1;
    ::raise(SIGKILL);
    return 0;
  });
  CHECK(status == -SIGKILL);
  CHECK(text_in(target) == "old");
  remove_leftover_parts(place.path());
  CHECK(place.count() == 1);
}

TEST_CASE("leftovers are cleared away when they are ours and nobody writes them") {
  const Place place;
  put(place / ".attacca-part-old", "left by a killed process");
  put(place / ".attacca-part-busy", "somebody writes it");
  put(place / "report.html", "another file");
  fs::create_symlink(place / "report.html", place / ".attacca-part-link");
  fs::create_hard_link(place / "report.html", place / ".attacca-part-twin");
  FileHandle busy(::open((place / ".attacca-part-busy").c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(try_lock(busy) == Lock::taken);
  if (::geteuid() == 0) {
    put(place / ".attacca-part-theirs", "another user's");
    REQUIRE(::chown((place / ".attacca-part-theirs").c_str(), 65534, 65534) == 0);
  }
  remove_leftover_parts(place.path());
  CHECK_FALSE(fs::exists(place / ".attacca-part-old"));
  CHECK(fs::exists(place / ".attacca-part-busy"));
  CHECK(fs::is_symlink(place / ".attacca-part-link"));
  CHECK(text_in(place / "report.html") == "another file");
  if (::geteuid() == 0) CHECK(fs::exists(place / ".attacca-part-theirs"));
}

TEST_CASE("what cannot be an output is refused with the reason, and nothing blocks or changes") {
  const Place place;
  fs::create_directory(place / "folder");
  fs::create_symlink("folder", place / "to_folder");
  fs::create_symlink("loop", place / "loop");
  REQUIRE(::mkfifo((place / "pipe").c_str(), 0600) == 0);
  struct Case {
    fs::path path;
    std::string reason;
  };
  for (const Case& each : {
           Case{place / "folder", "Is a directory"},
           Case{place / "folder/", "Is a directory"},
           Case{place / "to_folder", "Is a directory"},
           Case{place / "missing/report.html", "No such file or directory"},
           Case{place / "loop", "Too many levels of symbolic links"},
           Case{place / "pipe", "nobody reads from it"},
           Case{place / std::string(300, 'x'), "File name too long"},
           Case{"/dev/full", "No space left on device"},
           Case{"", "name is empty"},
       }) {
    CAPTURE(each.path.string());
    CHECK(reason(each.path).find(each.reason) != std::string::npos);
  }
  CHECK(place.count() == 4);
  CHECK(reason("/dev/null").empty());
}

TEST_CASE("names of any bytes and of the greatest length are written") {
  const Place place;
  for (const std::string& name : {std::string(255, 'x'), std::string("-o"), std::string("a\nb"),
                                  std::string("\xff\x1b[31m"), std::string(" ")}) {
    CAPTURE(name);
    CHECK(reason(place / name).empty());
    CHECK(text_in(place / name) == "new");
  }
  CHECK(place.count() == 5);
}

TEST_CASE("a link given as an output stays, and what it leads to is replaced") {
  const Place place;
  put(place / "file", "old");
  fs::create_symlink("file", place / "link");
  fs::create_symlink("not_yet", place / "ahead");
  CHECK(reason(place / "link").empty());
  CHECK(reason(place / "ahead").empty());
  CHECK(fs::is_symlink(place / "link"));
  CHECK(text_in(place / "file") == "new");
  CHECK(text_in(place / "not_yet") == "new");
}

TEST_CASE("another user's link in a shared folder is not followed") {
  if (::geteuid() != 0) return;
  const Place place;
  put(place / "precious", "mine");
  const fs::path shared = place / "shared";
  fs::create_directory(shared);
  fs::permissions(shared, fs::perms::all | fs::perms::sticky_bit);
  fs::create_symlink(place / "precious", shared / "report.html");
  REQUIRE(::lchown((shared / "report.html").c_str(), 65534, 65534) == 0);
  CHECK(reason(shared / "report.html").find("another user's link") != std::string::npos);
  CHECK(text_in(place / "precious") == "mine");
}

TEST_CASE("an older file's permissions are kept, and a file that may not be written is refused") {
  const Place place;
  put(place / "private", "old");
  fs::permissions(place / "private", fs::perms::owner_read | fs::perms::owner_write);
  CHECK(reason(place / "private").empty());
  CHECK(mode_of(place / "private") == 0600);
  if (::geteuid() != 0) return;
  put(place / "fixed", "old");
  fs::permissions(place / "fixed", fs::perms::owner_read | fs::perms::others_read);
  fs::permissions(place.path(), fs::perms::all);
  const int status = in_child([&] {
    if (::seteuid(65534) != 0) return 2;
    return reason(place / "fixed").find("Permission denied") != std::string::npos ? 0 : 1;
  });
  CHECK(status == 0);
  CHECK(text_in(place / "fixed") == "old");
}

TEST_CASE("a limit on file sizes and on open files is an error with its reason") {
  const Place place;
  const fs::path target = place / "report.html";
  put(target, "old");
  const int size_limited = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
    const auto written = write_file_atomically(target, std::string(5000, 'x'));
    return !written && written.error().message.find("File too large") != std::string::npos ? 0 : 1;
  });
  CHECK(size_limited == 0);
  const int number_limited = in_child([&] {
    const rlimit limit{3, 3};
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) return 2;
    return reason(target).find("Too many open files") != std::string::npos ? 0 : 1;
  });
  CHECK(number_limited == 0);
  CHECK(text_in(target) == "old");
  CHECK(place.count() == 1);
}

TEST_CASE("two processes that write one file leave one whole file") {
  const Place place;
  const fs::path target = place / "report.html";
  const auto write_often = [&](char letter) {
    for (int i = 0; i < 200; ++i) {
      if (!write_file_atomically(target, std::string(3000, letter))) return 1;
    }
    return 0;
  };
  const pid_t other = ::fork();
  if (other == 0) ::_exit(write_often('b'));
  CHECK(write_often('a') == 0);
  int status = 0;
  REQUIRE(::waitpid(other, &status, 0) == other);
  CHECK(status == 0);
  const std::string text = text_in(target);
  CHECK((text == std::string(3000, 'a') || text == std::string(3000, 'b')));
  CHECK(place.count() == 1);
}

TEST_CASE("asking whether a file could be written takes nothing from a pipe and leaves nothing") {
  const Place place;
  CHECK(check_writable(place / "out.wav").has_value());
  CHECK_FALSE(check_writable(place.path()).has_value());
  REQUIRE(::mkfifo((place / "pipe").c_str(), 0600) == 0);
  const FileHandle reader(::open((place / "pipe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  CHECK(check_writable(place / "pipe").has_value());
  CHECK(write_file_atomically(place / "pipe", "through").has_value());
  char text[16];
  CHECK(::read(reader.get(), text, sizeof text) == 7);
  CHECK(place.count() == 1);
}

}  // namespace attacca::files::test
