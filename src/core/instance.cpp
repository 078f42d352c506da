// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/instance.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "attacca/detail/embedded_presets.hpp"
#include "attacca/gui/editor.hpp"
#include "attacca/log.hpp"
#include "base/guarded.hpp"
#include "base/in_quotes.hpp"
#include "base/log.hpp"
#include "core/audio_side.hpp"
#include "core/task_runner.hpp"
#include "core/track_observer.hpp"
#include "params/echoes.hpp"
#include "params/param_store.hpp"
#include "state/compression.hpp"
#include "state/field_store.hpp"
#include "state/state.hpp"

namespace attacca::core {

std::unique_ptr<TrackObserver> (*make_track_observer)(ParamSet& params) = nullptr;

/// The parts in the order in which they need one another.
struct Instance::Impl {
  Impl(const detail::PluginEntry& from, std::unique_ptr<Plugin> made,
       std::unique_ptr<TrackObserver> observed_by, HostServices& host)
      : entry(from),
        services(host),
        main(host.main_thread()),
        plugin(std::move(made)),
        track_observer(std::move(observed_by)),
        layouts(plugin->layouts()),
        echoes(plugin->params().size()),
        params(plugin->params(), &echoes,
               {&main,
                [](void* main_thread) noexcept {
                  static_cast<MainThread*>(main_thread)->want_from_audio();
                }}),
        fields(make_field_store(
            plugin->fields(), params,
            {this, [](void* impl) noexcept { static_cast<Impl*>(impl)->field_edited(); }})),
        audio(*plugin, params, echoes, track_info, track_observer.get(), host, from) {
    for (const detail::EmbeddedPresets& embedded : detail::embedded_presets()) {
      if (embedded.plugin == from.info.id) presets = embedded.presets;
    }
    for (const Param* param : plugin->params().all()) {
      if (param->flags().read_only) outputs.push_back({param, param->normalized()});
    }
    track_info.set_listener([this] { main.want(); });
  }

  void field_edited() noexcept {
    audio.settle();
    main.want();
    guarded(this, "state_changed", [this] { services.state_changed(); });
  }

  const detail::PluginEntry& entry;
  HostServices& services;
  MainThread& main;
  std::unique_ptr<Plugin> plugin;
  std::unique_ptr<TrackObserver> track_observer;  ///< before the parameters: it adds its own
  std::span<const AudioLayout> layouts;
  std::size_t layout = 0;
  TrackInfoHub track_info;
  Echoes echoes;
  ParamStore params;
  std::unique_ptr<FieldStore> fields;  ///< null without fields
  AudioSide audio;
  std::optional<TaskRunner> tasks;  ///< as long as there is an Instance
  std::unique_ptr<EditorSession> editor;
  std::span<const Preset> presets;

  // Inside the gate.
  std::string from_preset;      ///< Preset::id; empty: none
  bool from_elsewhere = false;  ///< see Instance::is_preset_from_elsewhere()
  struct Output {
    const Param* param;
    double noticed;  ///< as the host has it
  };
  std::vector<Output> outputs;
  bool in_on_main = false;
  bool on_main_again = false;
  std::uint32_t reported_latency = 0;
  std::uint64_t delivered_track_revision = 0;
};

namespace {

/// The first thing that makes a plugin unusable, or nothing.
std::string find_fault(const Plugin& plugin) {
  if (plugin.layouts().empty()) return "it supports no audio layout; list at least one";
  if (const std::string& fault = plugin.params().fault(); !fault.empty()) return fault;
  return FieldStore::fault_of(plugin.fields());
}

}  // namespace

Result<std::unique_ptr<Instance>> Instance::create(const detail::PluginEntry& entry,
                                                   HostServices& services) {
  const auto failed = [&entry](const std::string& why) {
    return fail("cannot create the plugin " + in_quotes(entry.info.id) + ": " + why);
  };
  try {
    std::unique_ptr<Plugin> plugin = entry.create();
    if (plugin == nullptr) return failed("there is no such object");
    auto observer =
        make_track_observer != nullptr ? make_track_observer(plugin->params()) : nullptr;
    if (const std::string fault = find_fault(*plugin); !fault.empty()) return failed(fault);
    auto impl = std::make_unique<Impl>(entry, std::move(plugin), std::move(observer), services);
    return std::unique_ptr<Instance>(new Instance(std::move(impl)));
  } catch (const std::exception& exception) {
    return failed("its constructor says " + in_quotes(exception.what()));
  } catch (...) {
    return failed("its constructor failed without a reason");
  }
}

Instance::Instance(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
  if (impl_->entry.make_editor_session == nullptr) {
    impl_->editor = std::make_unique<EditorSession>();
  } else {
    impl_->editor = impl_->entry.make_editor_session({
        .plugin = *impl_->plugin,
        .track_info = impl_->track_info,
        .track_observer = impl_->track_observer.get(),
        .services = impl_->services,
        .echoes = impl_->echoes,
        .set_param = [this](Param& param, double normalized) { set_param(param, normalized); },
        .save_state = [this](StateContext context) -> Result<std::string> {
          try {
            return save_state(context);
          } catch (const std::exception& exception) {
            return fail("cannot save the state: " + std::string(exception.what()));
          }
        },
        .load_state = [this](std::string_view state, StateContext context) -> Result<void> {
          Result<void> loaded = load_state(state, context);
          if (loaded) guarded(this, "state_changed", [&] { impl_->services.state_changed(); });
          return loaded;
        },
        .editor_ran = [this] { notice_outputs(); },
        .presets = impl_->presets,
        .entry = impl_->entry,
        .log_id = this,
    });
  }
  impl_->tasks.emplace(impl_->plugin->tasks(), impl_->services, this);
  impl_->plugin->host().services_.store(&impl_->services, std::memory_order_release);
}

Instance::~Instance() {
  impl_->tasks->close();  // long before the plugin's destructor begins
  impl_->editor->destroy();
  deactivate();
  impl_->editor.reset();
}

const PluginInfo& Instance::info() const noexcept {
  return impl_->entry.info;
}
Plugin& Instance::plugin() noexcept {
  return *impl_->plugin;
}
ParamSet& Instance::params() noexcept {
  return impl_->plugin->params();
}
TrackInfoHub& Instance::track_info() noexcept {
  return impl_->track_info;
}
EditorSession& Instance::editor() noexcept {
  return *impl_->editor;
}

std::span<const AudioLayout> Instance::layouts() const noexcept {
  return impl_->layouts;
}
std::size_t Instance::selected_layout() const noexcept {
  return impl_->layout;
}

bool Instance::select_layout(std::size_t index) noexcept {
  if (is_active() || index >= impl_->layouts.size()) return false;
  impl_->layout = index;
  return true;
}

Result<void> Instance::activate(const BufferConfig& config) {
  const auto failed = [this](const char* why) {
    return fail("cannot activate " + in_quotes(info().name) + ": " + why);
  };
  if (!std::isfinite(config.sample_rate) || config.sample_rate <= 0.0) {
    return failed("the host's sample rate is no positive number");
  }
  if (config.max_block_frames == 0) return failed("the host's largest block has no frames");
  const MainThread::Call call(impl_->main);
  deactivate();
  bool accepted = false;
  const bool returned = guarded(this, "initialize", [&] {
    accepted = impl_->audio.start(impl_->layouts[impl_->layout], config);
  });
  if (!returned) return failed("it ran out of memory or threw an exception");
  if (!accepted) return failed("it refuses this layout, sample rate or block size");
  impl_->reported_latency = latency();
  impl_->tasks->set_active(true);
  guarded(this, "ask_track_info", [&] { impl_->services.ask_track_info(); });
  return {};
}

void Instance::deactivate() noexcept {
  const MainThread::Call call(impl_->main);
  guarded(this, "deactivate", [&] { impl_->audio.stop(); });
  impl_->tasks->set_active(false);
}

bool Instance::is_active() const noexcept {
  return impl_->audio.running();
}
std::uint32_t Instance::latency() const noexcept {
  return impl_->audio.latency();
}
std::uint32_t Instance::tail() const noexcept {
  return impl_->audio.tail();
}

std::uint32_t Instance::voices() const noexcept {
  return impl_->audio.voices();
}

void Instance::reset() noexcept {
  const TaskRunner::AudioCall audio(*impl_->tasks);
  impl_->audio.reset();
}

ProcessStatus Instance::process(const Block& block) noexcept {
  const TaskRunner::AudioCall audio(*impl_->tasks);
  return impl_->audio.process(block);
}

void Instance::flush(ParamEventSource* in, ParamEventSink* out) noexcept {
  impl_->audio.flush(in, out);
}

void Instance::expect_values_from_main() {
  impl_->echoes.keep_events();
}

void Instance::set_param_from_host(Param& param, double normalized) noexcept {
  const double value = std::clamp(normalized, 0.0, 1.0);
  if (std::isnan(normalized) || param.flags().read_only) return;
  if (is_active() && !impl_->echoes.take_from_main(param.index(), value, param.normalized()))
    return;
  set_param(param, value);
}

void Instance::set_param(Param& param, double normalized) noexcept {
  impl_->params.set(param, normalized);
  impl_->audio.settle();
  if (param.has_on_change()) impl_->main.want();
}

std::string Instance::save_state(StateContext context) const {
  const bool is_none = context == StateContext::preset || impl_->from_elsewhere;
  return write_state(info(), impl_->plugin->params(), impl_->fields.get(), context,
                     is_none ? std::string_view() : impl_->from_preset);
}

std::string Instance::save_for_host(StateContext context) const {
  const Compression* const compressed = compression();
  return compressed != nullptr ? compressed->pack(save_state(context)) : save_state(context);
}

std::span<const Preset> Instance::presets() const noexcept {
  return impl_->presets;
}

std::optional<std::size_t> Instance::preset() const noexcept {
  // What a preset came from before it was saved to a file, it is no more.
  if (impl_->from_elsewhere) return std::nullopt;
  for (std::size_t i = 0; i < impl_->presets.size(); ++i) {
    if (impl_->presets[i].id == impl_->from_preset) return i;
  }
  return std::nullopt;
}

bool Instance::is_preset_from_elsewhere() const noexcept {
  return impl_->from_elsewhere;
}

void Instance::take_preset_for_project() noexcept {
  impl_->from_elsewhere = false;
}

Result<void> Instance::load_preset(std::optional<std::size_t> index) {
  if (index) return load_state(impl_->presets[*index].state, StateContext::preset);
  // What a state lacks has its default.
  const std::string as_made = R"({"format":"attacca-state","version":1,"params":{},"plugin":)" +
                              json_text(info().id) +
                              ",\"state_version\":" + std::to_string(info().state_version) + "}";
  Result<void> loaded = load_state(as_made, StateContext::preset);
  if (loaded) take_preset_for_project();
  return loaded;
}

Result<void> Instance::read_and_load(std::string_view bytes, StateContext context) {
  const std::unique_ptr<FieldReader> fields =
      impl_->fields != nullptr ? impl_->fields->make_reader(context) : nullptr;
  JsonEvents* const events = fields != nullptr ? &fields->events() : nullptr;
  Result<ReadState> read = read_state(bytes, info(), params(), events);
  if (!read) return tl::unexpected(std::move(read.error()));
  if (impl_->entry.migrate != nullptr && read->state_version < info().state_version) {
    const Result<std::string> migrated = impl_->entry.migrate(state_text(bytes));
    if (!migrated) return tl::unexpected(migrated.error());
    return read_and_load(*migrated, context);
  }
  if (fields != nullptr) {
    if (const auto decoded = fields->decode(*read); !decoded) {
      return tl::unexpected(cannot_load(decoded.error().message,
                                        "keep the file and report this to the plugin's author"));
    }
    impl_->fields->load(read->values, *fields);
  } else {
    impl_->params.load(read->values);
  }
  impl_->from_preset = std::move(read->from_preset);
  if (read->left_count > 0) report_left(*read);
  return {};
}

/// What was not loaded, for whoever looks for it later.
void Instance::report_left(const ReadState& read) {
  std::string text = "a state was loaded without ";
  for (const std::string& what : read.left) text.append(what) += ", ";
  if (read.left_count > read.left.size()) text += "and others, ";
  text += "which this version of the plugin does not know";
  log_event(this, "state_left", {{"left", json_text(text)}});
  guarded(this, "log", [&] { impl_->services.log(LogLevel::warning, text); });
}

Result<void> Instance::load_state(std::string_view bytes, StateContext context) {
  // One of ours says so by where it lies.
  const auto ours = std::ranges::find(impl_->presets, bytes.data(),
                                      [](const Preset& preset) { return preset.state.data(); });
  try {
    Result<std::string> text = fail({});
    if (is_compressed(bytes)) {
      const Compression* const compressed = compression();
      if (compressed == nullptr) {
        return tl::unexpected(cannot_load("it is compressed, and this version of the plugin is not",
                                          "use the version that has saved it"));
      }
      text = compressed->unpack(bytes);
      if (!text) return tl::unexpected(text.error());
      bytes = *text;
    }
    if (Result<void> loaded = read_and_load(bytes, context); !loaded) return loaded;
    const bool is_ours = ours != impl_->presets.end();
    if (is_ours) impl_->from_preset = ours->id;
    impl_->from_elsewhere = context == StateContext::preset && !is_ours;
  } catch (const std::exception&) {
    return fail("cannot load the saved state: memory has run out; close other programs");
  }
  impl_->audio.settle();
  if (impl_->params.has_watches() || impl_->fields != nullptr) impl_->main.want();
  guarded(this, "values_changed", [&] { impl_->services.values_changed(); });
  impl_->editor->refresh();
  return {};
}

/// What the editor reports while blocks come goes out with them.
void Instance::notice_outputs() {
  Impl& impl = *impl_;
  if (is_active() && impl.audio.take_blocks()) return;
  for (Impl::Output& output : impl.outputs) {
    const double value = output.param->normalized();
    if (std::exchange(output.noticed, value) == value) continue;
    guarded(this, "output_changed", [&] { impl.services.output_changed(*output.param, value); });
  }
}

/// What the plugin has reported since the last time.
void Instance::report_news() {
  Impl& impl = *impl_;
  std::uint32_t news = impl.audio.take_news();
  std::atomic<std::uint32_t>& reported = impl.plugin->host().news_;
  if (reported.load(std::memory_order_relaxed) != 0) {
    news |= reported.exchange(0, std::memory_order_acquire);
  }
  if (news == 0) return;
  guarded(this, "news for the host", [&] { impl.services.report_news(news); });
}

void Instance::on_main() {
  Impl& impl = *impl_;
  const MainThread::Call call(impl.main);
  if (std::exchange(impl.in_on_main, true)) {
    impl.on_main_again = true;
    return;
  }
  if (impl.track_info.revision() != 0) {
    const TrackInfo newest = impl.track_info.newest();
    if (std::exchange(impl.delivered_track_revision, newest.revision) != newest.revision) {
      guarded(this, "on_track_info", [&] { impl.plugin->on_track_info(newest); });
    }
  }
  impl.tasks->run_main_tasks();
  guarded(this, "on_change", [&] {
    impl.params.call_watches();
    if (impl.fields != nullptr) impl.fields->call_changed();
  });
  impl.editor->refresh();
  const std::uint32_t newest_latency = latency();
  if (std::exchange(impl.reported_latency, newest_latency) != newest_latency) {
    guarded(this, "latency_changed", [&] { impl.services.latency_changed(); });
  }
  report_news();
  impl.in_on_main = false;
  if (std::exchange(impl.on_main_again, false)) impl.main.want();
}

}  // namespace attacca::core
