// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <memory>
#include <new>

#include <zstd.h>

#include "base/limits.hpp"
#include "state/compression.hpp"
#include "state/state.hpp"

namespace attacca::core {
namespace {

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
};

std::string pack(std::string_view text) {
  const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  if (context == nullptr) throw std::bad_alloc();
  // A sum, so that damage is found however small.
  (void)ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string bytes(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), bytes.data(), bytes.size(), text.data(), text.size());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // there is nothing else that it lacks
  bytes.resize(size);
  return bytes;
}

Result<std::string> unpack(std::string_view bytes) {
  constexpr std::string_view kDamaged = "the project or preset file is damaged, try an older copy";
  const auto refused = [&](const char* why) -> Result<std::string> {
    return tl::unexpected<Error>(cannot_load(why, kDamaged));
  };
  const std::size_t frame = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
  if (ZSTD_isError(frame) != 0) return refused("it is compressed, and cut off or damaged");
  if (!state_text(bytes.substr(frame)).empty()) return refused("it has more behind its end");
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), frame);
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR) {
    return refused("it is compressed, and does not say how long it is");
  }
  if (size > kMostStateBytes) return refused("it is longer than 16 MiB");
  std::string text(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(text.data(), text.size(), bytes.data(), frame);
  if (ZSTD_isError(got) != 0 || got != text.size()) {
    return refused("it is compressed, and damaged");
  }
  return text;
}

constexpr Compression kZstandard = {pack, unpack};

}  // namespace

const Compression* compression() noexcept {
  return &kZstandard;
}

}  // namespace attacca::core
