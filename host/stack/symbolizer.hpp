// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "host/stack/module_map.hpp"
#include "host/stack/raw_backtrace.hpp"

namespace attacca::host {

/// One function on a stack, for people.
struct SourceFrame {
  std::string function;      ///< Demangled; empty: unknown.
  std::string file;          ///< Path as the compiler saw it; empty: unknown.
  int line = 0;              ///< Counted from 1; 0: unknown.
  std::string module;        ///< Path of the program or library; empty: none is mapped there.
  std::uint64_t offset = 0;  ///< Of the instruction, as addr2line(1) and nm(1) count in `module`.
  bool is_inlined = false;   ///< Its code is part of the next frame's function.
};

/// "function (file.cpp:12) in library.so", with less where less is known, at least
/// "library.so+0x1234" or "0x1234". Files and modules without their folders. [any]
[[nodiscard]] std::string to_text(const SourceFrame& frame);

/// A line for each frame, numbered from #0, each indented by `indent` blanks and ending in a
/// newline. [any]
[[nodiscard]] std::string to_text(const std::vector<SourceFrame>& frames, int indent = 0);

/// Names the addresses of one process, this one or another, also one that has ended, with the
/// symbols and DWARF line tables of its modules (elfutils). Separate symbols are found as gdb does:
/// by build id, and by the debug link beside the module, in .debug, or in /usr/lib/debug; with
/// DEBUGINFOD_URLS set, also from there. On Windows functions alone are named, by the COFF symbols
/// of a module, of the file that its debug link names, or else by its exports. Files are opened
/// when first needed and remembered. All members [main], slow.
class Symbolizer {
 public:
  explicit Symbolizer(ModuleMap modules);
  ~Symbolizer();
  Symbolizer(Symbolizer&&) noexcept;
  Symbolizer& operator=(Symbolizer&&) noexcept;

  /// Of this process with the modules that it has loaded now.
  [[nodiscard]] static Symbolizer of_this_process();

  /// One frame or, where functions were inlined, several, the innermost first; never none.
  [[nodiscard]] std::vector<SourceFrame> frames_at(std::uint64_t address);
  /// All frames of a stack.
  [[nodiscard]] std::vector<SourceFrame> frames_of(const RawBacktrace& backtrace);

 private:
  class Modules;
  std::unique_ptr<Modules> modules_;
};

}  // namespace attacca::host
