// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/live_view.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "files/standard_streams.hpp"
#include "text/printable.hpp"
#include "trial/run/run_report.hpp"
#include "trial/soak/terminal_columns.hpp"
#include "trial/soak/wording.hpp"

namespace attacca::trial {
namespace {

constexpr std::chrono::milliseconds kRedraw{200};
constexpr std::chrono::seconds kLine{10};
constexpr std::size_t kUsualColumns = 80;

std::string bar(double part, std::size_t width) {
  const auto full =
      static_cast<std::size_t>(std::clamp(part, 0.0, 1.0) * static_cast<double>(width));
  std::string text;
  for (std::size_t i = 0; i < width; ++i) text += i < full ? "━" : "╌";
  return text;
}

std::string padded(std::string text, std::size_t width) {
  while (text.size() < width) text.insert(0, " ");
  return text;
}

const char* activity_of(RunVitals::Phase phase) {
  using Phase = RunVitals::Phase;
  switch (phase) {
    case Phase::loading:
      return "loading plugins";
    case Phase::opening_editor:
      return "opening an editor";
    case Phase::closing_editor:
      return "closing an editor";
    case Phase::starting:
      return "activating";
    case Phase::playing:
    case Phase::track_update:
      return "changing tracks";
    case Phase::saving_state:
      return "saving a state";
    case Phase::loading_state:
      return "loading a state";
    case Phase::stopping:
      return "stopping the engine";
    case Phase::idle:
      return "measuring the idle process";
    case Phase::audio_stalled:
      return "a callback does not come back";
    case Phase::taking_screenshot:
    case Phase::closing:
    case Phase::done:
      return "closing";
  }
  return "";
}

std::string files_of(const SoakPlan& plan) {
  std::string text;
  for (const SoakedFile& file : plan.files) {
    text += (text.empty() ? "" : ", ") + text::printable(file.description.name) + " (" +
            std::string(host::name_of(file.description.format)) + ")";
  }
  if (plan.instances > 1) text += ", " + std::to_string(plan.instances) + " of each";
  return text;
}

bool is_bad(const LiveState& state) {
  return state.lost > 0 || state.torn > 0 || state.offences > 0;
}

}  // namespace

std::vector<std::string> live_lines(const LiveState& state, std::size_t columns) {
  const std::string times =
      text_of_seconds(state.seconds) + " / " + text_of_seconds(state.total_seconds);
  const std::size_t room = columns > times.size() + 4 ? columns - times.size() - 4 : 0;
  const double grown =
      static_cast<double>(state.resident_kb) - static_cast<double>(state.first_resident_kb);
  std::vector<std::string> lines = {
      "attacca soak  " + state.plugins,
      bar(state.seconds / std::max(state.total_seconds, 1e-9), std::min<std::size_t>(room, 60)) +
          "  " + times,
      "changes   " + padded(grouped(state.changes), 12) + "   " +
          grouped(static_cast<std::uint64_t>(state.changes_per_second)) + " a second",
      "checks    " + padded(grouped(state.checks), 12) + "   " + grouped(state.lost) + " lost   " +
          grouped(state.torn) + " torn",
      "callbacks " + padded(grouped(state.callbacks), 12) + "   " + grouped(state.late) +
          " late   longest " + text_of_duration(state.longest_ns) + " of " +
          text_of_duration(static_cast<std::uint64_t>(state.period_ns)),
      "offences  " + padded(grouped(state.offences), 12) + "   memory " +
          text_of_kilobytes(static_cast<double>(state.resident_kb)) + " (" +
          (grown >= 0 ? "+" : "") + text_of_kilobytes(grown) + ")",
      "now       " + state.activity,
  };
  // One column stays free: some terminals wrap when the last one is written.
  for (std::string& line : lines) line = fitted(line, columns > 0 ? columns - 1 : 0);
  return lines;
}

std::string progress_line(const LiveState& state) {
  return text_of_seconds(state.seconds) + " of " + text_of_seconds(state.total_seconds) + ": " +
         grouped(state.changes) + " changes, " + grouped(state.checks) + " checks, " +
         grouped(state.lost) + " lost, " + grouped(state.torn) + " torn, " +
         grouped(state.callbacks) + " callbacks, " + grouped(state.late) + " late, " +
         grouped(state.offences) + " offences, " +
         text_of_kilobytes(static_cast<double>(state.resident_kb));
}

LiveView::LiveView(const SoakPlan& plan, const SoakVitals& vitals, Kind kind)
    : plan_(plan),
      vitals_(vitals),
      kind_(kind),
      has_color_(std::getenv("NO_COLOR") == nullptr),
      next_(Clock::now() + (kind == Kind::lines ? Clock::duration(kLine) : Clock::duration())) {}

LiveView::~LiveView() {
  if (drawn_ == 0) return;
  std::fprintf(stderr, "\x1b[%zuA\r\x1b[J\x1b[?25h", drawn_);
  std::fflush(stderr);
}

LiveView::Kind LiveView::usual_kind() noexcept {
  return files::is_terminal(2) ? Kind::terminal : Kind::lines;
}

LiveState LiveView::state() {
  LiveState state;
  state.seconds = vitals_.seconds;
  state.total_seconds = plan_.total_seconds();
  state.period_ns = plan_.period_ns();
  state.changes = vitals_.changes;
  state.checks = vitals_.checks;
  state.lost = vitals_.lost;
  state.torn = vitals_.torn;
  state.callbacks = vitals_.callbacks;
  state.late = vitals_.late;
  state.longest_ns = vitals_.longest_ns;
  state.offences = vitals_.offences;
  state.resident_kb = vitals_.resident_kb;
  if (first_resident_kb_ == 0) first_resident_kb_ = state.resident_kb;
  state.first_resident_kb = first_resident_kb_;
  if (state.seconds - last_seconds_ >= 1.0) {
    rate_ = static_cast<double>(state.changes - last_changes_) / (state.seconds - last_seconds_);
    last_seconds_ = state.seconds;
    last_changes_ = state.changes;
  }
  state.changes_per_second = rate_;
  state.plugins = files_of(plan_);
  state.activity = activity_of(vitals_.run.phase);
  return state;
}

void LiveView::draw(const LiveState& state) {
  const auto lines = live_lines(state, terminal_columns().value_or(kUsualColumns));
  // One write for all, each line cleared behind its text: nothing flickers.
  std::string frame = drawn_ == 0 ? "\x1b[?25l" : "\x1b[" + std::to_string(drawn_) + "A";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool is_red = has_color_ && is_bad(state) && (i == 3 || i == 5);
    frame += "\r" + std::string(is_red ? "\x1b[31m" : "") + lines[i] + (is_red ? "\x1b[0m" : "") +
             "\x1b[K\n";
  }
  drawn_ = lines.size();
  std::fwrite(frame.data(), 1, frame.size(), stderr);
  std::fflush(stderr);
}

void LiveView::turn() {
  const auto now = Clock::now();
  if (kind_ == Kind::none || now < next_) return;
  if (kind_ == Kind::terminal) {
    next_ = now + kRedraw;
    return draw(state());
  }
  next_ = now + kLine;
  std::fprintf(stderr, "%s\n", progress_line(state()).c_str());
}

}  // namespace attacca::trial
