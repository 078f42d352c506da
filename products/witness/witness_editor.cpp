// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness_editor.hpp"

#include <string>

#include "witness/record/recorder.hpp"

namespace {

using attacca::Color;
using attacca::gui::Canvas;
using attacca::gui::TextStyle;

constexpr Color kBackground{24, 26, 30};
constexpr Color kText{230, 232, 236};
constexpr Color kQuiet{150, 156, 168};

}  // namespace

WitnessEditor::WitnessEditor()
    : CanvasEditor({.preferred = {560, 190}, .minimum = {320, 150}, .maximum = {1600, 600}}) {}

void WitnessEditor::draw(Canvas& canvas, attacca::LogicalSize size) {
  canvas.fill({0, 0, size.width, size.height}, kBackground);
  const double width = size.width - 32;
  const auto line = [&](double y, const std::string& text, Color color, double height) {
    canvas.draw_text({16, y}, text, TextStyle{.size = height, .color = color, .max_width = width});
  };
  line(16, std::to_string(recorded_) + (recorded_ == 1 ? " call" : " calls") + " recorded", kText,
       22);
  if (lost_ > 0) line(50, std::to_string(lost_) + " lost for want of room", kText, 14);
  if (!trouble_.empty() && file_.empty()) {
    line(80, "Nothing is recorded: " + trouble_, kText, 14);
    return;
  }
  line(80, file_.empty() ? "No file yet" : "The file is", kQuiet, 13);
  // A long path keeps both ends.
  const std::size_t half = file_.size() > 72 ? file_.size() / 2 : file_.size();
  line(102, file_.substr(0, half), kText, 13);
  line(122, file_.substr(half), kText, 13);
  if (!trouble_.empty()) line(142, "Stopped: " + trouble_, kText, 13);
  line(size.height - 24,
       "Of names, file names and states only the lengths and keyed digests are recorded.", kQuiet,
       12);
}

void WitnessEditor::close() noexcept {
  if (context() != nullptr) context()->event_loop().stop(timer_);
  CanvasEditor::close();
}

void WitnessEditor::opened(attacca::EditorContext& context) {
  timer_ = context.event_loop().start_timer(kPeriod, [this] { look(); });
  look();
}

void WitnessEditor::look() {
  const auto now = attacca::witness::recorder().figures();
  if (now.recorded == recorded_ && now.lost == lost_ && now.file == file_ &&
      now.trouble == trouble_) {
    return;
  }
  recorded_ = now.recorded;
  lost_ = now.lost;
  file_ = now.file;
  trouble_ = now.trouble;
  invalidate();
}
