// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "fixtures.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace attacca::package::test {
namespace {

namespace fs = std::filesystem;

constexpr char kRecordBytes[] =
    "ATTACCA-BUILD-IDENTITY/1\n"
    R"({"plugin":"fake_gain","revision":"unknown","dirty":false,"sources":"sha256:ab",)"
    "\"compiler\":\"c\",\"flags\":\"\",\"build_type\":\"Release\",\"time\":\"t\","
    "\"framework\":\"0.1.0\"}\0"
    "ATTACCA-PLUGIN-METADATA/1\nplugin\torg.attacca.fake-gain\nname\tFake Gain\nversion\t1.2.3\n"
    "vst3_class\t00112233445566778899AABBCCDDEEFF\nvst3_sdk\tVST 3.7.14\nvst3_flags\t2\n";
constexpr std::string_view kRecords(kRecordBytes, sizeof(kRecordBytes));

// Bytes written number by number.
class Writer {
 public:
  explicit Writer(bool big_endian = false) : big_endian_(big_endian) {}

  void number(std::uint64_t value, unsigned width) {
    for (unsigned i = 0; i < width; ++i) {
      bytes.push_back(static_cast<std::byte>(value >> 8U * (big_endian_ ? width - 1 - i : i)));
    }
  }
  void u16(std::uint64_t value) { number(value, 2); }
  void u32(std::uint64_t value) { number(value, 4); }
  void u64(std::uint64_t value) { number(value, 8); }
  void fixed(std::string_view text, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i) {
      bytes.push_back(i < text.size() ? static_cast<std::byte>(text[i]) : std::byte{0});
    }
  }
  void raw(const Bytes& more) { bytes.insert(bytes.end(), more.begin(), more.end()); }
  void raw(std::string_view text) { raw(bytes_of(text)); }
  void pad_to(std::size_t size) { bytes.resize(std::max(size, bytes.size())); }
  [[nodiscard]] std::size_t size() const { return bytes.size(); }

  Bytes bytes;

 private:
  bool big_endian_;
};

// One node for the root with an edge for each name, each to a leaf. Offsets stay below 128.
Bytes make_trie(const std::vector<std::string>& names) {
  Writer trie;
  std::size_t leaves = 2;
  for (const std::string& name : names) leaves += name.size() + 2;
  trie.number(0, 1);
  trie.number(names.size(), 1);
  for (std::size_t i = 0; i < names.size(); ++i) {
    trie.fixed(names[i], names[i].size() + 1);
    trie.number(leaves + 4 * i, 1);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    trie.raw(std::string_view("\x02\x00\x00\x00", 4));  // two bytes of payload, no children
  }
  return trie.bytes;
}

}  // namespace

Bytes read(const fs::path& path) {
  return bytes_of(read_text(path));
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const Bytes& bytes) {
  write(path, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

Bytes bytes_of(std::string_view text) {
  Bytes bytes(text.size());
  if (!text.empty()) std::memcpy(bytes.data(), text.data(), text.size());
  return bytes;
}

const Bytes& fake_plugin() {
  static const Bytes kBytes = read(ATTACCA_FAKE_PLUGIN);
  return kBytes;
}

Bytes fake_plugin_from(const std::string& sources) {
  Bytes bytes = fake_plugin();
  const Bytes old = bytes_of("sha256:" + std::string(64, '0'));
  const Bytes now = bytes_of("sha256:" + sources);
  const auto found = std::search(bytes.begin(), bytes.end(), old.begin(), old.end());
  if (found == bytes.end() || now.size() != old.size()) throw std::runtime_error("no digest");
  std::copy(now.begin(), now.end(), found);
  return bytes;
}

Bytes for_machine(Bytes elf, std::uint16_t machine) {
  elf.at(18) = static_cast<std::byte>(machine & 0xFFU);
  elf.at(19) = static_cast<std::byte>(machine >> 8U);
  return elf;
}

std::vector<std::string> leftovers(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (name.starts_with('.')) names.push_back(name);
  }
  return names;
}

int in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child) throw std::runtime_error("no child");
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

CommandOutput run(const std::string& command) {
  const TemporaryFolder folder;
  const std::string out = (folder / "out").string();
  const std::string err = (folder / "err").string();
  const int status = std::system(("( " + command + " ) >" + out + " 2>" + err).c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(out), read_text(err)};
}

Bytes make_macho(const std::vector<std::string>& exports, const MachOOptions& options) {
  const unsigned word = options.wide ? 8 : 4;
  const std::size_t header = options.wide ? 32 : 28;
  const std::size_t segment = options.wide ? 72 + 80 : 56 + 68;
  const std::size_t link_edit = options.wide ? 72 : 56;
  const std::size_t commands = segment + link_edit + (options.export_trie ? 48 : 24);
  constexpr std::size_t kRoom = 32;  // for one more command
  const std::size_t text = header + commands + kRoom;
  const std::size_t tables = text + kRecords.size();

  Writer file(options.big_endian);
  file.u32(options.wide ? 0xFEEDFACF : 0xFEEDFACE);
  file.u32(options.cpu);
  file.u32(3);
  file.u32(options.file_type);
  file.u32(3);
  file.u32(commands);
  file.u32(0);
  if (options.wide) file.u32(0);

  file.u32(options.wide ? 0x19 : 0x1);
  file.u32(segment);
  file.fixed("__TEXT", 16);
  for (const std::size_t value : {std::size_t{0}, tables, std::size_t{0}, tables}) {
    file.number(value, word);  // address, size, file offset, file size
  }
  for (const std::uint32_t value : {7U, 5U, 1U, 0U}) file.u32(value);
  file.fixed("__attacca", 16);
  file.fixed("__TEXT", 16);
  file.number(text, word);
  file.number(kRecords.size(), word);
  file.u32(text);
  for (int i = 0; i < (options.wide ? 7 : 6); ++i) file.u32(0);

  const std::size_t entry = options.wide ? 16 : 12;
  std::size_t names_size = 1;
  for (const std::string& name : exports) names_size += name.size() + 1;
  const Bytes trie = make_trie(exports);
  const std::size_t linked =
      options.export_trie ? trie.size() : entry * (exports.size() + 1) + names_size;
  file.u32(options.wide ? 0x19 : 0x1);
  file.u32(link_edit);
  file.fixed("__LINKEDIT", 16);
  for (const std::size_t value : {tables, linked, tables, linked}) file.number(value, word);
  for (const std::uint32_t value : {1U, 1U, 0U, 0U}) file.u32(value);

  if (options.export_trie) {
    file.u32(0x80000022);
    file.u32(48);
    for (int i = 0; i < 8; ++i) file.u32(0);
    file.u32(tables);
    file.u32(trie.size());
    file.pad_to(text);
    file.raw(kRecords);
    file.raw(trie);
    return file.bytes;
  }
  std::string names(1, '\0');
  file.u32(0x2);
  file.u32(24);
  file.u32(tables);
  file.u32(exports.size() + 1);
  file.u32(tables + entry * (exports.size() + 1));
  file.u32(names_size);
  file.pad_to(text);
  file.raw(kRecords);
  const auto symbol = [&](std::size_t name, unsigned type) {
    file.u32(name);
    file.number(type, 1);
    file.number(1, 1);
    file.u16(0);
    file.number(0, word);
  };
  symbol(0, 0x1);  // undefined: imported, not exported
  for (const std::string& name : exports) {
    symbol(names.size(), 0xF);  // defined in a section, external
    names += name;
    names += '\0';
  }
  file.raw(names);
  return file.bytes;
}

Bytes make_universal(const std::vector<std::pair<std::uint32_t, Bytes>>& parts) {
  Writer file(true);
  file.u32(0xCAFEBABE);
  file.u32(parts.size());
  std::size_t offset = 4096;
  for (const auto& [cpu, bytes] : parts) {
    file.u32(cpu);
    file.u32(3);
    file.u32(offset);
    file.u32(bytes.size());
    file.u32(12);
    offset += (bytes.size() + 4095) / 4096 * 4096;
  }
  for (const auto& [cpu, bytes] : parts) {
    file.pad_to((file.size() + 4095) / 4096 * 4096);
    file.raw(bytes);
  }
  return file.bytes;
}

Bytes make_pe(const std::vector<std::string>& exports, std::uint16_t machine) {
  constexpr std::uint32_t kAddress = 0x1000;
  constexpr std::uint32_t kOffset = 0x200;
  const bool wide = machine != 0x014C;
  Writer data;  // the export directory, then the table of names, then the names, then the records
  std::size_t name_at = 40 + 4 * exports.size();
  for (int i = 0; i < 5; ++i) data.u32(0);
  data.u32(exports.size());
  data.u32(exports.size());
  data.u32(0);
  data.u32(kAddress + 40);
  data.u32(0);
  for (const std::string& name : exports) {
    data.u32(kAddress + name_at);
    name_at += name.size() + 1;
  }
  for (const std::string& name : exports) data.fixed(name, name.size() + 1);
  data.raw(kRecords);

  Writer file;
  file.raw("MZ");
  file.pad_to(0x3C);
  file.u32(0x40);
  file.raw(std::string_view("PE\0\0", 4));
  file.u16(machine);
  file.u16(1);
  for (int i = 0; i < 3; ++i) file.u32(0);
  file.u16(wide ? 240 : 224);
  file.u16(0x2022);  // a library
  const std::size_t optional_header = file.size();
  file.u16(wide ? 0x20B : 0x10B);
  file.pad_to(optional_header + (wide ? 108 : 92));
  file.u32(16);
  file.u32(kAddress);
  file.u32(data.size());
  file.pad_to(optional_header + (wide ? 240 : 224));
  file.fixed(".attacca", 8);
  for (const std::size_t value :
       {data.size(), std::size_t{kAddress}, data.size(), std::size_t{kOffset}}) {
    file.u32(value);
  }
  for (int i = 0; i < 4; ++i) file.u32(0);
  file.pad_to(kOffset);
  file.raw(data.bytes);
  return file.bytes;
}

}  // namespace attacca::package::test
