// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/component_handler.hpp"
#include "core/host_services.hpp"
#include "main_thread/main_gate.hpp"
#include "wrappers/vst3/context_info.hpp"
#include "wrappers/vst3/event_loop.hpp"
#include "wrappers/vst3/waker.hpp"

namespace attacca::vst3_wrapper {

class View;

/// The VST3 host's side of the conversation. What the plugin says is collected and said outside the
/// gate, in order, on the main thread or its stand-in: hosts answer restartComponent by waiting for
/// their audio thread, which may be waiting for the gate at that moment.
class Services final : public core::HostServices {
 public:
  /// `ask` asks the context provider again; called outside the gate.
  Services(MainGate& gate, std::function<void(ContextKeys)> ask);

  /// The host's name and event loop from the contexts it gave; either may be null. [main]
  void connect(vst3::FUnknown* context, vst3::FUnknown* factory_context);
  /// Drops every reference to the host. [main]
  void disconnect() noexcept;
  /// The last call: nothing of ours runs any more. Outside the gate. [main]
  void shut_down() noexcept;
  /// Whether the plugin is active, so that the audio thread may ask for calls. [main]
  void set_active(bool active) noexcept { waker_.set_active(active); }
  /// Null drops it. [main]
  void set_handler(vst3::IComponentHandler* handler);
  /// The context provider that the handler offers. [not audio]
  [[nodiscard]] ContextProvider provider() const;

  /// The view whose editor is shown, and the event loop of its frame (null: none). [main]
  void set_view(View* view, EventLoop* loop);

  /// Makes the calls that have been collected. Outside the gate. [main]
  void deliver() noexcept;
  /// Asks the context provider at the next delivery. [not audio]
  void ask_context(ContextKeys keys);

  [[nodiscard]] std::string_view format_name() const noexcept override { return "VST3"; }
  [[nodiscard]] std::string_view host_name() const noexcept override { return host_name_; }
  void request_main_call() noexcept override;
  void request_main_call_from_audio() noexcept override;
  void begin_edit(const Param& param) override;
  void perform_edit(const Param& param, double normalized) override;
  void end_edit(const Param& param) override;
  void values_changed() override;
  void latency_changed() override;
  void state_changed() override;
  void ask_track_info() override;
  [[nodiscard]] core::ResizeAnswer request_editor_resize(PhysicalSize size) override;
  [[nodiscard]] EventLoop* event_loop() noexcept override;

 private:
  struct Message {
    enum class Kind : std::uint8_t {
      begin_edit,
      perform_edit,
      end_edit,
      restart,
      dirty,
      ask,
      resize
    } kind;
    vst3::ParamID id = 0;
    double normalized = 0.0;
    vst3::RestartFlags flags = {};
    ContextKeys keys = ContextKeys::none;
    PhysicalSize size = {};
  };
  struct Handlers {
    vst3::Ref<vst3::IComponentHandler> basic;
    vst3::Ref<vst3::IComponentHandler2> dirty;
    ContextProvider provider;
  };

  void post(const Message& message);
  void send(const Message& message) noexcept;
  void resize_view(PhysicalSize size) noexcept;

  MainGate& gate_;
  std::function<void(ContextKeys)> ask_;
  std::string host_name_;

  mutable std::mutex handlers_mutex_;
  Handlers handlers_;

  std::mutex outbox_mutex_;
  std::vector<Message> outbox_;
  bool delivering_ = false;

  View* view_ = nullptr;
  EventLoop* view_loop_ = nullptr;
  std::unique_ptr<RunLoop> context_loop_;
  Waker waker_;
};

}  // namespace attacca::vst3_wrapper
