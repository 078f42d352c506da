// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/track_witness.hpp"

#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "fake_instance.hpp"

namespace attacca::validate::test {
namespace {

using host::TrackWitness;

/// A plugin whose read-only parameters have normalized values that a test sets.
class Reporting final : public FakeInstance {
 public:
  explicit Reporting(host::MainLoop& loop, const std::vector<std::string>& names)
      : FakeInstance(loop) {
    std::vector<host::ParameterInfo> parameters;
    for (const std::string& name : names) {
      host::ParameterInfo info;
      info.id = static_cast<host::ParameterId>(parameters.size() + 1);
      info.name = name;
      info.maximum = 4294967295.0;
      info.is_read_only = true;
      parameters.push_back(info);
    }
    set_parameters(std::move(parameters));
  }

  std::map<host::ParameterId, double> normalized;
  std::function<void()> on_read = [] {};

  /// What a framework makes plain in float.
  Result<double> parameter_value(host::ParameterId id) override {
    return static_cast<double>(static_cast<float>(normalized[id] * 4294967295.0));
  }
  Result<double> normalized_value(host::ParameterId id) override {
    const double value = normalized[id];
    on_read();
    return value;
  }

  /// The halves as a framework with f32 parameters keeps them.
  void set_halves(std::uint32_t digest, std::uint32_t count) {
    normalized[1] = half(digest >> 16, count);
    normalized[2] = half(digest & 0xFFFF, count);
  }
  static double half(std::uint32_t half, std::uint32_t count) {
    const std::uint32_t number = (count & 15) << 16 | half;
    return static_cast<double>(static_cast<float>(number) / 1048575.0f);
  }
};

host::ParameterReport report_of(host::ParameterId id, double normalized,
                                std::uint64_t callback = 1) {
  host::ParameterReport report;
  report.id = id;
  report.normalized = normalized;
  report.from_audio = true;
  report.callback = callback;
  return report;
}

TEST_CASE("a digest of 32 bits survives a framework with f32 parameters, in two halves") {
  host::MainLoop loop;
  Reporting plugin(loop, {"Audio: digest, high half", "Audio: digest, low half"});
  const TrackWitness witness(plugin, TrackWitness::Side::audio);
  REQUIRE(witness.reports());
  CHECK_FALSE(TrackWitness(plugin, TrackWitness::Side::editor).reports());
  std::mt19937 random(1);
  for (std::uint32_t count = 0; count < 5000; ++count) {
    const auto digest = static_cast<std::uint32_t>(random());
    plugin.set_halves(digest, count);
    REQUIRE(witness.digest() == digest);
  }
}

TEST_CASE("the older form is read as it was reported, however the plugin rounds what is plain") {
  host::MainLoop loop;
  Reporting plugin(loop, {"Audio: digest seen"});
  const TrackWitness witness(plugin, TrackWitness::Side::audio);
  for (const std::uint32_t digest : {0xBF9CF968u, 1u, 0xFFFFFFFFu, 0x12345679u}) {
    plugin.normalized[1] = digest / 4294967295.0;
    CHECK(witness.digest() == digest);
  }
}

TEST_CASE("halves of two records are no digest") {
  host::MainLoop loop;
  Reporting plugin(loop, {"Audio: digest, high half", "Audio: digest, low half"});
  const TrackWitness witness(plugin, TrackWitness::Side::audio);
  plugin.normalized[1] = Reporting::half(0x1111, 1);
  plugin.normalized[2] = Reporting::half(0x2222, 2);
  CHECK_FALSE(witness.digest());
  // The audio thread comes between the two reads, once.
  plugin.set_halves(0x11112222, 3);
  int reads = 0;
  plugin.on_read = [&] {
    if (++reads == 1) plugin.set_halves(0x33334444, 4);
  };
  CHECK(witness.digest() == 0x33334444u);
}

TEST_CASE("a digest is complete with the second of its two reports, in either order") {
  host::MainLoop loop;
  Reporting plugin(loop, {"Audio: digest, high half", "Audio: digest, low half", "Other"});
  TrackWitness witness(plugin, TrackWitness::Side::audio);
  CHECK_FALSE(witness.digest_in(report_of(1, Reporting::half(0xABCD, 1))));
  CHECK_FALSE(witness.digest_in(report_of(3, 0.5)));
  CHECK(witness.digest_in(report_of(2, Reporting::half(0x0123, 1))) == 0xABCD0123u);
  CHECK_FALSE(witness.digest_in(report_of(2, Reporting::half(0x4567, 2))));
  CHECK(witness.digest_in(report_of(1, Reporting::half(0xABCD, 2))) == 0xABCD4567u);
}

TEST_CASE("halves of records sixteen apart are no digest, although their counts agree") {
  host::MainLoop loop;
  Reporting plugin(loop, {"Audio: digest, high half", "Audio: digest, low half"});
  TrackWitness witness(plugin, TrackWitness::Side::audio);
  // Read while the audio thread passes over sixteen records.
  plugin.set_halves(0x11112222, 3);
  int reads = 0;
  plugin.on_read = [&] {
    if (++reads == 1) plugin.set_halves(0x33334444, 3 + 16);
  };
  CHECK(witness.digest() == 0x33334444u);
  // Reported, while all between them was lost.
  CHECK_FALSE(witness.digest_in(report_of(1, Reporting::half(0x1111, 3), 10)));
  CHECK_FALSE(witness.digest_in(report_of(2, Reporting::half(0x4444, 3 + 16), 26)));
  CHECK(witness.digest_in(report_of(1, Reporting::half(0x3333, 3 + 16), 26)) == 0x33334444u);
  // Values that overtook a full queue, each of a callback of its own.
  CHECK_FALSE(witness.digest_in(report_of(1, Reporting::half(0x5555, 4), 0)));
  CHECK_FALSE(witness.digest_in(report_of(2, Reporting::half(0x6666, 4), 0)));
}

TEST_CASE("each form has its digests") {
  host::MainLoop loop;
  Reporting halves(loop, {"Audio: digest, high half", "Audio: digest, low half"});
  Reporting whole(loop, {"Audio: digest seen"});
  const host::TrackInfo nothing;
  host::TrackInfo empty;
  empty.name = "";
  const TrackWitness tagged(halves, TrackWitness::Side::audio);
  const TrackWitness untagged(whole, TrackWitness::Side::audio);
  CHECK(tagged.digests_of(nothing) != tagged.digests_of(empty));
  CHECK(untagged.digests_of(nothing) == untagged.digests_of(empty));
}

}  // namespace
}  // namespace attacca::validate::test
