// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/track_witness.hpp"

#include <cmath>
#include <string>

namespace attacca::host {
namespace {

/// A half of the digest in the low 16 bits; above it, how many records were seen, modulo 16.
constexpr std::uint32_t kHalfRange = 0xFFFFFu;

std::optional<std::uint32_t> decoded(double normalized, std::uint32_t range) {
  if (!(normalized >= 0.0 && normalized <= 1.0)) return std::nullopt;
  return static_cast<std::uint32_t>(std::llround(normalized * range));
}

/// The digest of two halves that belong to one record.
std::optional<std::uint32_t> joined(std::optional<std::uint32_t> high,
                                    std::optional<std::uint32_t> low) {
  if (!high || !low || *high >> 16 != *low >> 16) return std::nullopt;
  return *high << 16 | (*low & 0xFFFFu);
}

}  // namespace

TrackWitness::TrackWitness(PluginInstance& instance, Side side) : instance_(&instance) {
  const std::string prefix = side == Side::audio ? "Audio: " : "Editor: ";
  revision_ = find(prefix + "revision seen");
  updates_ = find(prefix + "updates seen");
  whole_ = find(prefix + "digest seen");
  high_ = find(prefix + "digest, high half");
  low_ = find(prefix + "digest, low half");
}

TrackWitness::Id TrackWitness::find(std::string_view name) const {
  const ParameterInfo* const found = instance_->find_parameter(name);
  // What can be turned by hand is no evidence.
  if (found == nullptr || !found->is_read_only) return std::nullopt;
  return found->id;
}

std::optional<std::uint32_t> TrackWitness::number(Id id, std::uint32_t range) const {
  if (!id) return std::nullopt;
  const auto value = instance_->normalized_value(*id);
  return value ? decoded(*value, range) : std::nullopt;
}

std::optional<std::uint32_t> TrackWitness::digest() const {
  if (!has_halves()) return number(whole_);
  // The audio thread may come between the two, even for sixteen records, after which the counts
  // agree again: what was read first must still be there when the other has been read.
  constexpr int kTries = 8;
  auto high = number(high_, kHalfRange);
  for (int i = 0; i < kTries; ++i) {
    const auto low = number(low_, kHalfRange);
    const auto again = number(high_, kHalfRange);
    if (high == again) {
      if (const auto digest = joined(high, low)) return digest;
    }
    high = again;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> TrackWitness::digest_in(const ParameterReport& report) {
  if (report.kind != ReportKind::value) return std::nullopt;
  if (!has_halves()) {
    const bool is_ours = whole_ && report.id == *whole_;
    return is_ours ? decoded(report.normalized, 0xFFFFFFFFu) : std::nullopt;
  }
  // A value that overtook a full queue is of a callback that nobody knows.
  if (report.from_audio && report.callback == 0) return std::nullopt;
  const auto half = decoded(report.normalized, kHalfRange);
  if (report.id == *high_) {
    reported_high_ = {half, report.callback};
  } else if (report.id == *low_) {
    reported_low_ = {half, report.callback};
  } else {
    return std::nullopt;
  }
  // Where reports between them were lost, halves of records sixteen apart have the same count.
  if (reported_high_.callback != reported_low_.callback) return std::nullopt;
  return joined(reported_high_.half, reported_low_.half);
}

std::vector<std::uint32_t> TrackWitness::digests_of(const TrackInfo& info) const {
  const PluginFormat format = instance_->description().format;
  if (has_halves() || !whole_) return carried_digests(info, format, DigestForm::tagged);
  auto digests = carried_digests(info, format, DigestForm::untagged);
  if (info.color && info.color->alpha == 0) {
    // Plugins may take it for absent; the older form leaves it to them.
    TrackInfo colorless = info;
    colorless.color.reset();
    const auto more = carried_digests(colorless, format, DigestForm::untagged);
    digests.insert(digests.end(), more.begin(), more.end());
  }
  return digests;
}

}  // namespace attacca::host
