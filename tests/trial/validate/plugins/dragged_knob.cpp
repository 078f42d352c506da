// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A gain whose editor is one knob: what `attacca validate` drags.

#include <cstddef>
#include <memory>
#include <optional>

#include <attacca/bypass.hpp>
#include <attacca/export.hpp>
#include <attacca/gui/canvas_editor.hpp>
#include <attacca/gui/param_gesture.hpp>
#include <attacca/params/float_param.hpp>

class KnobEditor final : public attacca::gui::CanvasEditor {
 public:
  explicit KnobEditor(attacca::Param& param)
      : CanvasEditor({.preferred = {200, 120}, .minimum = {120, 80}, .maximum = {800, 480}},
                     Input::pointer),
        param_(param) {}

 private:
  void draw(attacca::gui::Canvas& canvas, attacca::LogicalSize size) override {
    canvas.fill({0, 0, size.width, size.height}, attacca::Color{32, 34, 37});
    canvas.fill_circle({size.width / 2, size.height / 2}, 4 + 30 * param_.normalized(),
                       attacca::Color{255, 136, 0});
  }

  void pointer(const attacca::gui::PointerEvent& event) override {
    using Kind = attacca::gui::PointerEvent::Kind;
    if (event.kind == Kind::press) gesture_.emplace(*context(), param_);
    if (event.kind == Kind::release) gesture_.reset();
    if (event.kind == Kind::move && gesture_) {
      gesture_->set_normalized(param_.normalized() + (last_y_ - event.position.y) / 200);
    }
    last_y_ = event.position.y;
  }

  void param_changed(const attacca::Param&) override { invalidate(); }
  void close() noexcept override {
    gesture_.reset();  // before the context ends
    CanvasEditor::close();
  }

  attacca::Param& param_;
  std::optional<attacca::ParamGesture> gesture_;
  double last_y_ = 0;
};

class DraggedKnob final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.test.dragged-knob",
      .name = "Dragged Knob",
      .vendor = "Attacca",
      .version = "1.0",
      .description = "A gain whose editor is one knob",
      .features = {attacca::Feature::audio_effect, attacca::Feature::utility},
  };

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    for (std::size_t channel = 0; channel < buffer.channels(); ++channel) {
      for (float& sample : buffer.channel(channel)) sample *= level_.value();
    }
    return attacca::ProcessStatus::normal();
  }
  std::unique_ptr<attacca::Editor> make_editor() override {
    return std::make_unique<KnobEditor>(level_);
  }

 private:
  attacca::FloatParam level_{params(), {.id = "level", .name = "Level", .default_value = 0.5}};
  attacca::Bypass bypass_{*this};
};

ATTACCA_EXPORT(DraggedKnob);
