// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/uri_list.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

namespace attacca::gui {
namespace {

using Files = std::vector<std::string>;
using namespace std::string_view_literals;

TEST_CASE("files of a list come in its order, without comments and what is no file") {
  CHECK(files_of_uri_list("# two of them\r\nfile:///tmp/a.wav\r\nhttps://example.org/b.wav\r\n"
                          "file:///tmp/c%20d.wav\r\n") == Files{"/tmp/a.wav", "/tmp/c d.wav"});
  CHECK(files_of_uri_list("").empty());
  CHECK(files_of_uri_list("\r\n\n\r").empty());
}

TEST_CASE("a file is of this machine, however that is written") {
  CHECK(files_of_uri_list("file:/a\nfile://localhost/b\nFILE:///c") == Files{"/a", "/b", "/c"});
  char name[256] = {};
  REQUIRE(gethostname(name, sizeof name - 1) == 0);
  CHECK(files_of_uri_list("file://" + std::string(name) + "/d") == Files{"/d"});
  CHECK(files_of_uri_list("file://elsewhere.example.org/e").empty());
}

TEST_CASE("names are bytes, escaped or not") {
  CHECK(files_of_uri_list("file:///%E8%AA%9E/ä%2F%25%FF") == Files{"/語/ä/%\xFF"});
}

TEST_CASE("what is written wrongly is left out, and the rest is not") {
  for (const std::string_view wrong :
       {"file:"sv, "file://"sv, "file://x"sv, "file:relative"sv, "file:///a%"sv, "file:///a%4"sv,
        "file:///a%zz"sv, "file:///a%00b"sv, "file:///a\0b"sv, "/a"sv, "fil"sv, "%66ile:///a"sv}) {
    CAPTURE(wrong);
    CHECK(files_of_uri_list(std::string(wrong) + "\r\nfile:///right\r\n") == Files{"/right"});
  }
}

TEST_CASE("a list that we write has absolute paths alone, and reads as they were") {
  const Files files{"/tmp/a b.wav", "/tmp/100%.wav", "/tmp/snäre#2?.wav", "/"};
  CHECK(uri_list_of({"/tmp/a b.wav", "relative", "", "/tmp/100%.wav", "/tmp/snäre#2?.wav",
                     std::string("/a\0b", 4), "/"}) ==
        "file:///tmp/a%20b.wav\r\nfile:///tmp/100%25.wav\r\n"
        "file:///tmp/sn%C3%A4re%232%3F.wav\r\nfile:///\r\n");
  CHECK(files_of_uri_list(uri_list_of(files)) == files);
  CHECK(uri_list_of({}).empty());
}

}  // namespace
}  // namespace attacca::gui
