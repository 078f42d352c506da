// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/symbolizer.hpp"

#include <cstdlib>
#include <iterator>
#include <map>
#include <utility>

#include <cxxabi.h>

#include "host/stack/windows/pe_symbols.hpp"

namespace attacca::host {
namespace {

/// Further from a name than this, an address belongs to a function that has none.
constexpr std::uint64_t kLongestFunction = std::uint64_t{1} << 20;

std::string demangled(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), &std::free);
  return status == 0 && text ? text.get() : name;
}

}  // namespace

/// The files of one process with their symbols.
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
    const auto& names = names_of(segment->path);
    const auto after = names.upper_bound(static_cast<std::uint32_t>(frame.offset));
    if (after == names.begin()) return {frame};
    const auto& [begin, name] = *std::prev(after);
    if (frame.offset - begin < kLongestFunction) frame.function = demangled(name);
    return {frame};
  }

 private:
  const std::map<std::uint32_t, std::string>& names_of(const std::string& path) {
    const auto [entry, is_new] = names_.try_emplace(path);
    if (is_new) entry->second = read_pe_symbols(path);
    return entry->second;
  }

  ModuleMap map_;
  std::map<std::string, std::map<std::uint32_t, std::string>> names_;
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
