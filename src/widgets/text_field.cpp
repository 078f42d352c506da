// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/text_field.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "attacca/widgets/label.hpp"
#include "attacca/widgets/widget_tree.hpp"

namespace attacca::widgets {

namespace {

constexpr double kMargin = 8;

bool continues(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

std::size_t next_of(const std::string& text, std::size_t at) {
  if (at < text.size()) ++at;
  while (at < text.size() && continues(text[at])) ++at;
  return at;
}

std::size_t previous_of(const std::string& text, std::size_t at) {
  if (at > 0) --at;
  while (at > 0 && continues(text[at])) --at;
  return at;
}

/// Without control characters, and of at most `most` bytes, cut between characters.
std::string one_line(const std::string& text, std::size_t most) {
  std::string line;
  for (const char byte : std::string_view(text).substr(0, most)) {
    const auto value = static_cast<unsigned char>(byte);
    if (value >= 0x20 && value != 0x7F) line += byte;
  }
  if (text.size() <= most) return line;
  while (!line.empty() && continues(line.back())) line.pop_back();
  if (!line.empty() && static_cast<unsigned char>(line.back()) >= 0xC0) line.pop_back();
  return line;
}

}  // namespace

void TextField::set_text(const std::string& text) {
  text_ = one_line(text, kMostBytes);
  cursor_ = mark_ = text_.size();
  faulty_ = false;
  invalidate();
}

void TextField::select_all() {
  mark_ = 0;
  cursor_ = text_.size();
  invalidate();
}

void TextField::on_commit(std::function<void(const std::string&)> callback) {
  commit_ = std::move(callback);
}

void TextField::on_change(std::function<void(const std::string&)> callback) {
  change_ = std::move(callback);
}

void TextField::set_faulty(bool faulty) {
  faulty_ = faulty;
  invalidate();
}

LogicalSize TextField::preferred_size(gui::Canvas& /*canvas*/) const {
  return {140, std::round(theme().text_size * 2.1)};
}

void TextField::draw(gui::Canvas& canvas) {
  const gui::Rect area = bounds();
  canvas.fill_rounded(area, theme().corner, theme().groove);
  canvas.stroke_rounded(area, theme().corner,
                        faulty_       ? theme().recording
                        : has_focus() ? theme().focus
                                      : theme().outline,
                        faulty_ || has_focus() ? 2 : 1);
  const gui::Rect inside = area.inset(kMargin, 2);
  const gui::ClipScope clip(canvas, inside);
  gui::TextStyle style{.size = theme().text_size, .color = theme().text};
  if (text_.empty() && !has_focus()) {
    style.color = theme().quiet_text;
    return draw_line(canvas, inside, hint_, style);
  }
  const auto width_until = [&](std::size_t place) {
    return canvas.measure_text(std::string_view(text_).substr(0, place), style).size.width;
  };
  const auto shift = [&] { return std::min(inside.width - 2 - width_until(cursor_), 0.0); };
  if (std::exchange(must_place_, false)) {
    const double wanted = pressed_at_.x - inside.x - shift();
    // The first place between characters behind which half a letter is beyond.
    std::vector<std::size_t> places{0};
    while (places.back() < text_.size()) places.push_back(next_of(text_, places.back()));
    std::size_t low = 0;
    for (std::size_t high = places.size() - 1; low < high;) {
      const std::size_t at = (low + high) / 2;
      const double middle = (width_until(places[at]) + width_until(places[at + 1])) / 2;
      middle > wanted ? high = at : low = at + 1;
    }
    cursor_ = places[low];
    if (!selecting_) mark_ = cursor_;
  }
  const double left = inside.x + shift();
  const double height = canvas.measure_text(text_.empty() ? " " : text_, style).size.height;
  const double top = inside.y + (inside.height - height) / 2;
  if (from() != to() && has_focus()) {
    const double begin = width_until(from());
    Color behind = theme().accent;
    behind.alpha = 90;
    canvas.fill({left + begin, top, width_until(to()) - begin, height}, behind);
  }
  canvas.draw_text({left, top}, text_, style);
  if (has_focus()) {
    canvas.fill({left + width_until(cursor_), top, 1.5, height}, theme().text);
  }
}

bool TextField::pointer(const gui::PointerEvent& event) {
  using Kind = gui::PointerEvent::Kind;
  if (event.kind == Kind::press && event.clicks >= 2) {
    select_all();
    return true;
  }
  if (event.kind == Kind::press || (event.kind == Kind::move && tree()->captured() == this)) {
    // Where that is in the text is known when it is drawn, which measures it.
    selecting_ = event.kind == Kind::move || event.shift;
    must_place_ = true;
    pressed_at_ = event.position;
    invalidate();
    return true;
  }
  return event.kind == Kind::release;
}

void TextField::move_to(std::size_t place, bool selecting) {
  cursor_ = place;
  if (!selecting) mark_ = place;
  invalidate();
}

void TextField::edited() {
  faulty_ = false;
  invalidate();
  if (const auto change = change_) change(text_);  // which may set another one
}

void TextField::replace_selection(const std::string& text) {
  const std::size_t kept = text_.size() - (to() - from());
  const std::string typed = one_line(text, kMostBytes - kept);
  const std::size_t begin = from();
  text_.replace(begin, to() - begin, typed);
  cursor_ = mark_ = begin + typed.size();
  edited();
}

bool TextField::shortcut(char32_t letter) {
  switch (letter) {
    case U'a':
      select_all();
      return true;
    case U'c':
    case U'x':
      if (from() == to()) return true;
      tree()->set_clipboard(text_.substr(from(), to() - from()));
      if (letter == U'x') replace_selection({});
      return true;
    case U'v':
      tree()->ask_clipboard(*this);
      return true;
    default:
      return false;
  }
}

bool TextField::key(const gui::KeyEvent& event) {
  using gui::Key;
  if (event.kind != gui::KeyEvent::Kind::press) return true;
  const bool selects = from() != to();
  switch (event.key) {
    case Key::left:
      move_to(selects && !event.shift ? from() : previous_of(text_, cursor_), event.shift);
      return true;
    case Key::right:
      move_to(selects && !event.shift ? to() : next_of(text_, cursor_), event.shift);
      return true;
    case Key::home:
    case Key::up:
      move_to(0, event.shift);
      return true;
    case Key::end:
    case Key::down:
      move_to(text_.size(), event.shift);
      return true;
    case Key::backspace:
      if (!selects) mark_ = previous_of(text_, cursor_);
      replace_selection({});
      return true;
    case Key::del:
      if (!selects) mark_ = next_of(text_, cursor_);
      replace_selection({});
      return true;
    case Key::enter:
      if (const auto commit = commit_) commit(text_);
      return true;
    case Key::escape:
    case Key::tab:
      return false;
    default:
      break;
  }
  if (event.control) return shortcut(event.letter);
  if (event.text.empty()) return false;
  replace_selection(event.text);
  return true;
}

std::unique_ptr<TextField> text_field(std::string hint) {
  return std::make_unique<TextField>(std::move(hint));
}

}  // namespace attacca::widgets
