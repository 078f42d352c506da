// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/soak_session.hpp"

#include <array>
#include <ctime>
#include <deque>
#include <exception>

#include "host/base/process_end.hpp"
#include "package/plugin_bundle.hpp"
#include "package/sha256.hpp"
#include "trial/run/supervised_child.hpp"
#include "trial/soak/soak.hpp"
#include "trial/soak/soak_json.hpp"
#include "trial/soak/wording.hpp"

namespace attacca::trial {
namespace {

using nlohmann::json;

// What the loaded process sends: a line for each second and one for the figures, a letter and JSON.
constexpr char kSecond = 'S';
constexpr char kFigures = 'F';

/// The loaded process's end of the line.
class Sender final : public SoakListener {
 public:
  explicit Sender(int out) : out_(out) {}

  void on_second(const SoakSecond& second) override { send(kSecond, second); }
  void on_figures(const SoakFigures& figures) override { send(kFigures, figures); }

 private:
  template <typename T>
  void send(char letter, const T& value) {
    const json document = value;
    write_all(out_, letter + document.dump(-1, ' ', false, json::error_handler_t::replace) + "\n");
  }

  int out_;
};

/// Cuts what comes in pieces into lines.
class Lines {
 public:
  /// A line longer than this is cut, so that a plugin that prints forever costs nothing.
  explicit Lines(std::size_t longest) : longest_(longest) {}

  template <typename Use>
  void add(std::string_view part, Use&& use) {
    for (const char c : part) {
      if (c == '\n') {
        use(line_);
        line_.clear();
      } else if (line_.size() < longest_) {
        line_ += c;
      }
    }
  }

 private:
  std::size_t longest_;
  std::string line_;
};

/// The reporting process's end of the line.
class Receiver {
 public:
  void take(std::string_view part) {
    lines_.add(part, [this](const std::string& line) {
      if (line.empty()) return;
      if (line.front() == kFigures) figures_ = line.substr(1);
      if (line.front() == kSecond) {
        const json second = json::parse(line.substr(1), nullptr, false);
        if (second.is_object()) timeline_.add(second.get<SoakSecond>());
      }
    });
  }
  void take_printed(std::string_view part) {
    printed_lines_.add(part, [this](const std::string& line) {
      printed_.push_back(line);
      if (printed_.size() > kMostPrinted) printed_.pop_front();
    });
  }
  void fill(SoakReport& report) const {
    const json figures = json::parse(figures_, nullptr, false);
    if (figures.is_object()) report.figures = figures.get<SoakFigures>();
    report.timeline = timeline_;
    report.printed.assign(printed_.begin(), printed_.end());
  }

 private:
  static constexpr std::size_t kMostPrinted = 40;

  Lines lines_{std::size_t{16} << 20u};
  Lines printed_lines_{400};
  std::string figures_;
  Timeline timeline_;
  std::deque<std::string> printed_;
};

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  const std::tm parts = *std::gmtime(&now);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::vector<SoakedBuild> builds_of(const SoakPlan& plan) {
  std::vector<SoakedBuild> builds;
  for (const SoakedFile& file : plan.files) {
    SoakedBuild build;
    build.path = file.path.string();
    const auto bundle = package::read_plugin_bundle(file.path);
    if (bundle) {
      build.sha256 = package::sha256_hex(bundle->binaries.front().bytes);
      if (const auto* identity = bundle->identity()) build.identity = *identity;
    }
    builds.push_back(std::move(build));
  }
  return builds;
}

/// Which instance the loaded process was busy with.
std::string who_was_it(const SoakPlan& plan, const RunVitals& vitals, bool in_audio) {
  const std::size_t index = vitals.plugin;
  const std::size_t all = plan.files.size() * plan.instances;
  const bool is_known = index < all && !in_audio;
  if (!is_known && plan.files.size() > 1) return "one of the " + std::to_string(all) + " plugins";
  const host::PluginDescription& plugin =
      plan.files[is_known ? index % plan.files.size() : 0].description;
  std::string name = plugin.name + " (" + std::string(host::name_of(plugin.format)) + ")";
  if (is_known && plan.instances > 1) {
    name += " #" + std::to_string(index / plan.files.size() + 1);
  }
  return name;
}

void judge_ending(const ChildEnding& ending, const SoakVitals& vitals, SoakReport& report) {
  if (!ending.left_behind.empty()) {
    report.faults.push_back("processes were left behind, and have been ended: " +
                            host::text_of(ending.left_behind));
  }
  if (ending.kind == ChildEnding::Kind::finished) return;
  report.figures.seconds = vitals.seconds;
  // The thread that crashed comes first.
  const bool in_audio = ending.kind == ChildEnding::Kind::crashed && ending.crash &&
                        !ending.crash->threads.empty() &&
                        ending.crash->threads.front().in_realtime_scope;
  if (ending.crash) report.stack = host::to_text(*ending.crash);
  const std::string who = who_was_it(report.plan, vitals.run, in_audio);
  const std::string when =
      (in_audio ? "in an audio callback" : std::string(words_of(vitals.run.phase))) + ", " +
      text_of_seconds(vitals.seconds) + " after the start";
  switch (ending.kind) {
    case ChildEnding::Kind::crashed:
      report.faults.push_back(
          host::describe_signal_end(who, ending.signal, when, host::narrow_limits()));
      break;
    case ChildEnding::Kind::hung:
      report.faults.push_back(who + " did not come back " + when);
      break;
    case ChildEnding::Kind::left:
      report.faults.push_back(ending.was_asked ? "interrupted " + when
                                               : who + " ended the process " + when);
      break;
    case ChildEnding::Kind::finished:
      break;
  }
}

}  // namespace

Result<SoakReport> run_soak(const SoakPlan& plan, LiveView::Kind view) {
  SharedMemory<SoakVitals> vitals;
  if (vitals.get() == nullptr) return fail("cannot begin: no memory");
  SoakReport report;
  report.plan = plan;
  report.started = utc_now();
  report.builds = builds_of(plan);
  Receiver receiver;
  Result<ChildEnding> ending = fail("not begun");
  {
    LiveView live(plan, *vitals.get(), view);
    const auto work = [&](int out) {
      Sender sender(out);
      try {
        Soak(plan, *vitals.get(), sender).run();
      } catch (const std::exception& error) {
        SoakFigures figures;
        figures.error = host::describe_exception(error);
        sender.on_figures(figures);
      }
    };
    ChildOptions options;
    options.patience =
        std::chrono::duration_cast<std::chrono::milliseconds>(options.patience * plan.patience);
    options.interrupt = Soak::interrupt;
    options.turn = [&live] { live.turn(); };
    options.printed = [&receiver](std::string_view part) { receiver.take_printed(part); };
    ending = run_in_child(
        vitals.get()->run, work, [&receiver](std::string_view part) { receiver.take(part); },
        options);
  }
  if (!ending) return tl::unexpected(ending.error());
  receiver.fill(report);
  report.machine = machine_facts();
  judge_ending(*ending, *vitals.get(), report);
  return report;
}

}  // namespace attacca::trial
