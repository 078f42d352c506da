// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/wav_recorder.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include <sndfile.h>

#include "host/engine/sound_file.hpp"

namespace attacca::host {
namespace {

/// A RIFF file counts its bytes in 32 bits; some are for headers.
constexpr std::uint64_t kMostWavBytes = 0xffffffffu - (std::uint64_t{1} << 20);

}  // namespace

/// A ring of interleaved frames. `pushed` is written by the audio thread alone and `written` by the
/// disk thread alone, each with release; both only grow.
struct WavRecorder::Impl {
  SNDFILE* file = nullptr;
  std::filesystem::path path;
  std::size_t channels = 0;
  std::size_t capacity = 0;  // frames
  std::vector<float> ring;
  std::atomic<std::uint64_t> pushed{0};
  std::atomic<std::uint64_t> written{0};
  std::atomic<std::uint64_t> lost{0};
  std::atomic<bool> ending{false};
  bool disk_failed = false;  // disk thread only, until it is joined
  std::thread disk;

  ~Impl() {
    end();
    if (file != nullptr) sf_close(file);
  }

  void end() {
    ending.store(true, std::memory_order_release);
    if (disk.joinable()) disk.join();
  }

  void write_available() {
    for (;;) {
      const std::uint64_t from = written.load(std::memory_order_relaxed);
      const std::uint64_t to = pushed.load(std::memory_order_acquire);
      if (from == to) return;
      const std::size_t start = static_cast<std::size_t>(from % capacity);
      const std::size_t frames = std::min(static_cast<std::size_t>(to - from), capacity - start);
      const auto count = static_cast<sf_count_t>(frames);
      if (!disk_failed && sf_writef_float(file, ring.data() + start * channels, count) != count) {
        disk_failed = true;
      }
      written.store(from + frames, std::memory_order_release);
    }
  }

  // Looks every few milliseconds: waking it would cost the audio thread a system call.
  void disk_main() {
    while (!ending.load(std::memory_order_acquire)) {
      write_available();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    write_available();
  }
};

WavRecorder::WavRecorder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WavRecorder::~WavRecorder() = default;

Result<std::unique_ptr<WavRecorder>> WavRecorder::create(const std::filesystem::path& path,
                                                         double sample_rate, std::uint32_t channels,
                                                         double seconds_buffered,
                                                         std::uint64_t expected_frames) {
  SF_INFO info{};
  info.samplerate = static_cast<int>(std::lround(sample_rate));
  info.channels = static_cast<int>(channels);
  const std::uint64_t frame_bytes = sizeof(float) * channels;
  const bool is_long = expected_frames > kMostWavBytes / frame_bytes;
  info.format = (is_long ? SF_FORMAT_RF64 : SF_FORMAT_WAV) | SF_FORMAT_FLOAT;
  auto impl = std::make_unique<Impl>();
  auto file = create_sound_file(path, info);
  if (!file) return fail("cannot write " + path.string() + ": " + file.error().message);
  impl->file = *file;
  // It would hold the time of writing: two renderings of the same would differ.
  (void)sf_command(impl->file, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
  impl->path = path;
  impl->channels = channels;
  impl->capacity =
      std::max<std::size_t>(static_cast<std::size_t>(sample_rate * seconds_buffered), 16384);
  impl->ring.resize(impl->capacity * channels);
  impl->disk = std::thread([raw = impl.get()] { raw->disk_main(); });
  return std::unique_ptr<WavRecorder>(new WavRecorder(std::move(impl)));
}

bool WavRecorder::has_room(std::uint32_t frames) const noexcept {
  const std::uint64_t used = impl_->pushed.load(std::memory_order_relaxed) -
                             impl_->written.load(std::memory_order_acquire);
  return used + frames <= impl_->capacity;
}

bool WavRecorder::push(std::span<const float* const> channels, std::uint32_t frames) noexcept {
  Impl& impl = *impl_;
  if (!has_room(frames) || channels.size() != impl.channels) {
    impl.lost.fetch_add(frames, std::memory_order_relaxed);
    return false;
  }
  const std::uint64_t at = impl.pushed.load(std::memory_order_relaxed);
  std::size_t place = static_cast<std::size_t>(at % impl.capacity);
  for (std::uint32_t i = 0; i < frames; ++i) {
    float* const frame = impl.ring.data() + place * impl.channels;
    for (std::size_t channel = 0; channel < impl.channels; ++channel) {
      frame[channel] = channels[channel][i];
    }
    if (++place == impl.capacity) place = 0;
  }
  impl.pushed.store(at + frames, std::memory_order_release);
  return true;
}

Result<void> WavRecorder::finish() {
  impl_->end();
  const bool closed = impl_->file == nullptr || sf_close(impl_->file) == 0;
  impl_->file = nullptr;
  if (impl_->disk_failed || !closed) {
    return fail("cannot write " + impl_->path.string() + "; is the disk full?");
  }
  if (const std::uint64_t lost = impl_->lost.load(); lost > 0) {
    return fail(impl_->path.string() + " misses " + std::to_string(lost) +
                " frames: the disk was too slow");
  }
  return {};
}

}  // namespace attacca::host
