// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <attacca/export.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/params/int_param.hpp>
#include <attacca/plugin.hpp>
#include <attacca/state/field.hpp>

/// A gain that holds as many bytes as it is asked for: what it saves is as long as its sample, a
/// field in base64, which process() reads from.
class Holder final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.bench-holder", .name = "Bench Holder", .vendor = "Attacca"};

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    const std::vector<std::byte>& sample = sample_.in_process();
    const float more = sample.empty() ? 0.0f : std::to_integer<int>(sample.back()) * 1e-6f;
    buffer *= static_cast<float>(gain_.value()) + more;
    return attacca::ProcessStatus::normal();
  }

 private:
  void resize() {
    std::vector<std::byte> sample(static_cast<std::size_t>(kilobytes_.value()) * 1000);
    for (std::size_t i = 0; i < sample.size(); ++i) sample[i] = static_cast<std::byte>(i * 31);
    sample_.set(std::move(sample));
  }

  attacca::FloatParam gain_{params(), {.id = "gain", .name = "Gain", .default_value = 1.0}};
  attacca::IntParam kilobytes_{
      params(), {.id = "size", .name = "Kilobytes", .min = 0, .max = 12'000, .default_value = 0}};
  attacca::Field<std::vector<std::byte>> sample_{fields(), {.id = "sample"}};
  const bool follows_ = (kilobytes_.on_change([this] { resize(); }), true);
};

ATTACCA_EXPORT(Holder);
