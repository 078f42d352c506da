// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/symbolizer.hpp"

#include <cstdlib>
#include <map>
#include <utility>

#include <cxxabi.h>
#include <dlfcn.h>

#include "host/stack/macos/macho_symbols.hpp"

namespace attacca::host {
namespace {

std::string demangled(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), &std::free);
  return status == 0 && text ? text.get() : name;
}

/// Of a library of the system's, which has no file: all processes have it at the same place until
/// the machine starts anew, so that this one may know it.
std::string name_in_this_process(const MappedSegment& segment, std::uint64_t address) {
  Dl_info info{};
  const auto* const place =
      reinterpret_cast<const void*>(static_cast<std::uintptr_t>(address));  // NOLINT
  if (dladdr(place, &info) == 0 || info.dli_sname == nullptr || info.dli_fname != segment.path ||
      reinterpret_cast<std::uint64_t>(info.dli_fbase) != segment.begin) {
    return {};
  }
  return demangled(info.dli_sname);
}

}  // namespace

/// The files of one process.
class Symbolizer::Modules {
 public:
  explicit Modules(ModuleMap map) : map_(std::move(map)) {}

  std::vector<SourceFrame> frames_at(std::uint64_t address) {
    SourceFrame frame;
    frame.offset = address;
    const MappedSegment* const segment = map_.find(address);
    if (segment == nullptr) return {frame};
    frame.module = segment->path;
    frame.offset = address - segment->begin;
    const auto [known, is_new] = files_.try_emplace(segment->path);
    if (is_new) known->second = MachoSymbols::of_file(segment->path);
    if (const std::string* const name = known->second.find(frame.offset)) {
      frame.function = demangled(*name);
    } else {
      frame.function = name_in_this_process(*segment, address);
    }
    return {frame};
  }

 private:
  ModuleMap map_;
  std::map<std::string, MachoSymbols> files_;
};

Symbolizer::Symbolizer(ModuleMap modules)
    : modules_(std::make_unique<Modules>(std::move(modules))) {}
Symbolizer::~Symbolizer() = default;
Symbolizer::Symbolizer(Symbolizer&&) noexcept = default;
Symbolizer& Symbolizer::operator=(Symbolizer&&) noexcept = default;

std::vector<SourceFrame> Symbolizer::frames_at(std::uint64_t address) {
  return modules_->frames_at(address);
}

}  // namespace attacca::host
