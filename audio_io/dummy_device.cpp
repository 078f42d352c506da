// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <cmath>
#include <thread>
#include <vector>

#include <time.h>

#include "audio_io/audio_device.hpp"

namespace attacca::audio_io {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

class DummyDevice final : public AudioDevice {
 public:
  explicit DummyDevice(const AudioSettings& settings)
      : settings_(settings),
        samples_((std::size_t{settings.inputs} + settings.outputs) * settings.period) {
    for (std::uint32_t i = 0; i < settings.inputs + settings.outputs; ++i) {
      channels_.push_back(samples_.data() + std::size_t{i} * settings.period);
    }
  }
  ~DummyDevice() override { DummyDevice::stop(); }

  [[nodiscard]] std::string_view backend() const noexcept override { return "dummy"; }
  [[nodiscard]] double sample_rate() const noexcept override { return settings_.sample_rate; }
  [[nodiscard]] std::uint32_t period() const noexcept override { return settings_.period; }
  [[nodiscard]] std::uint32_t most_frames() const noexcept override { return settings_.period; }

  Result<void> start(AudioCallback& callback) override {
    thread_ = std::thread([this, &callback] { run(callback); });
    return {};
  }
  void stop() noexcept override {
    quit_.store(true, std::memory_order_relaxed);
    if (thread_.joinable()) thread_.join();
  }
  void set_latency(std::uint32_t /*frames*/) noexcept override {}
  [[nodiscard]] std::uint64_t missed_periods() const noexcept override {
    return missed_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::optional<std::string> lost() override { return std::nullopt; }

 private:
  static std::int64_t now() noexcept {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * kSecond + time.tv_nsec;
  }

  /// Due times follow from the number of the period, so that no rounding adds up.
  void run(AudioCallback& callback) noexcept {
    const double length = settings_.period / settings_.sample_rate * static_cast<double>(kSecond);
    std::int64_t began = now();
    std::int64_t periods = 0;
    while (!quit_.load(std::memory_order_relaxed)) {
      const std::span<float* const> all(channels_);
      callback.process({.frames = settings_.period,
                        .inputs = all.first(settings_.inputs),
                        .outputs = all.subspan(settings_.inputs),
                        .midi_in = {},
                        .midi_out = nullptr});
      ++periods;
      const std::int64_t due = began + std::llround(length * static_cast<double>(periods));
      if (now() > due) {
        missed_.fetch_add(1, std::memory_order_relaxed);
        began = now();
        periods = 0;
        continue;
      }
      const timespec until{due / kSecond, due % kSecond};
      ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
    }
  }

  const AudioSettings settings_;
  std::vector<float> samples_;
  std::vector<float*> channels_;
  std::atomic<bool> quit_{false};
  std::atomic<std::uint64_t> missed_{0};
  std::thread thread_;
};

}  // namespace

std::unique_ptr<AudioDevice> open_dummy(const AudioSettings& settings) {
  return std::make_unique<DummyDevice>(settings);
}

}  // namespace attacca::audio_io
