// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/session.hpp"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

namespace parlando::test {
namespace {

namespace fs = std::filesystem;

Session example() {
  Session session;
  session.aliases = {{"Bass", {0xB}}, {"\"Größe\" \\ 🎻", {0xFFFF'FFFF'FFFF'FFFF}}};
  session.instruments = {{{0xB}, {"double bass", 40.25}}};
  session.maps = {{"quartet.mid", {{"Violin I", "000000000000000b"}}}};
  return session;
}

void put(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

std::string content(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a session is the same after it was written and read") {
  const attacca::test::TemporaryFolder folder;
  const fs::path file = folder / "state" / "parlando" / "session.json";
  {
    SessionStore store(file);
    CHECK(store.load().empty());
    store.session = example();
    REQUIRE(store.save());
  }
  SessionStore store(file);
  CHECK(store.load().empty());
  CHECK(store.session == example());
}

TEST_CASE("a damaged session is kept beside, whatever is wrong with it, and nothing is lost") {
  const attacca::test::TemporaryFolder folder;
  const fs::path file = folder / "session.json";
  const std::string good = text_of(example());
  int kept = 0;
  for (std::string text :
       {std::string(), good.substr(0, good.size() / 2), std::string("[]"),
        std::string(
            R"({"parlando":"session","version":2,"aliases":{},"instruments":{},"maps":{}})"),
        std::string(
            R"({"parlando":"session","version":1,"aliases":{"x":7},"instruments":{},"maps":{}})"),
        std::string(100'000, '[')}) {
    CAPTURE(text.substr(0, 40));
    put(file, text);
    SessionStore store(file);
    const std::string remark = store.load();
    ++kept;
    const fs::path aside = kept == 1 ? folder / "session.json.damaged"
                                     : folder / ("session.json.damaged-" + std::to_string(kept));
    CHECK(remark.find(aside.string()) != std::string::npos);
    CHECK(content(aside) == text);
    CHECK(store.session == Session{});
    CHECK_FALSE(fs::exists(file));
  }
}

TEST_CASE("without a home nothing is kept, and nothing fails") {
  SessionStore store{fs::path()};
  CHECK(store.load().empty());
  CHECK(store.save());
}

}  // namespace parlando::test
