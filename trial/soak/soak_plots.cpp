// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/soak_plots.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "trial/run/run_report.hpp"
#include "trial/soak/svg_plot.hpp"
#include "trial/soak/wording.hpp"

namespace attacca::trial {
namespace {

constexpr double kMicrosecond = 1e3;

std::string duration_text(double nanoseconds) {
  if (nanoseconds < 1e3) return text_of_number(nanoseconds) + " ns";
  if (nanoseconds < 1e6) return text_of_number(nanoseconds / 1e3) + " µs";
  return nanoseconds < 1e9 ? text_of_number(nanoseconds / 1e6) + " ms"
                           : text_of_number(nanoseconds / 1e9) + " s";
}

std::string count_text(double count) {
  return grouped(static_cast<std::uint64_t>(std::llround(count)));
}

PlotAxis time_axis(const SoakReport& report) {
  const auto& lines = report.timeline.lines();
  const double end = lines.empty() ? 1.0 : std::max(1.0, lines.back().time);
  const bool has_minutes = end > 180.0;
  return {0.0, end / (has_minutes ? 60.0 : 1.0), false,
          has_minutes ? "minutes since the start" : "seconds since the start",
          [](double value) { return text_of_number(value); }};
}

double time_on(const PlotAxis& axis, const SoakReport& report, double seconds) {
  const auto& lines = report.timeline.lines();
  const double end = lines.empty() ? 1.0 : std::max(1.0, lines.back().time);
  return seconds * axis.high / end;
}

SvgPlot::Points over_time(const SoakReport& report, const PlotAxis& axis,
                          const std::function<double(const SoakSecond&)>& value) {
  SvgPlot::Points points;
  for (const SoakSecond& second : report.timeline.lines()) {
    points.emplace_back(time_on(axis, report, second.time), value(second));
  }
  return points;
}

double largest(const SvgPlot::Points& points) {
  double most = 0.0;
  for (const auto& point : points) most = std::max(most, point.second);
  return most;
}

/// The next round number.
double rounded_up(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(std::max(value, 1e-9))));
  for (const double factor : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (factor * power >= value) return factor * power;
  }
  return 10.0 * power;
}

double rounded_down(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(std::max(value, 1.0))));
  for (const double factor : {5.0, 2.0}) {
    if (factor * power <= value) return factor * power;
  }
  return power;
}

/// Eight bars for each doubling, so that neighbours can be distinguished.
std::vector<SvgPlot::Bar> bars_of(const std::map<int, std::uint64_t>& groups) {
  std::vector<SvgPlot::Bar> bars;
  for (const auto& [group, count] : groups) {
    bars.push_back(
        {std::exp2(group / 8.0), std::exp2((group + 1) / 8.0), static_cast<double>(count)});
  }
  return bars;
}

void add_to(std::map<int, std::uint64_t>& groups, const Distribution& distribution,
            double shortest) {
  for (const auto& [edge, count] : distribution.buckets) {
    const double duration = std::max(static_cast<double>(edge), shortest);
    groups[static_cast<int>(std::floor(std::log2(duration) * 8.0))] += count;
  }
}

PlotAxis duration_axis(double low, double high, const std::string& label) {
  return {low, std::max(high, low * 10.0), true, label, duration_text};
}

PlotAxis logarithmic_counts(const std::vector<SvgPlot::Bar>& bars, const std::string& label) {
  double most = 1.0;
  for (const SvgPlot::Bar& bar : bars) most = std::max(most, bar.y);
  return {0.5, std::max(10.0, most * 1.3), true, label, count_text};
}

}  // namespace

std::string plot_callbacks_over_time(const SoakReport& report) {
  if (report.timeline.lines().empty()) return {};
  const PlotAxis time = time_axis(report);
  const auto of = [&](std::uint64_t SoakSecond::* member) {
    return over_time(report, time, [member](const SoakSecond& second) {
      return std::max(1.0, static_cast<double>(second.*member));
    });
  };
  const auto medians = of(&SoakSecond::median);
  const auto longest = of(&SoakSecond::max);
  double low = medians.front().second;
  for (const auto& point : medians) low = std::min(low, point.second);
  const double period = report.plan.period_ns();
  const double high = std::max(largest(longest), period) * 1.6;
  SvgPlot plot("Callback duration over time",
               "Whole callbacks, all plugins together, for each second. Logarithmic.", time,
               duration_axis(rounded_down(low * 0.8), high, "duration"));
  plot.add_line(longest, 3, "longest");
  plot.add_line(of(&SoakSecond::p99_9), 2, "99.9 %");
  plot.add_line(medians, 1, "median");
  plot.add_mark_at_y(period, "deadline " + text_of_duration(static_cast<std::uint64_t>(period)));
  return plot.figure();
}

std::string plot_callback_histogram(const SoakReport& report) {
  const Distribution& callback = report.figures.callback;
  if (callback.count == 0) return {};
  std::map<int, std::uint64_t> groups;
  add_to(groups, callback, 1.0);
  const auto bars = bars_of(groups);
  const double period = report.plan.period_ns();
  SvgPlot plot("Callback durations",
               "How many of " + grouped(callback.count) +
                   " callbacks took how long. Both axes are logarithmic.",
               duration_axis(bars.front().x * 0.9,
                             std::max(static_cast<double>(callback.max), period) * 1.3, "duration"),
               logarithmic_counts(bars, "callbacks"));
  plot.add_bars(bars, 1, "callbacks");
  plot.add_mark_at_x(period, "deadline " + text_of_duration(static_cast<std::uint64_t>(period)));
  return plot.figure();
}

std::string plot_latency(const SoakReport& report, bool of_audio) {
  std::map<int, std::uint64_t> groups;
  std::uint64_t count = 0;
  for (const PluginFigures& plugin : report.figures.plugins) {
    const Distribution& latency = (of_audio ? plugin.audio : plugin.shown).latency;
    add_to(groups, latency, kMicrosecond);
    count += latency.count;
  }
  if (count == 0) return {};
  const auto bars = bars_of(groups);
  SvgPlot plot(of_audio ? "From publish to sight: audio" : "From publish to sight: editor",
               "How many of " + grouped(count) + " values were seen how long after the update " +
                   (of_audio ? "was done: to the begin of the callback that had them."
                             : "began: until the editor said so.") +
                   " Up to 1 µs in the first bar. Both axes are logarithmic.",
               duration_axis(0.9 * kMicrosecond, bars.back().x_end * 1.1, "time to sight"),
               logarithmic_counts(bars, "values"));
  plot.add_bars(bars, of_audio ? 1 : 2, "values");
  if (of_audio) {
    const double period = report.plan.period_ns();
    plot.add_mark_at_x(period,
                       "one period " + text_of_duration(static_cast<std::uint64_t>(period)));
  }
  return plot.figure();
}

std::string plot_memory(const SoakReport& report) {
  if (report.timeline.lines().empty()) return {};
  const PlotAxis time = time_axis(report);
  const auto points = over_time(report, time, [](const SoakSecond& second) {
    return static_cast<double>(second.resident_kb) / 1000.0;
  });
  const auto allocated = over_time(report, time, [](const SoakSecond& second) {
    return static_cast<double>(second.allocated_kb) / 1000.0;
  });
  const Growth& growth = report.memory;
  SvgPlot plot("Memory of the loaded process",
               growth.is_known
                   ? "Resident memory. After the first " + text_of_seconds(growth.from_seconds) +
                         " the slope is " + text_of_kilobytes(growth.per_minute) + " a minute" +
                         words_on_allocations(report.allocations) + "."
                   : "Resident memory.",
               time, {0.0, rounded_up(largest(points) * 1.1), false, "MB", [](double value) {
                        return text_of_number(value);
                      }});
  plot.add_shade(0.0, time_on(time, report, growth.from_seconds), "warm-up");
  plot.add_line(points, 1, "resident memory");
  if (largest(allocated) > 0.0) plot.add_line(allocated, 2, "allocated");
  return plot.figure();
}

std::string plot_changes(const SoakReport& report) {
  if (report.timeline.lines().empty()) return {};
  const PlotAxis time = time_axis(report);
  const auto points = over_time(report, time, [](const SoakSecond& second) {
    return static_cast<double>(second.changes) / std::max(second.span, 1e-3);
  });
  SvgPlot plot("Track changes a second", "Sent to all plugins together.", time,
               {0.0, std::max(1.0, rounded_up(largest(points))), false, "changes", count_text});
  plot.add_line(points, 1, "changes");
  return plot.figure();
}

std::string plot_checks(const SoakReport& report) {
  if (report.timeline.lines().empty()) return {};
  const PlotAxis time = time_axis(report);
  const auto points = over_time(report, time, [](const SoakSecond& second) {
    return static_cast<double>(second.checks) / std::max(second.span, 1e-3);
  });
  SvgPlot::Points bad;
  for (const SoakSecond& second : report.timeline.lines()) {
    const std::uint64_t found = second.lost + second.torn;
    if (found > 0) bad.emplace_back(time_on(time, report, second.time), 0.0);
  }
  SvgPlot plot("Last values checked a second",
               "A last value is checked after each burst and after each single change, in audio "
               "and in open editors.",
               time,
               {0.0, std::max(1.0, rounded_up(largest(points))), false, "checks", count_text});
  plot.add_line(points, 2, "checks");
  plot.add_dots(bad, "a second with a lost last value or a torn record");
  return plot.figure();
}

}  // namespace attacca::trial
