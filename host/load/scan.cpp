// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/scan.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "host/base/process_end.hpp"
#include "host/load/binary_names.hpp"
#include "host/load/plugin_binary.hpp"
#include "host/load/scan_process.hpp"
#include "text/printable.hpp"
#include "text/utf8.hpp"

namespace attacca::host {

namespace {

using std::chrono::milliseconds;

/// What the child's lines have said so far.
struct Story {
  std::string stage = "starting";
  std::string error;  ///< Of the file as a whole.
  bool is_complete = false;
  std::vector<PluginDescription> declared;
  std::vector<std::size_t> made;
  std::vector<std::pair<std::size_t, std::string>> refused;
  std::optional<std::size_t> trying;  ///< What it was busy with.
  std::string printed;                ///< The end of what the plugins printed.
};

PluginDescription from_json(const nlohmann::json& json) {
  PluginDescription plugin;
  plugin.format = json.value("format", "") == "vst3" ? PluginFormat::vst3 : PluginFormat::clap;
  plugin.id = json.value("id", "");
  plugin.name = json.value("name", "");
  plugin.vendor = json.value("vendor", "");
  plugin.version = json.value("version", "");
  plugin.features = json.value("features", std::vector<std::string>{});
  return plugin;
}

/// What the plugins printed last, for the end of a message; empty when they were silent.
std::string last_words(const std::string& printed) {
  constexpr std::size_t kLines = 3;
  constexpr std::size_t kLongest = 200;
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < printed.size();) {
    const std::size_t end = std::min(printed.find('\n', begin), printed.size());
    std::string line = text::printable(std::string_view(printed).substr(begin, end - begin));
    if (line.find_first_not_of(' ') != std::string::npos) {
      lines.emplace_back(text::cut_utf8(line, kLongest));
    }
    begin = end + 1;
  }
  std::string text;
  for (std::size_t i = lines.size() > kLines ? lines.size() - kLines : 0; i < lines.size(); ++i) {
    text += (text.empty() ? "; it printed: \"" : " / ") + lines[i];
  }
  return text.empty() ? text : text + "\"";
}

/// `story.printed` holds what was printed until the line was sent.
void take_line(Story& story, std::string_view line) {
  const auto json = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
  if (!json.is_object()) return;
  try {
    story.stage = json.value("stage", story.stage);
    story.is_complete = json.value("complete", story.is_complete);
    if (json.contains("plugins")) {
      for (const auto& plugin : json["plugins"]) story.declared.push_back(from_json(plugin));
    }
    if (json.contains("trying")) {
      story.trying = json["trying"].get<std::size_t>();
    }
    if (json.contains("made")) {
      story.made.push_back(json["made"].get<std::size_t>());
      story.trying.reset();
      story.printed.clear();
    } else if (json.contains("refused")) {
      story.refused.emplace_back(json["refused"].get<std::size_t>(),
                                 json.value("error", "") + last_words(story.printed));
      story.trying.reset();
      story.printed.clear();
    } else {
      story.error = json.value("error", story.error);
    }
  } catch (const nlohmann::json::exception&) {
    // Not a line of ours: a plugin found the descriptor and wrote to it.
  }
}

std::string describe_end(const std::string& path, const ScanEnd& end, const std::string& when) {
  if (!end.was_exit) return describe_signal_end(path, end.number, when, narrow_limits());
  return path + " ended the process with code " + std::to_string(end.number) + " " + when;
}

std::string seconds(milliseconds time) {
  const auto whole = time.count() / 1000;
  const auto tenths = time.count() % 1000 / 100;
  return std::to_string(whole) + (tenths > 0 ? "." + std::to_string(tenths) : "") + " s";
}

/// One child that tries the plugins from number `first` on. Errors: what concerns the whole file.
/// A plugin at which it ended is added to those that were refused.
Result<Story> scan_from(const std::filesystem::path& path, std::size_t first,
                        const ScanOptions& options) {
  constexpr std::size_t kKept = 4096;  // of what is printed
  Story story;
  const ScanAudience audience{[&story](std::string_view line) {
                                const std::string before = story.stage;
                                take_line(story, line);
                                return story.stage != before;
                              },
                              [&story](std::string_view text) {
                                story.printed.append(text);
                                if (story.printed.size() > kKept)
                                  story.printed.erase(0, story.printed.size() - kKept);
                              }};
  const auto end = run_scan_process(options, path, first, audience);
  if (!end) return tl::unexpected(end.error());
  const std::string words = last_words(story.printed);
  if (end->came_back && end->was_exit && end->number == 0) {
    if (!story.error.empty()) return fail(story.error + words);
    if (story.is_complete) return story;
  }
  std::string why;
  if (!end->came_back) {
    why = path.string() + " did not answer within " + seconds(options.timeout) + " while " +
          story.stage;
  } else {
    why = describe_end(path.string(), *end,
                       story.is_complete ? "after unloading" : "while " + story.stage);
  }
  why += words;
  if (!story.trying) return fail(why);
  story.refused.emplace_back(*story.trying, why);
  return story;
}

}  // namespace

Result<ScanResult> scan_in_child(const std::filesystem::path& path, const ScanOptions& options) {
  // What can be found out without running anything needs no child.
  const auto binary = find_plugin_binary(path);
  if (!binary) return tl::unexpected(binary.error());
  if (auto loadable = check_loadable(binary->path); !loadable) {
    return tl::unexpected(loadable.error());
  }
  ScanResult result;
  std::size_t next = 0;
  for (;;) {
    const auto story = scan_from(path, next, options);
    if (!story) return tl::unexpected(story.error());
    result.declared = story->declared;
    const auto add = [&](std::size_t number, auto&& use) {
      if (number < story->declared.size()) use(story->declared[number]);
    };
    for (const std::size_t number : story->made) {
      add(number, [&](const PluginDescription& plugin) { result.plugins.push_back(plugin); });
    }
    for (const auto& refusal : story->refused) {
      add(refusal.first, [&](const PluginDescription& plugin) {
        result.refused.push_back({plugin, refusal.second});
      });
    }
    if (!story->trying || *story->trying < next) break;
    next = *story->trying + 1;
    if (next >= story->declared.size() || !options.id.empty()) break;
  }
  if (result.plugins.empty() && !result.refused.empty()) {
    return fail(result.refused.front().why);
  }
  return result;
}

}  // namespace attacca::host
