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
#include "abi/vst3/context_menu.hpp"
#include "core/host_services.hpp"
#include "main_thread/ask_again.hpp"
#include "main_thread/main_thread.hpp"
#include "wrappers/vst3/bell.hpp"
#include "wrappers/vst3/context_info.hpp"
#include "wrappers/vst3/thread_run_loop.hpp"

namespace attacca::vst3_wrapper {

using MainCall = core::MainThread::Call;

class View;

/// What the host's contexts offer.
struct HostContext {
  std::string name;
  vst3::Ref<vst3::IRunLoop> run_loop;
  std::shared_ptr<ThreadRunLoop> thread_loop;  ///< where the host has none: the thread's
};

/// Asks the two contexts that a host may give, the first one first; either may be null. Calls the
/// host: outside the gate. [main]
[[nodiscard]] HostContext read_host_context(vst3::FUnknown* context,
                                            vst3::FUnknown* factory_context);

/// The VST3 host's side of the conversation. What the plugin says is collected and sent outside the
/// gate, in order, on the main thread or its stand-in: hosts answer restartComponent by waiting for
/// their audio thread, which may be waiting for the gate at that moment.
class Services final : public core::HostServices {
 public:
  /// `ask` asks the context provider once; called outside the gate, never two at once. `gate` may
  /// still be under construction.
  Services(core::MainThread& gate, std::function<void(ContextKeys)> ask);

  [[nodiscard]] core::Bell& bell() noexcept { return bell_; }

  /// Takes what the host's contexts offer. [main]
  void connect(HostContext context);
  /// Drops every reference to the host; what is registered with it ends with sync(). [main]
  void disconnect() noexcept;
  /// Registers and unregisters with the host's run loop what has changed; deliver() does it too.
  /// Outside the gate. [main]
  void sync() noexcept { bell_.sync(); }
  /// The last call: nothing of ours runs any more. Outside the gate. [main]
  void shut_down() noexcept;
  /// Whether the plugin is active, so that the audio thread may ask for calls. [main]
  void set_active(bool active);
  /// Null drops it. [main]
  void set_handler(vst3::IComponentHandler* handler);
  /// The context provider that the handler offers. [not audio]
  [[nodiscard]] ContextProvider provider() const;

  /// The view whose editor is shown, and the run loop of its frame (null: none). [main]
  void set_view(View* view, vst3::Ref<vst3::IRunLoop> loop);

  /// The same when the view is shown in the host's window, whose thread has a loop on systems where
  /// hosts offer none. [main]
  void show_view(View* view, vst3::Ref<vst3::IRunLoop> loop);

  /// For plugins that have an editor: made with it. [main]
  using MakeEventLoop = std::shared_ptr<EventLoop> (*)(const vst3::Ref<vst3::IRunLoop>& loop,
                                                       core::MainThread& gate);
  void set_event_loops(MakeEventLoop make) noexcept { make_event_loop_ = make; }
  void set_host_menus(std::unique_ptr<core::HostMenus> menus) { menus_ = std::move(menus); }
  /// The menus that the handler offers, and the view whose editor is shown; null: none. [main]
  [[nodiscard]] vst3::Ref<vst3::IComponentHandler3> menu_handler() const;
  [[nodiscard]] View* view() const noexcept { return view_; }

  /// Makes the calls that have been collected. Outside the gate. [main]
  void deliver() noexcept;
  /// Nothing is delivered any more until the bell is answered: the host must not be called from
  /// inside what it calls just now, nor from inside what it calls next while it holds the same
  /// lock. Inside the gate. [main]
  void deliver_later();
  /// Whether the host has a loop that answers the bell. Inside the gate. [main]
  [[nodiscard]] bool has_run_loop() const noexcept { return static_cast<bool>(run_loop()); }
  /// Asks the context provider for `keys` and for what was left, until every notification has been
  /// followed by a question. Outside the gate. [not audio]
  void ask_context(ContextKeys keys) noexcept;
  /// Leaves the question to the main thread, see active. Wait-free. [any]
  void leave_question(ContextKeys keys) noexcept;
  /// Asks at the next delivery what was left. [main]
  void ask_what_was_left();

  [[nodiscard]] std::string_view format_name() const noexcept override { return "VST3"; }
  [[nodiscard]] std::string_view host_name() const noexcept override { return host_name_; }
  [[nodiscard]] core::MainThread& main_thread() noexcept override { return gate_; }
  void begin_edit(const Param& param) override;
  void perform_edit(const Param& param, double normalized) override;
  void end_edit(const Param& param) override;
  void output_changed(const Param& param, double normalized) override;
  void values_changed() override;
  void latency_changed() override;
  void state_changed() override;
  void ask_track_info() override;
  /// VST3 hosts keep no log: to stderr.
  void log(LogLevel level, const std::string& text) override;
  [[nodiscard]] core::ResizeAnswer request_editor_resize(PhysicalSize size) override;
  [[nodiscard]] std::shared_ptr<EventLoop> event_loop() noexcept override;
  void report_news(std::uint32_t news) override;
  [[nodiscard]] core::HostMenus* host_menus() noexcept override { return menus_.get(); }

 private:
  struct Message {
    enum class Kind : std::uint8_t {
      begin_edit,
      perform_edit,
      end_edit,
      restart,
      dirty,
      ask,
      resize,
      programs,
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
    vst3::Ref<vst3::IComponentHandler3> menus;
  };

  [[nodiscard]] const vst3::Ref<vst3::IRunLoop>& run_loop() const noexcept {
    return view_loop_ ? view_loop_ : context_loop_;
  }
  void use_thread_loop(std::shared_ptr<ThreadRunLoop> loop);
  void post(const Message& message);
  void send(const Message& message) noexcept;
  bool resize_view(PhysicalSize size) noexcept;

  core::MainThread& gate_;
  std::function<void(ContextKeys)> ask_;
  std::string host_name_;

  mutable std::mutex handlers_mutex_;
  Handlers handlers_;

  std::mutex outbox_mutex_;
  std::vector<Message> outbox_;
  bool held_ = false;  ///< See deliver_later(); under the mutex of the outbox.
  bool delivering_ = false;

  core::AskAgain questions_;  ///< ContextKeys for the provider

  std::unique_ptr<core::HostMenus> menus_;
  MakeEventLoop make_event_loop_ = nullptr;
  View* view_ = nullptr;                        // inside the gate
  vst3::Ref<vst3::IRunLoop> view_loop_;         // inside the gate
  vst3::Ref<vst3::IRunLoop> context_loop_;      // inside the gate
  std::shared_ptr<ThreadRunLoop> thread_loop_;  ///< whose context_loop_ is; inside the gate
  Bell bell_;
};

}  // namespace attacca::vst3_wrapper
