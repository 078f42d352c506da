// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "host/window/editor_window.hpp"
#include "host/window/native_window.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/editor/editor_need.hpp"
#include "trial/validate/number_text.hpp"
#include "trial/validate/playback.hpp"

namespace attacca::validate {

namespace {

using host::ReportKind;
using std::chrono::milliseconds;
using Pointer = host::NativeWindow::Pointer;

constexpr milliseconds kTimeout{60'000};
constexpr std::uint32_t kFrames = 64;
/// Blocks until an edit of the editor's comes back to process(). Hosts render ahead by so many.
constexpr std::uint32_t kDelay = 3;
/// Editors are searched for something to drag at this many places at most.
constexpr int kPlaces = 150;
/// Values may go through single precision on their way.
constexpr double kSame = 1e-5;

struct Place {
  int x = 0;
  int y = 0;
};

/// An editor in its window, the user's hand on it, and what the host is told of it.
class Dragging final : public host::InstanceListener {
 public:
  explicit Dragging(CheckContext& context) : context_(context), profile_(context.profile()) {
    profile_.vst3_edit_delay = kDelay;
    instance_ = context.create(profile_);
    need_editor(context, *instance_);
    instance_->set_listener(this);
    context.start(*instance_, 48000.0, kFrames);
    playback_ = std::make_unique<Playback>(*instance_, kFrames);
    context.step("opening the editor");
    window_ = context.require(host::EditorWindow::open(context.loop(), *instance_),
                              "the editor did not open");
    turn(milliseconds(100));
  }
  ~Dragging() override { instance_->set_listener(nullptr); }

  void on_parameter_report(host::PluginInstance&, const host::ParameterReport& report) override {
    if (report.kind == ReportKind::value) values_.push_back(report);
  }

  /// Sends the pointer there; the editor has `time` to look.
  bool point(Pointer what, Place place, milliseconds time) {
    const bool is_sent = window_->window().send_pointer(what, place.x, place.y);
    turn(time);
    return is_sent;
  }
  void turn(milliseconds time) {
    (void)context_.turn_loop_until([] { return false; }, time);
  }
  void run_block() {
    playback_->run(kFrames);
    (void)context_.loop().run_once(milliseconds(0));
  }
  void run_blocks(std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) run_block();
  }

  [[nodiscard]] host::EditorSize size() { return window_->editor().size(); }
  [[nodiscard]] host::PluginInstance& instance() { return *instance_; }
  /// The values that the plugin has sent, oldest first.
  [[nodiscard]] std::vector<host::ParameterReport>& values() { return values_; }
  /// The last value that the editor sent for a parameter.
  [[nodiscard]] std::optional<double> last_of(host::ParameterId id) const {
    std::optional<double> last;
    for (const auto& report : values_) {
      if (report.id == id && !report.from_audio) last = report.normalized;
    }
    return last;
  }
  /// How many different values in a row the editor sent for it.
  [[nodiscard]] std::size_t steps_of(host::ParameterId id) const {
    std::size_t steps = 0;
    double last = -1.0;
    for (const auto& report : values_) {
      if (report.id != id || report.from_audio) continue;
      if (std::abs(report.normalized - last) > kSame) ++steps;
      last = report.normalized;
    }
    return steps;
  }
  /// A parameter that the editor has just moved by more than a click does. Not one that only the
  /// plugin sets, such as a meter, which moves by itself.
  [[nodiscard]] std::optional<host::ParameterId> moved() const {
    for (const auto& report : values_) {
      const host::ParameterInfo* const info = instance_->find_parameter(report.id);
      const bool is_knob = info != nullptr && !info->is_read_only;
      if (is_knob && !report.from_audio && steps_of(report.id) >= 2) return report.id;
    }
    return std::nullopt;
  }

 private:
  CheckContext& context_;
  host::HostProfile profile_;
  std::vector<host::ParameterReport> values_;
  WatchedInstance instance_;
  std::unique_ptr<Playback> playback_;
  std::unique_ptr<host::EditorWindow> window_;
};

struct Knob {
  Place place;
  host::ParameterId id = 0;
};

/// A short drag at each place of a grid, from the middle outwards, until a parameter follows.
std::optional<Knob> find_knob(Dragging& drag) {
  const host::EditorSize size = drag.size();
  const auto area = static_cast<double>(size.width) * size.height;
  const int step = std::max(16, static_cast<int>(std::sqrt(area / kPlaces)));
  std::vector<Place> places;
  for (int y = step / 2; y < static_cast<int>(size.height); y += step) {
    for (int x = step / 2; x < static_cast<int>(size.width); x += step) places.push_back({x, y});
  }
  const auto order = [&](const Place& place) {
    const double from_middle = std::hypot(place.x - size.width / 2.0, place.y - size.height / 2.0);
    return std::tuple(from_middle, place.y, place.x);
  };
  std::sort(places.begin(), places.end(),
            [&](const Place& a, const Place& b) { return order(a) < order(b); });
  for (const Place& at : places) {
    drag.values().clear();
    if (!drag.point(Pointer::press, at, milliseconds(5))) continue;
    for (const int away : {4, 8, -4, -8}) {
      drag.point(Pointer::move, {at.x + away, at.y - away}, milliseconds(5));
    }
    drag.turn(milliseconds(20));  // toolkits that look at their events by a timer
    drag.point(Pointer::release, at, milliseconds(5));
    drag.run_block();
    if (const auto id = drag.moved()) return Knob{at, *id};
  }
  return std::nullopt;
}

/// Drags by `direction` pixels a block. False: the parameter had too little room that way.
bool drag_once(CheckContext& context, Dragging& drag, const Knob& knob, int direction) {
  constexpr int kSteps = 10;
  const std::string name = drag.instance().find_parameter(knob.id)->name;
  drag.values().clear();
  drag.point(Pointer::press, knob.place, milliseconds(20));
  bool holds = true;
  for (int i = 1; i <= kSteps && holds; ++i) {
    const std::size_t before = drag.values().size();
    const int away = direction * i;
    drag.point(Pointer::move, {knob.place.x + away, knob.place.y - away}, milliseconds(0));
    (void)context.turn_loop_until([&] { return drag.values().size() > before; }, milliseconds(60));
    drag.run_block();
    const auto sent = drag.last_of(knob.id);
    if (!sent) continue;
    const double now = context.require(drag.instance().normalized_value(knob.id), name);
    holds = context.expect(std::abs(now - *sent) < kSame,
                           "while " + name + " is dragged and the host hands each edit to " +
                               "process() " + std::to_string(kDelay) +
                               " blocks later, the parameter is at " + text_of(now) +
                               " when the editor has just set " + text_of(*sent));
  }
  drag.point(Pointer::release, knob.place, milliseconds(20));
  drag.run_blocks(kDelay + 4);
  drag.turn(milliseconds(20));
  if (!holds) return true;
  if (drag.steps_of(knob.id) <= kDelay) return false;
  const double wanted = *drag.last_of(knob.id);
  const double now = context.require(drag.instance().normalized_value(knob.id), name);
  context.expect(std::abs(now - wanted) < kSame, "after " + name + " was dragged to " +
                                                     text_of(wanted) + " and every edit came " +
                                                     "back, the parameter is at " + text_of(now));
  for (const auto& report : drag.values()) {
    if (report.id == knob.id && report.from_audio && std::abs(report.normalized - wanted) > kSame) {
      context.fail("while " + name + " was dragged, processing reported " +
                   text_of(report.normalized) + ", an edit of the editor's that came back late; " +
                   "hosts show it");
      break;
    }
  }
  return true;
}

void keeps_what_is_dragged(CheckContext& context) {
  Dragging drag(context);
  context.step("looking for something in the editor that can be dragged");
  const auto knob = find_knob(drag);
  if (!knob) {
    context.skip("nothing in the editor moved a parameter when it was dragged by sent events");
  }
  context.step("dragging");
  drag.run_blocks(kDelay + 2);
  // Up, or down where it is nearly at its end.
  for (const int direction : {3, -3}) {
    if (drag_once(context, drag, *knob, direction)) return;
  }
  context.skip("a parameter follows the pointer, but takes no more than " + std::to_string(kDelay) +
               " values over 30 pixels");
}

constexpr std::array kChecks = {
    Check{
        "editor.drag-outlasts-late-edits",
        "while a knob is dragged, edits that the host hands to process() late do not turn it back",
        "VST3: performEdit comes back in process(), in hosts that render ahead many blocks later",
        keeps_what_is_dragged, Severity::failure, Formats::vst3, false, true, kTimeout},
};

}  // namespace

std::span<const Check> editor_drag_checks() {
  return kChecks;
}

}  // namespace attacca::validate
