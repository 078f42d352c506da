// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Installing where others are at work, where the system is poor, and where names deceive.

#include <cerrno>
#include <vector>

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixtures.hpp"
#include "package/bundler.hpp"
#include "package/file_tree.hpp"
#include "package/installer.hpp"
#include "package/staging_maker.hpp"
#include "tests/support/denied_call.hpp"

using namespace attacca::package;
using namespace attacca::package::test;
namespace fs = std::filesystem;

namespace {

// A bundle "built from" the digit, at folder/Gain.vst3 and folder/Gain.clap.
fs::path make_version(const fs::path& folder, char digit, std::size_t padding = 1000) {
  Bytes bytes = fake_plugin_from(std::string(64, digit));
  bytes.resize(bytes.size() + padding, static_cast<std::byte>(digit));
  write(folder / "fake.so", bytes);
  BundleRequest request;
  request.out = folder;
  request.name = "Gain";
  REQUIRE(make_bundles({*read_plugin_binary(folder / "fake.so")}, request));
  return folder / "Gain.vst3";
}

InstallRequest into(const fs::path& folder) {
  InstallRequest request;
  request.folder = folder;
  return request;
}

std::string digest(const fs::path& path) {
  return digest_of_tree(path).value_or("none");
}

unsigned mode_of(const fs::path& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
}

// As a process that was killed left it: a staging folder with what stepped aside.
fs::path leave_staging(const fs::path& parent, const fs::path& aside) {
  const fs::path staging = parent / ".attacca-staging-abcdef";
  fs::create_directory(staging);
  fs::permissions(staging, fs::perms::owner_all);
  if (!aside.empty()) fs::copy(aside, staging / "Gain;vst3", fs::copy_options::recursive);
  return staging;
}

}  // namespace

TEST_CASE("installed files can be read by everybody, whatever the umask and the original's modes") {
  const TemporaryFolder folder;
  const fs::path built = make_version(folder / "built", '1');
  write(built / "Contents/Resources/preset.bin", "x");
  fs::permissions(built / "Contents/Resources/preset.bin", fs::perms::owner_read);
  const mode_t old = ::umask(077);
  const auto installed = install_bundles({built}, into(folder / "usr/lib/vst3"));
  const fs::path again = make_version(folder / "again", '2');
  ::umask(old);
  REQUIRE(installed);
  for (const char* const made : {"usr", "usr/lib", "usr/lib/vst3"}) {
    CHECK(mode_of(folder / made) == 0755);
  }
  for (const fs::path& bundle : {folder / "usr/lib/vst3/Gain.vst3", again}) {
    CAPTURE(bundle.string());
    const auto entries = list_tree(bundle);
    REQUIRE(entries);
    for (const TreeEntry& entry : *entries) {
      CAPTURE(entry.relative.string());
      const bool is_program = entry.relative.extension() == ".so";
      const bool is_folder = entry.kind == TreeEntry::Kind::folder;
      CHECK(mode_of(bundle / entry.relative) == (is_program || is_folder ? 0755U : 0644U));
    }
  }
}

TEST_CASE("resources of any size are copied in constant memory") {
  const TemporaryFolder folder;
  const fs::path built = make_version(folder / "built", '1');
  const fs::path large = built / "Contents/Resources/samples.bin";
  write(large, "x");
  fs::resize_file(large, std::uintmax_t{160} << 20U);
  const int status = in_child([&] {
    const rlimit limit{std::uint64_t{100} << 20U, std::uint64_t{100} << 20U};
    if (::setrlimit(RLIMIT_DATA, &limit) != 0) return 2;
    return install_bundles({built}, into(folder / "target")) ? 0 : 1;
  });
  CHECK(status == 0);
  CHECK(fs::file_size(folder / "target/Gain.vst3/Contents/Resources/samples.bin") ==
        std::uintmax_t{160} << 20U);
}

TEST_CASE("links are judged by where they lead on the disk, not by their text") {
  struct Case {
    const char* name;
    std::vector<std::pair<std::string, std::string>> links;  // place, target
    bool is_good;
  };
  for (const Case& each : {
           Case{"inside", {{"Contents/a", "Resources/x"}}, true},
           Case{"inside by way of a link",
                {{"Contents/a", "b/x"}, {"Contents/b", "Resources"}},
                true},
           Case{"down and up again", {{"Contents/a", "Resources/../Resources/x"}}, true},
           Case{"out by way of a link",  // by its text "deep/../../Resources/x" is inside
                {{"Contents/Resources/deep", "../../Contents/Resources"},
                 {"Contents/a", "Resources/deep/../../../secret"}},
                false},
           Case{"a link to a folder outside, then a file in it",
                {{"Contents/b", "Resources/up"},
                 {"Contents/Resources/up", "../../.."},
                 {"Contents/a", "b/secret"}},
                false},
           Case{"out and back in", {{"Contents/a", "../../Gain.vst3/Contents/Resources/x"}}, false},
           Case{"absolute", {{"Contents/a", "/etc/passwd"}}, false},
           Case{"nowhere", {{"Contents/a", "Resources/missing"}}, false},
           Case{"a circle", {{"Contents/a", "b"}, {"Contents/b", "a"}}, false},
       }) {
    CAPTURE(each.name);
    const TemporaryFolder folder;
    const fs::path built = make_version(folder / "built", '1');
    write(folder / "built/secret", "not part of it");
    write(built / "Contents/Resources/x", "part of it");
    for (const auto& [place, target] : each.links) fs::create_symlink(target, built / place);
    const auto installed = install_bundles({built}, into(folder / "target"));
    CHECK(installed.has_value() == each.is_good);
    CHECK(fs::exists(folder / "target") == each.is_good);
  }
}

TEST_CASE("what is no plugin is neither removed nor replaced, whatever its name") {
  const TemporaryFolder folder;
  const fs::path built = make_version(folder / "built", '1');
  const fs::path target = folder / "target";
  write(target / "Gain.vst3/thesis.txt", "years of work");
  write(target / "Gain.clap", "a letter");
  for (const char* const name : {"Gain", "Gain.vst3", "Gain.clap"}) {
    CAPTURE(name);
    const auto removed = uninstall_bundle(name, into(target));
    REQUIRE_FALSE(removed.has_value());
    CHECK(removed.error().bad_input);
    CHECK(removed.error().error.message.find("no plugin") != std::string::npos);
  }
  CHECK_FALSE(install_bundles({built}, into(target)).has_value());
  BundleRequest request;
  request.out = target;
  request.name = "Gain";
  CHECK_FALSE(make_bundles({*read_plugin_binary(folder / "built/fake.so")}, request).has_value());
  CHECK(read_text(target / "Gain.vst3/thesis.txt") == "years of work");
  CHECK(read_text(target / "Gain.clap") == "a letter");
  CHECK(leftovers(target).empty());
}

TEST_CASE("damaged plugins and links to plugins can be uninstalled") {
  const TemporaryFolder folder;
  const fs::path built = make_version(folder / "built", '1');
  const fs::path target = folder / "target";
  write(target / "Cut.clap", Bytes(fake_plugin().begin(), fake_plugin().begin() + 100));
  fs::create_directories(target / "Empty.vst3/Contents/x86_64-linux");
  fs::create_directory_symlink(built, target / "Link.vst3");
  fs::create_symlink("nowhere", target / "Dangling.clap");
  for (const char* const name : {"Cut.clap", "Empty.vst3", "Link.vst3", "Dangling.clap"}) {
    CAPTURE(name);
    CHECK(uninstall_bundle(name, into(target)).has_value());
  }
  CHECK(fs::is_empty(target));
  CHECK(fs::exists(built));
}

TEST_CASE("a plugin that cannot be removed whole is not called removed") {
  if (::geteuid() != 0) return;  // another user's folder is needed
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::all);
  const fs::path target = folder / "target";
  fs::create_directory(target);
  REQUIRE(install_bundles({make_version(folder / "built", '1')}, into(target)));
  const fs::path theirs = target / "Gain.vst3/Contents/Resources/theirs";
  write(theirs / "file", "of root");
  for (const fs::path& path : {target, target / "Gain.vst3", target / "Gain.vst3/Contents",
                               target / "Gain.vst3/Contents/Resources"}) {
    REQUIRE(::chown(path.c_str(), 65534, 65534) == 0);
  }
  const int status = in_child([&] {
    if (::seteuid(65534) != 0) return 2;
    const auto removed = uninstall_bundle("Gain.vst3", into(target));
    if (removed) return 1;
    return removed.error().error.message.find("cannot remove") != std::string::npos ? 0 : 3;
  });
  CHECK(status == 0);
  CHECK(read_text(theirs / "file") == "of root");
  CHECK(fs::exists(target / "Gain.vst3/Contents/x86_64-linux"));
  CHECK(leftovers(target).empty());
}

TEST_CASE("in a shared folder another user's working folder is neither used nor cleared away") {
  if (::geteuid() != 0) return;
  const TemporaryFolder folder;
  const fs::path built = make_version(folder / "built", '1');
  const fs::path evil = make_version(folder / "evil", '6');
  for (const bool is_link : {false, true}) {
    CAPTURE(is_link);
    const fs::path target = folder / (is_link ? "linked" : "shared");
    fs::create_directory(target);
    fs::permissions(target, fs::perms::all | fs::perms::sticky_bit);
    const fs::path elsewhere = folder / "elsewhere";
    fs::remove_all(elsewhere);
    fs::create_directory(elsewhere);
    const fs::path staging = leave_staging(is_link ? elsewhere : target, evil);
    if (is_link) {
      fs::create_directory_symlink(staging, target / ".attacca-staging-abcdef");
    } else {
      REQUIRE(::chown(staging.c_str(), 65534, 65534) == 0);
    }
    REQUIRE(StagingFolder::create(target));
    CHECK_FALSE(fs::exists(target / "Gain.vst3"));
    CHECK(fs::exists(staging / "Gain;vst3"));
    REQUIRE(install_bundles({built}, into(target)));
    CHECK(digest(target / "Gain.vst3") == digest(built));
  }
}

TEST_CASE("our own leftovers come back, but never over what is there by now") {
  const TemporaryFolder folder;
  const fs::path built = make_version(folder / "built", '1');
  const fs::path newer = make_version(folder / "newer", '2');
  const fs::path target = folder / "target";
  fs::create_directory(target);
  const fs::path staging = leave_staging(target, built);
  REQUIRE(StagingFolder::create(target));
  CHECK(digest(target / "Gain.vst3") == digest(built));
  CHECK_FALSE(fs::exists(staging));
  REQUIRE(install_bundles({newer}, into(target)));
  leave_staging(target, built);
  REQUIRE(StagingFolder::create(target));
  CHECK(digest(target / "Gain.vst3") == digest(newer));
  CHECK(leftovers(target).empty());
}

TEST_CASE("plugins are installed where files cannot be locked or swapped") {
  for (const int error : {ENOLCK, ENOSYS, EOPNOTSUPP, EBADF}) {
    CAPTURE(error);
    const TemporaryFolder folder;
    const fs::path old_bundle = make_version(folder / "old", '1');
    const fs::path new_bundle = make_version(folder / "new", '2');
    const fs::path target = folder / "target";
    const int status = in_child([&] {
      if (!attacca::test::deny_system_call(SYS_flock, error)) return 0;
      if (!attacca::test::deny_system_call(SYS_renameat2, ENOSYS)) return 0;
      if (!install_bundles({old_bundle}, into(target))) return 1;
      if (!install_bundles({new_bundle}, into(target))) return 2;
      if (digest(target / "Gain.vst3") != digest(new_bundle)) return 3;
      // What a process that lives works on stays; what a dead one left goes, and comes back.
      auto mine = StagingFolder::create(target);
      if (!mine) return 4;
      if (in_child([&] { return StagingFolder::create(target) ? 0 : 1; }) != 0) return 5;
      if (!fs::exists(mine->path())) return 6;
      if (in_child([&] {
            auto left = StagingFolder::create(target);
            fs::rename(target / "Gain.vst3", left->path() / "Gain;vst3");
            ::raise(SIGKILL);
            return 0;
          }) != -SIGKILL) {
        return 7;
      }
      if (!StagingFolder::create(target)) return 8;
      return digest(target / "Gain.vst3") == digest(new_bundle) ? 0 : 9;
    });
    CHECK(status == 0);
    CHECK(leftovers(target).empty());
  }
}

TEST_CASE("a note says whether its process may be at work") {
  CHECK(may_be_at_work(maker_note()));
  CHECK(may_be_at_work("another.machine 1 1\n"));
  CHECK(may_be_at_work(""));
  std::string dead;
  const auto note_of_child = [&] {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    in_child(
        [&] { return ::write(ends[1], maker_note().data(), maker_note().size()) > 0 ? 0 : 1; });
    char text[512];
    const auto count = ::read(ends[0], text, sizeof text);
    ::close(ends[0]);
    ::close(ends[1]);
    return std::string(text, count > 0 ? static_cast<std::size_t>(count) : 0);
  };
  CHECK_FALSE(may_be_at_work(note_of_child()));
}

TEST_CASE("processes that install and uninstall one plugin at once all succeed or find nothing") {
  for (const bool has_locks : {true, false}) {
    CAPTURE(has_locks);
    const TemporaryFolder folder;
    const fs::path target = folder / "target";
    std::vector<fs::path> bundles;
    for (const char digit : {'1', '2', '3'}) {
      bundles.push_back(make_version(folder / std::string(1, digit), digit));
    }
    const auto work = [&](std::size_t who) {
      if (!has_locks && !attacca::test::deny_system_call(SYS_flock, ENOLCK)) return 0;
      for (int i = 0; i < 4; ++i) {
        if (who < bundles.size()) {
          const auto installed = install_bundles({bundles[who]}, into(target));
          // Without locks somebody's newer one may be what is read back.
          if (!installed && has_locks) return 1;
          continue;
        }
        const auto removed = uninstall_bundle("Gain.vst3", into(target));
        if (!removed && has_locks &&
            removed.error().error.message.find("not installed") == std::string::npos) {
          return 2;
        }
      }
      return 0;
    };
    std::vector<pid_t> workers;
    for (std::size_t who = 0; who < 4; ++who) {
      workers.push_back(::fork());
      if (workers.back() == 0) ::_exit(work(who));
    }
    for (const pid_t worker : workers) {
      int status = 0;
      REQUIRE(::waitpid(worker, &status, 0) == worker);
      CHECK(status == 0);
    }
    if (fs::exists(target / "Gain.vst3")) {
      const std::string now = digest(target / "Gain.vst3");
      CHECK((now == digest(bundles[0]) || now == digest(bundles[1]) || now == digest(bundles[2])));
    }
    CHECK(leftovers(target).empty());
  }
}

TEST_CASE("a name of the greatest length and one of odd bytes are installed and removed") {
  const TemporaryFolder folder;
  for (const std::string& name : {std::string(250, 'n') + ".clap", std::string("-f.clap"),
                                  std::string("a,b;c.clap"), std::string("\xff\n\x1b[31m.clap")}) {
    CAPTURE(name);
    write(folder / name, fake_plugin());
    REQUIRE(install_bundles({folder / name}, into(folder / "target")));
    REQUIRE(install_bundles({folder / name}, into(folder / "target")));
    CHECK(uninstall_bundle(name, into(folder / "target")).has_value());
    CHECK(fs::is_empty(folder / "target"));
  }
}
