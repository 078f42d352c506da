// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstring>
#include <limits>

#include <doctest/doctest.h>

#include "test_plugin.hpp"

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace attacca::test {

namespace {

/// Layouts of a plugin have to be there before it is made.
struct WithLayout {
  explicit WithLayout(AudioLayout layout) { TestPlugin::chosen_layouts = {layout}; }
  ~WithLayout() { TestPlugin::chosen_layouts.clear(); }
};

struct Seen {
  std::uint32_t frames;
  float gain;
  double beats;
  bool track_changed;
};

/// Lets the plugin write down each part of a block.
template <typename R>
void watch(R& rig, std::vector<Seen>& seen) {
  rig.plugin.on_process = [&rig, &seen](AudioBuffer& buffer, AuxBuffers&, ProcessContext& context) {
    seen.push_back({buffer.frames(), rig.plugin.mix.value(),
                    context.transport().position_beats.value_or(-1.0),
                    context.track_info_changed()});
    return ProcessStatus::normal();
  };
}

}  // namespace

TEST_CASE("the main input arrives in the main output") {
  Rig<> rig;
  rig.activate();
  TestBlock block(16);
  block.input.samples[1][3] = 5.0f;
  rig.instance->process(block.block);
  CHECK(block.output.samples == block.input.samples);
}

TEST_CASE("an in-place block is processed where it is") {
  Rig<> rig;
  rig.plugin.on_process = [](AudioBuffer& buffer, AuxBuffers&, ProcessContext&) {
    for (std::size_t c = 0; c < 2; ++c) {
      for (float& sample : buffer.channel(c)) sample *= 2.0f;
    }
    return ProcessStatus::normal();
  };
  rig.activate();
  TestBlock block(8);
  block.ins[0] = block.outs[0];
  for (auto& channel : block.output.samples) std::fill(channel.begin(), channel.end(), 3.0f);
  rig.instance->process(block.block);
  for (const auto& channel : block.output.samples) CHECK(channel == std::vector<float>(8, 6.0f));
}

TEST_CASE("channels that a host has swapped in place do not overwrite each other") {
  Rig<> rig;
  rig.activate();
  std::vector<float> left(8, 1.0f);
  std::vector<float> right(8, 2.0f);
  float* in[] = {left.data(), right.data()};
  float* out[] = {right.data(), left.data()};
  const core::PortBuffers ins[] = {{in, 2}};
  const core::PortBuffers outs[] = {{out, 2}};
  core::Block block;
  block.frames = 8;
  block.inputs = ins;
  block.outputs = outs;
  rig.instance->process(block);
  CHECK(right == std::vector<float>(8, 1.0f));
  CHECK(left == std::vector<float>(8, 2.0f));
}

TEST_CASE("channels that need memory of ours are right in blocks of any length") {
  constexpr std::uint32_t kFrames = 1000;
  Rig<> rig;
  std::uint32_t longest = 0, seen = 0;
  rig.plugin.on_process = [&](AudioBuffer& buffer, AuxBuffers&, ProcessContext&) {
    longest = std::max(longest, buffer.frames());
    seen += buffer.frames();
    for (float& sample : buffer.channel(0)) sample += 0.5f;
    return ProcessStatus::normal();
  };
  rig.activate(kFrames);
  std::vector<float> left(kFrames), right(kFrames);
  for (std::uint32_t i = 0; i < kFrames; ++i) {
    left[i] = static_cast<float>(i);
    right[i] = -static_cast<float>(i);
  }
  float* in[] = {left.data(), right.data()};
  float* out[] = {right.data(), left.data()};
  const core::PortBuffers ins[] = {{in, 2}};
  const core::PortBuffers outs[] = {{out, 2}};
  core::Block block;
  block.frames = kFrames;
  block.inputs = ins;
  block.outputs = outs;
  bool second_output = true;
  SUBCASE("swapped in place") {}
  SUBCASE("the second output is missing") {
    out[1] = nullptr;
    second_output = false;
  }
  rig.instance->process(block);
  CHECK(seen == kFrames);
  CHECK(longest < kFrames);
  for (std::uint32_t i = 0; i < kFrames; ++i) {
    CHECK(right[i] == static_cast<float>(i) + 0.5f);
    if (second_output) CHECK(left[i] == -static_cast<float>(i));
  }
}

TEST_CASE("memory that lay apart in the block before may overlap in this one") {
  Rig<> rig;
  rig.activate();
  std::vector<float> memory(32);
  float* const start = memory.data();
  float* in[] = {start, start + 8};
  float* out[] = {start + 16, start + 24};
  const core::PortBuffers ins[] = {{in, 2}};
  const core::PortBuffers outs[] = {{out, 2}};
  core::Block block;
  block.inputs = ins;
  block.outputs = outs;
  const auto run = [&](std::uint32_t frames) {
    std::fill(memory.begin(), memory.end(), -7.0f);
    std::fill_n(in[1], frames, 2.0f);
    std::fill_n(in[0], frames, 1.0f);
    block.frames = frames;
    rig.instance->process(block);
  };
  run(4);
  run(4);
  CHECK(std::vector<float>(out[0], out[0] + 4) == std::vector<float>(4, 1.0f));
  CHECK(std::vector<float>(out[1], out[1] + 4) == std::vector<float>(4, 2.0f));
  SUBCASE("because the host has swapped the channels") {
    out[0] = in[1];
    out[1] = in[0];
    run(4);
    CHECK(std::vector<float>(out[0], out[0] + 4) == std::vector<float>(4, 1.0f));
    CHECK(std::vector<float>(out[1], out[1] + 4) == std::vector<float>(4, 2.0f));
  }
  SUBCASE("because the block is longer") {
    // The first output now reaches into the second input's beginning.
    in[1] = start + 20;
    run(4);
    CHECK(std::vector<float>(out[0], out[0] + 4) == std::vector<float>(4, 1.0f));
    out[1] = start + 8;
    run(4);
    run(8);
    CHECK(std::vector<float>(out[1], out[1] + 8) ==
          std::vector<float>{2.0f, 2.0f, 2.0f, 2.0f, 2.0f, 2.0f, 2.0f, 2.0f});
  }
}

TEST_CASE("two outputs in the same memory take the first channel") {
  Rig<> rig;
  rig.plugin.on_process = [](AudioBuffer& buffer, AuxBuffers&, ProcessContext&) {
    for (std::size_t c = 0; c < 2; ++c) {
      for (float& sample : buffer.channel(c)) sample += static_cast<float>(c + 1);
    }
    return ProcessStatus::normal();
  };
  rig.activate();
  TestBlock block(8);
  float* same[] = {block.output.samples[0].data(), block.output.samples[0].data()};
  block.outs[0] = {same, 2};
  rig.instance->process(block.block);
  CHECK(block.output.samples[0] == std::vector<float>(8, 2.0f));
}

TEST_CASE("missing channels read as silence and swallow what is written") {
  Rig<> rig;
  std::vector<float> heard;
  rig.plugin.on_process = [&](AudioBuffer& buffer, AuxBuffers&, ProcessContext&) {
    CHECK(buffer.channels() == 2);
    for (std::size_t c = 0; c < 2; ++c) {
      heard.push_back(buffer.sample(c, 7));
      for (float& sample : buffer.channel(c)) sample = 9.0f;
    }
    return ProcessStatus::normal();
  };
  rig.activate();
  TestBlock block(8);
  SUBCASE("null channel") {
    block.input.pointers[1] = nullptr;
  }
  SUBCASE("mono host") {
    block.ins[0] = {block.input.pointers.data(), 1};
    block.outs[0] = {block.output.pointers.data(), 1};
  }
  rig.instance->process(block.block);
  rig.instance->process(block.block);
  CHECK(heard == std::vector<float>{1.0f, 0.0f, 1.0f, 0.0f});
  CHECK(block.output.samples[0] == std::vector<float>(8, 9.0f));
}

TEST_CASE("no ports at all are survived") {
  Rig<> rig;
  rig.activate();
  core::Block block;
  block.frames = 8;
  rig.instance->process(block);
  const core::PortBuffers nothing[] = {{nullptr, 2}};
  block.inputs = nothing;
  block.outputs = nothing;
  CHECK(rig.instance->process(block).kind() == ProcessStatus::Kind::normal);
}

TEST_CASE("outputs beyond the layout are silent, unless they are the plugin's own") {
  Rig<> rig;
  REQUIRE(rig.instance->select_layout(1));  // mono
  rig.activate();
  TestBlock block(8);
  SUBCASE("a channel of its own") {
    rig.instance->process(block.block);
    CHECK(block.output.samples[0] == std::vector<float>(8, 1.0f));
    CHECK(block.output.samples[1] == std::vector<float>(8, 0.0f));
  }
  SUBCASE("the same channel twice") {
    block.output.pointers[1] = block.output.pointers[0];
    rig.instance->process(block.block);
    CHECK(block.output.samples[0] == std::vector<float>(8, 1.0f));
  }
  SUBCASE("the memory of the input") {
    block.output.pointers[1] = block.input.pointers[0];
    rig.instance->process(block.block);
    CHECK(block.output.samples[0] == std::vector<float>(8, 1.0f));
    CHECK(block.input.samples[0] == std::vector<float>(8, 0.0f));
  }
}

TEST_CASE("more inputs than outputs are all heard") {
  const WithLayout layout({.main_inputs = 2, .main_outputs = 1});
  Rig<> rig;
  rig.plugin.on_process = [](AudioBuffer& buffer, AuxBuffers&, ProcessContext&) {
    REQUIRE(buffer.channels() == 2);
    for (std::uint32_t f = 0; f < buffer.frames(); ++f) {
      buffer.sample(0, f) += buffer.sample(1, f);
      buffer.sample(1, f) = -1.0f;
    }
    return ProcessStatus::normal();
  };
  rig.activate();
  TestBlock block(8);
  block.outs[0] = {block.output.pointers.data(), 1};
  rig.instance->process(block.block);
  CHECK(block.output.samples[0] == std::vector<float>(8, 2.0f));
  CHECK(block.input.samples[1] == std::vector<float>(8, 1.0f));  // the host's own
}

TEST_CASE("outputs without an input start silent") {
  const WithLayout layout({.main_inputs = 0, .main_outputs = 2});
  Rig<> rig;
  rig.activate();
  TestBlock block(8);
  block.block.inputs = {};
  rig.instance->process(block.block);
  CHECK(block.output.samples[1] == std::vector<float>(8, 0.0f));
}

TEST_CASE("aux ports are routed, and switched-off ones have no channels") {
  static constexpr AuxPort kIn[] = {{"Sidechain", 2}};
  static constexpr AuxPort kOut[] = {{"Wet", 2}};
  const WithLayout layout(
      {.main_inputs = 2, .main_outputs = 2, .aux_inputs = kIn, .aux_outputs = kOut});
  Rig<> rig;
  std::size_t aux_channels = 99;
  float heard = -1.0f;
  rig.plugin.on_process = [&](AudioBuffer& main, AuxBuffers& aux, ProcessContext&) {
    REQUIRE(aux.inputs.size() == 1);
    REQUIRE(aux.outputs.size() == 1);
    aux_channels = aux.inputs[0].channels();
    main.clear();
    if (aux_channels > 0) heard = aux.inputs[0].sample(1, 7);
    if (aux.outputs[0].channels() > 0) {
      CHECK(aux.outputs[0].sample(1, 7) == 0.0f);
      for (float& sample : aux.outputs[0].channel(1)) sample = 4.0f;
    }
    return ProcessStatus::normal();
  };
  rig.activate();
  TestBlock block(8);
  TestPort sidechain(2, 8, 3.0f);
  TestPort wet(2, 8, -7.0f);
  core::PortBuffers ins[] = {block.input.buffers(), sidechain.buffers()};
  core::PortBuffers outs[] = {block.output.buffers(), wet.buffers()};
  block.block.inputs = ins;
  block.block.outputs = outs;
  SUBCASE("all there") {
    rig.instance->process(block.block);
    CHECK(aux_channels == 2);
    CHECK(heard == 3.0f);
    CHECK(wet.samples[0] == std::vector<float>(8, 0.0f));
    CHECK(wet.samples[1] == std::vector<float>(8, 4.0f));
  }
  SUBCASE("the sidechain lies in the main output's memory") {
    for (auto& channel : block.output.samples) std::fill(channel.begin(), channel.end(), 3.0f);
    ins[1] = block.output.buffers();
    rig.instance->process(block.block);
    CHECK(heard == 3.0f);
  }
  SUBCASE("switched off") {
    block.block.inputs = block.block.inputs.first(1);
    outs[1] = {nullptr, 2};
    rig.instance->process(block.block);
    CHECK(aux_channels == 0);
  }
}

TEST_CASE("a block is split at its events, and each sample has its own value") {
  Rig<> rig;
  std::vector<Seen> seen;
  watch(rig, seen);
  rig.activate();
  Param* mix = &rig.plugin.mix;
  rig.run_with({{0, mix, 0.1}, {4, mix, 0.2}, {4, mix, 0.3}, {10, mix, 0.4}, {99, mix, 0.5}});
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].frames == 4);
  CHECK(seen[0].gain == 0.1f);
  CHECK(seen[1].frames == 6);
  CHECK(seen[1].gain == 0.3f);
  CHECK(seen[2].frames == 6);
  CHECK(seen[2].gain == 0.4f);
  CHECK(rig.plugin.mix.normalized() == 0.5);  // beyond the block: at its end
  CHECK(rig.plugin.mix.value() == 0.5f);
}

TEST_CASE("a plugin that asks for whole blocks gets them, with the last value") {
  Rig<WholeBlockPlugin> rig;
  std::vector<Seen> seen;
  watch(rig, seen);
  rig.activate();
  rig.run_with({{0, &rig.plugin.mix, 0.1}, {4, &rig.plugin.mix, 0.2}});
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].frames == 16);
  CHECK(seen[0].gain == 0.2f);
}

TEST_CASE("events out of order, out of range or not numbers do no harm") {
  Rig<> rig;
  rig.activate();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Param* mix = &rig.plugin.mix;
  rig.run_with({{8, mix, 0.1}, {2, mix, 7.0}});
  CHECK(mix->normalized() == 1.0);
  rig.run_with({{0, mix, -7.0}, {0, mix, nan}});
  CHECK(mix->normalized() == 0.0);
  rig.run_with({{0, &rig.plugin.meter, 1.0}});  // read-only
  CHECK(rig.plugin.meter.normalized() == 0.0);
}

TEST_CASE("blocks longer than announced are split, samples and events in their places") {
  Rig<> rig;
  std::vector<Seen> seen;
  watch(rig, seen);
  rig.activate(8);
  TestBlock block(20);
  for (std::uint32_t f = 0; f < 20; ++f) block.input.samples[0][f] = static_cast<float>(f);
  ListedEvents events({{10, &rig.plugin.mix, 0.5}});
  block.block.events_in = &events;
  rig.instance->process(block.block);
  std::vector<std::uint32_t> lengths;
  for (const Seen& part : seen) lengths.push_back(part.frames);
  CHECK(lengths == std::vector<std::uint32_t>{8, 2, 6, 4});
  CHECK(seen[1].gain == 0.25f);
  CHECK(seen[2].gain == 0.5f);
  CHECK(block.output.samples == block.input.samples);
}

struct GivenTransport final : detail::TransportSource {
  [[nodiscard]] Transport read() const noexcept override { return transport; }
  Transport transport;
};

TEST_CASE("the transport moves on from part to part while it plays") {
  Rig<> rig;
  std::vector<Seen> seen;
  watch(rig, seen);
  rig.activate();
  TestBlock block(48);
  ListedEvents events({{24, &rig.plugin.mix, 0.5}});
  block.block.events_in = &events;
  GivenTransport given;
  given.transport.playing = true;
  given.transport.tempo = 60.0;
  given.transport.position_beats = 3.0;
  block.block.transport = &given;
  SUBCASE("playing") {
    rig.instance->process(block.block);
    REQUIRE(seen.size() == 2);
    CHECK(seen[1].beats == doctest::Approx(3.0 + 24.0 / 48000.0).epsilon(1e-12));
  }
  SUBCASE("stopped") {
    given.transport.playing = false;
    rig.instance->process(block.block);
    CHECK(seen[1].beats == 3.0);
  }
}

TEST_CASE("news of the transport split the block and hold until the next ones") {
  Rig<> rig;
  std::vector<Seen> seen;
  watch(rig, seen);
  rig.activate(32);
  TestBlock block(48);
  GivenTransport first;
  first.transport.playing = true;
  first.transport.tempo = 60.0;
  first.transport.position_beats = 3.0;
  GivenTransport second = first;
  second.transport.position_beats = 100.0;
  ListedEvents events({{8, nullptr, 0.0, &second}, {16, &rig.plugin.mix, 0.5, nullptr}});
  block.block.events_in = &events;
  block.block.transport = &first;
  rig.instance->process(block.block);
  REQUIRE(seen.size() == 4);
  CHECK(seen[0].frames == 8);
  CHECK(seen[0].beats == 3.0);
  CHECK(seen[1].beats == 100.0);
  CHECK(seen[2].beats == doctest::Approx(100.0 + 8.0 / 48000.0).epsilon(1e-12));
  CHECK(seen[3].beats == doctest::Approx(100.0 + 24.0 / 48000.0).epsilon(1e-12));
  rig.instance->process(block.block);  // the next block begins with its own
  CHECK(seen[4].beats == 3.0);
}

/// Pieces of at least 8 frames.
class CoarsePlugin final : public TestPlugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.coarse", .name = "C", .vendor = "Attacca", .smallest_piece = 8};
};

TEST_CASE("news of the transport that take effect before their frame are right at their frame") {
  Rig<CoarsePlugin> rig;
  std::vector<Seen> seen;
  watch(rig, seen);
  rig.activate(64);
  TestBlock block(32);
  GivenTransport first;
  first.transport.playing = true;
  first.transport.tempo = 60.0;
  first.transport.position_beats = 3.0;
  GivenTransport second = first;
  second.transport.position_beats = 100.0;
  // Cut at 24: the rest would be shorter than the smallest piece.
  ListedEvents events({{30, nullptr, 0.0, &second}});
  block.block.events_in = &events;
  block.block.transport = &first;
  rig.instance->process(block.block);
  REQUIRE(seen.size() == 2);
  CHECK(seen[1].frames == 8);
  CHECK(seen[1].beats == doctest::Approx(100.0 - 6.0 / 48000.0).epsilon(1e-12));
}

TEST_CASE("news about the track are new in the first part of a block only") {
  Rig<> rig;
  std::vector<Seen> seen;
  watch(rig, seen);
  rig.activate();
  rig.instance->track_info().update(TrackInfoSource::track_info,
                                    [](TrackInfo& info) { info.index = 3; });
  rig.run(0);  // a flush does not use them up
  rig.run_with({{4, &rig.plugin.mix, 0.5}});
  rig.run();
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].track_changed);
  CHECK_FALSE(seen[1].track_changed);
  CHECK_FALSE(seen[2].track_changed);
}

TEST_CASE("an inactive plugin gives silence and takes values") {
  Rig<> rig;
  TestBlock block(8);
  ListedEvents events({{0, &rig.plugin.mix, 0.5}});
  block.block.events_in = &events;
  rig.instance->process(block.block);
  CHECK(block.output.samples[0] == std::vector<float>(8, 0.0f));
  CHECK(rig.plugin.mix.normalized() == 0.5);
  rig.activate();
  CHECK(rig.plugin.mix.value() == 0.5f);
}

TEST_CASE("a block that failed is silent, and says so") {
  Rig<> rig;
  rig.plugin.on_process = [](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    return ProcessStatus::error();
  };
  rig.activate();
  TestBlock block(8);
  CHECK(rig.instance->process(block.block).kind() == ProcessStatus::Kind::error);
  CHECK(block.output.samples[0] == std::vector<float>(8, 0.0f));
}

TEST_CASE("the tail is what the last block said") {
  Rig<> rig;
  ProcessStatus says = ProcessStatus::tail(77);
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) { return says; };
  rig.activate();
  CHECK(rig.instance->tail() == 0);
  rig.run();
  CHECK(rig.instance->tail() == 77);
  says = ProcessStatus::keep_alive();
  rig.run();
  CHECK(rig.instance->tail() == std::numeric_limits<std::uint32_t>::max());
  says = ProcessStatus::normal();
  rig.run();
  CHECK(rig.instance->tail() == 0);
}

#if defined(__SSE__)
TEST_CASE("denormals are off inside the callback and as they were outside") {
  Rig<> rig;
  unsigned inside = 0;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    inside = _mm_getcsr();
    return ProcessStatus::normal();
  };
  rig.activate();
  const unsigned before = _mm_getcsr();
  rig.run();
  CHECK((inside & 0x8040u) == 0x8040u);
  CHECK((_mm_getcsr() & 0x8040u) == (before & 0x8040u));
}
#endif

}  // namespace attacca::test
