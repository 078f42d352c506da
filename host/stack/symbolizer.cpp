// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/symbolizer.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

namespace attacca::host {
namespace {

std::string without_folder(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

std::string hexadecimal(std::uint64_t value) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "0x%llx", static_cast<unsigned long long>(value));
  return text.data();
}

}  // namespace

std::string to_text(const SourceFrame& frame) {
  const std::string module = without_folder(frame.module);
  if (frame.function.empty()) {
    return (module.empty() ? "" : module + "+") + hexadecimal(frame.offset);
  }
  std::string text = frame.function;
  if (!frame.file.empty()) {
    text += " (" + without_folder(frame.file);
    if (frame.line > 0) text += ":" + std::to_string(frame.line);
    text += ")";
  }
  return text + " in " + module;
}

std::string to_text(const std::vector<SourceFrame>& frames, int indent) {
  std::string text;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    text.append(static_cast<std::size_t>(indent), ' ');
    text += "#" + std::to_string(i) + (i < 10 ? "  " : " ") + to_text(frames[i]) + "\n";
  }
  return text;
}

Symbolizer Symbolizer::of_this_process() {
  return Symbolizer(ModuleMap::of_this_process());
}

std::vector<SourceFrame> Symbolizer::frames_of(const RawBacktrace& backtrace) {
  std::vector<SourceFrame> frames;
  for (const std::uint64_t address : backtrace.frames()) {
    for (SourceFrame& frame : frames_at(address)) frames.push_back(std::move(frame));
  }
  return frames;
}

}  // namespace attacca::host
