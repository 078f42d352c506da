// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/binary_copies.hpp"

#include <csignal>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "files/file_lock.hpp"
#include "tests/support/temporary_folder.hpp"

namespace attacca::dev {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) {
  std::ofstream(file) << text;
}

std::string read(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_CASE("each copy has a place of its own, with its symbols, and goes with the object") {
  const test::TemporaryFolder build;
  write(build / "gain.so", "first");
  write(build / "gain.so.debug", "symbols");
  {
    auto copies = BinaryCopies::create(build.path());
    REQUIRE(copies);
    const auto first = copies->add(build / "gain.so", "clap");
    write(build / "gain.so", "second");
    const auto second = copies->add(build / "gain.so", "vst3");
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->filename() == "gain.clap");
    CHECK(second->filename() == "gain.vst3");
    CHECK(first->parent_path() != second->parent_path());
    CHECK(read(*first) == "first");
    CHECK(read(*second) == "second");
    CHECK(read(first->parent_path() / "gain.so.debug") == "symbols");
    copies->remove(*first);
    CHECK_FALSE(fs::exists(first->parent_path()));
    CHECK(fs::exists(*second));
  }
  CHECK_FALSE(fs::exists(build / "attacca-dev"));
}

TEST_CASE("what a killed process left is cleared away, what another one uses is not") {
  const test::TemporaryFolder build;
  fs::create_directories(build / "attacca-dev/1/1");
  fs::create_directories(build / "attacca-dev/2/1");
  const auto other = files::open_folder(build / "attacca-dev/2");
  REQUIRE(other);
  REQUIRE(files::try_lock(*other) == files::Lock::taken);
  const auto copies = BinaryCopies::create(build.path());
  REQUIRE(copies);
  CHECK_FALSE(fs::exists(build / "attacca-dev/1"));
  CHECK(fs::exists(build / "attacca-dev/2/1"));
}

TEST_CASE("a disk without room is said, and nothing half is left") {
  const test::TemporaryFolder build;
  write(build / "gain.so", std::string(100'000, 'x'));
  write(build / "small.so", "x");
  write(build / "small.so.debug", std::string(100'000, 'x'));
  auto copies = BinaryCopies::create(build.path());
  REQUIRE(copies);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{1000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto copy = copies->add(build / "gain.so", "clap");
  const auto poorer = copies->add(build / "small.so", "clap");
  setrlimit(RLIMIT_FSIZE, &before);
  REQUIRE(poorer);
  CHECK_FALSE(fs::exists(poorer->parent_path() / "small.so.debug"));
  copies->remove(*poorer);
  REQUIRE_FALSE(copy);
  CHECK(copy.error().message.find("gain.so") != std::string::npos);
  CHECK(fs::is_empty(copies->folder()));
  CHECK(copies->add(build / "gain.so", "clap"));
}

}  // namespace
}  // namespace attacca::dev
