// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/program.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "audio_io/audio_device.hpp"
#include "audio_io/midi_ports.hpp"
#include "host/base/main_loop.hpp"
#include "host/base/process_end.hpp"
#include "host/clap/clap_module.hpp"
#include "standalone/layout_choice.hpp"
#include "standalone/options.hpp"
#include "standalone/session.hpp"
#include "standalone/user_paths.hpp"

namespace attacca::standalone {
namespace {

// A signal asks the loop to quit; a second one ends the program at once.
std::atomic<host::MainLoop*> g_loop{nullptr};

void quit_loop(int signal) {
  std::signal(signal, SIG_DFL);
  if (host::MainLoop* const loop = g_loop.load(); loop != nullptr) {
    loop->quit();
    loop->wake();
  }
}

constexpr int kCalledWrongly = 2;

void list_plugins(const host::Module& module) {
  for (const host::PluginDescription& plugin : module.plugins()) {
    std::printf("%s  %s\n", plugin.id.c_str(), plugin.name.c_str());
  }
}

void list_names(const char* title, const std::vector<std::string>& names) {
  std::printf("%s\n", title);
  for (const std::string& name : names) std::printf("  %s\n", name.c_str());
  if (names.empty()) std::printf("  (none)\n");
}

void list_cards(const char* title, audio_io::SoundSystem system, bool inputs) {
  const auto names = audio_io::sound_card_names(system, inputs);
  if (names) return list_names(title, *names);
  std::printf("%s\n  (%s)\n", title, names.error().message.c_str());
}

/// JACK's ports are listed by its own tools, and by the error for one that is not there.
void list_devices() {
  using audio_io::SoundSystem;
  list_cards("PulseAudio, outputs", SoundSystem::pulse, false);
  list_cards("PulseAudio, inputs", SoundSystem::pulse, true);
  list_cards("ALSA, outputs", SoundSystem::alsa, false);
  list_cards("ALSA, inputs", SoundSystem::alsa, true);
  list_names("MIDI, inputs", audio_io::midi_port_names(true));
  list_names("MIDI, outputs", audio_io::midi_port_names(false));
}

int list_layouts(host::PluginInstance& plugin) {
  std::uint32_t number = 0;
  for (const host::ListedLayout& layout : plugin.layouts()) {
    std::printf("%u  %s  (main: %u in, %u out)\n", ++number, layout.name.c_str(),
                layout.main_inputs, layout.main_outputs);
  }
  return 0;
}

int failed(const Error& error) {
  say(error.message);
  return 1;
}

int play(const Options& options, host::Module& module) {
  host::MainLoop loop;
  auto plugin = module.create(options.plugin, loop);
  if (!plugin) return failed(plugin.error());
  if (options.lists_layouts) return list_layouts(**plugin);
  if (auto chosen = choose_layout(**plugin, options.layout); !chosen) {
    say("--layout: " + chosen.error().message);
    if (!options.layout_is_kept) return kCalledWrongly;
    say("it is from the settings that were kept, and passed over this time");
  }
  Session session(options, loop, **plugin);
  if (auto begun = session.begin(); !begun) return failed(begun.error());
  g_loop.store(&loop);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, quit_loop);
  auto until = host::MainLoop::Clock::time_point::max();
  if (options.seconds) {
    until =
        host::MainLoop::Clock::now() + std::chrono::duration_cast<host::MainLoop::Clock::duration>(
                                           std::chrono::duration<double>(*options.seconds));
  }
  loop.run_until(until, [&session] { return session.is_over(); });
  const bool is_kept = session.end();
  g_loop.store(nullptr);
  return is_kept ? 0 : 1;
}

}  // namespace

int run_program(int argc, const char* const* argv, const clap::PluginEntry& entry) {
  try {
    auto module = host::ClapModule::of_entry(entry, argc > 0 ? argv[0] : "");
    if (!module) return failed(module.error());
    int exit_code = 0;
    const host::PluginDescription& first = (*module)->plugins().front();
    const auto settings = default_settings_path(first.id);
    const auto options =
        read_options(argc, argv, first.name, settings ? settings->string() : "", exit_code);
    if (!options) return exit_code;
    if (options->lists_plugins) {
      list_plugins(**module);
      return 0;
    }
    if (options->lists_devices) {
      list_devices();
      return 0;
    }
    return play(*options, **module);
  } catch (const std::exception& error) {
    say(host::describe_exception(error));
    return 1;
  }
}

}  // namespace attacca::standalone
