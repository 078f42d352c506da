// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a .vstpreset file.

#include <span>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "host/vst3/preset_file.hpp"

namespace attacca::fuzz {
namespace {

void check(std::span<const std::byte> bytes) {
  const auto read = host::read_preset_file(bytes);
  if (!read) {
    require(is_one_clear_line(read.error().message), "a refusal is one clear line");
    return;
  }
  const std::size_t held =
      read->component.size() + read->controller.size() + read->meta_info.size();
  require(held <= 3 * bytes.size(), "what is read lies in the file");
  const auto written = host::write_preset_file(*read);
  const auto again = host::read_preset_file(written);
  require(again.has_value(), "what was written can be read");
  require(again->class_id == read->class_id && again->component == read->component &&
              again->controller == read->controller && again->meta_info == read->meta_info,
          "reading, writing and reading gives the same");
  require(host::write_preset_file(*again) == written, "and the same bytes");
  require(!host::read_preset_file(std::span(written).first(written.size() - 1)).has_value(),
          "a cut one is refused");
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check({reinterpret_cast<const std::byte*>(data), size});
  return 0;
}
