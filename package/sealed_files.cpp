// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What codesign writes (Apple's TN2206 says what for): an entry of files2 is a dictionary with the
// SHA-256 of a file (hash2; in older lists its SHA-1 alone, hash), where a link leads (symlink), or
// who has signed a program or bundle (cdhash, requirement); it may be optional. An entry of files,
// which is what was there before files2, is the SHA-1 or a dictionary with it.

#include "package/sealed_files.hpp"

#include <algorithm>
#include <system_error>

#include "package/code_resources.hpp"
#include "package/digests.hpp"
#include "package/property_list.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;
using Kind = PropertyListValue::Kind;

bool is_optional(const PropertyListValue& entry) {
  const PropertyListValue* const flag = entry.find("optional", Kind::boolean);
  return flag != nullptr && flag->truth;
}

bool is_code(const PropertyListValue& entry) {
  return entry.find("cdhash") != nullptr || entry.find("requirement") != nullptr;
}

/// CodeResources beside Info.plist is a link of old bundles, or what a stapled notarization leaves.
bool is_left_out(const fs::path& path) {
  if (path == "Info.plist" || path == "PkgInfo" || path == "CodeResources") return true;
  if (path.filename() == ".DS_Store" || *path.begin() == "_MASReceipt") return true;
  return path.filename() == "locversion.plist" && path.parent_path().extension() == ".lproj";
}

/// Whether the signature leaves out more than codesign does of itself, by patterns that are not
/// read here.
bool has_rules_of_its_own(const PropertyListValue& list) {
  const PropertyListValue* const rules = list.find("rules2", Kind::dictionary);
  if (rules == nullptr) return false;
  return std::any_of(rules->entries.begin(), rules->entries.end(), [](const auto& rule) {
    const PropertyListValue* const omit = rule.second.find("omit", Kind::boolean);
    return omit != nullptr && omit->truth && !is_usual_omission(rule.first);
  });
}

class Comparison {
 public:
  Comparison(const fs::path& contents, const std::set<fs::path>& programs)
      : contents_(contents), programs_(programs) {}

  SealReport with(const PropertyListValue& list) {
    const PropertyListValue* files = list.find("files2", Kind::dictionary);
    const bool lists_all = files != nullptr;
    if (files == nullptr) files = list.find("files", Kind::dictionary);
    if (files == nullptr) {
      problem("the signature lists no files", contents_ / "_CodeSignature/CodeResources");
      return std::move(report_);
    }
    look_at_files(*files);
    for (const auto& [name, entry] : files->entries) {
      if (!seen_.contains(name) && !is_optional(entry)) {
        problem("listed by the signature, and not there", contents_ / name);
      }
    }
    if (!lists_all) return std::move(report_);
    const bool may_be_left_out = has_rules_of_its_own(list);
    for (const fs::path& path : unlisted_) {
      if (may_be_left_out) {
        report_.notes.push_back("not sealed, which the signature's own rules may want: " +
                                path.string());
      } else {
        problem(kNotSealed, path);
      }
    }
    return std::move(report_);
  }

 private:
  static constexpr const char* kNotSealed = "not what the signature has sealed";

  void problem(const std::string& what, const fs::path& where) {
    report_.problems.push_back(what + ": " + where.string());
  }

  void look_at_files(const PropertyListValue& files) {
    std::error_code error;
    fs::recursive_directory_iterator it(contents_, error);
    for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
      const fs::path path = it->path().lexically_relative(contents_);
      if (path == "_CodeSignature") {
        it.disable_recursion_pending();
        continue;
      }
      const std::string name = path.generic_string();
      seen_.insert(name);
      const PropertyListValue* const entry = files.find(name);
      if (entry != nullptr && is_code(*entry)) {
        it.disable_recursion_pending();
        continue;
      }
      std::error_code unknown;
      const bool is_link = it->is_symlink(unknown);
      if (!is_link && it->is_directory(unknown)) continue;
      if (programs_.contains(it->path())) continue;
      if (entry == nullptr) {
        if (!is_left_out(path)) unlisted_.push_back(it->path());
      } else if (!fits(*entry, it->path(), is_link)) {
        problem(kNotSealed, it->path());
      }
    }
    if (error) problem("cannot read all of it, " + error.message(), contents_);
  }

  static bool fits(const PropertyListValue& entry, const fs::path& path, bool is_link) {
    const PropertyListValue* const target = entry.find("symlink", Kind::string);
    if (is_link || target != nullptr) {
      std::error_code error;
      return is_link && target != nullptr &&
             fs::read_symlink(path, error).generic_string() == target->text;
    }
    if (entry.kind == Kind::data) return has_digest(path, Digest::Kind::sha1, entry);
    if (const PropertyListValue* const newer = entry.find("hash2", Kind::data)) {
      return has_digest(path, Digest::Kind::sha256, *newer);
    }
    const PropertyListValue* const older = entry.find("hash", Kind::data);
    return older != nullptr && has_digest(path, Digest::Kind::sha1, *older);
  }

  static bool has_digest(const fs::path& path, Digest::Kind kind, const PropertyListValue& data) {
    const auto digest = digest_of_file(path, kind);
    return digest && base64(*digest) == data.text;
  }

  const fs::path& contents_;
  const std::set<fs::path>& programs_;
  std::set<std::string, std::less<>> seen_;  // folders too
  std::vector<fs::path> unlisted_;
  SealReport report_;
};

}  // namespace

SealReport check_sealed_files(const fs::path& contents, std::string_view code_resources,
                              const std::set<fs::path>& programs) {
  const std::string where = ": " + (contents / "_CodeSignature/CodeResources").string();
  // A program without digests says so of the signature itself.
  if (!Digest::is_available()) return {};
  if (is_binary_property_list(code_resources)) {
    return {{}, {"the sealed files are not looked at, as their list is binary" + where}};
  }
  const auto list = read_property_list(code_resources);
  if (!list) return {{list.error().message + where}, {}};
  return Comparison(contents, programs).with(*list);
}

}  // namespace attacca::package
