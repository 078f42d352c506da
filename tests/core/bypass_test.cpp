// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/bypass.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "attacca/double_precision.hpp"
#include "test_plugin.hpp"

namespace attacca::test {

namespace {

/// Says a latency and puts out -1 everywhere.
class Bypassed final : public Plugin, public DoublePrecision {
 public:
  static constexpr PluginInfo info{.id = "org.attacca.bypassed", .name = "B", .vendor = "Attacca"};

  [[nodiscard]] std::span<const AudioLayout> layouts() const noexcept override { return offered; }
  bool initialize(const AudioLayout&, const BufferConfig&, InitContext& context) override {
    context.set_latency(latency);
    return true;
  }
  ProcessStatus process(AudioBuffer& buffer, AuxBuffers& aux, ProcessContext&) noexcept override {
    return fill(buffer, aux);
  }
  ProcessStatus process(AudioBuffer64& buffer, AuxBuffers64& aux,
                        ProcessContext&) noexcept override {
    return fill(buffer, aux);
  }
  template <typename Sample>
  ProcessStatus fill(BasicAudioBuffer<Sample>& buffer, BasicAuxBuffers<Sample>& aux) noexcept {
    was_heard = bypass.is_heard();
    const auto set = [](const BasicAudioBuffer<Sample>& to) {
      for (std::size_t c = 0; c < to.channels(); ++c) {
        for (Sample& sample : to.channel(c)) sample = Sample{-1};
      }
    };
    set(buffer);
    for (const BasicAudioBuffer<Sample>& out : aux.outputs) set(out);
    return answer;
  }

  static inline std::vector<AudioLayout> offered;
  static inline std::uint32_t latency = 0;
  bool was_heard = true;
  ProcessStatus answer = ProcessStatus::normal();
  Bypass bypass{*this};
};

/// Says what the plugin is to be like before it is made.
struct Offer {
  Offer(std::uint32_t latency, AudioLayout layout) {
    Bypassed::offered = {layout};
    Bypassed::latency = latency;
  }
};

struct BypassRig : private Offer, Rig<Bypassed> {
  explicit BypassRig(std::uint32_t latency,
                     AudioLayout layout = {.main_inputs = 2, .main_outputs = 2})
      : Offer(latency, layout) {
    activate();
  }
  void set(bool on) { instance->set_param(plugin.bypass.param(), on ? 1.0 : 0.0); }

  /// The next `frames` of the first channel, in blocks of `size`: the input counts up from 1, the
  /// second channel has the negative.
  template <typename Sample = float>
  std::vector<Sample> play(std::uint32_t frames, std::uint32_t size = 16) {
    std::vector<Sample> heard;
    while (heard.size() < frames) {
      BasicTestBlock<Sample> block(size);
      for (std::uint32_t i = 0; i < size; ++i) {
        block.input.samples[0][i] = static_cast<Sample>(++count);
        block.input.samples[1][i] = -static_cast<Sample>(count);
      }
      instance->process(block.block);
      heard.insert(heard.end(), block.output.samples[0].begin(), block.output.samples[0].end());
    }
    return heard;
  }
  int count = 0;
};

}  // namespace

TEST_CASE("bypassed from the start, the input comes out as late as the latency") {
  for (const std::uint32_t latency : {0u, 1u, 5u, 64u, 100u, 1000u}) {
    CAPTURE(latency);
    BypassRig rig(latency);
    rig.set(true);
    const std::vector<float> heard = rig.play(1600);
    bool is_right = true;
    for (std::uint32_t i = 0; i < heard.size(); ++i) {
      const float wanted = i < latency ? 0.0f : static_cast<float>(i - latency + 1);
      is_right = is_right && heard[i] == wanted;
    }
    CHECK(is_right);
    CHECK_FALSE(rig.plugin.was_heard);
  }
}

TEST_CASE("without bypass the plugin's output stays as it is") {
  BypassRig rig(5);
  CHECK(rig.play(64) == std::vector<float>(64, -1.0f));
  CHECK(rig.plugin.was_heard);
}

TEST_CASE("switched on and off it fades, and knows what was played before") {
  BypassRig rig(100);
  (void)rig.play(640);
  rig.set(true);
  const std::vector<float> on = rig.play(640);
  // At 48 kHz 10 ms are 480 frames; the input has grown by then.
  for (std::size_t i = 0; i < 480; ++i) {
    const auto dry = static_cast<double>(640 + i + 1 - 100);
    const double way = static_cast<double>(i + 1) / 480.0;
    REQUIRE(on[i] == doctest::Approx(-1.0 + (dry + 1.0) * way).epsilon(1e-4));
  }
  CHECK(on[480] == 640 + 480 + 1 - 100);
  rig.set(false);
  const std::vector<float> off = rig.play(640);
  CHECK(off[0] == doctest::Approx(1281.0 - 100.0).epsilon(0.01));
  CHECK(off[480] == -1.0f);
  CHECK(off[639] == -1.0f);
}

TEST_CASE("a reset forgets what was to come out, and fades no more") {
  BypassRig rig(100);
  (void)rig.play(320);
  rig.set(true);
  rig.instance->reset();
  const std::vector<float> heard = rig.play(160);
  CHECK(heard[99] == 0.0f);
  CHECK(heard[100] == 321.0f);
}

TEST_CASE("blocks of another size than was promised are delayed as well") {
  BypassRig rig(50);
  rig.set(true);
  const std::vector<float> heard = rig.play(900, 300);  // 64 frames were promised
  CHECK(heard[49] == 0.0f);
  CHECK(heard[899] == 850.0f);
}

TEST_CASE("64 bit samples are delayed, too") {
  BypassRig rig(3);
  rig.set(true);
  CHECK(rig.play<double>(64)[63] == 61.0);
  // Blocks of the other size begin with silence rather than with noise.
  CHECK(rig.play<float>(16)[2] == 0.0f);
}

TEST_CASE("a mono input goes to both of two outputs, aux outputs fall silent") {
  static constexpr AuxPort kExtra[] = {{.name = "Extra", .channels = 1}};
  BypassRig rig(0, {.main_inputs = 1, .main_outputs = 2, .aux_outputs = kExtra});
  rig.set(true);
  TestBlock block(16);
  block.ins[0] = {block.input.pointers.data(), 1};
  const TestPort extra(1, 16, -7.0f);
  const core::PortBuffers outs[] = {block.output.buffers(), extra.buffers()};
  block.block.outputs = outs;
  rig.instance->process(block.block);
  CHECK(block.output.samples[0] == std::vector<float>(16, 1.0f));
  CHECK(block.output.samples[1] == std::vector<float>(16, 1.0f));
  CHECK(extra.samples[0] == std::vector<float>(16, 0.0f));
}

TEST_CASE("the tail is at least what the bypass holds back") {
  BypassRig rig(100);
  rig.run();
  CHECK(rig.instance->tail() == 100);
  rig.plugin.answer = ProcessStatus::tail(500);
  rig.run();
  CHECK(rig.instance->tail() == 500);
}

}  // namespace attacca::test
