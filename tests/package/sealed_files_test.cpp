// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/sealed_files.hpp"

#include <span>

#include <doctest/doctest.h>

#include "fixtures.hpp"
#include "package/digests.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;
using namespace attacca::package::test;

std::string data_of(std::span<const std::uint8_t> digest) {
  std::string text = base64(digest);
  text.insert(text.size() / 2, "\n\t\t");  // codesign breaks it into lines
  return "<data>\n\t\t" + text + "\n\t\t</data>";
}

std::span<const std::byte> bytes_in(std::string_view text) {
  return std::as_bytes(std::span(text));
}

std::string hash(std::string_view content) {
  return "<key>hash</key>" + data_of(sha1(bytes_in(content)));
}

std::string hash2(std::string_view content) {
  return "<key>hash2</key>" + data_of(sha256(bytes_in(content)));
}

std::string entry(const std::string& name, const std::string& inside) {
  return "<key>" + name + "</key><dict>" + inside + "</dict>";
}

std::string list_of(const std::string& files2, const std::string& rules2 = {}) {
  return "<plist><dict><key>files</key><dict/><key>files2</key><dict>" + files2 +
         "</dict><key>rules2</key><dict>" + rules2 + "</dict></dict></plist>";
}

/// A bundle as codesign leaves one that has all that its lists can name.
class Contents {
 public:
  Contents() {
    write(path() / "Info.plist", std::string_view("<plist/>"));
    write(path() / "PkgInfo", std::string_view("BNDL????"));
    write(path() / "MacOS/Gain", std::string_view("the program"));
    write(path() / "MacOS/helper", std::string_view("another program"));
    write(path() / "_CodeSignature/CodeResources", std::string_view("the list"));
    write(path() / "CodeResources", std::string_view("a ticket of Apple's"));
    write(path() / "_MASReceipt/receipt", std::string_view("a shop's"));
    write(path() / "Frameworks/Engine.framework/Engine", std::string_view("code"));
    write(path() / "Frameworks/Engine.framework/Resources/more", std::string_view("its own"));
    write(path() / "Resources/a", std::string_view("one"));
    write(path() / "Resources/b", std::string_view("two"));
    write(path() / "Resources/.DS_Store", std::string_view("Finder's"));
    write(path() / "Resources/de.lproj/locversion.plist", std::string_view("left out"));
    fs::create_symlink("a", path() / "Resources/link");
  }

  [[nodiscard]] fs::path path() const { return folder_.path() / "Contents"; }

  [[nodiscard]] SealReport with(const std::string& list) const {
    return check_sealed_files(path(), list, {path() / "MacOS/Gain"});
  }

  /// The problems that a signed bundle has with such lists, "Contents" left away.
  [[nodiscard]] std::vector<std::string> problems(const std::string& list) const {
    std::vector<std::string> found = with(list).problems;
    for (std::string& problem : found) {
      problem.erase(problem.find(path().string()), path().string().size() + 1);
    }
    return found;
  }

 private:
  TemporaryFolder folder_;
};

const std::string kCode =
    entry("Frameworks/Engine.framework",
          "<key>cdhash</key><data>AAAA</data><key>requirement</key><string>anchor</string>") +
    entry("MacOS/helper", "<key>requirement</key><string>anchor</string>");
const std::string kLink = entry("Resources/link", "<key>symlink</key><string>a</string>");
const std::string kFiles =
    entry("Resources/a", hash("one") + hash2("one")) + entry("Resources/b", hash("two"));
const std::string kOptional =
    entry("Resources/fr.lproj/x", hash2("x") + "<key>optional</key><true/>");

using Problems = std::vector<std::string>;

}  // namespace

TEST_CASE("what codesign seals fits: files, older digests, links, code, optional files") {
  const Contents contents;
  const SealReport report = contents.with(list_of(kCode + kLink + kFiles + kOptional));
  CHECK(report.problems == Problems{});
  CHECK(report.notes == Problems{});
}

TEST_CASE("a digest is that of its own entry") {
  const Contents contents;
  // Of b, behind an entry without one.
  const std::string list =
      list_of(kCode + kLink + entry("Resources/a", "") + entry("Resources/b", hash2("two")));
  CHECK(contents.problems(list) == Problems{"not what the signature has sealed: Resources/a"});
  write(contents.path() / "Resources/a", std::string_view("two"));
  CHECK(contents.problems(list) == Problems{"not what the signature has sealed: Resources/a"});
}

TEST_CASE("files that were changed, added or taken away after signing are seen") {
  const Contents contents;
  const std::string list = list_of(kCode + kLink + kFiles + kOptional);
  write(contents.path() / "Resources/b", std::string_view("tow"));
  CHECK(contents.problems(list) == Problems{"not what the signature has sealed: Resources/b"});
  fs::remove(contents.path() / "Resources/b");
  CHECK(contents.problems(list) == Problems{"listed by the signature, and not there: Resources/b"});
  write(contents.path() / "Resources/b", std::string_view("two"));
  write(contents.path() / "Resources/c", std::string_view("new"));
  CHECK(contents.problems(list) == Problems{"not what the signature has sealed: Resources/c"});
  fs::remove(contents.path() / "Resources/c");
  fs::remove_all(contents.path() / "Frameworks/Engine.framework");
  CHECK(contents.problems(list) ==
        Problems{"listed by the signature, and not there: Frameworks/Engine.framework"});
}

TEST_CASE("links lead where they were sealed to lead, and stand for no file") {
  const Contents contents;
  const std::string list = list_of(kCode + kLink + kFiles);
  fs::remove(contents.path() / "Resources/link");
  fs::create_symlink("b", contents.path() / "Resources/link");
  CHECK(contents.problems(list) == Problems{"not what the signature has sealed: Resources/link"});
  fs::remove(contents.path() / "Resources/link");
  write(contents.path() / "Resources/link", std::string_view("one"));
  CHECK(contents.problems(list) == Problems{"not what the signature has sealed: Resources/link"});
  fs::remove(contents.path() / "Resources/link");
  fs::create_symlink("a", contents.path() / "Resources/link");
  fs::remove(contents.path() / "Resources/b");
  fs::create_symlink("a", contents.path() / "Resources/b");
  CHECK(contents.problems(list) == Problems{"not what the signature has sealed: Resources/b"});
}

TEST_CASE("a signature's own rules may leave files out") {
  const Contents contents;
  const std::string files = kCode + kLink + entry("Resources/a", hash2("one"));
  const std::string own = entry("^Resources/b$", "<key>omit</key><true/>");
  const SealReport report = contents.with(list_of(files, own));
  CHECK(report.problems == Problems{});
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes.front().starts_with("not sealed, which the signature's own rules may want: "));
  const std::string usual = entry(R"(^PkgInfo$)", "<key>omit</key><true/>");
  CHECK(contents.problems(list_of(files, usual)) ==
        Problems{"not what the signature has sealed: Resources/b"});
}

TEST_CASE("older signatures list some files by SHA-1 alone") {
  const Contents contents;
  const auto list = [](std::string_view content) {
    return "<plist><dict><key>files</key><dict><key>Resources/a</key>" +
           data_of(sha1(bytes_in(content))) + "</dict></dict></plist>";
  };
  CHECK(contents.problems(list("one")) == Problems{});
  CHECK(contents.problems(list("eno")) ==
        Problems{"not what the signature has sealed: Resources/a"});
}

TEST_CASE("a list that names paths outside of the bundle reads none of them") {
  const Contents contents;
  write(contents.path() / "../outside", std::string_view("one"));
  CHECK(contents.problems(list_of(kCode + kLink + kFiles + entry("../outside", hash2("one")))) ==
        Problems{"listed by the signature, and not there: ../outside"});
}

TEST_CASE(
    "a list of sealed files that cannot be read is a problem, and a binary one is not looked at") {
  const Contents contents;
  CHECK(contents.problems("<plist><dict>") ==
        Problems{"no property list in XML: _CodeSignature/CodeResources"});
  CHECK(contents.problems("<plist><dict/></plist>") ==
        Problems{"the signature lists no files: _CodeSignature/CodeResources"});
  CHECK(contents.with("bplist00").problems == Problems{});
  CHECK(contents.with("bplist00").notes.size() == 1);
}

}  // namespace attacca::package
