// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "abi/vst3/process_data.hpp"
#include "host/plugin/callback_visitor.hpp"
#include "host/vst3/event_list.hpp"
#include "host/vst3/parameter_changes.hpp"
#include "trial/validate/vst3/vst3_session.hpp"

namespace attacca::validate {

/// The memory of process() calls for a plugin that is driven by hand: channels between guard zones,
/// lists, and a ProcessData that a check may bend before it runs. Sample is float or double.
template <typename Sample>
class Vst3Block {
 public:
  /// For the buses that the plugin has now. Inputs are noise from `seed`. [main]
  Vst3Block(Vst3Session& session, std::int32_t max_samples, std::uint64_t seed = 1);

  /// Makes `data` a usual block: every bus, new input, unwritten output, empty lists. [main]
  void prepare(std::int32_t samples);
  /// A point for the prepared block. [main]
  void change(vst3::ParamID id, double normalized, std::int32_t offset = 0) {
    changes_.add(id, offset, normalized);
  }
  /// process(), watched as on the audio thread. [audio]
  vst3::TResult run() noexcept;
  vst3::TResult run(std::int32_t samples) {
    prepare(samples);
    return run();
  }

  bool is_silent = false;  ///< The next inputs are silence, flagged as such.
  vst3::ProcessData data{};
  std::vector<vst3::AudioBusBuffers> inputs;
  std::vector<vst3::AudioBusBuffers> outputs;

  /// Comes by when the plugin looks at its changes or events. [main]
  void visit(host::CallbackVisitor* visitor) noexcept { visitor_ = visitor; }
  [[nodiscard]] host::EventList& events() noexcept { return events_; }

  /// @name The last block [main]
  /// @{
  [[nodiscard]] std::span<const Sample> output(std::size_t bus, std::size_t channel) const;
  [[nodiscard]] bool stayed_inside() const;
  [[nodiscard]] bool left_inputs_alone() const { return inputs_before_ == input_.bytes(); }
  [[nodiscard]] bool wrote_everything() const;
  [[nodiscard]] bool is_finite() const;
  /// What of these does not hold, in words; "" when all is well.
  [[nodiscard]] std::string fault(vst3::TResult result) const;
  /// @}

 private:
  struct Side {
    Side(const std::vector<std::int32_t>& counts, std::size_t max_samples);
    [[nodiscard]] std::vector<std::byte> bytes() const;
    std::vector<Sample> samples;
    std::vector<std::vector<Sample*>> channels;  ///< bus → channel → samples
  };

  static void lend(Side& side, std::vector<vst3::AudioBusBuffers>& buses);

  Vst3Session& session_;
  const std::size_t max_samples_;
  Side input_;
  Side output_;
  std::vector<std::byte> inputs_before_;
  host::ParameterChanges changes_;
  host::ParameterChanges changes_out_;
  host::EventList events_;
  host::EventList events_out_;
  host::CallbackVisit visit_;
  host::CallbackVisitor* visitor_ = nullptr;
  vst3::ProcessContext process_context_{};
  std::mt19937_64 random_;
  std::int64_t position_ = 0;
  std::size_t samples_ = 0;
};

extern template class Vst3Block<float>;
extern template class Vst3Block<double>;

using FloatBlock = Vst3Block<float>;
using DoubleBlock = Vst3Block<double>;

/// Applies values through a parameter flush: process() with no samples and no buffers. The session
/// is processing. [main]
vst3::TResult flush(Vst3Session& session, const ParameterValues& values);

/// A value for every parameter of writable(), away from its present one and exact in a stepped
/// parameter; the bypass is left alone. [main]
[[nodiscard]] ParameterValues other_values(Vst3Session& session);

}  // namespace attacca::validate
