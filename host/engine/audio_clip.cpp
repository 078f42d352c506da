// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/audio_clip.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <system_error>

#include <samplerate.h>
#include <sndfile.h>

#include "files/file.hpp"
#include "host/engine/sound_file.hpp"
#include "host/engine/wave_sizes.hpp"
#include "host/plugin/channel_fold.hpp"

namespace attacca::host {

namespace {

struct CloseSoundFile {
  void operator()(SNDFILE* file) const { sf_close(file); }
};
using SoundFile = std::unique_ptr<SNDFILE, CloseSoundFile>;

constexpr std::int64_t kMaxSamples = std::int64_t{1} << 30;  // 4 GiB of floats
constexpr std::size_t kChunkFrames = 16384;

std::vector<float> interleaved(const AudioClip& clip) {
  const std::size_t channels = clip.channels.size();
  std::vector<float> samples(clip.frames() * channels);
  for (std::size_t channel = 0; channel < channels; ++channel) {
    for (std::size_t i = 0; i < clip.frames(); ++i) {
      samples[i * channels + channel] = clip.channels[channel][i];
    }
  }
  return samples;
}

std::vector<std::vector<float>> split(const std::vector<float>& samples, std::size_t channels) {
  const std::size_t frames = samples.size() / channels;
  std::vector<std::vector<float>> result(channels, std::vector<float>(frames));
  for (std::size_t channel = 0; channel < channels; ++channel) {
    for (std::size_t i = 0; i < frames; ++i) result[channel][i] = samples[i * channels + channel];
  }
  return result;
}

/// The library's reason, unless it is one about itself.
std::string why_not_read(const std::filesystem::path& path) {
  const std::string reason = sf_strerror(nullptr);
  std::error_code error;
  const bool is_there = std::filesystem::exists(path, error);
  const bool is_about_itself = reason.starts_with("Internal error") ||
                               (is_there && reason.find("does not exist") != reason.npos);
  return is_about_itself ? "it is damaged, or of a kind that is not supported" : reason;
}

}  // namespace

Result<AudioClip> read_audio_file(const std::filesystem::path& path) {
  // Here already: libsndfile would wait for a pipe.
  if (const auto opened = files::open_regular_file(path); !opened) {
    return tl::unexpected(opened.error());
  }
  if (auto whole = check_wave_sizes(path); !whole) return tl::unexpected(whole.error());
  SF_INFO info{};
  const SoundFile file(open_sound_file(path, SFM_READ, info));
  if (!file) return fail("cannot read audio from " + path.string() + ": " + why_not_read(path));
  if (info.frames <= 0 || info.channels <= 0) {
    return fail(path.string() + " holds no audio");
  }
  if (info.samplerate < kLowestRate || info.samplerate > kHighestRate) {
    return fail(path.string() + " has a sample rate of " + std::to_string(info.samplerate) +
                " Hz; expected 1000 to 1000000 Hz");
  }
  if (info.frames > kMaxSamples / info.channels) {
    return fail(path.string() + " is too long: it is kept in memory as a whole");
  }
  const auto channels = static_cast<std::size_t>(info.channels);
  std::vector<float> samples(static_cast<std::size_t>(info.frames) * channels);
  const sf_count_t got = sf_readf_float(file.get(), samples.data(), info.frames);
  if (got != info.frames) {
    return fail(path.string() + " is truncated: it has " + std::to_string(got) + " of " +
                std::to_string(info.frames) + " frames");
  }
  AudioClip clip;
  clip.sample_rate = info.samplerate;
  clip.channels = split(samples, channels);
  return clip;
}

Result<void> write_wav(const std::filesystem::path& path, const AudioClip& clip) {
  if (clip.channels.empty()) return fail("cannot write " + path.string() + ": it has no channels");
  SF_INFO info{};
  info.samplerate = static_cast<int>(std::lround(clip.sample_rate));
  info.channels = static_cast<int>(clip.channels.size());
  info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
  SoundFile file(open_sound_file(path, SFM_WRITE, info));
  if (!file) return fail("cannot write " + path.string() + ": " + sf_strerror(nullptr));
  const std::vector<float> samples = interleaved(clip);
  const auto frames = static_cast<sf_count_t>(clip.frames());
  const bool written = sf_writef_float(file.get(), samples.data(), frames) == frames;
  if (sf_close(file.release()) != 0 || !written) {
    return fail("cannot write " + path.string() + "; is the disk full?");
  }
  return {};
}

Result<AudioClip> resample(AudioClip clip, double sample_rate) {
  const double ratio = sample_rate / clip.sample_rate;
  if (ratio == 1.0 || clip.frames() == 0) {
    clip.sample_rate = sample_rate;
    return clip;
  }
  if (src_is_valid_ratio(ratio) == 0) {
    return fail("cannot resample from " + std::to_string(clip.sample_rate) + " to " +
                std::to_string(sample_rate) + " Hz: the ratio is too large");
  }
  const double samples =
      static_cast<double>(clip.frames()) * ratio * static_cast<double>(clip.channels.size());
  if (samples > static_cast<double>(kMaxSamples)) {
    return fail("cannot resample from " + std::to_string(clip.sample_rate) + " to " +
                std::to_string(sample_rate) + " Hz: the result would not fit into memory");
  }
  const std::vector<float> in = interleaved(clip);
  const auto frames =
      static_cast<std::size_t>(std::llround(static_cast<double>(clip.frames()) * ratio));
  std::vector<float> out((frames + kChunkFrames) * clip.channels.size());
  SRC_DATA data{};
  data.data_in = in.data();
  data.data_out = out.data();
  data.input_frames = static_cast<long>(clip.frames());
  data.output_frames = static_cast<long>(frames + kChunkFrames);
  data.src_ratio = ratio;
  const int error =
      src_simple(&data, SRC_SINC_BEST_QUALITY, static_cast<int>(clip.channels.size()));
  if (error != 0) return fail(std::string("cannot resample: ") + src_strerror(error));
  out.resize(static_cast<std::size_t>(data.output_frames_gen) * clip.channels.size());
  AudioClip result;
  result.sample_rate = sample_rate;
  result.channels = split(out, clip.channels.size());
  return result;
}

AudioClip with_channels(AudioClip clip, std::size_t channels) {
  const std::size_t frames = clip.frames();
  const std::size_t count = clip.channels.size();
  for_each_folded(count, channels, [&](std::size_t from, std::size_t to, float gain) {
    for (std::size_t i = 0; i < frames; ++i) {
      clip.channels[to][i] += gain * clip.channels[from][i];
    }
  });
  if (channels == 1 && count > 1) {
    for (float& sample : clip.channels.front()) sample /= static_cast<float>(count);
  }
  if (count == 1) {
    while (clip.channels.size() < channels) clip.channels.push_back(clip.channels.front());
  }
  clip.channels.resize(channels, std::vector<float>(frames, 0.0f));
  return clip;
}

}  // namespace attacca::host
