// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>

#include "abi/clap/stream.hpp"
#include "host/clap/clap_instance.hpp"

namespace attacca::host {

namespace {

constexpr std::size_t kMaxState = std::size_t{1} << 30;

struct Writer {
  std::vector<std::byte> bytes;
  std::size_t chunk;
  OffenceList& offences;
};

struct Reader {
  std::span<const std::byte> bytes;
  std::size_t chunk;
  OffenceList& offences;
};

std::uint64_t chunk_of(std::size_t chunk, std::uint64_t size) {
  return chunk > 0 ? std::min<std::uint64_t>(size, chunk) : size;
}

std::int64_t write_bytes(const clap::OStream* stream, const void* buffer, std::uint64_t size) {
  auto& writer = *static_cast<Writer*>(stream->ctx);
  if (buffer == nullptr && size > 0) {
    writer.offences.add(OffenceKind::state_stream_misused);
    return -1;
  }
  const std::uint64_t count = chunk_of(writer.chunk, size);
  if (count > kMaxState - writer.bytes.size()) return -1;
  const auto* const begin = static_cast<const std::byte*>(buffer);
  writer.bytes.insert(writer.bytes.end(), begin, begin + count);
  return static_cast<std::int64_t>(count);
}

std::int64_t read_bytes(const clap::IStream* stream, void* buffer, std::uint64_t size) {
  auto& reader = *static_cast<Reader*>(stream->ctx);
  if (buffer == nullptr && size > 0) {
    reader.offences.add(OffenceKind::state_stream_misused);
    return -1;
  }
  const auto count = static_cast<std::size_t>(
      std::min<std::uint64_t>(chunk_of(reader.chunk, size), reader.bytes.size()));
  if (count > 0) std::memcpy(buffer, reader.bytes.data(), count);
  reader.bytes = reader.bytes.subspan(count);
  return static_cast<std::int64_t>(count);
}

}  // namespace

Result<std::vector<std::byte>> ClapInstance::save_state() {
  if (state_ == nullptr) return fail(description_.name + " has no state to save");
  Writer writer{{}, profile_.stream_chunk, offences_};
  const clap::OStream stream{&writer, write_bytes};
  if (!state_->save(plugin_, &stream)) return fail(description_.name + " could not save its state");
  return std::move(writer.bytes);
}

Result<void> ClapInstance::do_load_state(std::span<const std::byte> state) {
  if (state_ == nullptr) return fail(description_.name + " has no state to load");
  Reader reader{state, profile_.stream_chunk, offences_};
  const clap::IStream stream{&reader, read_bytes};
  if (!state_->load(plugin_, &stream)) return fail(description_.name + " refused the state");
  return {};
}

}  // namespace attacca::host
