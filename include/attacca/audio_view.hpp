// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Three ways to go through audio: by channel, by frame, by block. AudioBuffer and AudioInput are
// such views:
//
//     for (std::size_t c = 0; c < buffer.channels(); ++c) filter(c, buffer.channel(c));
//     for (auto frame : buffer.each_frame()) for (float& sample : frame) sample *= gain.next();
//     for (auto block : buffer.each_block(32)) process(block);  // 32 frames, the last one fewer
//
// Audio thread; nothing is copied, and nothing is owned: valid until process() returns. Indices are
// not checked: stay below channels() and frames().

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace attacca {

/// The samples of all channels at one moment. All members [audio].
template <typename Sample>
class AudioFrame {
 public:
  AudioFrame(std::span<Sample* const> channels, std::uint32_t frame) noexcept
      : channels_(channels), frame_(frame) {}

  /// How many channels.
  [[nodiscard]] std::size_t size() const noexcept { return channels_.size(); }
  [[nodiscard]] Sample& operator[](std::size_t channel) const noexcept {
    return channels_[channel][frame_];
  }

  class Iterator {
   public:
    Iterator(Sample* const* channel, std::uint32_t frame) noexcept
        : channel_(channel), frame_(frame) {}
    Sample& operator*() const noexcept { return (*channel_)[frame_]; }
    Iterator& operator++() noexcept {
      ++channel_;
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) noexcept = default;

   private:
    Sample* const* channel_;
    std::uint32_t frame_;
  };
  [[nodiscard]] Iterator begin() const noexcept { return {channels_.data(), frame_}; }
  [[nodiscard]] Iterator end() const noexcept {
    return {channels_.data() + channels_.size(), frame_};
  }

 private:
  std::span<Sample* const> channels_;
  std::uint32_t frame_;
};

/// A view of audio: channels × frames of `Sample` (float or double, const where nothing may be
/// written), not interleaved. Owns nothing. All members [audio].
template <typename Sample>
class AudioView {
 public:
  AudioView() = default;
  /// Frames [from, from + frames) of `channels`.
  AudioView(std::span<Sample* const> channels, std::uint32_t frames,
            std::uint32_t from = 0) noexcept
      : channels_(channels), frames_(frames), from_(from) {}
  /// The same, not to be written.
  template <typename Other>
    requires std::is_same_v<Sample, const Other>
  AudioView(const AudioView<Other>& view) noexcept  // NOLINT: as with spans
      : channels_(view.channels_), frames_(view.frames_), from_(view.from_) {}

  [[nodiscard]] std::size_t channels() const noexcept { return channels_.size(); }
  [[nodiscard]] std::uint32_t frames() const noexcept { return frames_; }
  [[nodiscard]] bool empty() const noexcept { return channels_.empty() || frames_ == 0; }

  /// The samples of channel `index` (0-based, below channels()).
  [[nodiscard]] std::span<Sample> channel(std::size_t index) const noexcept {
    return {channels_[index] + from_, frames_};
  }
  /// Sample `frame` of channel `index`.
  [[nodiscard]] Sample& sample(std::size_t index, std::uint32_t frame) const noexcept {
    return channels_[index][from_ + frame];
  }
  /// All channels at `frame`.
  [[nodiscard]] AudioFrame<Sample> frame(std::uint32_t frame) const noexcept {
    return {channels_, from_ + frame};
  }
  /// Frames [from, from + frames), which are there.
  [[nodiscard]] AudioView block(std::uint32_t from, std::uint32_t frames) const noexcept {
    return {channels_, frames, from_ + from};
  }

  /// Frame by frame, as a range. Loops over one channel at a time are faster.
  [[nodiscard]] auto each_frame() const noexcept { return Parts<EachFrame>{*this, {}}; }
  /// Block by block, as a range: `frames` each, at least 1; the last one has what is left.
  [[nodiscard]] auto each_block(std::uint32_t frames) const noexcept {
    return blocks_of<AudioView>(*this, frames);
  }

 protected:
  template <typename>
  friend class AudioView;

  struct EachFrame {
    [[nodiscard]] static std::uint32_t step() noexcept { return 1; }
    static AudioFrame<Sample> part(const AudioView& view, std::uint32_t at) noexcept {
      return view.frame(at);
    }
  };
  template <typename View>
  struct EachBlock {
    std::uint32_t frames;
    [[nodiscard]] std::uint32_t step() const noexcept { return frames; }
    [[nodiscard]] View part(const AudioView& view, std::uint32_t at) const noexcept {
      return View(view.block(at, std::min(frames, view.frames() - at)));
    }
  };
  /// A range of parts of a view.
  template <typename Each>
  class Parts {
   public:
    Parts(const AudioView& view, Each each) noexcept : view_(view), each_(each) {}

    class Iterator {
     public:
      Iterator(const Parts& parts, std::uint32_t at) noexcept : parts_(&parts), at_(at) {}
      auto operator*() const noexcept { return parts_->each_.part(parts_->view_, at_); }
      Iterator& operator++() noexcept {
        at_ += std::min(parts_->each_.step(), parts_->view_.frames() - at_);
        return *this;
      }
      friend bool operator==(const Iterator& a, const Iterator& b) noexcept {
        return a.at_ == b.at_;
      }

     private:
      const Parts* parts_;
      std::uint32_t at_;
    };
    [[nodiscard]] Iterator begin() const noexcept { return {*this, 0}; }
    [[nodiscard]] Iterator end() const noexcept { return {*this, view_.frames()}; }

   private:
    AudioView view_;
    Each each_;
  };

  template <typename View>
  static Parts<EachBlock<View>> blocks_of(const AudioView& view, std::uint32_t frames) noexcept {
    return {view, {std::max<std::uint32_t>(frames, 1)}};
  }

  std::span<Sample* const> channels_;
  std::uint32_t frames_ = 0;
  std::uint32_t from_ = 0;
};

/// Audio that must not be written, such as a side-chain.
using AudioInput = AudioView<const float>;
using AudioInput64 = AudioView<const double>;

}  // namespace attacca
