// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Proves that `attacca validate` bites: every plugin of fault.hpp must fail the check that its row
// names, and the plugin without a fault must pass it. Prints a table.
// Usage: faulty_proof [--full] [FAULT…]     --full: all checks on each plugin, not only the one

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "fault.hpp"
#include "tests/support/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;
using attacca::faulty::FaultInfo;
using attacca::faulty::InFormats;
using attacca::faulty::kFaults;
using nlohmann::json;

struct Tried {
  bool was_tried = false;  ///< The check was run and not skipped.
  bool was_caught = false;
  std::string verdict;
  double seconds = 0.0;
  std::size_t others = 0;  ///< Further checks that failed or warned.
};

class Folder {
 public:
  [[nodiscard]] fs::path plugin(std::string_view fault, std::string_view format) const {
    const fs::path target = folder_.path() / (std::string(fault) + "." + std::string(format));
    if (!fs::exists(target)) fs::copy_file(FAULTY_PLUGIN, target);
    return target;
  }

 private:
  attacca::test::TemporaryFolder folder_;
};

bool is_watch(std::string_view check) {
  return check.starts_with("realtime.no-") || check.starts_with("conduct.");
}

json validate(const fs::path& plugin, std::string_view check) {
  std::string command = "'" ATTACCA_PROGRAM "' validate --json '" + plugin.string() + "'";
  if (!check.empty()) command += " --only '" + std::string(check) + "'";
  // What is watched needs checks that play.
  if (is_watch(check)) command += " --only realtime.steady --only realtime.track-change";
  command += " 2>/dev/null";
  std::string text;
  if (std::FILE* const pipe = popen(command.c_str(), "r")) {
    std::array<char, 65536> part;
    for (std::size_t count; (count = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
      text.append(part.data(), count);
    }
    pclose(pipe);
  }
  return json::parse(text, nullptr, false);
}

bool is_bad(const std::string& verdict) {
  return verdict != "passed" && verdict != "skipped";
}

Tried judge(const json& report, std::string_view expected) {
  Tried tried;
  if (!report.is_object()) return tried;
  const auto look = [&](const json& check) {
    const std::string verdict = check.value("verdict", "");
    if (check.value("name", "") != expected) {
      tried.others += is_bad(verdict) ? 1u : 0u;
      return;
    }
    tried.was_tried = tried.was_tried || verdict != "skipped";
    if (!tried.was_caught) tried.verdict = verdict;
    tried.was_caught = tried.was_caught || is_bad(verdict);
    tried.seconds = std::max(tried.seconds, check.value("seconds", 0.0));
  };
  for (const json& plugin : report.value("plugins", json::array())) {
    for (const json& check : plugin["checks"]) look(check);
    if (is_watch(expected)) {
      tried.was_tried = true;
      tried.verdict = "passed";
    }
    for (const json& watch : plugin["broken_watches"]) {
      if (watch.value("name", "") != expected) {
        ++tried.others;
        continue;
      }
      tried.was_caught = true;
      tried.verdict = std::to_string(watch.value("count", 0)) + " times";
    }
  }
  for (const json& check : report.value("not_loaded", json::array())) look(check);
  return tried;
}

std::string_view expected_of(const FaultInfo& info, std::string_view format) {
  const std::size_t bar = info.caught_by.find('|');
  if (bar == std::string_view::npos) return info.caught_by;
  return format == "clap" ? info.caught_by.substr(0, bar) : info.caught_by.substr(bar + 1);
}

bool wants(const std::vector<std::string>& names, const FaultInfo& info) {
  return names.empty() || std::find(names.begin(), names.end(), info.name) != names.end();
}

}  // namespace

int main(int argc, char** argv) {
  bool full = false;
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--full") {
      full = true;
    } else {
      names.emplace_back(argv[i]);
    }
  }
  const Folder folder;
  std::size_t right = 0;
  std::size_t wrong = 0;
  std::printf("%-30s %-5s %-44s %-10s %s\n", "fault", "", "caught by", "verdict", "seconds");
  for (const FaultInfo& info : kFaults) {
    if (!wants(names, info)) continue;
    for (const std::string_view format : {"clap", "vst3"}) {
      if ((info.formats == InFormats::clap && format == "vst3") ||
          (info.formats == InFormats::vst3 && format == "clap")) {
        continue;
      }
      const std::string_view expected = expected_of(info, format);
      const std::string_view check = full ? std::string_view() : expected;
      const Tried faulty = judge(validate(folder.plugin(info.name, format), check), expected);
      const Tried correct = judge(validate(folder.plugin("correct", format), expected), expected);
      const bool is_right = faulty.was_caught && correct.was_tried && !correct.was_caught;
      (is_right ? right : wrong) += 1;
      std::printf("%-30s %-5s %-44s %-10s %6.2f", std::string(info.name).c_str(),
                  std::string(format).c_str(), std::string(expected).c_str(),
                  faulty.verdict.c_str(), faulty.seconds);
      if (full) std::printf("  and %zu more", faulty.others);
      if (!faulty.was_caught) std::printf("  NOT CAUGHT");
      if (correct.was_caught) std::printf("  THE CORRECT TWIN FAILS TOO");
      if (!correct.was_tried) std::printf("  THE CORRECT TWIN WAS NOT TRIED");
      std::printf("\n");
      std::fflush(stdout);
    }
  }
  std::printf("%zu passed, %zu failed\n", right, wrong);
  return wrong == 0 && right > 0 ? 0 : 1;
}
