// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/symbolizer.hpp"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include <cxxabi.h>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwelf.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <gelf.h>
#include <unistd.h>

namespace attacca::host {
namespace {

std::string demangled(const char* name) {
  if (name == nullptr) return {};
  // The C library's functions carry a version, "read@@GLIBC_2.2.5".
  const std::string plain(name, std::strcspn(name, "@"));
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(plain.c_str(), nullptr, nullptr, &status), &std::free);
  return status == 0 && text ? text.get() : plain;
}

std::string without_folder(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

class OpenElf {
 public:
  explicit OpenElf(const std::string& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (file_ >= 0) elf_ = elf_begin(file_, ELF_C_READ_MMAP, nullptr);
  }
  ~OpenElf() {
    elf_end(elf_);
    if (file_ >= 0) close(file_);
  }
  OpenElf(const OpenElf&) = delete;
  OpenElf& operator=(const OpenElf&) = delete;

  [[nodiscard]] Elf* get() const noexcept { return elf_; }
  /// The caller closes it.
  [[nodiscard]] int release_file() noexcept { return std::exchange(file_, -1); }

 private:
  int file_;
  Elf* elf_ = nullptr;
};

/// What the dynamic loader added to the addresses in the file to get those in the process.
std::optional<std::uint64_t> load_bias(const MappedSegment& segment) {
  const OpenElf file(segment.path);
  std::size_t count = 0;
  if (file.get() == nullptr || elf_getphdrnum(file.get(), &count) != 0) return std::nullopt;
  for (std::size_t i = 0; i < count; ++i) {
    GElf_Phdr header;
    if (gelf_getphdr(file.get(), static_cast<int>(i), &header) == nullptr) continue;
    if (header.p_type != PT_LOAD || (header.p_flags & PF_X) == 0) continue;
    // Whole pages are mapped, so that a mapping begins before its segment does.
    const std::uint64_t page = header.p_align > 1 ? header.p_align : 4096;
    const std::uint64_t begin = header.p_offset - header.p_offset % page;
    if (segment.offset < begin || segment.offset >= header.p_offset + header.p_filesz) continue;
    return segment.begin - (header.p_vaddr - header.p_offset + segment.offset);
  }
  return std::nullopt;
}

bool same_build(Dwfl_Module* module, Elf* elf) {
  const unsigned char* id = nullptr;
  GElf_Addr at = 0;
  const int size = dwfl_module_build_id(module, &id, &at);
  const void* other = nullptr;
  const ssize_t other_size = dwelf_elf_gnu_build_id(elf, &other);
  return size > 0 && other_size == size &&
         std::memcmp(id, other, static_cast<std::size_t>(size)) == 0;
}

/// Looks where others look, and then where attacca_add_plugin leaves the symbols of a bundle: in
/// lib/ beside the folder plugins/ that has the bundle.
int find_debug_info(Dwfl_Module* module, void** user, const char* name, Dwarf_Addr base,
                    const char* file, const char* link, GElf_Word crc, char** found) {
  const int standard =
      dwfl_standard_find_debuginfo(module, user, name, base, file, link, crc, found);
  if (standard >= 0 || file == nullptr || link == nullptr) return standard;
  constexpr int kDepth = 5;  // plugins/Name.vst3/Contents/x86_64-linux/Name.so
  std::filesystem::path folder = file;
  for (int i = 0; i < kDepth && folder.has_relative_path(); ++i) {
    folder = folder.parent_path();
    if (folder.filename() != "plugins") continue;
    const std::string path = folder.parent_path() / "lib" / without_folder(link);
    OpenElf debug(path);
    if (debug.get() == nullptr || !same_build(module, debug.get())) continue;
    *found = strdup(path.c_str());
    return debug.release_file();
  }
  return -1;
}

const Dwfl_Callbacks kCallbacks{nullptr, find_debug_info, dwfl_offline_section_address, nullptr};

/// The name of a function or of an inlined call of one.
std::string name_of(Dwarf_Die& die) {
  Dwarf_Attribute attribute;
  for (const unsigned int kind : {DW_AT_linkage_name, DW_AT_MIPS_linkage_name, DW_AT_name}) {
    if (dwarf_attr_integrate(&die, kind, &attribute) == nullptr) continue;
    if (const char* const name = dwarf_formstring(&attribute)) return demangled(name);
  }
  return {};
}

/// Where an inlined function was called.
void locate_call(Dwarf_Die& unit, Dwarf_Die& inlined, SourceFrame& frame) {
  Dwarf_Attribute attribute;
  Dwarf_Word number = 0;
  if (dwarf_formudata(dwarf_attr(&inlined, DW_AT_call_line, &attribute), &number) == 0) {
    frame.line = static_cast<int>(number);
  }
  Dwarf_Files* files = nullptr;
  std::size_t count = 0;
  if (dwarf_formudata(dwarf_attr(&inlined, DW_AT_call_file, &attribute), &number) != 0 ||
      dwarf_getsrcfiles(&unit, &files, &count) != 0) {
    return;
  }
  if (const char* const path = dwarf_filesrc(files, number, nullptr, nullptr)) frame.file = path;
}

}  // namespace

/// The files of one process as elfutils sees them.
class Symbolizer::Modules {
 public:
  explicit Modules(ModuleMap map) : map_(std::move(map)), dwfl_(dwfl_begin(&kCallbacks)) {
    elf_version(EV_CURRENT);
  }
  ~Modules() { dwfl_end(dwfl_); }
  Modules(const Modules&) = delete;
  Modules& operator=(const Modules&) = delete;

  std::vector<SourceFrame> frames_at(std::uint64_t address) {
    SourceFrame frame;
    frame.offset = address;
    const MappedSegment* const segment = map_.find(address);
    if (segment == nullptr) return {frame};
    frame.module = segment->path;
    frame.offset = address - segment->begin + segment->offset;
    const Known& known = module_of(*segment);
    if (known.module == nullptr) return {frame};
    frame.offset = address - known.bias;
    frame.function = demangled(dwfl_module_addrname(known.module, address));
    if (Dwfl_Line* const line = dwfl_module_getsrc(known.module, address)) {
      const char* const file = dwfl_lineinfo(line, nullptr, &frame.line, nullptr, nullptr, nullptr);
      if (file != nullptr) frame.file = file;
    }
    return with_inlined(known.module, address, std::move(frame));
  }

 private:
  struct Known {
    Dwfl_Module* module = nullptr;
    std::uint64_t bias = 0;
  };

  const Known& module_of(const MappedSegment& segment) {
    // A file may be there twice, loaded by different linker namespaces.
    const auto [entry, is_new] = known_.try_emplace({segment.path, segment.begin});
    if (!is_new || !segment.is_file_there || dwfl_ == nullptr) return entry->second;
    const auto bias = load_bias(segment);
    if (!bias) return entry->second;
    dwfl_report_begin_add(dwfl_);
    entry->second.module =
        dwfl_report_elf(dwfl_, segment.path.c_str(), segment.path.c_str(), -1, *bias, true);
    entry->second.bias = *bias;
    dwfl_report_end(dwfl_, nullptr, nullptr);
    return entry->second;
  }

  /// `frame` is how the address looks without knowledge of inlining.
  static std::vector<SourceFrame> with_inlined(Dwfl_Module* module, std::uint64_t address,
                                               SourceFrame frame) {
    std::vector<SourceFrame> frames;
    Dwarf_Addr bias = 0;
    Dwarf_Die* const unit = dwfl_module_addrdie(module, address, &bias);
    Dwarf_Die* scopes = nullptr;
    int count = unit != nullptr ? dwarf_getscopes(unit, address - bias, &scopes) : 0;
    if (count > 0) {
      // These lead on to where the inlined function stands; its own parents say who inlined it.
      Dwarf_Die innermost = scopes[0];
      std::free(std::exchange(scopes, nullptr));
      count = dwarf_getscopes_die(&innermost, &scopes);
    }
    for (int i = 0; i < count; ++i) {
      const int tag = dwarf_tag(&scopes[i]);
      if (tag == DW_TAG_subprogram) {
        if (frame.function.empty()) frame.function = name_of(scopes[i]);
        break;
      }
      if (tag != DW_TAG_inlined_subroutine) continue;
      SourceFrame inlined = frame;
      inlined.function = name_of(scopes[i]);
      inlined.is_inlined = true;
      if (!inlined.function.empty()) frames.push_back(std::move(inlined));
      locate_call(*unit, scopes[i], frame);
    }
    std::free(scopes);
    frames.push_back(std::move(frame));
    return frames;
  }

  ModuleMap map_;
  Dwfl* dwfl_;
  std::map<std::pair<std::string, std::uint64_t>, Known> known_;
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
