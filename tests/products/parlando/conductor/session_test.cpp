// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/session.hpp"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "tests/products/parlando/conductor/example_session.hpp"
#include "tests/support/temporary_folder.hpp"

namespace parlando::test {
namespace {

namespace fs = std::filesystem;

void put(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
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
            R"({"parlando":"session","version":0,"aliases":{},"instruments":{},"maps":{}})"),
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

TEST_CASE("a session of a later version, or one that cannot be opened, is left alone") {
  const attacca::test::TemporaryFolder folder;
  const fs::path file = folder / "session.json";
  SUBCASE("later") {
    const std::string later = R"({"parlando":"session","version":2,"aliases":[]})";
    put(file, later);
    SessionStore store(file);
    CHECK(store.load().find("later version") != std::string::npos);
    store.session = example();
    CHECK_FALSE(store.save());
    CHECK(content(file) == later);
  }
  SUBCASE("not to be opened") {
    fs::create_directory(file);
    SessionStore store(file);
    CHECK(store.load().find("cannot be read") != std::string::npos);
    CHECK_FALSE(store.save());
    CHECK(fs::is_directory(file));
  }
}

TEST_CASE("two conductors that share a session lose nothing of each other's") {
  const attacca::test::TemporaryFolder folder;
  const fs::path file = folder / "session.json";
  put(file, text_of(example()));
  SessionStore first(file);
  SessionStore second(file);
  CHECK(first.load().empty());
  CHECK(second.load().empty());
  first.session.aliases["one"] = {1};
  REQUIRE(first.save());
  second.session.aliases["two"] = {2};
  second.session.aliases.erase("Bass");
  REQUIRE(second.save());
  SessionStore third(file);
  CHECK(third.load().empty());
  CHECK(third.session.aliases.contains("one"));
  CHECK(third.session.aliases.contains("two"));
  CHECK_FALSE(third.session.aliases.contains("Bass"));
  CHECK(third.session == second.session);
}

TEST_CASE("a session that is damaged, or became a later one, since it was read is not lost") {
  const attacca::test::TemporaryFolder folder;
  const fs::path file = folder / "session.json";
  SessionStore store(file);
  CHECK(store.load().empty());
  store.session = example();
  put(file, "half a session");
  REQUIRE(store.save());
  CHECK(content(folder / "session.json.damaged") == "half a session");
  CHECK(content(file) == text_of(example()));
  const std::string later = R"({"parlando":"session","version":2,"aliases":[]})";
  put(file, later);
  store.session.aliases["one"] = {1};
  const auto saved = store.save();
  REQUIRE_FALSE(saved);
  CHECK(saved.error().message.find("later version") != std::string::npos);
  CHECK(content(file) == later);
}

TEST_CASE("conductors that save in the same instant lose nothing of each other's") {
  const attacca::test::TemporaryFolder folder;
  const fs::path file = folder / "session.json";
  constexpr std::uint64_t kEach = 10;
  std::vector<std::thread> conductors;
  for (std::uint64_t conductor = 1; conductor <= 4; ++conductor) {
    conductors.emplace_back([&, conductor] {
      SessionStore store(file);
      for (std::uint64_t i = 1; i <= kEach; ++i) {
        const std::uint64_t number = conductor * 1'000 + i;
        store.session.aliases[std::to_string(number)] = {number};
        // A slow disk may keep one waiting for too long, who is told so and tries again.
        while (!store.save()) std::this_thread::yield();
      }
    });
  }
  for (std::thread& conductor : conductors) conductor.join();
  SessionStore store(file);
  CHECK(store.load().empty());
  CHECK(store.session.aliases.size() == 4 * kEach);
}

TEST_CASE("without a home nothing is kept, and nothing fails") {
  SessionStore store{fs::path()};
  CHECK(store.load().empty());
  CHECK(store.save());
}

}  // namespace parlando::test
