// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "ship/spdx_document.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include <nlohmann/json.hpp>

#include "package/sha1.hpp"

namespace attacca::ship {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kUnknown = "NOASSERTION";

/// For a URI: letters, digits and hyphens.
std::string uri_word(std::string_view name) {
  std::string word;
  for (const char letter : name) {
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') || letter == '.';
    word += is_plain ? letter : '-';
  }
  return word;
}

Json package_of(const std::string& id, const std::string& name, const std::string& version,
                const std::string& license, const std::string& homepage) {
  Json json = {{"SPDXID", id}, {"name", name}};
  if (!version.empty()) json["versionInfo"] = version;
  json["downloadLocation"] = kUnknown;
  json["filesAnalyzed"] = false;
  if (!homepage.empty()) json["homepage"] = homepage;
  json["licenseConcluded"] = license;
  json["licenseDeclared"] = license;
  json["copyrightText"] = kUnknown;
  return json;
}

/// Clause 7.9: SHA-1 over the SHA-1 sums of all files, sorted and joined.
std::string verification_code(const SpdxRelease& release) {
  std::vector<std::string> sums;
  for (const SpdxFile& file : release.files) sums.push_back(file.sha1);
  std::sort(sums.begin(), sums.end());
  std::string all;
  for (const std::string& sum : sums) all += sum;
  return package::sha1_hex(all);
}

class Document {
 public:
  explicit Document(const SpdxRelease& release) : release_(release) {}

  std::string text() {
    Json own = package_of(kRelease, release_.name, release_.version, release_.license, "");
    own["supplier"] = release_.vendor.empty() ? kUnknown : "Organization: " + release_.vendor;
    own["filesAnalyzed"] = true;
    own["packageVerificationCode"] = {{"packageVerificationCodeValue", verification_code(release_)},
                                      {"packageVerificationCodeExcludedFiles", release_.left_out}};
    packages_.push_back(std::move(own));
    packages_.push_back(package_of(kFramework, "Attacca", release_.framework, "MIT", ""));
    relate("SPDXRef-DOCUMENT", "DESCRIBES", kRelease);
    for (std::size_t i = 0; i < release_.files.size(); ++i) {
      add_file(release_.files[i], "SPDXRef-File-" + std::to_string(i + 1));
    }
    const Json json = {
        {"spdxVersion", "SPDX-2.3"},
        {"dataLicense", "CC0-1.0"},
        {"SPDXID", "SPDXRef-DOCUMENT"},
        {"name", release_.name},
        {"documentNamespace", "https://spdx.org/spdxdocs/" + uri_word(release_.name) + "-" +
                                  verification_code(release_)},
        {"creationInfo", {{"created", release_.time}, {"creators", {"Tool: attacca-ship"}}}},
        {"packages", packages_},
        {"files", files_},
        {"relationships", relationships_}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }

 private:
  static constexpr const char* kRelease = "SPDXRef-Release";
  static constexpr const char* kFramework = "SPDXRef-Attacca";

  void relate(const std::string& from, const char* how, const std::string& to) {
    relationships_.push_back(
        {{"spdxElementId", from}, {"relationshipType", how}, {"relatedSpdxElement", to}});
  }
  void add_file(const SpdxFile& file, const std::string& id) {
    files_.push_back({{"SPDXID", id},
                      {"fileName", "./" + file.path},
                      {"checksums",
                       {{{"algorithm", "SHA1"}, {"checksumValue", file.sha1}},
                        {{"algorithm", "SHA256"}, {"checksumValue", file.sha256}}}},
                      {"licenseConcluded", kUnknown},
                      {"licenseInfoInFiles", {kUnknown}},
                      {"copyrightText", kUnknown}});
    relate(kRelease, "CONTAINS", id);
    if (!file.linked.empty()) relate(id, "STATIC_LINK", kFramework);
    for (const package::LinkedLibrary& each : file.linked) {
      relate(id, "STATIC_LINK", library(each.name, each.version, each.license, each.homepage));
    }
    for (const std::string& each : file.needed) {
      relate(id, "DYNAMIC_LINK", library(each, "", kUnknown, ""));
    }
  }
  /// Its identifier; described at its first mention.
  std::string library(const std::string& name, const std::string& version,
                      const std::string& license, const std::string& homepage) {
    const auto [at, is_new] = known_.try_emplace(
        name + " " + version, "SPDXRef-Library-" + std::to_string(known_.size() + 1));
    if (is_new) packages_.push_back(package_of(at->second, name, version, license, homepage));
    return at->second;
  }

  const SpdxRelease& release_;
  Json packages_ = Json::array();
  Json files_ = Json::array();
  Json relationships_ = Json::array();
  std::map<std::string, std::string> known_;
};

}  // namespace

std::string spdx_document(const SpdxRelease& release) {
  return Document(release).text();
}

}  // namespace attacca::ship
