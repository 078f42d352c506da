// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "attacca/params/float_param.hpp"
#include "attacca/params/param_array.hpp"
#include "core/instance.hpp"
#include "tests/support/silent_host.hpp"

// What parameters cost that nobody touches: the same plugin with none, 100 and 10,000 of them
// beside the one that it uses, in one run. The medians of many rounds in which the three take
// turns.
namespace {

using namespace attacca;
using Clock = std::chrono::steady_clock;

constexpr FloatParamOptions named(const char* id) {
  return {.id = ParamId::computed(id),
          .name = "Level",
          .range = FloatRange::decibels(-60.0, 6.0),
          .unit = "dB",
          .smoothing = Smoothing::linear(10.0f)};
}

/// Ten parameters, as a struct of them has.
struct Ten {
  ParamScope scope;
  FloatParam all[10] = {{scope, named("a")}, {scope, named("b")}, {scope, named("c")},
                        {scope, named("d")}, {scope, named("e")}, {scope, named("f")},
                        {scope, named("g")}, {scope, named("h")}, {scope, named("i")},
                        {scope, named("j")}};
};
/// A hundred.
struct Row {
  ParamScope scope;
  ParamArray<Ten, 10> tens{scope, {.id = "ten", .name = "Ten"}};
};

/// Uses the first parameter alone.
class Lone : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.bench.many", .name = "Many", .vendor = "Attacca"};
  ProcessStatus process(AudioBuffer& buffer, AuxBuffers&, ProcessContext&) noexcept override {
    if (level_.smoothed.is_constant()) {
      buffer *= level_.smoothed.current();
    } else {
      buffer.multiply_by(level_.smoothed);
    }
    return ProcessStatus::normal();
  }

 private:
  FloatParam level_{params(),
                    {.id = "level", .name = "Level", .smoothing = Smoothing::linear(10.0f)}};
};

class Hundred final : public Lone {
  Row row_{params()};
};
class TenThousand final : public Lone {
  ParamArray<Row, 100> rows_{params(), {.id = "row", .name = "Row"}};
};

class Events final : public core::ParamEventSource {
 public:
  explicit Events(Param& param) : param_(param) {}
  bool next(core::ParamEvent& event) noexcept override {
    if (std::exchange(given_, true)) return false;
    event = {.frame = 0, .param = &param_, .normalized = value_};
    value_ = 1.0 - value_;
    return true;
  }
  void again() { given_ = false; }

 private:
  Param& param_;
  double value_ = 0.25;
  bool given_ = false;
};

constexpr std::uint32_t kFrames = 64;

/// Nanoseconds a call of `work`.
template <typename Work>
double nanoseconds(int calls, Work&& work) {
  const auto begin = Clock::now();
  for (int i = 0; i < calls; ++i) work();
  const std::chrono::duration<double, std::nano> took = Clock::now() - begin;
  return took.count() / calls;
}

enum What { instance, edit, edit_and_block, untouched, event, load, kWhats };
constexpr const char* kNames[] = {
    "instance",  "edit", "edit and the next block", "untouched block", "block with one event",
    "state load"};

class Subject {
 public:
  template <typename P>
  static Subject of(std::size_t count) {
    static constexpr detail::PluginEntry kEntry = detail::make_entry<P>();
    return Subject(kEntry, count);
  }

  std::size_t count() const { return count_; }
  double median(What what) {
    std::sort(times_[what].begin(), times_[what].end());
    return times_[what][times_[what].size() / 2];
  }

  void round() {
    std::unique_ptr<core::Instance> fresh;
    note(instance, nanoseconds(1, [&] { fresh = make(); }));
    fresh.reset();
    core::Instance& one = *made_;
    Param& param = one.params()[0];
    double value = 0.0;
    const auto turn = [&] {
      value = value == 0.0 ? 0.5 : 0.0;
      one.set_param(param, value);
    };
    note(edit, nanoseconds(1000, turn));
    one.process(block_);
    note(edit_and_block, nanoseconds(1000, [&] {
           turn();
           one.process(block_);
         }));
    for (int i = 0; i < 20; ++i) one.process(block_);  // the glide is over
    note(untouched, nanoseconds(10000, [&] { one.process(block_); }));
    Events events(param);
    core::Block with_event = block_;
    with_event.events_in = &events;
    note(event, nanoseconds(10000, [&] {
           events.again();
           one.process(with_event);
         }));
    note(load, nanoseconds(1, [&] { (void)one.load_state(state_); }));
    one.process(block_);
  }

 private:
  Subject(const detail::PluginEntry& entry, std::size_t count) : entry_(entry), count_(count) {
    made_ = make();
    (void)made_->activate({.sample_rate = 48000.0, .max_block_frames = kFrames});
    state_ = made_->save_state();
    samples_.resize(2 * kFrames);
    channels_ = {samples_.data(), samples_.data() + kFrames};
    ports_ = {{channels_.data(), 2}};
    block_.frames = kFrames;
    block_.inputs = ports_;
    block_.outputs = ports_;
  }
  std::unique_ptr<core::Instance> make() {
    return std::move(core::Instance::create(entry_, *host_)).value();
  }
  void note(What what, double took) { times_[what].push_back(took); }

  const detail::PluginEntry& entry_;
  std::size_t count_;
  std::unique_ptr<test::SilentHost> host_ = std::make_unique<test::SilentHost>();
  std::unique_ptr<core::Instance> made_;
  std::string state_;
  std::vector<float> samples_;
  std::vector<float*> channels_;
  std::vector<core::PortBuffers> ports_;
  core::Block block_;
  std::vector<double> times_[kWhats];
};

}  // namespace

int main() {
  Subject subjects[] = {Subject::of<Lone>(1), Subject::of<Hundred>(100),
                        Subject::of<TenThousand>(10000)};
  constexpr int kRounds = 101;
  for (int i = 0; i < kRounds; ++i) {
    for (Subject& subject : subjects) subject.round();
  }
  std::printf("%-24s", "parameters");
  for (const Subject& subject : subjects) std::printf(" %14zu", subject.count());
  std::printf(" %10s\n", "last/first");
  for (int i = 0; i < kWhats; ++i) {
    const What what = static_cast<What>(i);
    std::printf("%-24s", kNames[i]);
    for (Subject& subject : subjects) std::printf(" %11.1f ns", subject.median(what));
    std::printf(" %9.2fx\n", subjects[2].median(what) / subjects[0].median(what));
  }
  return 0;
}
