// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/services.hpp"

#include <cstdio>
#include <utility>

#include "abi/vst3/host_application.hpp"
#include "abi/vst3/units.hpp"
#include "attacca/plugin_host.hpp"
#include "wrappers/vst3/editor.hpp"
#include "wrappers/vst3/event_loop.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/programs.hpp"
#include "wrappers/vst3/text_intake.hpp"

namespace attacca::vst3_wrapper {
namespace {

std::string read_host_name(vst3::FUnknown* context) {
  const auto application = vst3::query<vst3::IHostApplication>(context);
  if (!application) return {};
  TextIntake intake;
  if (application->getName(intake.data()) != vst3::kResultOk) return {};
  return intake.text().value_or(std::string());
}

}  // namespace

HostContext read_host_context(vst3::FUnknown* context, vst3::FUnknown* factory_context) {
  HostContext found = {read_host_name(context), find_run_loop(context), nullptr};
  if (found.name.empty()) found.name = read_host_name(factory_context);
  if (!found.run_loop) found.run_loop = find_run_loop(factory_context);
  if (!found.run_loop) found.thread_loop = ThreadRunLoop::get(core::LoopOf::any_thread);
  return found;
}

Services::Services(core::MainThread& gate, std::function<void(ContextKeys)> ask)
    : gate_(gate), ask_(std::move(ask)), bell_(gate) {}

void Services::connect(HostContext context) {
  host_name_ = std::move(context.name);
  context_loop_ = std::move(context.run_loop);
  use_thread_loop(std::move(context.thread_loop));
  bell_.use(run_loop());
}

void Services::disconnect() noexcept {
  context_loop_.reset();
  thread_loop_.reset();
  view_loop_.reset();
  view_ = nullptr;
  bell_.use(nullptr);
  if (menus_ != nullptr) menus_->forget();
  guarded([this] {
    set_handler(nullptr);
    return vst3::kResultOk;
  });
}

void Services::shut_down() noexcept {
  // First: a thread that stands in for the main one may be using what the rest takes away.
  bell_.close();
  disconnect();
}

void Services::set_active(bool active) {
  bell_.set_active(active);
  gate_.want();  // to register it, also if this is not the main thread
}

void Services::set_handler(vst3::IComponentHandler* handler) {
  // Old references are given back outside the lock: that may run the host's code.
  Handlers next = {vst3::Ref<vst3::IComponentHandler>::share(handler),
                   vst3::query<vst3::IComponentHandler2>(handler),
                   {vst3::query<vst3::IContextInfoProvider>(handler),
                    vst3::query<vst3::IContextInfoProvider2>(handler)},
                   menus_ == nullptr ? nullptr : vst3::query<vst3::IComponentHandler3>(handler)};
  const std::lock_guard lock(handlers_mutex_);
  std::swap(handlers_, next);
}

ContextProvider Services::provider() const {
  const std::lock_guard lock(handlers_mutex_);
  return handlers_.provider;
}

void Services::set_view(View* view, vst3::Ref<vst3::IRunLoop> loop) {
  view_ = view;
  view_loop_ = std::move(loop);
  bell_.use(run_loop());
}

void Services::show_view(View* view, vst3::Ref<vst3::IRunLoop> loop) {
  // A thread that was only believed to be the host's may have been another one.
  if (!loop && (!context_loop_ || thread_loop_ != nullptr)) {
    use_thread_loop(ThreadRunLoop::get(core::LoopOf::gui_thread));
  }
  set_view(view, std::move(loop));
}

void Services::use_thread_loop(std::shared_ptr<ThreadRunLoop> loop) {
  if (loop == nullptr) return;
  context_loop_ = loop->run_loop();
  thread_loop_ = std::move(loop);
}

std::shared_ptr<EventLoop> Services::event_loop() noexcept {
  if (!run_loop() || make_event_loop_ == nullptr) return nullptr;
  std::shared_ptr<EventLoop> loop;
  guarded([&] {
    loop = make_event_loop_(run_loop(), gate_);
    return vst3::kResultOk;
  });
  return loop;
}

void Services::post(const Message& message) {
  {
    const std::lock_guard lock(outbox_mutex_);
    Message* const last = outbox_.empty() ? nullptr : &outbox_.back();
    if (last != nullptr && last->kind == message.kind && message.kind == Message::Kind::restart) {
      last->flags |= message.flags;
    } else if (last != nullptr && last->kind == message.kind &&
               message.kind == Message::Kind::ask) {
      last->keys = last->keys | message.keys;
    } else {
      outbox_.push_back(message);
    }
  }
  if (gate_.is_main()) {
    // Leaving the gate delivers; when we are inside already, that happens later.
    const MainCall call(gate_);
  } else {
    gate_.want();
  }
}

void Services::deliver_later() {
  {
    const std::lock_guard lock(outbox_mutex_);
    held_ = true;
  }
  bell_.ring();
}

void Services::deliver() noexcept {
  bell_.sync();
  std::vector<Message> batch;
  std::unique_lock lock(outbox_mutex_);
  if (held_ && !bell_.is_answered_here()) {
    const bool anything = !outbox_.empty();
    lock.unlock();
    if (anything) bell_.ring();
    return;
  }
  held_ = false;
  if (delivering_) return;  // whoever delivers takes what is new along
  delivering_ = true;
  while (!outbox_.empty()) {
    batch.swap(outbox_);
    lock.unlock();
    for (const Message& message : batch) send(message);
    batch.clear();
    lock.lock();
  }
  delivering_ = false;
}

void Services::send(const Message& message) noexcept {
  if (message.kind == Message::Kind::ask) return ask_context(message.keys);
  if (message.kind == Message::Kind::resize) {
    resize_view(message.size);
    return;
  }
  Handlers handlers;
  {
    const std::lock_guard lock(handlers_mutex_);
    handlers = handlers_;
  }
  if (!handlers.basic) return;
  switch (message.kind) {
    case Message::Kind::begin_edit:
      handlers.basic->beginEdit(message.id);
      break;
    case Message::Kind::perform_edit:
      handlers.basic->performEdit(message.id, message.normalized);
      break;
    case Message::Kind::end_edit:
      handlers.basic->endEdit(message.id);
      break;
    case Message::Kind::restart:
      handlers.basic->restartComponent(message.flags);
      break;
    case Message::Kind::dirty:
      if (handlers.dirty) handlers.dirty->setDirty(1);
      break;
    case Message::Kind::programs:
      if (const auto units = vst3::query<vst3::IUnitHandler>(handlers.basic.get())) {
        units->notifyProgramListChange(Programs::kList, vst3::kAllProgramInvalid);
      }
      break;
    case Message::Kind::ask:
    case Message::Kind::resize:
      break;
  }
}

void Services::begin_edit(const Param& param) {
  post({.kind = Message::Kind::begin_edit, .id = param.stable_id()});
}

void Services::perform_edit(const Param& param, double normalized) {
  post({.kind = Message::Kind::perform_edit, .id = param.stable_id(), .normalized = normalized});
}

void Services::end_edit(const Param& param) {
  post({.kind = Message::Kind::end_edit, .id = param.stable_id()});
}

/// A gesture of its own, since an edit outside of one breaks the rules; the parameter is read-only,
/// so that hosts show the value and record nothing.
void Services::output_changed(const Param& param, double normalized) {
  begin_edit(param);
  perform_edit(param, normalized);
  end_edit(param);
}

void Services::values_changed() {
  post({.kind = Message::Kind::restart, .flags = vst3::RestartFlags::kParamValuesChanged});
}

void Services::latency_changed() {
  post({.kind = Message::Kind::restart, .flags = vst3::RestartFlags::kLatencyChanged});
}

void Services::state_changed() {
  post({.kind = Message::Kind::dirty});
}

/// The format has a use for restarts and for names of keys alone.
void Services::report_news(std::uint32_t news) {
  if ((news & detail::kNewsRestart) != 0) {
    // Of all restarts the one that does nothing more than that.
    post({.kind = Message::Kind::restart, .flags = vst3::RestartFlags::kLatencyChanged});
  }
  if ((news & detail::kNewsNoteNames) != 0) post({.kind = Message::Kind::programs});
}

vst3::Ref<vst3::IComponentHandler3> Services::menu_handler() const {
  const std::lock_guard lock(handlers_mutex_);
  return handlers_.menus;
}

void Services::ask_track_info() {
  post({.kind = Message::Kind::ask, .keys = ContextKeys::all});
}

void Services::log(LogLevel /*level*/, const std::string& text) {
  std::fprintf(stderr, "attacca: %s\n", text.c_str());
}

void Services::ask_context(ContextKeys keys) noexcept {
  const bool done = questions_.ask(
      static_cast<core::AskAgain::Requests>(keys),
      [this](core::AskAgain::Requests left) noexcept { ask_(static_cast<ContextKeys>(left)); });
  // A host that notifies with each answer is asked again later.
  if (!done) gate_.want_later();
}

void Services::leave_question(ContextKeys keys) noexcept {
  questions_.leave(static_cast<core::AskAgain::Requests>(keys));
}

void Services::ask_what_was_left() {
  if (questions_.anything_left()) post({.kind = Message::Kind::ask, .keys = ContextKeys::none});
}

core::ResizeAnswer Services::request_editor_resize(PhysicalSize size) {
  if (gate_.is_main()) {
    return resize_view(size) ? core::ResizeAnswer::agreed : core::ResizeAnswer::refused;
  }
  // The editor's own thread, where the host has no event loop.
  post({.kind = Message::Kind::resize, .size = size});
  return core::ResizeAnswer::pending;
}

bool Services::resize_view(PhysicalSize size) noexcept {
  bool agreed = false;
  guarded([&] {
    vst3::Ref<View> view;
    {
      const MainCall call(gate_);
      view = vst3::Ref<View>::share(view_);
    }
    agreed = view && view->request_resize(size);
    return vst3::kResultOk;
  });
  return agreed;
}

}  // namespace attacca::vst3_wrapper
