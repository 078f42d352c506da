// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/musician/musician_editor.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include <attacca/widgets/button.hpp>
#include <attacca/widgets/label.hpp>
#include <attacca/widgets/layout.hpp>
#include <attacca/widgets/menu.hpp>
#include <attacca/widgets/slider.hpp>
#include <attacca/widgets/text_field.hpp>
#include <attacca/widgets/widget_editor.hpp>

#include "parlando/musician/musician.hpp"

namespace parlando {
namespace {

namespace gui = attacca::gui;
using namespace attacca::widgets;

/// The colour of the track, as a square.
class ColorSquare final : public Widget {
 public:
  void set(std::int32_t color) {
    if (std::exchange(color_, color) != color) invalidate();
  }
  attacca::LogicalSize preferred_size(gui::Canvas& /*canvas*/) const override { return {40, 40}; }
  void draw(gui::Canvas& canvas) override {
    const auto part = [this](int shift) {
      return static_cast<std::uint8_t>(color_ >> shift & 0xFF);
    };
    const attacca::Color color =
        color_ < 0 ? theme().track : attacca::Color{part(16), part(8), part(0), 255};
    canvas.fill_rounded(bounds(), theme().corner, color);
  }

 private:
  std::int32_t color_ = -1;
};

/// The notes of the last seconds, low ones below, moving to the left.
class Roll final : public Widget {
 public:
  explicit Roll(Musician& musician) : musician_(musician) {}

  attacca::LogicalSize preferred_size(gui::Canvas& /*canvas*/) const override { return {300, 120}; }
  bool wants_frames() const override { return true; }
  void opened() override { listener_.emplace(musician_.roll()); }
  void closing() noexcept override { listener_.reset(); }

  void frame() override {
    ++now_;
    bool has_changed = false;
    if (listener_) {
      has_changed = listener_->receive([this](const RollNote& note) { add(note); }) > 0;
    }
    while (!notes_.empty() && notes_.front().end < now_ - kFrames) {
      notes_.pop_front();
      has_changed = true;
    }
    // A roll without notes stands still.
    if (has_changed || !notes_.empty()) invalidate();
  }

  void draw(gui::Canvas& canvas) override {
    canvas.fill_rounded(bounds(), theme().corner, theme().groove);
    const gui::Rect& area = bounds();
    const double step = area.width / kFrames;
    const double height = std::max(area.height / 128.0, 2.0);
    for (const Note& note : notes_) {
      const auto age = [&](std::int64_t frame) {
        return static_cast<double>(now_ - std::min(frame, now_));
      };
      const double left = std::max(area.x + area.width - age(note.begin) * step, area.x);
      const double right = area.x + area.width - age(note.end) * step;
      const double top = area.y + (127 - note.key) / 128.0 * area.height;
      canvas.fill_rounded({left, top, std::max(right - left, 2.0), height}, 1, theme().accent);
    }
  }

 private:
  static constexpr std::int64_t kFrames = 150;  // five seconds

  struct Note {
    std::uint8_t key;
    std::int64_t begin;
    std::int64_t end;
  };

  void add(const RollNote& note) {
    if (note.begins) {
      if (notes_.size() < 512) notes_.push_back({note.key, now_, kOpen});
      return;
    }
    const auto found = std::find_if(notes_.rbegin(), notes_.rend(), [&](const Note& one) {
      return one.key == note.key && one.end == kOpen;
    });
    if (found != notes_.rend()) found->end = now_;
  }

  static constexpr std::int64_t kOpen = std::int64_t{1} << 40;

  Musician& musician_;
  std::optional<attacca::ToEditor<RollNote>::Listener> listener_;
  std::deque<Note> notes_;
  std::int64_t now_ = 0;
};

std::string link_text(const Musician& musician) {
  if (const std::string fault = musician.link_fault(); !fault.empty()) {
    return "No network: " + fault;
  }
  const auto state = musician.link_state();
  if (!state) return "Waits for the host to start it";
  if (!state->link.is_connected) return "Looks for a conductor";
  if (!state->is_acknowledged) return "Has found a conductor, and introduces itself";
  return "Conducted by " + text_of(state->link.conductor) +
         (state->is_primary ? ", sends the transport" : "");
}

std::string counts_text(const Musician& musician) {
  const Exchange& exchange = musician.exchange();
  char text[160];
  std::snprintf(text, sizeof text, "sounding %u   waiting %u   late %u   no room %u",
                exchange.sounding.load(std::memory_order_relaxed), exchange.waiting(),
                exchange.late.load(std::memory_order_relaxed),
                exchange.dropped.load(std::memory_order_relaxed));
  return text;
}

/// Keeps the texts of the others as things are; it shows nothing itself.
class Refresher final : public Widget {
 public:
  struct Shown {
    ColorSquare* color;
    Label* name;
    Label* source;
    Label* link;
    Label* counts;
  };
  Refresher(Musician& musician, const Shown& shown) : musician_(musician), shown_(shown) {}

  bool wants_frames() const override { return true; }
  void frame() override {
    if (++frames_ % 6 != 1) return;  // five times a second
    const Identity is = musician_.identity();
    shown_.color->set(is.color);
    set(*shown_.name, is.name);
    set(*shown_.source, is.name_source == "track"  ? "the name of its track"
                        : is.name_source == "user" ? "its own name"
                                                   : "no name yet: the track's is not known");
    set(*shown_.link, link_text(musician_));
    set(*shown_.counts, counts_text(musician_));
  }

 private:
  static void set(Label& label, std::string text) {
    if (label.text() != text) label.set_text(std::move(text));
  }
  Musician& musician_;
  Shown shown_;
  unsigned frames_ = 0;
};

}  // namespace

std::unique_ptr<attacca::Editor> make_musician_editor(Musician& musician) {
  auto color = std::make_unique<ColorSquare>();
  auto name = stretched(heading("Musician"));
  auto source = caption("");
  auto link = label("");
  auto counts = caption("");
  auto own = stretched(text_field("Own name, Enter keeps it"));
  own->set_text(musician.own_name());
  own->on_commit([&musician](const std::string& text) { musician.set_own_name(text); });
  auto refresher = std::make_unique<Refresher>(
      musician, Refresher::Shown{color.get(), name.get(), source.get(), link.get(), counts.get()});
  auto root = column({.padding = Theme::dark().padding},
                     row(std::move(color), stretched(column(std::move(name), std::move(source)))),
                     std::move(link), stretched(std::make_unique<Roll>(musician)),
                     std::move(counts), row(std::move(own), toggle(musician.own_name_wins)),
                     row(stretched(slider(musician.number)), menu(musician.dialect_choice),
                         toggle(musician.bypass)),
                     std::move(refresher));
  return editor({.preferred = {460, 340}, .minimum = {360, 280}, .maximum = {1200, 900}},
                std::move(root));
}

}  // namespace parlando
