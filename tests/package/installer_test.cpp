// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/installer.hpp"

#include <cstring>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixtures.hpp"
#include "package/bundler.hpp"
#include "package/file_tree.hpp"
#include "package/mapped_files.hpp"
#include "package/plugin_bundle.hpp"

using namespace attacca::package;
using namespace attacca::package::test;
namespace fs = std::filesystem;

namespace {

// Bundles of one plugin, differing in the digest they were "built from", and somewhat large.
struct Bundles {
  fs::path vst3;
  fs::path clap;
};

Bundles make_version(const fs::path& folder, char digit, std::size_t padding = 300000) {
  Bytes bytes = fake_plugin_from(std::string(64, digit));
  bytes.resize(bytes.size() + padding, static_cast<std::byte>(digit));
  write(folder / "fake.so", bytes);
  BundleRequest request;
  request.out = folder;
  request.name = "Gain";
  REQUIRE(make_bundles({*read_plugin_binary(folder / "fake.so")}, request));
  return {folder / "Gain.vst3", folder / "Gain.clap"};
}

InstallRequest into(const fs::path& folder) {
  InstallRequest request;
  request.folder = folder;
  return request;
}

std::string digest(const fs::path& path) {
  return digest_of_tree(path).value_or("none");
}

// In a child with mounts of its own: a filesystem of that many KiB at `folder`.
bool mount_small_disk(const fs::path& folder, int kibibytes) {
  const std::string size = "size=" + std::to_string(kibibytes) + "k";
  return ::unshare(CLONE_NEWNS) == 0 &&
         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("tmpfs", folder.c_str(), "tmpfs", 0, size.c_str()) == 0;
}

// Not without the right to, nor where "/" is no mount point, as in a chroot.
bool can_mount(const fs::path& folder) {
  return in_child([&] { return mount_small_disk(folder, 64) ? 0 : 1; }) == 0;
}

// Kills the process at its n-th step.
InstallRequest killed_at(InstallRequest request, int step) {
  const auto count = std::make_shared<int>(0);
  const auto hook = [count, step] {
    if ((*count)++ == step) ::raise(SIGKILL);
  };
  request.placing.before_step = hook;
  request.write_watcher = hook;
  return request;
}

}  // namespace

TEST_CASE("a bundle is installed, and installing again replaces it with new inodes") {
  const TemporaryFolder folder;
  const Bundles old = make_version(folder / "old", '1');
  const Bundles now = make_version(folder / "new", '2');
  const fs::path target = folder / "deep/target";
  const auto first = install_bundles({old.vst3, old.clap}, into(target));
  REQUIRE(first);
  CHECK_FALSE(first->at(0).replaced);
  CHECK(digest(target / "Gain.vst3") == digest(old.vst3));
  struct stat before{};
  REQUIRE(::stat((target / "Gain.clap").c_str(), &before) == 0);
  const auto second = install_bundles({now.vst3, now.clap}, into(target));
  REQUIRE(second);
  CHECK(second->at(1).replaced);
  CHECK(digest(target / "Gain.vst3") == digest(now.vst3));
  CHECK(digest(target / "Gain.clap") == digest(now.clap));
  struct stat after{};
  REQUIRE(::stat((target / "Gain.clap").c_str(), &after) == 0);
  CHECK(before.st_ino != after.st_ino);
  CHECK(leftovers(target).empty());
}

TEST_CASE("a process killed at any moment of an install leaves the old plugin or the new one") {
  for (const bool may_exchange : {true, false}) {
    for (const std::string name : {"Gain.vst3", "Gain.clap"}) {
      const TemporaryFolder folder;
      const fs::path old_bundle = make_version(folder / "old", '1').vst3.parent_path() / name;
      const fs::path new_bundle = make_version(folder / "new", '2').vst3.parent_path() / name;
      const std::string old_digest = digest(old_bundle);
      const std::string new_digest = digest(new_bundle);
      const fs::path target = folder / "target";
      InstallRequest request = into(target);
      request.placing.may_exchange = may_exchange;
      int step = 0;
      bool seen_old = false;
      bool seen_new = false;
      for (int status = -SIGKILL; status == -SIGKILL; ++step) {
        CAPTURE(name);
        CAPTURE(step);
        CAPTURE(may_exchange);
        REQUIRE(install_bundles({old_bundle}, request));
        status = in_child(
            [&] { return install_bundles({new_bundle}, killed_at(request, step)) ? 0 : 1; });
        REQUIRE((status == -SIGKILL || status == 0));
        // Where folders cannot be swapped there is one moment between two renames; the next one
        // who comes mends it.
        if (may_exchange) REQUIRE(fs::exists(target / name));
        REQUIRE(StagingFolder::create(target));
        const std::string now = digest(target / name);
        REQUIRE((now == old_digest || now == new_digest));
        seen_old = seen_old || now == old_digest;
        seen_new = seen_new || now == new_digest;
        CHECK(leftovers(target).empty());
      }
      CHECK(step > 2);
      CHECK(seen_old);
      CHECK(seen_new);
    }
  }
}

TEST_CASE("an old plugin that has been replaced does not come back when the new one is gone") {
  // Where it cannot be removed, it would come back once the new one is uninstalled.
  const TemporaryFolder folder;
  const Bundles old = make_version(folder / "old", '1');
  const fs::path target = folder / "target";
  REQUIRE(install_bundles({old.vst3}, into(target)));
  auto staging = StagingFolder::create(target);
  REQUIRE(staging);
  write(staging->payload("Gain.vst3").shown / "Contents/x", "new");
  REQUIRE(put_in_place(*staging, "Gain.vst3", {.may_exchange = false}));
  CHECK(digest(staging->path() / "Gain,vst3") == digest(old.vst3));
  CHECK_FALSE(fs::exists(staging->path() / "Gain;vst3"));
  fs::remove_all(target / "Gain.vst3");
  CHECK(staging->clear());
  CHECK_FALSE(fs::exists(target / "Gain.vst3"));
}

TEST_CASE("what another process is working on is not cleared away") {
  const TemporaryFolder folder;
  auto mine = StagingFolder::create(folder.path());
  REQUIRE(mine);
  write(mine->payload("Gain.vst3").shown / "Contents/x", "at work");
  const fs::path place = mine->path();
  CHECK(in_child([&] { return StagingFolder::create(folder.path()) ? 0 : 1; }) == 0);
  CHECK(fs::exists(place / "Gain,vst3/Contents/x"));
}

TEST_CASE("a full disk leaves the old plugin intact") {
  const TemporaryFolder folder;
  const Bundles old = make_version(folder / "old", '1', 1000);
  const Bundles now = make_version(folder / "new", '2', 4000000);
  const fs::path target = folder / "target";
  fs::create_directories(target);
  if (!can_mount(target)) {
    MESSAGE("may not mount a small disk here: not checked");
    return;
  }
  const int status = in_child([&] {
    if (!mount_small_disk(target, 1024)) return 2;
    if (!install_bundles({old.vst3, old.clap}, into(target))) return 3;
    for (const fs::path& bundle : {now.vst3, now.clap}) {
      const auto installed = install_bundles({bundle}, into(target));
      if (installed || installed.error().bad_input) return 4;
      if (installed.error().error.message.find("No space left") == std::string::npos) return 5;
    }
    const bool intact = digest(target / "Gain.vst3") == digest(old.vst3) &&
                        digest(target / "Gain.clap") == digest(old.clap);
    return intact && leftovers(target).empty() ? 0 : 6;
  });
  CHECK(status == 0);
}

TEST_CASE("a write that fails half way leaves the old plugin intact") {
  const TemporaryFolder folder;
  const Bundles old = make_version(folder / "old", '1');
  const Bundles now = make_version(folder / "new", '2');
  const fs::path target = folder / "target";
  REQUIRE(install_bundles({old.vst3}, into(target)));
  const int status = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{100000, 100000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
    const auto installed = install_bundles({now.vst3}, into(target));
    if (installed) return 3;
    return digest(target / "Gain.vst3") == digest(old.vst3) && leftovers(target).empty() ? 0 : 4;
  });
  CHECK(status == 0);
}

TEST_CASE("a folder that may not be written is one clear error") {
  const TemporaryFolder folder;
  const Bundles now = make_version(folder / "new", '2');
  write(folder / "file", "not a folder");
  const auto blocked = install_bundles({now.vst3}, into(folder / "file"));
  REQUIRE_FALSE(blocked.has_value());
  CHECK_FALSE(blocked.error().bad_input);
  if (::geteuid() != 0) return;
  const fs::path target = folder / "target";
  fs::create_directories(target);
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(target, fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read |
                              fs::perms::others_exec);
  const int status = in_child([&] {
    if (::seteuid(65534) != 0) return 2;
    const auto installed = install_bundles({now.vst3}, into(target));
    if (installed || installed.error().bad_input) return 3;
    return installed.error().error.message.find("Permission denied") != std::string::npos ? 0 : 4;
  });
  CHECK(status == 0);
  CHECK(fs::is_empty(target));
}

TEST_CASE("what hosts would refuse is not installed, and nothing else of the same call is") {
  const TemporaryFolder folder;
  const Bundles good = make_version(folder / "good", '1');
  write(folder / "Plain.clap", read(ATTACCA_PLAIN_LIBRARY));
  write(folder / "Cut.clap", Bytes(fake_plugin().begin(), fake_plugin().begin() + 3000));
  write(folder / "Riscv.clap", for_machine(fake_plugin(), 243));
  write(folder / "bare.so", fake_plugin());
  fs::create_symlink("Loop.clap", folder / "Loop.clap");
  const fs::path target = folder / "target";
  for (const std::string name :
       {"Plain.clap", "Cut.clap", "Riscv.clap", "bare.so", "Loop.clap", "missing.vst3"}) {
    CAPTURE(name);
    const auto installed = install_bundles({good.vst3, folder / name}, into(target));
    REQUIRE_FALSE(installed.has_value());
    CHECK(installed.error().bad_input);
    CHECK_FALSE(fs::exists(target));
  }
  InstallRequest anything = into(target);
  anything.any_architecture = true;
  CHECK(install_bundles({folder / "Riscv.clap"}, anything));
}

TEST_CASE("links inside a bundle are kept, and refused when they lead out of it") {
  const TemporaryFolder folder;
  const Bundles good = make_version(folder / "good", '1');
  fs::create_directories(good.vst3 / "Contents/Resources");
  fs::create_symlink("moduleinfo.json", good.vst3 / "Contents/Resources/again.json");
  REQUIRE(install_bundles({good.vst3}, into(folder / "target")));
  CHECK(fs::is_symlink(folder / "target/Gain.vst3/Contents/Resources/again.json"));
  fs::create_symlink("../../../../outside", good.vst3 / "Contents/Resources/out");
  CHECK_FALSE(install_bundles({good.vst3}, into(folder / "target")).has_value());
}

TEST_CASE("a plugin installed as a link is replaced without touching what the link leads to") {
  const TemporaryFolder folder;
  const Bundles old = make_version(folder / "old", '1');
  const Bundles now = make_version(folder / "new", '2');
  const std::string before = digest(old.vst3);
  fs::create_directories(folder / "target");
  fs::create_directory_symlink(old.vst3, folder / "target/Gain.vst3");
  REQUIRE(install_bundles({now.vst3}, into(folder / "target")));
  CHECK_FALSE(fs::is_symlink(folder / "target/Gain.vst3"));
  CHECK(digest(folder / "target/Gain.vst3") == digest(now.vst3));
  CHECK(digest(old.vst3) == before);
  CHECK_FALSE(install_bundles({folder / "target/Gain.vst3"}, into(folder / "target")).has_value());
}

TEST_CASE("a process that maps the old file keeps it, and is found by it") {
  for (const std::string name : {"Gain.vst3", "Gain.clap"}) {
    const TemporaryFolder folder;
    const fs::path old_bundle = make_version(folder / "old", '1').vst3.parent_path() / name;
    const fs::path new_bundle = make_version(folder / "new", '2').vst3.parent_path() / name;
    const fs::path target = folder / "target";
    REQUIRE(install_bundles({old_bundle}, into(target)));
    const fs::path binary = read_plugin_bundle(target / name)->binaries[0].path;
    const Bytes old_bytes = read(binary);
    const int file = ::open(binary.c_str(), O_RDONLY | O_CLOEXEC);
    void* mapped = ::mmap(nullptr, old_bytes.size(), PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    REQUIRE(mapped != MAP_FAILED);
    CHECK(find_outdated_mappings({binary}).empty());

    REQUIRE(install_bundles({new_bundle}, into(target)));
    CHECK(std::memcmp(mapped, old_bytes.data(), old_bytes.size()) == 0);
    const auto found = find_outdated_mappings({binary});
    REQUIRE(found.size() == 1);
    CHECK(found[0].process == ::getpid());
    CHECK(found[0].path == binary);
    if (::geteuid() == 0) {  // the kernel shows a mapping's file to root only
      REQUIRE(found[0].identity);
      CHECK(found[0].identity->sources == "sha256:" + std::string(64, '1'));
    }
    ::munmap(mapped, old_bytes.size());
    CHECK(find_outdated_mappings({binary}).empty());
  }
}

TEST_CASE("maps lines are read with blanks and marks in paths") {
  const auto line =
      parse_maps_line("7f00-7fff r-xp 00000000 fd:00 1234   /home/a b/Gain.clap (deleted)");
  REQUIRE(line);
  CHECK(line->inode == 1234);
  CHECK(line->path == "/home/a b/Gain.clap");
  CHECK(line->deleted);
  CHECK_FALSE(parse_maps_line("7f00-7fff rw-p 00000000 00:00 0 ").has_value());
  CHECK_FALSE(parse_maps_line("7f00-7fff rw-p 00000000 00:00 0   [heap]").has_value());
  CHECK_FALSE(parse_maps_line("").has_value());
  CHECK(path_before_staging("/x/.attacca-staging-abc123/Gain,vst3/Contents/Gain.so") ==
        "/x/Gain.vst3/Contents/Gain.so");
  CHECK(path_before_staging("/x/Gain.vst3/Contents/Gain.so") == "/x/Gain.vst3/Contents/Gain.so");
}

TEST_CASE("uninstalling takes the named plugin and nothing else") {
  const TemporaryFolder folder;
  const Bundles bundles = make_version(folder / "built", '1');
  const fs::path target = folder / "target";
  REQUIRE(install_bundles({bundles.vst3, bundles.clap}, into(target)));
  write(target / "Gainer.clap", "another");
  const auto one = uninstall_bundle((folder / "built/Gain.vst3/").string(), into(target));
  REQUIRE(one);
  CHECK(*one == std::vector<fs::path>{target / "Gain.vst3"});
  CHECK(fs::exists(bundles.vst3));
  const auto rest = uninstall_bundle("Gain", into(target));
  REQUIRE(rest);
  CHECK(*rest == std::vector<fs::path>{target / "Gain.clap"});
  const auto again = uninstall_bundle("Gain", into(target));
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().error.message.find("not installed: Gain") == 0);
  CHECK(fs::exists(target / "Gainer.clap"));
  CHECK(leftovers(target).empty());
  CHECK(uninstall_bundle("..", into(target)).error().bad_input);
}
