// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "attacca/params/float_param.hpp"
#include "attacca/params/param_array.hpp"
#include "attacca/state/field.hpp"
#include "core/instance.hpp"
#include "tests/support/silent_host.hpp"

// What it takes to save and to load a state, by what the state holds: parameters, bytes and texts.
// Medians of many rounds. Linear is: the same for each of them, however many there are.
namespace {

using namespace attacca;
using Clock = std::chrono::steady_clock;

constexpr FloatParamOptions named(const char* id) {
  return {.id = ParamId::computed(id),
          .name = "Level",
          .range = FloatRange::decibels(-60.0, 6.0),
          .unit = "dB"};
}

struct Ten {
  ParamScope scope;
  FloatParam all[10] = {{scope, named("a")}, {scope, named("b")}, {scope, named("c")},
                        {scope, named("d")}, {scope, named("e")}, {scope, named("f")},
                        {scope, named("g")}, {scope, named("h")}, {scope, named("i")},
                        {scope, named("j")}};
};
struct Row {
  ParamScope scope;
  ParamArray<Ten, 10> tens{scope, {.id = "ten", .name = "Ten"}};
};

template <std::size_t kRows>
class Parameters final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.bench.state", .name = "State", .vendor = "Attacca"};
  ProcessStatus process(AudioBuffer&, AuxBuffers&, ProcessContext&) noexcept override {
    return ProcessStatus::normal();
  }

 private:
  ParamArray<Row, kRows> rows_{params(), {.id = "row", .name = "Row"}};
};

template <typename Value>
class Held final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.bench.held", .name = "Held", .vendor = "Attacca"};
  ProcessStatus process(AudioBuffer&, AuxBuffers&, ProcessContext&) noexcept override {
    return ProcessStatus::normal();
  }
  Field<Value> field{fields(), {.id = "held"}};
};

double milliseconds(const Clock::time_point since) {
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

double median(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// `count` is how many there are of what `unit` names.
void measure(core::Instance& one, const char* unit, std::size_t count, int rounds) {
  std::vector<double> saves;
  std::vector<double> loads;
  std::string state;
  for (int i = 0; i < rounds; ++i) {
    auto since = Clock::now();
    state = one.save_state();
    saves.push_back(milliseconds(since));
    since = Clock::now();
    if (!one.load_state(state)) std::abort();
    loads.push_back(milliseconds(since));
  }
  const double save = median(saves);
  const double load = median(loads);
  const double thousand = static_cast<double>(count) / 1000.0;
  std::printf("%10zu %-12s %11zu bytes  save %9.3f ms  load %9.3f ms   per 1,000: %.4f  %.4f ms\n",
              count, unit, state.size(), save, load, save / thousand, load / thousand);
}

template <typename P>
std::unique_ptr<core::Instance> make(test::SilentHost& host) {
  static constexpr detail::PluginEntry kEntry = detail::make_entry<P>();
  return std::move(core::Instance::create(kEntry, host)).value();
}

template <std::size_t kRows>
void measure_parameters(int rounds) {
  test::SilentHost host;
  const auto one = make<Parameters<kRows>>(host);
  std::uint32_t state = 1;
  for (const Param* param : one->params().all()) {
    state = state * 1664525u + 1013904223u;
    one->set_param(*one->params().find(param->id()), (state >> 8) / 16777216.0);
  }
  measure(*one, "parameters", kRows * 100, rounds);
}

template <typename Value, typename Make>
void measure_field(const char* unit, std::size_t count, int rounds, Make&& value) {
  test::SilentHost host;
  const auto one = make<Held<Value>>(host);
  static_cast<Held<Value>&>(one->plugin()).field.set(value(count));
  measure(*one, unit, count, rounds);
}

std::vector<std::byte> bytes(std::size_t count) {
  std::vector<std::byte> made(count);
  for (std::size_t i = 0; i < count; ++i) made[i] = static_cast<std::byte>(i * 31);
  return made;
}
std::string letters(std::size_t count) {
  return std::string(count, 'x');
}
std::vector<double> numbers(std::size_t count) {
  std::vector<double> made(count);
  for (std::size_t i = 0; i < count; ++i) made[i] = static_cast<double>(i) * 0.37;
  return made;
}

}  // namespace

int main() {
  measure_parameters<1>(301);
  measure_parameters<10>(101);
  measure_parameters<100>(31);
  for (const std::size_t count : {10'000u, 100'000u, 1'000'000u, 10'000'000u}) {
    measure_field<std::vector<std::byte>>("bytes", count, count > 1'000'000 ? 5 : 31, bytes);
  }
  for (const std::size_t count : {10'000u, 100'000u, 1'000'000u, 10'000'000u}) {
    measure_field<std::string>("letters", count, count > 1'000'000 ? 5 : 31, letters);
  }
  for (const std::size_t count : {1'000u, 10'000u, 100'000u, 1'000'000u}) {
    measure_field<std::vector<double>>("numbers", count, count > 100'000 ? 5 : 31, numbers);
  }
  return 0;
}
