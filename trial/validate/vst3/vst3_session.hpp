// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/message.hpp"
#include "abi/vst3/process_data.hpp"
#include "host/vst3/connection_proxy.hpp"
#include "host/vst3/host_application.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/vst3/host_calls.hpp"
#include "trial/validate/vst3/raw_module.hpp"

namespace attacca::validate {

/// What a session's host offers to the plugin.
struct SessionOptions {
  bool has_context = true;   ///< Without: initialize(null).
  bool has_handler = true;   ///< Without: setComponentHandler is never called.
  bool has_run_loop = true;  ///< Offered by the context.
  ContextInfo context_info = ContextInfo::missing;
};

using ParameterValues = std::map<vst3::ParamID, double>;

/// One VST3 plugin, driven through the raw interfaces, of one object or two. Its steps are calls of
/// their own, so that checks can leave them out, repeat them or mix them up; what was begun is
/// ended by the destructor in the right order. All members [main].
class Vst3Session {
 public:
  explicit Vst3Session(CheckContext& context, SessionOptions options = {});
  ~Vst3Session() { end(); }
  Vst3Session(const Vst3Session&) = delete;
  Vst3Session& operator=(const Vst3Session&) = delete;

  /// @name Steps, in the usual order; each ends the check when the plugin refuses
  /// @{
  void create();      ///< The component, and its processor.
  void initialize();  ///< The component, then the controller, which may be the same object.
  void connect();     ///< Handler, connection points through proxies, component state.
  void open();        ///< All of the above.
  void setup(std::int32_t max_samples = 512, double sample_rate = 48000.0,
             vst3::SymbolicSampleSizes sample_size = vst3::SymbolicSampleSizes::kSample32);
  void activate();  ///< setActive and setProcessing.
  void play(std::int32_t max_samples = 512, double sample_rate = 48000.0);  ///< Everything.
  void deactivate();
  void disconnect();  ///< Connection points, and no handler any more.
  void terminate();   ///< Controller, then component.
  void release();     ///< Every reference to the plugin.
  void end();         ///< Whatever of it is due.
  /// @}

  [[nodiscard]] RawModule& module() noexcept { return module_; }
  [[nodiscard]] const vst3::Ref<vst3::IComponent>& component() const noexcept { return component_; }
  [[nodiscard]] const vst3::Ref<vst3::IAudioProcessor>& processor() const noexcept {
    return processor_;
  }
  [[nodiscard]] const vst3::Ref<vst3::IEditController>& controller() const noexcept {
    return controller_;
  }
  [[nodiscard]] bool is_single() const noexcept { return is_single_; }
  [[nodiscard]] CheckContext& check() noexcept { return check_; }
  [[nodiscard]] HandlerRecord& handler() noexcept { return *handler_; }
  [[nodiscard]] host::HostApplication& host_context() noexcept { return *context_; }
  [[nodiscard]] host::RunLoopEntries& run_loop() noexcept { return *run_loop_; }

  /// @name Buses
  /// @{
  [[nodiscard]] std::int32_t bus_count(vst3::MediaType type, vst3::BusDirection direction) const {
    return component_->getBusCount(type, direction);
  }
  void activate_buses(bool active);
  /// Of every audio bus of one side.
  [[nodiscard]] std::vector<vst3::SpeakerArrangement> arrangements(vst3::BusDirection direction);
  [[nodiscard]] std::vector<std::int32_t> channel_counts(vst3::BusDirection direction);
  /// @}

  /// @name Parameters and state
  /// @{
  [[nodiscard]] std::vector<vst3::ParameterInfo> parameters() const;
  /// Those that automation may write, without program changes.
  [[nodiscard]] std::vector<vst3::ParameterInfo> writable() const;
  /// What the controller says of each of writable().
  [[nodiscard]] ParameterValues values() const;
  /// The component's state. Ends the check when the plugin refuses.
  [[nodiscard]] std::vector<std::byte> component_state();
  /// Hands the component's present state to the controller, and reads the controller's values: what
  /// the processor believes, as far as its state holds it.
  [[nodiscard]] ParameterValues processor_values();
  /// @}

 private:
  CheckContext& check_;
  const SessionOptions options_;
  std::shared_ptr<host::RunLoopEntries> run_loop_;
  vst3::Ref<host::HostApplication> context_;
  vst3::Ref<HandlerRecord> handler_;
  RawModule module_;
  vst3::Ref<vst3::IComponent> component_;
  vst3::Ref<vst3::IAudioProcessor> processor_;
  vst3::Ref<vst3::IEditController> controller_;
  vst3::Ref<vst3::IConnectionPoint> component_point_;
  vst3::Ref<vst3::IConnectionPoint> controller_point_;
  vst3::Ref<host::ConnectionProxy> to_component_;
  vst3::Ref<host::ConnectionProxy> to_controller_;
  bool is_single_ = false;
  bool is_initialized_ = false;
  bool is_active_ = false;
};

/// How many references others than we hold of an object that we hold one of. [main]
[[nodiscard]] std::uint32_t references_elsewhere(vst3::FUnknown& object);

/// "parameter 3 \"Gain\"". [any]
[[nodiscard]] std::string name_of(const vst3::ParameterInfo& parameter);

/// "kResultFalse", "7 (no result of VST3)". [any]
[[nodiscard]] std::string name_of(vst3::TResult result);

/// Whether it is one of the results that the interface knows. [any]
[[nodiscard]] bool is_known(vst3::TResult result);

/// How two sets of values differ: "" when they agree, else the first that does not. [any]
[[nodiscard]] std::string difference(const ParameterValues& expected, const ParameterValues& found,
                                     double tolerance = 1e-4);

}  // namespace attacca::validate
