// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What the framework does with files under Windows.

#include <clocale>
#include <cmath>
#include <string>

#include <doctest/doctest.h>
#include <windows.h>

#include "platform/append_file.hpp"
#include "platform/plain_number.hpp"
#include "platform/preset_store.hpp"
#include "platform/windows/utf16.hpp"
#include "tests/support/temporary_folder.hpp"

namespace attacca::core {
namespace {

constexpr std::string_view kEveryScript = "Ünï-Ελλ-Кир-עבר-عرب-हिन्-日本語-한국-🎻";

std::string as_folder(const test::TemporaryFolder& folder) {
  return folder.path().generic_string() + "/";
}

TEST_CASE("a preset is written, listed and read below a path of 300 characters in every script") {
  const test::TemporaryFolder place;
  std::string folder = as_folder(place) + std::string(kEveryScript) + "/";
  while (to_utf16(folder).size() < 300) folder += std::string(kEveryScript) + "/";
  for (const char* bytes : {"first", "the second"}) {
    const Result<void> written = write_whole_file(folder, "音.vstpreset", bytes);
    REQUIRE_MESSAGE(written.has_value(), written.error().message);
  }
  CHECK(is_folder(folder));
  const auto found = files_below(folder, ".vstpreset", 10);
  REQUIRE(found.size() == 1);
  CHECK(found[0] == folder + "音.vstpreset");
  CHECK(read_whole_file(found[0], 100).value() == "the second");
  CHECK(read_part(found[0], 4, 6)->bytes == "second");
  CHECK_FALSE(read_whole_file(found[0], 3).has_value());
  // std::filesystem cannot remove what is that long.
  CHECK(::DeleteFileW(native_path(found[0]).c_str()) != 0);
  for (std::string at = folder; at.size() > as_folder(place).size();) {
    at.pop_back();
    CHECK(::RemoveDirectoryW(native_path(at).c_str()) != 0);
    at.resize(at.rfind('/') + 1);
  }
}

TEST_CASE("what is wrong with a file is said in the system's words, with its path") {
  const test::TemporaryFolder place;
  const auto missing = read_whole_file(as_folder(place) + "missing", 10);
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().message.find("missing: ") != std::string::npos);
  CHECK_FALSE(missing.error().message.ends_with('.'));
  CHECK(read_whole_file(as_folder(place), 10).error().message.ends_with("it is no file"));

  const std::string path = as_folder(place) + "locked";
  const HANDLE held = ::CreateFileW(native_path(path).c_str(), GENERIC_READ | GENERIC_WRITE, 0,
                                    nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
  REQUIRE(held != INVALID_HANDLE_VALUE);
  CHECK_FALSE(read_whole_file(path, 10).has_value());
  CHECK_FALSE(write_whole_file(as_folder(place), "locked", "new").has_value());
  CHECK(files_below(as_folder(place), "", 10).empty());  // neither it nor a part of the new one
  ::CloseHandle(held);
}

TEST_CASE("names lose what Windows forbids, and devices are no names") {
  CHECK(as_file_name("a/b\\c:d*e?f\"g<h>i|j") == "a_b_c_d_e_f_g_h_i_j");
  CHECK(as_file_name("con") == "_con");
  CHECK(as_file_name("LPT1.vstpreset") == "_LPT1.vstpreset");
  CHECK(as_file_name("Console") == "Console");
  CHECK(as_file_name("ends with dots...") == "ends with dots");
  CHECK(as_file_name(kEveryScript) == kEveryScript);
}

TEST_CASE("several writers append whole lines") {
  const test::TemporaryFolder place;
  const std::string path = as_folder(place) + "log";
  const AppendFile first(path.c_str());
  const AppendFile second(path.c_str());
  REQUIRE(first.usable());
  REQUIRE(second.usable());
  first.append("one\n");
  second.append("two\n");
  first.append("three\n");
  CHECK(read_whole_file(path, 100).value() == "one\ntwo\nthree\n");
}

TEST_CASE("numbers have a point in every locale, and are the nearest double") {
  REQUIRE(std::setlocale(LC_ALL, "German") != nullptr);
  CHECK(plain_number("1.5") == 1.5);
  CHECK(plain_number("0.1") == 0.1);
  CHECK(plain_number("-1.7976931348623157e308") == -1.7976931348623157e308);
  CHECK(plain_number("4.9e-324") == 4.9e-324);
  CHECK(plain_number("1.5e999") == static_cast<double>(INFINITY));
  CHECK(plain_number("1.5e-999") == 0.0);
  std::setlocale(LC_ALL, "C");
}

}  // namespace
}  // namespace attacca::core
