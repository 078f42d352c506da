// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Proves that `attacca validate` bites: every plugin of fault.hpp must fail the check that its row
// names, and the plugin without a fault must pass it. And that the `repeat:` line of every finding
// is true: run by a shell, it must see that finding again. Prints a table.
// Usage: faulty_proof [--full] [FAULT…]     --full: all checks on each plugin, not only the one

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
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

/// One finding of a report: what failed or warned, and the command that is to see it again.
struct Finding {
  std::string name;
  std::string repeat;
};

struct Tried {
  bool was_tried = false;  ///< The check was run and not skipped.
  bool was_caught = false;
  std::string verdict;
  double seconds = 0.0;
  std::vector<Finding> findings;  ///< Everything that failed or warned.
};

class Folder {
 public:
  [[nodiscard]] fs::path plugin(std::string_view fault, std::string_view format) const {
    // A name that a shell must not misread.
    const fs::path folder = folder_.path() / "the judge's plugins";
    fs::create_directories(folder);
    const fs::path target = folder / (std::string(fault) + "." + std::string(format));
    if (!fs::exists(target)) fs::copy_file(FAULTY_PLUGIN, target);
    return target;
  }

 private:
  attacca::test::TemporaryFolder folder_;
};

bool is_watch(std::string_view check) {
  return check.starts_with("realtime.no-") || check.starts_with("conduct.");
}

json run(const std::string& command) {
  std::string text;
  if (std::FILE* const pipe = popen((command + " 2>/dev/null").c_str(), "r")) {
    std::array<char, 65536> part;
    for (std::size_t count; (count = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
      text.append(part.data(), count);
    }
    pclose(pipe);
  }
  return json::parse(text, nullptr, false);
}

/// For the shell, in single quotes.
std::string quoted(const std::string& word) {
  std::string result = "'";
  for (const char letter : word) result += letter == '\'' ? "'\\''" : std::string(1, letter);
  return result + "'";
}

/// A state of the first version: the gain alone, 0..2, and the sum of it.
void write_golden(const fs::path& folder) {
  fs::create_directories(folder);
  const double numbers[] = {1.5, 1.5};
  std::ofstream file(folder / "first version.state", std::ios::binary);
  file.write("FLT1", 4);
  file.write(reinterpret_cast<const char*>(numbers), sizeof numbers);
}

json validate(const fs::path& plugin, std::string_view check) {
  std::string command = "attacca validate --json " + quoted(plugin.string());
  if (check.starts_with("golden.")) {
    command += " --golden " + quoted((plugin.parent_path() / "golden states").string());
  }
  if (!check.empty()) command += " --only '" + std::string(check) + "'";
  // What is watched needs checks that play.
  if (is_watch(check)) command += " --only realtime.steady --only realtime.track-change";
  return run(command);
}

bool is_bad(const std::string& verdict) {
  return verdict != "passed" && verdict != "skipped";
}

std::vector<Finding> findings_in(const json& report) {
  std::vector<Finding> findings;
  const auto add = [&findings](const json& each) {
    findings.push_back({each.value("name", ""), each.value("repeat", "")});
  };
  for (const json& plugin : report.value("plugins", json::array())) {
    for (const json& check : plugin["checks"]) {
      if (is_bad(check.value("verdict", ""))) add(check);
    }
    for (const json& watch : plugin["broken_watches"]) add(watch);
  }
  for (const json& check : report.value("not_loaded", json::array())) add(check);
  return findings;
}

Tried judge(const json& report, std::string_view expected) {
  Tried tried;
  if (!report.is_object()) return tried;
  tried.findings = findings_in(report);
  const auto look = [&](const json& check) {
    if (check.value("name", "") != expected) return;
    const std::string verdict = check.value("verdict", "");
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
      if (watch.value("name", "") != expected) continue;
      tried.was_caught = true;
      tried.verdict = std::to_string(watch.value("count", 0)) + " times";
    }
  }
  for (const json& check : report.value("not_loaded", json::array())) look(check);
  return tried;
}

/// Whether the finding's own command sees it again. Races need not happen each time: the command
/// has a few tries.
bool repeats(const Finding& finding) {
  constexpr int kTries = 3;
  for (int i = 0; i < kTries; ++i) {
    const json report = run(finding.repeat + " --json");
    if (!report.is_object()) continue;
    const auto again = findings_in(report);
    const bool is_seen = std::any_of(
        again.begin(), again.end(), [&](const Finding& each) { return each.name == finding.name; });
    if (is_seen) return true;
  }
  return false;
}

std::string_view expected_of(const FaultInfo& info, std::string_view format) {
  const std::size_t bar = info.caught_by.find('|');
  if (bar == std::string_view::npos) return info.caught_by;
  return format == "clap" ? info.caught_by.substr(0, bar) : info.caught_by.substr(bar + 1);
}

bool wants(const std::vector<std::string>& names, const FaultInfo& info) {
  return names.empty() || std::find(names.begin(), names.end(), info.name) != names.end();
}

/// One fault in one format.
struct Row {
  const FaultInfo* info = nullptr;
  std::string_view format;
};

std::vector<Row> rows_of(const std::vector<std::string>& names) {
  std::vector<Row> rows;
  for (const FaultInfo& info : kFaults) {
    if (!wants(names, info)) continue;
    if (info.formats != InFormats::vst3) rows.push_back({&info, "clap"});
    if (info.formats != InFormats::clap) rows.push_back({&info, "vst3"});
  }
  return rows;
}

struct Outcome {
  std::string line;
  bool is_right = false;
  std::size_t repeated = 0;
};

Outcome prove(const Row& row, const Folder& folder, bool full) {
  const std::string_view expected = expected_of(*row.info, row.format);
  const std::string_view check = full ? std::string_view() : expected;
  const Tried faulty = judge(validate(folder.plugin(row.info->name, row.format), check), expected);
  const Tried correct = judge(validate(folder.plugin("correct", row.format), expected), expected);
  Outcome outcome;
  outcome.is_right = faulty.was_caught && correct.was_tried && !correct.was_caught;
  char head[160];
  std::snprintf(head, sizeof head, "%-30s %-5s %-44s %-10s %6.2f",
                std::string(row.info->name).c_str(), std::string(row.format).c_str(),
                std::string(expected).c_str(), faulty.verdict.c_str(), faulty.seconds);
  outcome.line = head;
  if (full) outcome.line += "  of " + std::to_string(faulty.findings.size()) + " findings";
  if (!faulty.was_caught) outcome.line += "  NOT CAUGHT";
  if (correct.was_caught) outcome.line += "  THE CORRECT TWIN FAILS TOO";
  if (!correct.was_tried) outcome.line += "  THE CORRECT TWIN WAS NOT TRIED";
  if (row.info->alone) {
    const auto all = judge(validate(folder.plugin(row.info->name, row.format), {}), expected);
    for (const Finding& finding : all.findings) {
      if (finding.name == expected) continue;
      outcome.is_right = false;
      outcome.line += "\n    SAYS THE SAME AGAIN: " + finding.name;
    }
  }
  for (const Finding& finding : faulty.findings) {
    if (repeats(finding)) {
      ++outcome.repeated;
      continue;
    }
    outcome.is_right = false;
    outcome.line += "\n    NOT REPEATED: " + finding.name + " by: " + finding.repeat;
  }
  return outcome;
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
  // Findings say "attacca", as a user types it.
  const char* const path = std::getenv("PATH");
  setenv("PATH",
         (fs::path(ATTACCA_PROGRAM).parent_path().string() + ":" + (path ? path : "")).c_str(), 1);
  const Folder folder;
  const auto rows = rows_of(names);
  for (const Row& row : rows) {
    (void)folder.plugin(row.info->name, row.format);
    write_golden(folder.plugin("correct", row.format).parent_path() / "golden states");
  }
  std::printf("%-30s %-5s %-44s %-10s %s\n", "fault", "", "caught by", "verdict", "seconds");
  std::mutex print;
  std::atomic<std::size_t> next{0};
  std::size_t right = 0;
  std::size_t repeated = 0;
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < std::max(2U, std::thread::hardware_concurrency()); ++i) {
    workers.emplace_back([&] {
      for (std::size_t at = next++; at < rows.size(); at = next++) {
        const Outcome outcome = prove(rows[at], folder, full);
        const std::lock_guard lock(print);
        right += outcome.is_right ? 1U : 0U;
        repeated += outcome.repeated;
        std::printf("%s\n", outcome.line.c_str());
        std::fflush(stdout);
      }
    });
  }
  workers.clear();
  std::printf("%zu passed, %zu failed, %zu findings repeated\n", right, rows.size() - right,
              repeated);
  return right == rows.size() && right > 0 ? 0 : 1;
}
