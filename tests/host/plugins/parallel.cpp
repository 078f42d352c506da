// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Writes into each output what its parts have done of it, wherever they ran.

#include <array>
#include <atomic>
#include <thread>

#include "attacca/export.hpp"
#include "attacca/params/output_param.hpp"
#include "attacca/plugin.hpp"

namespace {

constexpr std::uint32_t kParts = 64;

class Parallel final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{.id = "org.attacca.test.parallel",
                                            .name = "Parallel",
                                            .vendor = "Attacca",
                                            .thread_pool = true};

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers& /*aux*/,
                                 attacca::ProcessContext& context) noexcept override {
    const std::thread::id audio = std::this_thread::get_id();
    std::atomic<std::uint32_t> elsewhere{0};
    std::array<float, kParts> done = {};
    context.run_parallel(kParts, [&](std::uint32_t part) noexcept {
      // Long enough that others have a chance to take the next one.
      float sum = 0.0f;
      for (int i = 0; i < 20'000; ++i) sum += static_cast<float>(i % 3);
      done[part] += sum > 0.0f ? 1.0f : 0.0f;
      if (std::this_thread::get_id() != audio) ++elsewhere;
    });
    float each = 0.0f;
    for (const float part : done) each += part == 1.0f ? 1.0f : -1000.0f;
    for (std::size_t channel = 0; channel < buffer.channels(); ++channel) {
      for (float& sample : buffer.channel(channel)) sample = each;
    }
    elsewhere_.report(elsewhere.load());
    return attacca::ProcessStatus::normal();
  }

 private:
  attacca::OutputParam elsewhere_{
      params(),
      {.id = "elsewhere", .name = "Elsewhere", .range = attacca::FloatRange::linear(0.0, kParts)}};
};

}  // namespace

ATTACCA_EXPORT(Parallel);
