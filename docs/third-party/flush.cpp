// g++ -o flush flush.cpp -ldl
// ./flush /usr/lib/vst3/ZaMaximX2.vst3/Contents/x86_64-linux/ZaMaximX2.so 4
#include <dlfcn.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
using I = std::int32_t;
struct Unknown {
  virtual I query(const void*, void** out) { *out = nullptr; return -1; }
  virtual std::uint32_t add_ref() { return 1; }
  virtual std::uint32_t release() { return 1; }
};
struct Factory : Unknown { virtual I info(void*) = 0; virtual I count() = 0; virtual I class_info(I, void*) = 0; virtual I create(const char*, const char*, void**) = 0; };
struct Stream : Unknown {
  std::string text;
  virtual I read(void*, I, I*) { return 1; }
  virtual I write(void* data, I size, I* done) { text.append(static_cast<char*>(data), size); if (done) *done = size; return 0; }
  virtual I seek(std::int64_t, I, std::int64_t*) { return 1; }
  virtual I tell(std::int64_t* at) { *at = text.size(); return 0; }
};
struct Component : Unknown { virtual I initialize(Unknown*) = 0; virtual I terminate() = 0; virtual I controller(void*) = 0; virtual I io_mode(I) = 0; virtual I bus_count(I, I) = 0; virtual I bus_info(I, I, I, void*) = 0; virtual I routing(void*, void*) = 0; virtual I activate_bus(I, I, I, std::uint8_t) = 0; virtual I set_active(std::uint8_t) = 0; virtual I set_state(Stream*) = 0; virtual I get_state(Stream*) = 0; };
struct Queue : Unknown {
  std::uint32_t parameter; double value;
  virtual std::uint32_t id() { return parameter; }
  virtual I points() { return 1; }
  virtual I point(I, I* offset, double* to) { *offset = 0; *to = value; return 0; }
  virtual I add(I, double, I*) { return 1; }
};
struct Changes : Unknown { Queue queue; virtual I count() { return 1; } virtual Queue* data(I) { return &queue; } virtual Queue* add(const std::uint32_t*, I*) { return nullptr; } };
struct Setup { I mode, size, most; double rate; };
struct Bus { I channels; std::uint64_t silent; float** samples; };
struct Data { I mode, size, frames, ins, outs; Bus *in, *out; Changes *changes; void *changed, *events, *sent, *context; };
struct Processor : Unknown { virtual I a(void*, I, void*, I) = 0; virtual I b(I, I, void*) = 0; virtual I c(I) = 0; virtual std::uint32_t latency() = 0; virtual I setup(Setup*) = 0; virtual I set_processing(std::uint8_t) = 0; virtual I process(Data*) = 0; };
int main(int, char** arguments) {
  void* const file = dlopen(arguments[1], RTLD_NOW);
  if (!file) { std::puts(dlerror()); return 1; }
  reinterpret_cast<bool (*)(void*)>(dlsym(file, "ModuleEntry"))(file);
  auto* const factory = reinterpret_cast<Factory* (*)()>(dlsym(file, "GetPluginFactory"))();
  char info[116];  // class id, cardinality, category, name
  factory->class_info(0, info);
  const char component_id[17] = "\xE8\x31\xFF\x31\xF2\xD5\x43\x01\x92\x8E\xBB\xEE\x25\x69\x78\x02";
  const char processor_id[17] = "\x42\x04\x3F\x99\xB7\xDA\x45\x3C\xA5\x69\xE7\x9D\x9A\xAE\xC3\x3D";
  Component* component = nullptr;
  factory->create(info, component_id, reinterpret_cast<void**>(&component));
  Processor* processor = nullptr;
  Unknown host;
  component->initialize(&host);
  component->query(processor_id, reinterpret_cast<void**>(&processor));
  Setup setup{0, 0, 64, 48000};
  processor->setup(&setup);
  component->activate_bus(0, 0, 0, 1);
  component->activate_bus(0, 1, 0, 1);
  component->set_active(1);
  processor->set_processing(1);
  float room[4][64] = {}; float* in[] = {room[0], room[1]}; float* out[] = {room[2], room[3]};
  Bus input{2, 0, in}, output{2, 0, out};
  const auto show = [&](const char* when) {
    Stream stream; component->get_state(&stream);
    for (char& c : stream.text) if (c < ' ' ) c = ' ';
    std::printf("%s:\n  %s\n", when, stream.text.c_str());
  };
  show("at first");
  for (const I frames : {0, 64}) {
    Changes changes; changes.queue.parameter = std::atoi(arguments[2]); changes.queue.value = 1.0;
    Data data{}; data.frames = frames; data.changes = &changes;
    if (frames) { data.ins = data.outs = 1; data.in = &input; data.out = &output; }
    const I answer = processor->process(&data);
    std::printf("process() of %d samples answered %d\n", frames, answer);
    show("then");
  }
  std::fflush(stdout); _Exit(0);
}
