// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "host/window/editor_window.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/editor/editor_need.hpp"
#include "trial/validate/open_callback.hpp"
#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kSource =
    "CLAP: thread-check.h, calls that are [main-thread] run beside [audio-thread]; VST3: UI thread "
    "calls beside process(); a lock that both sides take makes audio wait, too";
constexpr std::chrono::milliseconds kTimeout{20'000};
constexpr std::uint32_t kFrames = 128;

/// What the checks here share: audio stands still in a callback while `act` runs.
class HeldInstance {
 public:
  explicit HeldInstance(CheckContext& context)
      : context_(context),
        instance_(context.create_processing(48000.0, kFrames)),
        playback_(*instance_, kFrames) {
    audio_.run([this] { playback_.run(kFrames); });
  }

  [[nodiscard]] host::PluginInstance& instance() noexcept { return *instance_; }

  template <typename Act>
  void expect_no_wait(std::string_view call, Act&& act,
                      std::chrono::milliseconds limit = OpenCallback::kLimit) {
    OpenCallback callback(context_, audio_, playback_, kFrames, limit);
    context_.step(std::string(call) + " while an audio callback is held open");
    act();
    context_.expect(callback.end(), std::string(call) +
                                        " returned only after the open callback had gone on by "
                                        "itself after " +
                                        std::to_string(limit.count()) +
                                        " ms: the main thread waits for audio");
    audio_.run([this] { playback_.run(kFrames); });
    context_.expect(playback_.is_finite(),
                    "after " + std::string(call) + " the next block has NaN or infinity");
  }

 private:
  CheckContext& context_;
  WatchedInstance instance_;
  Playback playback_;
  AudioThread audio_;
};

void state_save(CheckContext& context) {
  HeldInstance held(context);
  if (!held.instance().has_state()) context.skip("the plugin has no state");
  held.expect_no_wait("saving the state", [&] { (void)held.instance().save_state(); });
}

void state_load(CheckContext& context) {
  HeldInstance held(context);
  const auto state = state_of(context, *context.create());
  held.expect_no_wait("loading a state", [&] { (void)held.instance().load_state(state); });
}

const host::ParameterInfo& first_parameter(CheckContext& context, host::PluginInstance& instance) {
  if (instance.parameters().empty()) context.skip("the plugin has no parameters");
  return instance.parameters().front();
}

void value_to_text(CheckContext& context) {
  HeldInstance held(context);
  const auto parameter = first_parameter(context, held.instance());
  held.expect_no_wait("the text of a value", [&] {
    (void)held.instance().value_to_text(parameter.id, parameter.default_value);
  });
}

void text_to_value(CheckContext& context) {
  HeldInstance held(context);
  const auto parameter = first_parameter(context, held.instance());
  const auto text = held.instance().value_to_text(parameter.id, parameter.default_value);
  held.expect_no_wait("the value of a text", [&] {
    (void)held.instance().text_to_value(parameter.id, text.value_or("0"));
  });
}

void parameter_value(CheckContext& context) {
  HeldInstance held(context);
  first_parameter(context, held.instance());
  held.expect_no_wait("reading all parameters", [&] {
    for (const auto& parameter : held.instance().parameters()) {
      (void)held.instance().parameter_value(parameter.id);
    }
  });
}

void parameter_edit(CheckContext& context) {
  HeldInstance held(context);
  const auto parameter = first_parameter(context, held.instance());
  held.expect_no_wait("a parameter change of the host", [&] {
    (void)held.instance().set_parameter(parameter.id, parameter.default_value);
    held.instance().pump();
  });
}

void latency(CheckContext& context) {
  HeldInstance held(context);
  held.expect_no_wait("asking for latency and tail", [&] {
    (void)held.instance().latency();
    (void)held.instance().tail();
  });
}

void track_info(CheckContext& context) {
  HeldInstance held(context);
  if (held.instance().track_info_way().empty()) {
    context.skip("the plugin receives no track info under this host profile");
  }
  host::TrackInfo info;
  info.name = "Sent inside";
  held.expect_no_wait("sending track info",
                      [&] { (void)held.instance().send_track_info({info, false, {}}); });
}

void main_loop(CheckContext& context) {
  HeldInstance held(context);
  held.expect_no_wait("what the plugin does on the main thread", [&] {
    for (int i = 0; i < 20; ++i) context.loop().run_once(std::chrono::milliseconds(1));
  });
}

void create_another(CheckContext& context) {
  HeldInstance held(context);
  WatchedInstance other;
  // Not through create(), which reports steps of its own.
  held.expect_no_wait("making another instance", [&] {
    auto made =
        context.module().create(context.subject().plugin.id, context.loop(), context.profile());
    if (made) other = WatchedInstance(made->release(), WatchedDelete{&context});
  });
  context.expect(other != nullptr, "another instance could not be made");
}

void activate_another(CheckContext& context) {
  HeldInstance held(context);
  const WatchedInstance other = context.create();
  held.expect_no_wait("activating another instance", [&] {
    (void)other->activate(44100.0, kFrames);
    other->deactivate();
  });
}

void destroy_another(CheckContext& context) {
  HeldInstance held(context);
  WatchedInstance other = context.create();
  held.expect_no_wait("destroying another instance", [&] { other.reset(); });
}

void process_another(CheckContext& context) {
  HeldInstance held(context);
  const WatchedInstance other = context.create_processing(48000.0, kFrames);
  Playback playback(*other, kFrames);
  held.expect_no_wait("processing another instance", [&] { playback.run(kFrames); });
}

void editor_open(CheckContext& context) {
  HeldInstance held(context);
  need_editor(context, held.instance());
  std::unique_ptr<host::EditorWindow> window;
  held.expect_no_wait(
      "opening the editor",
      [&] {
        auto opened = host::EditorWindow::open(context.loop(), held.instance());
        if (opened) window = std::move(*opened);
      },
      std::chrono::seconds(10));
  context.expect(window != nullptr, "the editor did not open");
}

void editor_idle(CheckContext& context) {
  HeldInstance held(context);
  need_editor(context, held.instance());
  const auto window = context.require(host::EditorWindow::open(context.loop(), held.instance()),
                                      "the editor did not open");
  held.expect_no_wait(
      "the work of the open editor",
      [&] {
        for (int i = 0; i < 20; ++i) context.loop().run_once(std::chrono::milliseconds(5));
      },
      std::chrono::seconds(10));
}

void editor_close(CheckContext& context) {
  HeldInstance held(context);
  need_editor(context, held.instance());
  auto window = context.require(host::EditorWindow::open(context.loop(), held.instance()),
                                "the editor did not open");
  held.expect_no_wait("closing the editor", [&] { window.reset(); }, std::chrono::seconds(10));
}

constexpr Check held(std::string_view name, std::string_view rule, void (*run)(CheckContext&),
                     Severity severity = Severity::failure, bool needs_display = false) {
  return {name, rule, kSource, run, severity, Formats::both, false, needs_display, kTimeout};
}

constexpr std::array kChecks = {
    held("threads.state-save-beside-audio", "saving the state does not wait for an open callback",
         state_save),
    held("threads.state-load-beside-audio", "loading a state does not wait for an open callback",
         state_load, Severity::warning),
    held("threads.text-beside-audio", "the text of a value does not wait for an open callback",
         value_to_text),
    held("threads.typed-text-beside-audio",
         "the value of a text does not wait for an open callback", text_to_value),
    held("threads.values-beside-audio", "reading parameters does not wait for an open callback",
         parameter_value),
    held("threads.edit-beside-audio", "a parameter change does not wait for an open callback",
         parameter_edit),
    held("threads.latency-beside-audio", "latency and tail do not wait for an open callback",
         latency),
    held("threads.track-beside-audio", "sending track info does not wait for an open callback",
         track_info),
    held("threads.main-beside-audio", "main-thread callbacks do not wait for an open callback",
         main_loop),
    held("threads.create-beside-audio", "a new instance does not wait for another one's callback",
         create_another),
    held("threads.activate-beside-audio", "activation does not wait for another one's callback",
         activate_another),
    held("threads.destroy-beside-audio", "destruction does not wait for another one's callback",
         destroy_another),
    held("threads.process-beside-audio", "one instance's callback does not wait for another one's",
         process_another),
    held("threads.editor-opens-beside-audio", "opening the editor does not wait for a callback",
         editor_open, Severity::warning, true),
    held("threads.editor-works-beside-audio", "an open editor does not wait for a callback",
         editor_idle, Severity::warning, true),
    held("threads.editor-closes-beside-audio", "closing the editor does not wait for a callback",
         editor_close, Severity::warning, true),
};

}  // namespace

std::span<const Check> held_thread_checks() {
  return kChecks;
}

}  // namespace attacca::validate
