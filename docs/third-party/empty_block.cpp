// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Sends one parameter change to a VST3 plugin in a block of 0 samples, then in one of 64, and shows
// the plugin's saved state after each. By hand, so that it can be checked without Attacca:
//   g++ -std=c++20 -o empty_block empty_block.cpp -ldl
//   ./empty_block /usr/lib/vst3/ZaMaximX2.vst3/Contents/x86_64-linux/ZaMaximX2.so 4
// The order of the functions is that of FUnknown, IPluginFactory, IComponent, IAudioProcessor,
// IParameterChanges, IParamValueQueue and IBStream; what is not called has no arguments.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <dlfcn.h>

using Int = std::int32_t;

struct Unknown {
  virtual Int query(const void*, void** to) {
    *to = nullptr;
    return -1;
  }
  virtual std::uint32_t add_ref() { return 1; }
  virtual std::uint32_t release() { return 1; }
};

struct Factory : Unknown {
  virtual Int info() = 0;
  virtual Int count() = 0;
  virtual Int class_info(Int index, void* info) = 0;
  virtual Int create(const char* class_id, const char* interface_id, void** object) = 0;
};

struct Stream : Unknown {
  virtual Int read(void*, Int, Int*) { return 1; }
  virtual Int write(void* bytes, Int count, Int* written) {
    text.append(static_cast<char*>(bytes), static_cast<std::size_t>(count));
    if (written != nullptr) *written = count;
    return 0;
  }
  virtual Int seek(std::int64_t, Int, std::int64_t*) { return 1; }
  virtual Int tell(std::int64_t*) { return 1; }
  std::string text;
};

struct Queue : Unknown {
  virtual std::uint32_t parameter() { return id; }
  virtual Int count() { return 1; }
  virtual Int get(Int, Int* offset, double* to) {
    *offset = 0;
    *to = value;
    return 0;
  }
  virtual Int add(Int, double, Int*) { return 0; }
  std::uint32_t id = 0;
  double value = 1.0;
};

struct Changes : Unknown {
  virtual Int count() { return size; }
  virtual Queue* get(Int) { return &queue; }
  virtual Queue* add(const std::uint32_t*, Int*) { return &queue; }
  Int size = 0;
  Queue queue;
};

struct Component : Unknown {
  virtual Int initialize(Unknown* host) = 0;
  virtual Int terminate() = 0;
  virtual Int controller() = 0;
  virtual Int io_mode() = 0;
  virtual Int bus_count() = 0;
  virtual Int bus_info() = 0;
  virtual Int routing() = 0;
  virtual Int activate_bus(Int type, Int direction, Int index, std::uint8_t on) = 0;
  virtual Int set_active(std::uint8_t on) = 0;
  virtual Int set_state(Stream*) = 0;
  virtual Int get_state(Stream*) = 0;
};

struct Setup {
  Int mode, sample_size, most_samples;
  double rate;
};
struct Bus {
  Int channels;
  std::uint64_t silent;
  float** samples;
};
struct Data {
  Int mode, sample_size, samples, input_count, output_count;
  Bus *inputs, *outputs;
  Changes *changes, *reports;
  void *events, *sent, *context;
};

struct Processor : Unknown {
  virtual Int set_arrangements() = 0;
  virtual Int arrangement() = 0;
  virtual Int can_process() = 0;
  virtual std::uint32_t latency() = 0;
  virtual Int setup(Setup*) = 0;
  virtual Int set_processing(std::uint8_t on) = 0;
  virtual Int process(Data*) = 0;
};

int main(int count, char** arguments) {
  void* const file = count > 2 ? dlopen(arguments[1], RTLD_NOW) : nullptr;
  if (file == nullptr) return 1;
  reinterpret_cast<bool (*)(void*)>(dlsym(file, "ModuleEntry"))(file);
  auto* const factory = reinterpret_cast<Factory* (*)()>(dlsym(file, "GetPluginFactory"))();

  const char component_id[] = "\xE8\x31\xFF\x31\xF2\xD5\x43\x01\x92\x8E\xBB\xEE\x25\x69\x78\x02";
  const char processor_id[] = "\x42\x04\x3F\x99\xB7\xDA\x45\x3C\xA5\x69\xE7\x9D\x9A\xAE\xC3\x3D";
  char info[116] = {};  // class id, number, category, name
  factory->class_info(0, info);
  Unknown host;
  Component* component = nullptr;
  Processor* processor = nullptr;
  factory->create(info, component_id, reinterpret_cast<void**>(&component));
  component->initialize(&host);
  component->query(processor_id, reinterpret_cast<void**>(&processor));
  Setup setup{0, 0, 64, 48000.0};
  processor->setup(&setup);
  component->activate_bus(0, 0, 0, 1);
  component->activate_bus(0, 1, 0, 1);
  component->set_active(1);
  processor->set_processing(1);

  const auto show_state = [component] {
    Stream stream;
    component->get_state(&stream);
    for (char& letter : stream.text) letter = letter < ' ' ? ' ' : letter;
    std::printf("  state: %s\n", stream.text.c_str());
  };
  float room[4][64] = {};
  float* in[] = {room[0], room[1]};
  float* out[] = {room[2], room[3]};
  Bus input{2, 0, in};
  Bus output{2, 0, out};
  std::puts("at first");
  show_state();
  for (const Int samples : {0, 64}) {
    Changes changes;
    Changes reports;
    changes.size = 1;
    changes.queue.id = static_cast<std::uint32_t>(std::atoi(arguments[2]));
    Data data{};
    data.samples = samples;
    data.input_count = data.output_count = 1;
    data.inputs = &input;
    data.outputs = &output;
    data.changes = &changes;
    data.reports = &reports;
    std::printf("parameter to 1.0 in a block of %d samples: process() = %d\n", samples,
                processor->process(&data));
    show_state();
  }
  std::fflush(stdout);
  std::_Exit(0);
}
