// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a program file, true or not: ELF, PE or Mach-O.

#include <span>
#include <string>

#include "binary/binary_image.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "package/macos_signature.hpp"
#include "package/records.hpp"

namespace attacca::fuzz {
namespace {

using binary::BinaryImage;
using binary::BinarySection;
using binary::BinarySlice;

bool lies_in(std::uint64_t offset, std::uint64_t size, std::uint64_t all) {
  return offset <= all && size <= all - offset;
}

void check_slice(const binary::BinarySlice& slice, std::uint64_t file_size) {
  require(is_one_clear_line(slice.architecture), "an architecture has a name");
  require(lies_in(slice.offset, slice.size, file_size), "a part lies in its file");
  for (const binary::BinarySection& section : slice.sections) {
    require(lies_in(section.offset, section.size, file_size), "a section lies in its file");
  }
  std::uint64_t names = 0;
  for (const std::string& name : slice.exports) names += name.size();
  require(names <= std::uint64_t{64} << 20, "a file cannot make us hold any amount of names");
}

bool same(const binary::BinaryImage& a, const binary::BinaryImage& b) {
  if (a.format != b.format || a.slices.size() != b.slices.size()) return false;
  for (std::size_t i = 0; i < a.slices.size(); ++i) {
    if (a.slices[i].exports != b.slices[i].exports) return false;
    if (a.slices[i].sections.size() != b.slices[i].sections.size()) return false;
  }
  return true;
}

/// What macOS would ask of it; signing anew leaves what can be read, with a signature that fits.
void check_signing(std::span<const std::byte> file, const binary::BinaryImage& image) {
  for (const binary::BinarySlice& slice : image.slices) {
    const auto part =
        file.subspan(static_cast<std::size_t>(slice.offset), static_cast<std::size_t>(slice.size));
    for (const std::string& problem : package::check_signature(part).problems) {
      require(is_one_clear_line(problem), "what is wrong with a signature is one clear line");
    }
  }
  const auto made = package::sign_ad_hoc(file, {"org.attacca.fuzzed", "<plist/>", "<files/>"});
  if (!made) {
    require(is_one_clear_line(made.error().message), "a refusal to sign is one clear line");
    return;
  }
  const auto again = binary::read_binary_image(*made);
  require(again.has_value() && again->slices.size() == image.slices.size(),
          "what was signed is read as before");
  for (const binary::BinarySlice& slice : again->slices) {
    const auto part = std::span(*made).subspan(static_cast<std::size_t>(slice.offset),
                                               static_cast<std::size_t>(slice.size));
    const auto report = package::check_signature(part);
    if (report.signing == package::Signing::unread) continue;  // of an older kind
    require(report.signing == package::Signing::present && report.problems.empty(),
            "what was signed has a signature that fits");
  }
}

void check(std::span<const std::byte> file) {
  const auto image = binary::read_binary_image(file);
  // Records are found in what is no program file too.
  const binary::BinaryImage* const found = image ? &*image : nullptr;
  const auto identity = package::find_build_identity(file, found);
  if (identity) require(!identity->plugin.empty(), "an identity names its plugin");
  for (const auto& plugin : package::find_plugin_metadata(file, found)) {
    require(plugin.vst3_class.empty() || plugin.vst3_class.size() == 32, "class ids have a form");
  }
  if (!image) {
    require(is_one_clear_line(image.error().message), "a refusal is one clear line");
    return;
  }
  require(!image->slices.empty(), "a program file is for some machine");
  for (const binary::BinarySlice& slice : image->slices) check_slice(slice, file.size());
  for (const std::string& name : image->slices[0].exports) {
    require(image->slices[0].exports_symbol(name), "what is exported is found");
  }
  if (image->format == binary::ObjectFormat::macho) check_signing(file, *image);
  const auto again = binary::read_binary_image(file);
  require(again.has_value() && same(*image, *again), "the same file says the same");
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check(std::as_bytes(std::span(data, size)));
  return 0;
}
