// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "host/base/shared_library.hpp"
#include "host/stack/module_map.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/leftover.hpp"
#include "trial/validate/playback.hpp"
#include "trial/validate/process_usage.hpp"
#include "trial/validate/repeat.hpp"

namespace attacca::validate {

namespace {

constexpr std::uint32_t kFrames = 256;
constexpr std::chrono::milliseconds kTimeout{30'000};

void use(CheckContext& context, host::PluginInstance& instance) {
  context.start(instance, 48000.0, kFrames);
  Playback playback(instance, kFrames);
  playback.run(kFrames);
  (void)instance.save_state();
  context.loop().run_once(std::chrono::milliseconds(0));
}

/// Returns how many instances there were: fewer where the plugin is slow to make.
int make_and_end(CheckContext& context, int times) {
  return repeat(times, [&](int) {
    const WatchedInstance instance = context.create();
    use(context, *instance);
  });
}

/// Keeps the libraries that a plugin brings in the process, as hosts do that need them themselves:
/// what X11's own leave behind each time they are loaded is not the plugin's.
void keep_libraries_but(const std::filesystem::path& plugin) {
  std::set<std::string> paths;
  const auto map = host::ModuleMap::of_this_process();
  for (const host::MappedSegment& segment : map.segments()) {
    if (segment.is_file_there) paths.insert(segment.path);
  }
  for (const std::string& path : paths) {
    if (!path.starts_with(plugin.string())) host::SharedLibrary::keep_loaded(path);
  }
}

/// Loads the file, uses an instance, and releases both. `while_loaded` is called between.
template <typename Act>
void load_and_unload(CheckContext& context, Act&& while_loaded) {
  const auto module = context.require(host::Module::open(context.subject().path, context.profile()),
                                      "the file cannot be loaded");
  const auto instance = context.require(
      module->create(context.subject().plugin.id, context.loop(), context.profile()),
      "no instance");
  use(context, *instance);
  while_loaded();
}

void load_and_unload(CheckContext& context) {
  load_and_unload(context, [] {});
}

void memory(CheckContext& context) {
  const Leftover leftover = leftover_of(context, 100, [&] { make_and_end(context, 1); });
  context.expect(!leftover.is_leak(), std::to_string(leftover.times) +
                                          " instances that were made and destroyed " +
                                          leftover.text());
}

void descriptors(CheckContext& context) {
  make_and_end(context, 2);
  const auto before = open_descriptors();
  const int times = make_and_end(context, 20);
  const auto after = open_descriptors();
  context.expect(after.size() <= before.size(),
                 std::to_string(times) + " instances that were made and destroyed left " +
                     std::to_string(after.size() - before.size()) +
                     " open descriptors: " + joined(after));
}

void threads(CheckContext& context) {
  make_and_end(context, 2);
  const std::size_t before = thread_count();
  const int times = make_and_end(context, 20);
  const std::size_t after = wait_for_threads(before);
  context.expect(after <= before,
                 std::to_string(times) + " instances that were made and destroyed left " +
                     std::to_string(after - before) + " threads: " + joined(thread_names()));
}

void descriptors_of_file(CheckContext& context) {
  load_and_unload(context);  // libraries that stay, such as those of the display
  const auto before = open_descriptors();
  for (int i = 0; i < 3; ++i) load_and_unload(context);
  const auto after = open_descriptors();
  context.expect(after.size() <= before.size(), "loaded and unloaded 3 times, the file left " +
                                                    std::to_string(after.size() - before.size()) +
                                                    " open descriptors: " + joined(after));
}

void threads_of_file(CheckContext& context) {
#ifdef __SANITIZE_THREAD__
  context.skip("ThreadSanitizer starts a thread of its own");
#endif
  const std::size_t before = thread_count();
  load_and_unload(context);
  const std::size_t after = wait_for_threads(before);
  context.expect(after <= before, std::to_string(after - before) +
                                      " threads are still there after the file was unloaded: " +
                                      joined(thread_names()) + "; their code may be gone");
}

void reload(CheckContext& context) {
  repeat(10, [&](int i) {
    context.step("loading the file, time " + std::to_string(i + 1));
    load_and_unload(context);
  });
}

void is_unmapped(CheckContext& context) {
  const std::filesystem::path path = std::filesystem::canonical(context.subject().path);
  load_and_unload(context);
  std::vector<std::string> left;
  const auto map = host::ModuleMap::of_this_process();
  for (const host::MappedSegment& segment : map.segments()) {
    if (segment.path.starts_with(path.string())) left.push_back(segment.path);
  }
  context.expect(left.empty(), "unloaded, it is still mapped: " + joined(left) +
                                   "; a new version is not loaded until the host is started again");
}

void memory_of_file(CheckContext& context) {
  const std::filesystem::path path = std::filesystem::canonical(context.subject().path);
  load_and_unload(context, [&] { keep_libraries_but(path); });
  const Leftover leftover = leftover_of(context, 20, [&] { load_and_unload(context); });
  context.expect(!leftover.is_leak(), "loaded and unloaded " + std::to_string(leftover.times) +
                                          " times, the file " + leftover.text());
}

constexpr Check left(std::string_view name, std::string_view rule, std::string_view source,
                     void (*run)(CheckContext&), Severity severity = Severity::failure) {
  return {name, rule, source, run, severity, Formats::both, false, false, kTimeout};
}

constexpr std::array kChecks = {
    left("lifecycle.memory-flat", "instances that end give their memory back",
         "CLAP: plugin.h, destroy; VST3: terminate, release", memory, Severity::warning),
    left("lifecycle.descriptors-flat", "instances that end leave no open descriptors",
         "a process has 1024 descriptors by default", descriptors),
    left("lifecycle.threads-flat", "instances that end leave no threads behind",
         "CLAP: plugin.h, destroy; VST3: terminate", threads),
    left("lifecycle.reload", "the file can be unloaded and loaded again up to ten times",
         "CLAP: entry.h, init and deinit; VST3: module entry and exit", reload),
    left("lifecycle.unload-closes", "loading and unloading leaves no open descriptors",
         "CLAP: entry.h, deinit; VST3: module exit", descriptors_of_file),
    left("lifecycle.unload-joins", "no thread of the plugin is left when its file was unloaded",
         "CLAP: entry.h, deinit; VST3: module exit; code that is unmapped under a thread crashes",
         threads_of_file),
    left("lifecycle.unload-frees", "loading and unloading gives memory back",
         "CLAP: entry.h, deinit; VST3: module exit", memory_of_file, Severity::warning),
    left("lifecycle.unload-unmaps", "an unloaded file is gone from memory",
         "dlclose(3): unique symbols of inline variables and thread-local destructors keep it",
         is_unmapped, Severity::warning),
};

}  // namespace

std::span<const Check> leftover_checks() {
  return kChecks;
}

}  // namespace attacca::validate
