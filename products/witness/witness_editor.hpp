// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <attacca/gui/canvas_editor.hpp>

/// Says where the file is and how many calls are in it.
class WitnessEditor final : public attacca::gui::CanvasEditor {
 public:
  WitnessEditor();
  void draw(attacca::gui::Canvas& canvas, attacca::LogicalSize size) override;
  void close() noexcept override;

 private:
  static constexpr std::chrono::milliseconds kPeriod{250};

  void opened(attacca::EditorContext& context) override;
  void look();

  attacca::EventLoop::Handle timer_ = 0;
  std::string file_;
  std::string trouble_;
  std::uint64_t recorded_ = 0;
  std::uint64_t lost_ = 0;
};
