// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdio>
#include <filesystem>
#include <memory>

#include "cli/commands.hpp"
#include "cli/near_file.hpp"
#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "host/profile/host_habits.hpp"
#include "trial/learn/learned_profile.hpp"
#include "trial/replay/replay.hpp"
#include "witness/record/record_file.hpp"
#include "witness/record/record_text.hpp"

namespace attacca::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using trial::LearnedProfile;

constexpr const char* kProfileJsonKeys =
    "  host: {name, vendor, version}, format: CLAP|VST3, seconds, calls, blocks, threads, "
    "instances,\n"
    "  lost: records that are not in the file, trouble: what is wrong with the file or \"\",\n"
    "  habits: {KEY: {value, source}}, differs: the keys that differ from the well-behaved host,\n"
    "  unseen: [keys], profile, replay: the files written; with --compare only differences: "
    "[lines]";

struct ProfileOptions {
  std::string file;
  std::string output;
  std::string replay;
  std::string compare;
};

/// Beside the recording, with another ending.
fs::path beside(const std::string& file, const char* ending) {
  return fs::path(file).replace_extension(ending);
}

std::string differing(const LearnedProfile& learned, ordered_json& document) {
  const host::HostProfile usual;
  std::string text;
  ordered_json keys = ordered_json::array();
  ordered_json habits = ordered_json::object();
  for (const trial::Finding& finding : learned.findings) {
    const host::HostHabit& habit = *host::find_habit(finding.habit);
    const std::string value = host::value_text(habit, learned.profile);
    habits[std::string(finding.habit)] = {{"value", value}, {"source", finding.source}};
    if (value == host::value_text(habit, usual)) continue;
    keys.push_back(finding.habit);
    text += "  " + std::string(finding.habit) + " = " + value + "\n      " + finding.source + "\n";
  }
  document["habits"] = std::move(habits);
  document["differs"] = std::move(keys);
  return text;
}

void report_profile(const LearnedProfile& learned, const std::string& trouble,
                    CommandResult& result) {
  ordered_json& document = result.document;
  document["host"] = {{"name", learned.profile.name},
                      {"vendor", learned.profile.vendor},
                      {"version", learned.profile.version}};
  document["format"] = learned.format;
  document["seconds"] = learned.seconds;
  document["calls"] = learned.calls;
  document["blocks"] = learned.blocks;
  document["threads"] = learned.threads;
  document["instances"] = learned.instances;
  document["lost"] = learned.lost;
  document["trouble"] = trouble;
  const std::string habits = differing(learned, document);
  document["unseen"] = learned.unseen;
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.1f", learned.seconds);
  result.text += learned.profile.name + " " + learned.profile.version + ", " + learned.format +
                 ": " + std::to_string(learned.calls) + " calls of " +
                 std::to_string(learned.instances) + " instances on " +
                 std::to_string(learned.threads) + " threads in " + seconds + " s, " +
                 std::to_string(learned.blocks) + " of them blocks\n";
  if (learned.lost > 0) {
    result.text += "The witness could not keep " + std::to_string(learned.lost) + " records.\n";
  }
  if (!trouble.empty()) result.text += trouble + "\n";
  result.text += habits.empty() ? "Nothing differs from the well-behaved host.\n"
                                : "What differs from the well-behaved host:\n" + habits;
  result.text += std::to_string(learned.unseen.size()) + " habits could not be seen.\n";
}

/// Nothing is written over: what stands there may have been worked on.
Result<void> is_free(const fs::path& path) {
  if (!files::is_present(path)) return {};
  return fail(path.string() +
              " is there already: name another file (--output, --replay), or remove it");
}

/// Whether another recording has the same calls.
void compare(const witness::Recording& recording, const ProfileOptions& options,
             CommandResult& result) {
  const auto other = witness::read_recording(fs::path(options.compare));
  if (!other) return result.fail(ExitCode::bad_input, other.error());
  const std::vector<std::string> differences = trial::differences(recording, *other);
  result.document["differences"] = differences;
  for (const std::string& difference : differences) result.text += difference + "\n";
  if (differences.empty()) {
    result.text += "The same calls, in the same order on each thread, with the same values.\n";
  } else {
    result.exit_code = ExitCode::wrong;
  }
}

void make_profile(const ProfileOptions& options, CommandResult& result) {
  const auto recording = witness::read_recording(fs::path(options.file));
  if (!recording) {
    return result.fail(ExitCode::bad_input,
                       {recording.error().message + hint_at_near_file(options.file)});
  }
  if (!options.compare.empty()) return compare(*recording, options, result);
  const LearnedProfile learned = trial::learn_profile(*recording);
  report_profile(learned, recording->trouble, result);
  const fs::path toml =
      options.output.empty() ? beside(options.file, ".toml") : fs::path(options.output);
  const fs::path replay =
      options.replay.empty() ? beside(options.file, ".replay") : fs::path(options.replay);
  const std::string text = trial::profile_text(learned, fs::path(options.file).filename().string());
  if (toml.lexically_normal() == replay.lexically_normal()) {
    return result.fail(ExitCode::bad_input, {"--output and --replay name the same file"});
  }
  // Both or none.
  for (const fs::path& path : {toml, replay}) {
    if (const auto free = is_free(path); !free) return result.fail(ExitCode::wrong, free.error());
  }
  for (const auto& [path, content] : {std::pair{toml, text}, {replay, replay_text(*recording)}}) {
    if (const auto written = files::write_file_atomically(path, content); !written) {
      return result.fail(ExitCode::wrong, written.error());
    }
  }
  result.document["profile"] = toml.string();
  result.document["replay"] = replay.string();
  result.text += "Written: " + toml.string() + ", " + replay.string() + "\n";
}

}  // namespace

void add_profile_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<ProfileOptions>();
  CLI::App* command =
      add_command(app, result, "profile",
                  "Make a host profile and a replay of what the Attacca Witness recorded in a DAW",
                  kProfileJsonKeys, [options, &result] { make_profile(*options, result); });
  command->add_option("FILE", options->file, "The witness's file, HOST-TIME-PROCESS.witness")
      ->required();
  command->add_option("--output", options->output,
                      "The profile; else FILE's name with .toml. attacca run, validate and soak "
                      "take it with --profile");
  command->add_option("--replay", options->replay,
                      "The calls as text, for attacca run, validate and soak --replay; else FILE's "
                      "name with .replay");
  command->add_option("--compare", options->compare,
                      "Write nothing, and say where this other recording has other calls: of the "
                      "replay of FILE, say");
  command->footer(command->get_footer() + "\n\ndocs/host-profiles.md says how to record a DAW.");
}

}  // namespace attacca::cli
