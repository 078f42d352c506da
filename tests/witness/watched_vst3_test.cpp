// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/plugin_base.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/events.hpp"
#include "abi/vst3/parameter_changes.hpp"
#include "tests/witness/recorded.hpp"
#include "witness/vst3/watched_object.hpp"

namespace attacca::witness {
namespace {

using test::all_of;
using test::recorded;

constexpr std::int32_t kLie = std::numeric_limits<std::int32_t>::max();

/// What a call of the host's with `data` is recorded as.
Recording record_block(vst3::ProcessData data) {
  return recorded([&] {
    CallScope scope("call", 1);
    scope.begin();
    Vst3Buses buses;
    put_vst3_details(scope, buses, data);
    scope.end();
  });
}

/// One event, and a count that lies.
class FewEvents final : public vst3::Implements<vst3::IEventList> {
 public:
  int asked = 0;
  std::int32_t getEventCount() override { return kLie; }
  vst3::TResult getEvent(std::int32_t index, vst3::Event& event) override {
    ++asked;
    event = {};
    return index == 0 ? vst3::kResultOk : vst3::kInvalidArgument;
  }
  vst3::TResult addEvent(vst3::Event& /*event*/) override { return vst3::kNotImplemented; }
};

TEST_CASE("a list of events ends where it gives none, whatever it says its count is") {
  const auto events = vst3::make_ref<FewEvents>();
  vst3::ProcessData data = {};
  data.inputEvents = events.get();
  CHECK(all_of(record_block(data), "event.note_on", RecordKind::detail).size() == 1);
  CHECK(events->asked == 2);
}

/// Says it has any number of points, and gives `points` of them.
class EndlessQueue final : public vst3::Implements<vst3::IParamValueQueue> {
 public:
  std::int32_t points = 0;
  std::int32_t asked = 0;
  vst3::ParamID getParameterId() override { return 7; }
  std::int32_t getPointCount() override { return kLie; }
  vst3::TResult getPoint(std::int32_t index, std::int32_t& offset,
                         vst3::ParamValue& value) override {
    ++asked;
    offset = index;
    value = 0.5;
    return index < points ? vst3::kResultOk : vst3::kResultFalse;
  }
  vst3::TResult addPoint(std::int32_t /*offset*/, vst3::ParamValue /*value*/,
                         std::int32_t& /*index*/) override {
    return vst3::kResultFalse;
  }
};

class OneQueue final : public vst3::Implements<vst3::IParameterChanges> {
 public:
  EndlessQueue queue;
  std::int32_t asked = 0;
  std::int32_t getParameterCount() override { return kLie; }
  vst3::IParamValueQueue* getParameterData(std::int32_t index) override {
    ++asked;
    return index == 0 ? &queue : nullptr;
  }
  vst3::IParamValueQueue* addParameterData(const vst3::ParamID& /*id*/,
                                           std::int32_t& /*index*/) override {
    return nullptr;
  }
};

TEST_CASE("changes of parameters end where there is none, and points are bounded") {
  const auto changes = vst3::make_ref<OneQueue>();
  changes->queue.points = 3;
  vst3::ProcessData data = {};
  data.inputParameterChanges = changes.get();
  CHECK(all_of(record_block(data), "point", RecordKind::detail).size() == 3);
  CHECK(changes->asked == 2);
  CHECK(changes->queue.asked == 4);
  changes->queue.points = kLie;
  changes->queue.asked = 0;
  record_block(data);
  CHECK(changes->queue.asked == 1 << 16);
}

/// Moves all bytes and says nothing of how many, as some hosts do.
class UncountedStream final : public vst3::Implements<vst3::IBStream> {
 public:
  vst3::TResult read(void* /*buffer*/, std::int32_t /*bytes*/, std::int32_t* /*count*/) override {
    return vst3::kResultFalse;
  }
  vst3::TResult write(void* /*buffer*/, std::int32_t /*bytes*/, std::int32_t* /*count*/) override {
    return vst3::kResultOk;
  }
  vst3::TResult seek(std::int64_t /*position*/, vst3::IStreamSeekMode /*mode*/,
                     std::int64_t* /*result*/) override {
    return vst3::kResultFalse;
  }
  vst3::TResult tell(std::int64_t* /*position*/) override { return vst3::kResultFalse; }
};

TEST_CASE("a host that counts nothing leaves the plugin's count as it was") {
  const Recording recording = recorded([&] {
    CallScope scope("call", 1);
    scope.begin();
    const auto host = vst3::make_ref<UncountedStream>();
    CountedStream stream(*host);
    std::array<char, 16> bytes{};
    std::int32_t count = -1;
    CHECK(stream.write(bytes.data(), 16, &count) == vst3::kResultOk);
    CHECK(count == -1);
    CHECK(stream.write(bytes.data(), 16, nullptr) == vst3::kResultOk);
    CHECK(stream.read(bytes.data(), 16, &count) == vst3::kResultFalse);
    CHECK(count == -1);
    scope.detail("stream", [&](Entry& entry) { stream.put(entry); });
    scope.end();
  });
  const auto streams = all_of(recording, "stream", RecordKind::detail);
  REQUIRE(streams.size() == 1);
  CHECK(std::get<Digest>(streams[0].values.at(3)).length == 32);
}

class Bare final : public vst3::Implements<vst3::IPluginBase> {
 public:
  vst3::TResult initialize(vst3::FUnknown* /*context*/) override { return vst3::kResultOk; }
  vst3::TResult terminate() override { return vst3::kResultOk; }
};

vst3::IPluginBase* watched() {
  return static_cast<vst3::IPluginBase*>(
      WatchedObject::watch(*vst3::make_ref<Bare>().detach(), vst3::IPluginBase::iid));
}

TEST_CASE("a query without a place for its answer is refused, and no reference is lost") {
  vst3::IPluginBase* const plugin = watched();
  CHECK(plugin->queryInterface(vst3::IPluginBase::iid, nullptr) == vst3::kInvalidArgument);
  CHECK(plugin->release() == 0);
}

TEST_CASE("a file begins with the first initialisation, not with the host's context") {
  const attacca::test::TemporaryFolder folder;
  ::setenv("ATTACCA_WITNESS_DIR", folder.path().c_str(), 1);
  const auto host = vst3::make_ref<Bare>();  // any object
  CallScope scope("IPluginFactory3.setHostContext", 0);
  scope.begin();
  Vst3Buses none;
  put_vst3_details(scope, none, static_cast<vst3::FUnknown*>(host->unknown()));
  scope.end();
  CHECK(std::filesystem::is_empty(folder.path()));
  vst3::IPluginBase* const plugin = watched();
  plugin->initialize(host->unknown());
  CHECK_FALSE(std::filesystem::is_empty(folder.path()));
  plugin->release();
  recorder().stop();
}

TEST_CASE("threads that release at the same time leave nothing behind and touch nothing gone") {
  constexpr int kRounds = 10'000;
  std::atomic<vst3::IPluginBase*> plugin{nullptr};
  std::atomic<int> begun{0};
  std::atomic<int> ended{0};
  const auto let_go = [&](int round) {
    ++begun;
    while (begun < 2 * round) std::this_thread::yield();
    plugin.load()->release();
    ++ended;
    while (ended < 2 * round) std::this_thread::yield();
  };
  std::thread other([&] {
    for (int round = 1; round <= kRounds; ++round) let_go(round);
  });
  for (int round = 1; round <= kRounds; ++round) {
    plugin = watched();
    plugin.load()->addRef();
    let_go(round);
  }
  other.join();
}

class Controller final : public vst3::Implements<vst3::IEditController> {
 public:
  using FUnknown = vst3::FUnknown;
  using TResult = vst3::TResult;
  TResult initialize(FUnknown* /*context*/) override { return vst3::kResultOk; }
  TResult terminate() override { return vst3::kResultOk; }
  TResult setComponentState(vst3::IBStream* /*state*/) override { return vst3::kResultOk; }
  TResult setState(vst3::IBStream* /*state*/) override { return vst3::kResultOk; }
  TResult getState(vst3::IBStream* /*state*/) override { return vst3::kResultOk; }
  std::int32_t getParameterCount() override { return 0; }
  TResult getParameterInfo(std::int32_t /*index*/, vst3::ParameterInfo& /*info*/) override {
    return vst3::kResultFalse;
  }
  TResult getParamStringByValue(vst3::ParamID /*id*/, vst3::ParamValue /*value*/,
                                vst3::String128 /*text*/) override {
    return vst3::kResultFalse;
  }
  TResult getParamValueByString(vst3::ParamID /*id*/, char16_t* /*text*/,
                                vst3::ParamValue& /*value*/) override {
    return vst3::kResultFalse;
  }
  vst3::ParamValue normalizedParamToPlain(vst3::ParamID /*id*/, vst3::ParamValue value) override {
    return value;
  }
  vst3::ParamValue plainParamToNormalized(vst3::ParamID /*id*/, vst3::ParamValue value) override {
    return value;
  }
  vst3::ParamValue getParamNormalized(vst3::ParamID /*id*/) override { return 0.0; }
  TResult setParamNormalized(vst3::ParamID /*id*/, vst3::ParamValue /*value*/) override {
    return vst3::kResultOk;
  }
  TResult setComponentHandler(vst3::IComponentHandler* /*handler*/) override {
    return vst3::kResultOk;
  }
  vst3::IPlugView* createView(const char* /*name*/) override { return nullptr; }
};

TEST_CASE("a text that is to be read is recorded as one, and room for a text as that") {
  const Recording recording = recorded([] {
    auto* const controller = static_cast<vst3::IEditController*>(
        WatchedObject::watch(*vst3::make_ref<Controller>().detach(), vst3::IEditController::iid));
    std::u16string text = u"-6 dB";
    vst3::ParamValue value = 0.0;
    controller->getParamValueByString(7, text.data(), value);
    vst3::String128 room = {};
    controller->getParamStringByValue(7, 0.5, room);
    controller->release();
  });
  const auto read = all_of(recording, "IEditController.getParamValueByString", RecordKind::call);
  REQUIRE(read.size() == 1);
  CHECK(std::get<Digest>(read[0].values.at(1)).length == 10);
  const auto written = all_of(recording, "IEditController.getParamStringByValue", RecordKind::call);
  REQUIRE(written.size() == 1);
  CHECK(written[0].values.at(2) == Value(std::int64_t{1}));
}

}  // namespace
}  // namespace attacca::witness
