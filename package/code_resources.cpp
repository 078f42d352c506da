// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What codesign writes is in Apple's "Code Signing Resource Rules" (TN2206): files2 and rules2 are
// read from macOS 10.9 on, files and rules by what is older. The rules are those that codesign
// takes by default: Gatekeeper refuses bundles that leave out more than these.

#include "package/code_resources.hpp"

#include <algorithm>
#include <iterator>

#include "package/digests.hpp"
#include "text/markup.hpp"

namespace attacca::package {
namespace {

struct Rule {
  const char* pattern;  // of paths relative to Contents
  const char* flag;     // null: no more than that it counts
  const char* weight;   // null: 1
};

constexpr Rule kOlderRules[] = {
    {"^Resources/", nullptr, nullptr},
    {R"(^Resources/.*\.lproj/)", "optional", "1000"},
    {R"(^Resources/.*\.lproj/locversion.plist$)", "omit", "1100"},
    {R"(^Resources/Base\.lproj/)", nullptr, "1010"},
    {"^version.plist$", nullptr, nullptr},
};

constexpr Rule kRules[] = {
    {R"(.*\.dSYM($|/))", nullptr, "11"},
    {R"(^(.*/)?\.DS_Store$)", "omit", "2000"},
    {"^(Frameworks|SharedFrameworks|PlugIns|Plug-ins|XPCServices|Helpers|MacOS|Library/"
     "(Automator|Spotlight|LoginItems))/",
     "nested", "10"},
    {"^.*", nullptr, nullptr},
    {R"(^Info\.plist$)", "omit", "20"},
    {"^PkgInfo$", "omit", "20"},
    {"^Resources/", nullptr, "20"},
    {R"(^Resources/.*\.lproj/)", "optional", "1000"},
    {R"(^Resources/.*\.lproj/locversion.plist$)", "omit", "1100"},
    {R"(^Resources/Base\.lproj/)", nullptr, "1010"},
    {"^[^/]+$", "nested", "10"},
    {R"(^embedded\.provisionprofile$)", nullptr, "20"},
    {R"(^version\.plist$)", nullptr, "20"},
};

std::string key(std::string_view name) {
  return "<key>" + text::escaped_for_markup(name) + "</key>";
}

std::string digest_text(std::span<const std::uint8_t> digest) {
  return "<data>" + base64(digest) + "</data>";
}

std::string text_of(std::span<const Rule> rules) {
  std::string text = "<dict>\n";
  for (const Rule& rule : rules) {
    text += key(rule.pattern);
    if (rule.flag == nullptr && rule.weight == nullptr) {
      text += "<true/>\n";
      continue;
    }
    text += "<dict>";
    if (rule.flag != nullptr) text += key(rule.flag) + "<true/>";
    if (rule.weight != nullptr) text += key("weight") + "<real>" + rule.weight + "</real>";
    text += "</dict>\n";
  }
  return text + "</dict>\n";
}

}  // namespace

Result<std::string> code_resources(
    const std::map<std::filesystem::path, std::span<const std::byte>>& resources) {
  if (!Digest::is_available()) return fail(kNoDigests);
  std::string older;
  std::string newer;
  for (const auto& [path, bytes] : resources) {
    const std::string name = key(path.generic_string());
    older += name + digest_text(sha1(bytes)) + "\n";
    newer += name + "<dict>" + key("hash") + digest_text(sha1(bytes)) + key("hash2") +
             digest_text(sha256(bytes)) + "</dict>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
         "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
         "<plist version=\"1.0\">\n<dict>\n" +
         key("files") + "<dict>\n" + older + "</dict>\n" + key("files2") + "<dict>\n" + newer +
         "</dict>\n" + key("rules") + text_of(kOlderRules) + key("rules2") + text_of(kRules) +
         "</dict>\n</plist>\n";
}

bool is_usual_omission(std::string_view pattern) noexcept {
  return std::any_of(std::begin(kRules), std::end(kRules), [pattern](const Rule& rule) {
    return pattern == rule.pattern && rule.flag != nullptr && std::string_view(rule.flag) == "omit";
  });
}

}  // namespace attacca::package
