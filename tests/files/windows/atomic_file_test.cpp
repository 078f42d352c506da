// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/atomic_file.hpp"

#include <doctest/doctest.h>
#include <windows.h>

#include "files/file_lock.hpp"
#include "files/windows/native.hpp"
#include "tests/files/temporary_place.hpp"

namespace attacca::files::test {
namespace {

namespace fs = std::filesystem;

std::string reason(const fs::path& path) {
  const auto written = write_file_atomically(path, "new");
  return written ? "" : written.error().message;
}

HANDLE held_open(const fs::path& path, DWORD share) {
  const HANDLE held = ::CreateFileW(path.c_str(), GENERIC_READ, share, nullptr, OPEN_EXISTING,
                                    FILE_ATTRIBUTE_NORMAL, nullptr);
  REQUIRE(held != INVALID_HANDLE_VALUE);
  return held;
}

}  // namespace

TEST_CASE("a file that another program has open for itself alone stays as it was") {
  const Place place;
  const fs::path target = place / "report.html";
  put(target, "old");
  const HANDLE held = held_open(target, 0);
  CHECK(reason(target).find("report.html: ") != std::string::npos);
  ::CloseHandle(held);
  CHECK(text_in(target) == "old");
  CHECK(place.count() == 1);
}

TEST_CASE("leftovers are cleared away when nobody writes them") {
  const Place place;
  put(place / ".attacca-part-old", "left by a killed process");
  put(place / ".attacca-part-busy", "somebody writes it");
  put(place / "report.html", "another file");
  REQUIRE(::CreateHardLinkW((place / ".attacca-part-twin").c_str(), (place / "report.html").c_str(),
                            nullptr) != 0);
  const FileHandle busy = std::move(*open_regular_file(place / ".attacca-part-busy"));
  REQUIRE(try_lock(busy) == Lock::taken);
  remove_leftover_parts(place.path());
  CHECK_FALSE(fs::exists(place / ".attacca-part-old"));
  CHECK(fs::exists(place / ".attacca-part-busy"));
  CHECK(text_in(place / "report.html") == "another file");
}

TEST_CASE("what cannot be an output is refused with the reason, and nothing changes") {
  const Place place;
  fs::create_directory(place / "folder");
  put(place / "fixed", "old");
  REQUIRE(::SetFileAttributesW((place / "fixed").c_str(), FILE_ATTRIBUTE_READONLY) != 0);
  struct Case {
    fs::path path;
    std::string reason;
  };
  for (const Case& each : {
           Case{place / "folder", "it is a folder"},
           Case{place / "fixed", "read-only"},
           Case{"", "name is empty"},
           Case{place / "missing/report.html", "report.html: "},
           Case{place / std::string(300, 'x'), "xxx: "},
       }) {
    CAPTURE(each.path.string());
    CHECK(reason(each.path).find(each.reason) != std::string::npos);
  }
  CHECK(text_in(place / "fixed") == "old");
  CHECK(place.count() == 2);
  CHECK(reason("NUL").empty());
  ::SetFileAttributesW((place / "fixed").c_str(), FILE_ATTRIBUTE_NORMAL);
}

TEST_CASE("a pipe is written directly") {
  const std::string name = "\\\\.\\pipe\\attacca-test-" + std::to_string(::GetCurrentProcessId());
  const HANDLE server = ::CreateNamedPipeA(name.c_str(), PIPE_ACCESS_DUPLEX,
                                           PIPE_TYPE_BYTE | PIPE_NOWAIT, 1, 1000, 1000, 0, nullptr);
  REQUIRE(server != INVALID_HANDLE_VALUE);
  CHECK(check_writable(name).has_value());
  REQUIRE(write_file_atomically(name, "through").has_value());
  char text[16];
  DWORD count = 0;
  CHECK(::ReadFile(server, text, sizeof text, &count, nullptr) != 0);
  CHECK(std::string_view(text, count) == "through");
  ::CloseHandle(server);
}

}  // namespace attacca::files::test
