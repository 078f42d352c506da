// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/ext/audio_ports.hpp"
#include "attacca/double_precision.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

constexpr const char* kDoublePlugin = "org.attacca.test.doubles";
constexpr double kFine = 1.0 + 1e-12;  ///< no float can be that

TEST_CASE("ports of a plugin that takes 64 bit samples say so, all in one size") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized, kDoublePlugin);
  for (const bool is_input : {true, false}) {
    clap::AudioPortInfo info = {};
    REQUIRE(plugin.extension<clap::PluginAudioPorts>().get(plugin.table(), 0, is_input, &info));
    CHECK(info.flags == (clap::AudioPortFlags::is_main | clap::AudioPortFlags::supports_64bits |
                         clap::AudioPortFlags::prefers_64bits |
                         clap::AudioPortFlags::requires_common_sample_size));
  }
}

TEST_CASE("blocks of both sizes are processed, in turn") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::active, kDoublePlugin);
  std::vector<double> in[2] = {std::vector<double>(16, kFine), std::vector<double>(16, 0.0)};
  std::vector<double> out[2] = {std::vector<double>(16, -7.0), std::vector<double>(16, -7.0)};
  double* ins[] = {in[0].data(), in[1].data()};
  double* outs[] = {out[0].data(), out[1].data()};
  for (int i = 0; i < 2; ++i) {
    StereoBlock floats(16);
    CHECK(plugin.process(floats) != clap::ProcessStatus::error);
    CHECK(floats.output(1, 15) == 2.0f);

    StereoBlock doubles(16);
    doubles.in_buffer().data32 = nullptr;
    doubles.in_buffer().data64 = ins;
    doubles.out_buffer().data32 = nullptr;
    doubles.out_buffer().data64 = outs;
    CHECK(plugin.process(doubles) != clap::ProcessStatus::error);
    CHECK(out[0][15] == 2.0 * kFine);
    CHECK(out[1][15] == 0.0);
    CHECK(doubles.out_buffer().constant_mask == 2);
  }
}

TEST_CASE("ports of two sizes in one block: the smaller ones are not connected") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::active, kDoublePlugin);
  std::vector<double> out[2] = {std::vector<double>(16, -7.0), std::vector<double>(16, -7.0)};
  double* outs[] = {out[0].data(), out[1].data()};
  StereoBlock block(16);
  block.out_buffer().data32 = nullptr;
  block.out_buffer().data64 = outs;
  (void)plugin.process(block);
  CHECK(out[0] == std::vector<double>(16, 0.0));
}

TEST_CASE("64 bit samples that were not offered are not read") {
  FakeHost host;
  LoadedPlugin plugin(host);
  StereoBlock block(16);
  double* nowhere[] = {nullptr, nullptr};
  block.in_buffer().data32 = nullptr;
  block.in_buffer().data64 = nowhere;
  (void)plugin.process(block);
  CHECK(block.output(0, 0) == 0.0f);
}

}  // namespace
}  // namespace attacca::clap_test
