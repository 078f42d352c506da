// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/supervise.hpp"

#include <exception>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "files/atomic_file.hpp"
#include "host/base/process_end.hpp"
#include "host/crash/crash_report.hpp"
#include "trial/run/backtrace_json.hpp"
#include "trial/run/performance.hpp"
#include "trial/run/supervised_child.hpp"

namespace attacca::trial {
namespace {

using nlohmann::ordered_json;

std::string name_of_plugin(const RunPlan& plan, const RunVitals& vitals) {
  const std::uint32_t index = vitals.plugin;
  const auto full = [](const PlannedPlugin& plugin) {
    return plugin.description.name + " (" + plugin.path.string() + ")";
  };
  if (index < plan.plugins.size()) return full(plan.plugins[index]);
  if (plan.plugins.size() == 1) return full(plan.plugins.front());
  return "one of the " + std::to_string(plan.plugins.size()) + " plugins";
}

std::string packed(const CommandResult& result) {
  const ordered_json parcel = {{"exit", static_cast<int>(result.exit_code)},
                               {"error", result.error},
                               {"text", result.text},
                               {"document", result.document}};
  return parcel.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

void take_over(const std::string& text, CommandResult& result) {
  const auto parcel = ordered_json::parse(text, nullptr, false);
  if (!parcel.is_object()) {
    return result.fail(ExitCode::wrong, {"the run ended without a result"});
  }
  result.exit_code = static_cast<ExitCode>(parcel.value("exit", 1));
  result.error = parcel.value("error", "");
  result.text = parcel.value("text", "");
  result.document = parcel.value("document", ordered_json::object());
}

/// Files that a child which died could not remove.
void remove_left_behind(const RunPlan& plan) {
  const auto remove = [](const std::filesystem::path& target) {
    if (!target.empty()) files::remove_leftover_parts(target.parent_path());
  };
  remove(plan.output);
  for (const PlannedPlugin& plugin : plan.plugins) remove(plugin.screenshot);
}

/// Where the child was when it crashed, or when it was asked because it hung.
void report_crash(std::optional<host::CrashReport> report, CommandResult& result) {
  if (!report) return;
  result.document["crash"] = json_of_crash(*report);
  if (report->was_asked) {
    // The threads of libraries are of no interest.
    std::erase_if(report->threads, [](const host::ThreadStack& thread) {
      return !thread.is_main && !thread.in_realtime_scope;
    });
  }
  result.text = host::to_text(*report);
}

/// What a plugin starts it has to end: a host that is closed would leave it behind.
void report_left_behind(const std::string& who, const std::vector<host::ChildProcess>& processes,
                        CommandResult& result) {
  if (processes.empty()) return;
  auto& list = result.document["left_processes"] = ordered_json::array();
  for (const host::ChildProcess& process : processes) list.push_back(process.name);
  const std::string what =
      who + " left processes behind, which have been ended: " + host::text_of(processes);
  result.fail(ExitCode::wrong, {result.error.empty() ? what : result.error + "; " + what});
}

void judge(const std::string& who, const RunVitals& vitals, const ChildEnding& ending,
           const std::string& text, CommandResult& result) {
  const std::string when(words_of(vitals.phase));
  switch (ending.kind) {
    case ChildEnding::Kind::hung:
      return result.fail(ExitCode::wrong,
                         {who + " did not come back " + when +
                          (vitals.detail[0] != '\0' ? ": " : "") + vitals.detail.data()});
    case ChildEnding::Kind::crashed:
      return result.fail(ExitCode::wrong, {host::describe_signal_end(who, ending.signal, when,
                                                                     host::narrow_limits())});
    case ChildEnding::Kind::left:
      if (ending.was_asked) return result.fail(ExitCode::wrong, {"interrupted " + when});
      return result.fail(ExitCode::wrong, {who + " ended the process " + when});
    case ChildEnding::Kind::finished:
      return take_over(text, result);
  }
}

/// What is said of those that are tried.
struct Subject {
  std::function<std::string(const RunVitals&)> who;  ///< of them it is about just now
  std::string all;
  double patience = 1.0;  ///< a factor
};

void supervise_work(const Subject& subject,
                    const std::function<void(RunVitals&, CommandResult&)>& work,
                    CommandResult& result, const SuperviseOptions& options) {
  SharedMemory<RunVitals> vitals;
  if (vitals.get() == nullptr) return result.fail(ExitCode::wrong, {"cannot begin: no memory"});
  const auto work_and_report = [&](int out) {
    try {
      work(*vitals.get(), result);
    } catch (const std::exception& error) {
      result.fail(ExitCode::wrong, {host::describe_exception(error)});
    }
    write_all(out, packed(result));
  };
  ChildOptions child;
  child.patience =
      std::chrono::duration_cast<std::chrono::milliseconds>(options.patience * subject.patience);
  child.interrupt = Performance::interrupt;
  std::string text;
  const auto ending = run_in_child(
      *vitals.get(), work_and_report, [&text](std::string_view part) { text += part; }, child);
  if (!ending) return result.fail(ExitCode::wrong, ending.error());
  judge(subject.who(*vitals.get()), *vitals.get(), *ending, text, result);
  report_crash(ending->crash, result);
  report_left_behind(subject.all, ending->left_behind, result);
}

}  // namespace

void supervise(const RunPlan& plan, const std::function<void(RunVitals&, CommandResult&)>& work,
               CommandResult& result, const SuperviseOptions& options) {
  const bool is_one = plan.plugins.size() == 1;
  const Subject subject = {
      .who = [&plan](const RunVitals& vitals) { return name_of_plugin(plan, vitals); },
      .all = is_one ? plan.plugins.front().description.name : std::string("the plugins"),
      .patience = plan.patience,
  };
  supervise_work(subject, work, result, options);
  remove_left_behind(plan);
}

void supervise_plugin(const std::string& plugin,
                      const std::function<void(RunVitals&, CommandResult&)>& work,
                      CommandResult& result, const SuperviseOptions& options) {
  const Subject subject = {.who = [&plugin](const RunVitals&) { return plugin; }, .all = plugin};
  supervise_work(subject, work, result, options);
}

}  // namespace attacca::trial
