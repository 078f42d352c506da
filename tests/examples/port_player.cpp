// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Plays samples through all ports of a plugin, for scripts that work out what has to come:
//
//   port_player [--doubles] [--out CHANNELS] PLUGIN BLOCK [NAME=TEXT…]
//
// On the standard input interleaved 32-bit floats (with --doubles 64-bit ones, which the plugin has
// to take), one for each channel of all input ports in
// order; on the standard output the same of all output ports. Afterwards, on the standard error, a
// line "NAME<tab>value as text" for each parameter. 48000 Hz. Parameters are set before the first
// block. CHANNELS are those of the main output: "5.1", "ambix3" …

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "host/base/main_loop.hpp"
#include "host/plugin/channel_set.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/process_block.hpp"

namespace {

namespace host = attacca::host;

template <typename T>
T required(attacca::Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "port_player: %s\n", result.error().message.c_str());
  std::exit(1);
}
void required(const attacca::Result<void>& result) {
  if (result) return;
  std::fprintf(stderr, "port_player: %s\n", result.error().message.c_str());
  std::exit(1);
}

/// The memory of all ports of one side.
template <typename Sample>
struct Side {
  Side(const std::vector<host::PortInfo>& ports, std::size_t frames) {
    std::size_t count = 0;
    for (const host::PortInfo& port : ports) count += port.channel_count;
    samples.resize(count * frames);
    for (std::size_t i = 0; i < count; ++i) channels.push_back(samples.data() + i * frames);
    std::size_t first = 0;
    for (const host::PortInfo& port : ports) {
      const auto lent = std::span<Sample* const>(channels).subspan(first, port.channel_count);
      host::PortBuffers& buffer = buffers.emplace_back();
      if constexpr (std::is_same_v<Sample, double>) {
        buffer.doubles = lent;
      } else {
        buffer.channels = lent;
      }
      first += port.channel_count;
    }
  }
  std::vector<Sample> samples;
  std::vector<Sample*> channels;
  std::vector<host::PortBuffers> buffers;
};

template <typename Sample>
std::vector<Sample> read_all() {
  std::vector<Sample> samples;
  Sample sample = 0;
  while (std::fread(&sample, sizeof sample, 1, stdin) == 1) samples.push_back(sample);
  return samples;
}

void set(host::PluginInstance& instance, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  const host::ParameterInfo* const parameter =
      instance.find_parameter(assignment.substr(0, equals));
  if (parameter == nullptr || equals == std::string::npos) {
    std::fprintf(stderr, "port_player: no parameter: %s\n", assignment.c_str());
    std::exit(1);
  }
  const double value =
      required(instance.text_to_value(parameter->id, assignment.substr(equals + 1)));
  required(instance.set_parameter(parameter->id, value));
}

template <typename Sample>
bool play(host::PluginInstance& instance, std::uint32_t block_frames) {
  Side<Sample> ins(instance.ports().inputs, block_frames);
  Side<Sample> outs(instance.ports().outputs, block_frames);
  const std::vector<Sample> samples = read_all<Sample>();
  const std::size_t count = ins.channels.size();
  const std::size_t frames = count == 0 ? 0 : samples.size() / count;
  std::vector<Sample> heard;
  for (std::size_t at = 0; at < frames; at += block_frames) {
    host::ProcessBlock block;
    block.frames = static_cast<std::uint32_t>(std::min<std::size_t>(block_frames, frames - at));
    for (std::size_t channel = 0; channel < count; ++channel) {
      for (std::size_t frame = 0; frame < block.frames; ++frame) {
        ins.channels[channel][frame] = samples[(at + frame) * count + channel];
      }
    }
    block.inputs = ins.buffers;
    block.outputs = outs.buffers;
    block.steady_frames = static_cast<std::int64_t>(at);
    if (instance.process(block) == host::ProcessStatus::error) return false;
    for (std::size_t frame = 0; frame < block.frames; ++frame) {
      for (const Sample* const out : outs.channels) heard.push_back(out[frame]);
    }
  }
  return std::fwrite(heard.data(), sizeof(Sample), heard.size(), stdout) == heard.size();
}

}  // namespace

int main(int count, char** words) {
  const bool wants_doubles = count > 1 && std::string_view(words[1]) == "--doubles";
  if (wants_doubles) {
    --count;
    ++words;
  }
  std::string_view channels;
  if (count > 2 && std::string_view(words[1]) == "--out") {
    channels = words[2];
    count -= 2;
    words += 2;
  }
  if (count < 3) return 2;
  const auto block_frames = static_cast<std::uint32_t>(std::strtoul(words[2], nullptr, 10));
  host::MainLoop loop;
  const auto module = required(host::Module::open(words[1]));
  const auto instance = required(module->create("", loop));
  if (!channels.empty()) {
    required(instance->set_main_output(required(host::read_channel_set(channels))));
  }
  for (int i = 3; i < count; ++i) set(*instance, words[i]);
  instance->set_doubles(wants_doubles);
  required(instance->activate(48000.0, block_frames));
  if (instance->plays_doubles() != wants_doubles) {
    std::fprintf(stderr, "port_player: the plugin takes no 64-bit samples\n");
    return 1;
  }
  if (!instance->start_processing()) return 1;
  const bool played =
      wants_doubles ? play<double>(*instance, block_frames) : play<float>(*instance, block_frames);
  if (!played) return 1;
  instance->stop_processing();
  loop.run_once(std::chrono::milliseconds(0));
  for (const host::ParameterInfo& parameter : instance->parameters()) {
    const double value = required(instance->parameter_value(parameter.id));
    const std::string text = required(instance->value_to_text(parameter.id, value));
    std::fprintf(stderr, "%s\t%s\n", parameter.name.c_str(), text.c_str());
  }
  return 0;
}
