// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace attacca::trial {

/// One axis of a plot.
struct PlotAxis {
  double low = 0.0;
  double high = 1.0;
  bool is_logarithmic = false;  ///< Then `low` is above 0.
  std::string label;
  std::function<std::string(double)> text;  ///< Of a tick.
};

/// Where ticks belong: on 1, 2 and 5 times powers of ten, about `wanted` of them; on a logarithmic
/// axis on powers of ten, with 2 and 5 where there are few. [any]
[[nodiscard]] std::vector<double> plot_ticks(const PlotAxis& axis, std::size_t wanted);

/// A plot as inline SVG: a picture with a title and a description for who cannot see it, and
/// colours by CSS classes `s1` … `s4`, so that the page decides about light and dark. Well-formed
/// XML by itself. All members [any].
class SvgPlot {
 public:
  using Points = std::vector<std::pair<double, double>>;

  SvgPlot(std::string title, std::string description, PlotAxis x, PlotAxis y);

  /// `series`, 1..4, picks the colour. Points beyond the axes are drawn at their ends.
  void add_line(const Points& points, int series, const std::string& legend);
  /// Filled down to the axis; each bar spans from its x to `x_end`.
  struct Bar {
    double x = 0.0;
    double x_end = 0.0;
    double y = 0.0;
  };
  void add_bars(const std::vector<Bar>& bars, int series, const std::string& legend);
  /// A dashed line with a name, such as a deadline.
  void add_mark_at_y(double y, const std::string& label);
  void add_mark_at_x(double x, const std::string& label);
  /// Dots for single events.
  void add_dots(const Points& points, const std::string& legend);
  /// A shaded span of x.
  void add_shade(double from, double to, const std::string& label);

  [[nodiscard]] std::string svg() const;
  /// The plot with its title and legend as an HTML figure.
  [[nodiscard]] std::string figure() const;

 private:
  [[nodiscard]] double place_x(double x) const;
  [[nodiscard]] double place_y(double y) const;
  [[nodiscard]] std::string frame() const;

  std::string title_;
  std::string description_;
  PlotAxis x_;
  PlotAxis y_;
  std::string below_;  ///< Shades.
  std::string marks_;
  std::string above_;                                        ///< Labels, over everything.
  std::vector<std::pair<std::string, std::string>> legend_;  ///< class, text
};

}  // namespace attacca::trial
