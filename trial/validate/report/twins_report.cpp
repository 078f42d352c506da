// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/report/twins_report.hpp"

#include <map>
#include <string_view>

namespace attacca::validate {

std::string text_of(const TwinsReport& report) {
  std::string text = report.first.string() + " (" + report.first_label + ")\n" +
                     report.second.string() + " (" + report.second_label + ")\n";
  for (const std::string& line : report.broken) text += "  FAILED  " + line + "\n";
  std::size_t forced = 0;
  for (const TwinDifference& difference : report.differences) {
    if (difference.forced != nullptr) {
      ++forced;
      continue;
    }
    text += "  DIFFERENT  " + difference.scenario + ": " + difference.key + "\n    " +
            report.first_label + ": " + difference.first + "\n    " + report.second_label + ": " +
            difference.second + "\n";
  }
  std::map<std::string_view, std::size_t> reasons;
  for (const TwinDifference& difference : report.differences) {
    if (difference.forced != nullptr) ++reasons[difference.forced->reason];
  }
  for (const auto& [reason, count] : reasons) {
    text += "  forced by the formats: " + std::to_string(count) + " lines: " + std::string(reason) +
            "\n";
  }
  text += std::to_string(report.scenarios.size()) + " scenarios, " + std::to_string(report.lines) +
          " lines compared: " + std::to_string(report.differences.size() - forced) +
          " differences, " + std::to_string(forced) + " forced ones\n";
  text += report.is_same() ? "the twins do the same\n" : "the twins do NOT do the same\n";
  return text;
}

nlohmann::ordered_json json_of(const TwinsReport& report) {
  nlohmann::ordered_json differences = nlohmann::ordered_json::array();
  for (const TwinDifference& difference : report.differences) {
    differences.push_back(
        {{"scenario", difference.scenario},
         {"key", difference.key},
         {"first", difference.first},
         {"second", difference.second},
         {"forced", difference.forced != nullptr ? nlohmann::ordered_json(difference.forced->reason)
                                                 : nlohmann::ordered_json(nullptr)}});
  }
  return {{"seed", report.seed},
          {"same", report.is_same()},
          {"first", report.first.string()},
          {"second", report.second.string()},
          {"scenarios", report.scenarios},
          {"lines", report.lines},
          {"broken", report.broken},
          {"differences", std::move(differences)}};
}

}  // namespace attacca::validate
