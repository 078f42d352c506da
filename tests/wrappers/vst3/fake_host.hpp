// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/base/stream.hpp"
#include "abi/vst3/component_handler.hpp"
#include "abi/vst3/host_application.hpp"
#include "abi/vst3/parameter_changes.hpp"
#include "abi/vst3/plug_view.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "abi/vst3/run_loop.hpp"

// The smallest host that can play every part, fair and foul. Objects live on the test's stack:
// their references are counted but never end them.
namespace attacca::test {

/// Lets a test act inside any call that the plugin makes.
struct HostCalls {
  static inline std::function<void(std::string_view)> on_call;
  static void note(std::string_view call) {
    const auto act = on_call;  // it may take itself away
    if (act) act(call);
  }
};

template <class... Interfaces>
class HostObject : public vst3::Implements<Interfaces...> {
 public:
  HostObject() = default;
  ~HostObject() override = default;
  /// References that others hold now.
  [[nodiscard]] std::uint32_t references() {
    this->addRef();
    return this->release() - 1;
  }

 private:
  void on_last_release() noexcept override {}
};

/// IAttributeList. Texts are stored as units, so that they can be anything.
class AttributeList final : public HostObject<vst3::IAttributeList> {
 public:
  /// How getString writes.
  enum class Habit {
    fair,             ///< bytes, with a terminator when it fits
    bytes_are_units,  ///< takes the size in bytes for units, as JUCE's hosts do
    no_terminator,    ///< only the text
    success_for_absent,
  };
  Habit habit = Habit::fair;
  std::map<std::string, std::u16string> texts;
  std::map<std::string, std::int64_t> numbers;
  std::map<std::string, std::vector<std::uint8_t>> binaries;
  std::function<void()> while_reading;  ///< called by each getString

  vst3::TResult setInt(AttrID, std::int64_t) override { return vst3::kNotImplemented; }
  vst3::TResult getInt(AttrID id, std::int64_t& value) override {
    const auto found = numbers.find(id);
    if (found == numbers.end()) return absent();
    value = found->second;
    return vst3::kResultOk;
  }
  vst3::TResult setFloat(AttrID, double) override { return vst3::kNotImplemented; }
  vst3::TResult getFloat(AttrID, double&) override { return vst3::kResultFalse; }
  vst3::TResult setString(AttrID, const char16_t*) override { return vst3::kNotImplemented; }
  vst3::TResult getString(AttrID id, char16_t* string, std::uint32_t sizeInBytes) override;
  vst3::TResult setBinary(AttrID, const void*, std::uint32_t) override {
    return vst3::kNotImplemented;
  }
  vst3::TResult getBinary(AttrID id, const void*& data, std::uint32_t& sizeInBytes) override;

 private:
  [[nodiscard]] vst3::TResult absent() const noexcept {
    return habit == Habit::success_for_absent ? vst3::kResultOk : vst3::kResultFalse;
  }
};

/// IBStream over bytes that gives and takes at most `chunk` at once.
class Stream final : public HostObject<vst3::IBStream> {
 public:
  explicit Stream(std::string content = {}) : bytes(std::move(content)) {}
  std::string bytes;
  std::size_t position = 0;
  std::int32_t chunk = INT32_MAX;
  bool short_is_false = false;      ///< kResultFalse where less was read than asked for
  std::int32_t claims_more_by = 0;  ///< a lie in the count
  bool endless = false;
  bool full = false;

  vst3::TResult read(void* buffer, std::int32_t numBytes, std::int32_t* numBytesRead) override;
  vst3::TResult write(void* buffer, std::int32_t numBytes, std::int32_t* numBytesWritten) override;
  vst3::TResult seek(std::int64_t, IStreamSeekMode, std::int64_t*) override {
    return vst3::kNotImplemented;
  }
  vst3::TResult tell(std::int64_t*) override { return vst3::kNotImplemented; }
};

/// A stream that says what it is for.
class AttributedStream final : public HostObject<vst3::IBStream, vst3::IStreamAttributes> {
 public:
  explicit AttributedStream(std::string content = {}) : stream_(std::move(content)) {}
  AttributeList list;
  std::string& bytes = stream_.bytes;

  vst3::TResult read(void* buffer, std::int32_t size, std::int32_t* done) override {
    return stream_.read(buffer, size, done);
  }
  vst3::TResult write(void* buffer, std::int32_t size, std::int32_t* done) override {
    return stream_.write(buffer, size, done);
  }
  vst3::TResult seek(std::int64_t, IStreamSeekMode, std::int64_t*) override {
    return vst3::kNotImplemented;
  }
  vst3::TResult tell(std::int64_t*) override { return vst3::kNotImplemented; }
  vst3::TResult getFileName(vst3::String128) override { return vst3::kResultFalse; }
  vst3::IAttributeList* getAttributes() override { return &list; }

 private:
  Stream stream_;
};

class Queue final : public HostObject<vst3::IParamValueQueue> {
 public:
  struct Point {
    std::int32_t offset;
    double value;
  };
  Queue(vst3::ParamID param, std::vector<Point> with) : id(param), points(std::move(with)) {}
  vst3::ParamID id;
  std::vector<Point> points;
  std::int32_t claimed_points = -1;  ///< a lie in the count
  bool full = false;

  vst3::ParamID getParameterId() override { return id; }
  std::int32_t getPointCount() override {
    return claimed_points >= 0 ? claimed_points : static_cast<std::int32_t>(points.size());
  }
  vst3::TResult getPoint(std::int32_t index, std::int32_t& sampleOffset, double& value) override;
  vst3::TResult addPoint(std::int32_t sampleOffset, double value, std::int32_t& index) override;
};

class Changes final : public HostObject<vst3::IParameterChanges> {
 public:
  std::vector<std::unique_ptr<Queue>> queues;
  bool null_queues = false;  ///< addParameterData answers null

  void add(vst3::ParamID id, std::vector<Queue::Point> points) {
    queues.push_back(std::make_unique<Queue>(id, std::move(points)));
  }
  std::int32_t getParameterCount() override { return static_cast<std::int32_t>(queues.size()); }
  vst3::IParamValueQueue* getParameterData(std::int32_t index) override {
    return queues.at(static_cast<std::size_t>(index)).get();
  }
  vst3::IParamValueQueue* addParameterData(const vst3::ParamID& id, std::int32_t& index) override;
};

/// IComponentHandler 1 and 2; a context provider too when `provides` is set before it is handed
/// out.
class Handler final : public HostObject<vst3::IComponentHandler, vst3::IComponentHandler2,
                                        vst3::IContextInfoProvider3> {
 public:
  bool provides = false;
  std::function<void(vst3::RestartFlags)> on_restart;

  // What was reported to the host, in order.
  std::vector<std::string> calls;
  std::vector<vst3::RestartFlags> restarts;

  // What the provider answers; absent keys as the code says.
  std::map<std::string, std::int32_t> ints;
  std::map<std::string, double> doubles;
  std::map<std::string, std::u16string> texts;
  bool success_for_absent = false;
  std::function<void(const char*)> on_ask;
  std::vector<std::string> asked;

  vst3::TResult beginEdit(vst3::ParamID id) override;
  vst3::TResult performEdit(vst3::ParamID id, double value) override;
  vst3::TResult endEdit(vst3::ParamID id) override;
  vst3::TResult restartComponent(vst3::RestartFlags flags) override;
  vst3::TResult setDirty(vst3::TBool state) override;
  vst3::TResult requestOpenEditor(vst3::FIDString) override { return vst3::kNotImplemented; }
  vst3::TResult startGroupEdit() override { return vst3::kNotImplemented; }
  vst3::TResult finishGroupEdit() override { return vst3::kNotImplemented; }
  vst3::TResult getContextInfoValue(std::int32_t& value, const char* id) override;
  vst3::TResult getContextInfoString(char16_t* text, std::int32_t maxCharCount,
                                     const char* id) override;
  vst3::TResult getContextInfoValueDouble(double& value, const char* id) override;
  vst3::TResult setContextInfoValueInt(const char*, std::int32_t) override { return refuse(); }
  vst3::TResult setContextInfoValueDouble(const char*, double) override { return refuse(); }
  vst3::TResult setContextInfoString(const char*, char16_t*) override { return refuse(); }
  vst3::TResult beginEditContextInfoValue(const char*) override { return refuse(); }
  vst3::TResult endEditContextInfoValue(const char*) override { return refuse(); }

  /// Waits until a restart with `flags` has come.
  [[nodiscard]] bool wait_for_restart(vst3::RestartFlags flags);

 private:
  bool offers(const vst3::Tuid& wanted) const noexcept override;
  static vst3::TResult refuse() noexcept { return vst3::kNotImplemented; }
  void note(const char* id);

  std::mutex mutex_;
  std::condition_variable changed_;
};

/// IRunLoop whose turns the test makes.
class FakeRunLoop final : public HostObject<vst3::IRunLoop> {
 public:
  vst3::TResult registerEventHandler(vst3::IEventHandler* handler,
                                     vst3::FileDescriptor fd) override;
  vst3::TResult unregisterEventHandler(vst3::IEventHandler* handler) override;
  vst3::TResult registerTimer(vst3::ITimerHandler* handler, vst3::TimerInterval) override;
  vst3::TResult unregisterTimer(vst3::ITimerHandler* handler) override;

  /// Waits up to `timeout` for descriptors to be readable and calls their handlers; then the
  /// timers.
  void turn(std::chrono::milliseconds timeout = std::chrono::milliseconds(0));

  bool refuses = false;
  std::vector<std::pair<vst3::Ref<vst3::IEventHandler>, int>> fds;
  std::vector<vst3::Ref<vst3::ITimerHandler>> timers;
};

/// IHostApplication with a name, and a run loop if there is one.
class Context final : public HostObject<vst3::IHostApplication> {
 public:
  explicit Context(std::u16string host = u"Test Host", FakeRunLoop* loop = nullptr)
      : name(std::move(host)), run_loop(loop) {}
  std::u16string name;
  FakeRunLoop* run_loop;

  vst3::TResult getName(vst3::String128 out) override;
  vst3::TResult createInstance(const vst3::Tuid&, const vst3::Tuid&, void** obj) override {
    *obj = nullptr;
    return vst3::kNotImplemented;
  }

 private:
  void* other_interface(const vst3::Tuid& wanted) noexcept override;
};

/// IPlugFrame, with a run loop if there is one.
class Frame final : public HostObject<vst3::IPlugFrame> {
 public:
  explicit Frame(FakeRunLoop* loop = nullptr) : run_loop(loop) {}
  FakeRunLoop* run_loop;
  bool agrees = true;
  bool calls_on_size = true;
  std::vector<vst3::ViewRect> requests;

  vst3::TResult resizeView(vst3::IPlugView* view, vst3::ViewRect* newSize) override;

 private:
  void* other_interface(const vst3::Tuid& wanted) noexcept override;
};

}  // namespace attacca::test
