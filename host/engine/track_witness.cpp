// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/track_witness.hpp"

#include <cmath>
#include <string>

namespace attacca::host {

TrackWitness::TrackWitness(PluginInstance& instance, Side side) : instance_(&instance) {
  const std::string prefix = side == Side::audio ? "Audio: " : "Editor: ";
  revision_ = find(prefix + "revision seen");
  updates_ = find(prefix + "updates seen");
  digest_ = find(prefix + "digest seen");
}

TrackWitness::Id TrackWitness::find(std::string_view name) const {
  const ParameterInfo* const found = instance_->find_parameter(name);
  // What can be turned by hand is no evidence.
  if (found == nullptr || !found->is_read_only) return std::nullopt;
  return found->id;
}

std::optional<std::uint32_t> TrackWitness::number(Id id) const {
  const ParameterInfo* const info = id ? instance_->find_parameter(*id) : nullptr;
  if (info == nullptr) return std::nullopt;
  const auto value = instance_->parameter_value(*id);
  return value ? decoded(*info, *value) : std::nullopt;
}

std::optional<std::uint32_t> TrackWitness::digest_in(const ParameterReport& report) const {
  const bool is_ours = digest_ && report.id == *digest_ && report.kind == ReportKind::value;
  const ParameterInfo* const info = is_ours ? instance_->find_parameter(*digest_) : nullptr;
  return info != nullptr ? decoded(*info, report.value) : std::nullopt;
}

std::optional<std::uint32_t> TrackWitness::decoded(const ParameterInfo& info, double value) {
  if (!(info.maximum > info.minimum)) return std::nullopt;
  const double normalized = (value - info.minimum) / (info.maximum - info.minimum);
  if (!(normalized >= 0.0 && normalized <= 1.0)) return std::nullopt;
  return static_cast<std::uint32_t>(std::llround(normalized * 4294967295.0));
}

}  // namespace attacca::host
