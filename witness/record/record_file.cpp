// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/record_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <utility>

#include "files/file.hpp"

namespace attacca::witness {

namespace {

constexpr std::size_t kFrameHeadBytes = 8;
constexpr std::size_t kRecordHeadBytes = 1 + 1 + 2 + 2 + 4 + 8 + 8;
constexpr std::size_t kNameHeadBytes = 1 + 1 + 2;
constexpr std::size_t kReadAtOnce = std::size_t{1} << 20U;

/// ISO 3309, reflected, as zip and Ethernet have it.
constexpr std::array<std::uint32_t, 256> kCrcTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) * 0xEDB88320u);
    table[i] = value;
  }
  return table;
}();

std::uint32_t crc_of(std::string_view bytes) noexcept {
  std::uint32_t crc = ~std::uint32_t{0};
  for (const char c : bytes) {
    crc = kCrcTable[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
  }
  return ~crc;
}

template <typename T>
void append_number(std::string& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    out += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
  }
}

/// Numbers out of bytes of which the caller knows that there are enough.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  template <typename T>
  T number() {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[i])) << (8 * i);
    }
    bytes_.remove_prefix(sizeof(T));
    return static_cast<T>(value);
  }
  [[nodiscard]] std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
};

/// Begins a frame in `out` and completes its head when it goes.
class Frame {
 public:
  explicit Frame(std::string& out) : out_(out), start_(out.size()) {
    out_.append(kFrameHeadBytes, '\0');
  }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  ~Frame() {
    const std::string_view payload = std::string_view(out_).substr(start_ + kFrameHeadBytes);
    std::string head;
    append_number(head, static_cast<std::uint32_t>(payload.size()));
    append_number(head, crc_of(payload));
    std::copy(head.begin(), head.end(), out_.begin() + static_cast<std::ptrdiff_t>(start_));
  }

 private:
  std::string& out_;
  std::size_t start_;
};

/// One value from its cells; nothing if they do not belong together.
bool take_value(std::string_view tags, const std::vector<std::uint64_t>& cells, std::size_t& at,
                std::vector<Value>& out) {
  const char letter = tags[at];
  const std::uint64_t cell = cells[at++];
  const auto more = [&] { return at < tags.size() && tags[at] == tag::kMore; };
  if (letter == tag::kInteger) {
    out.emplace_back(static_cast<std::int64_t>(cell));
  } else if (letter == tag::kReal) {
    out.emplace_back(std::bit_cast<double>(cell));
  } else if (letter == tag::kText) {
    std::string text;
    while (more() && text.size() < cell) {
      std::string bytes;
      append_number(bytes, cells[at++]);
      text.append(bytes, 0,
                  static_cast<std::size_t>(std::min<std::uint64_t>(8, cell - text.size())));
    }
    if (text.size() != cell) return false;
    out.emplace_back(std::move(text));
  } else if (letter == tag::kDigest && more()) {
    out.emplace_back(Digest{cell, cells[at++]});
  } else if (letter == tag::kUid && more()) {
    std::string bytes;
    append_number(bytes, cell);
    append_number(bytes, cells[at++]);
    Uid uid;
    std::memcpy(uid.bytes.data(), bytes.data(), uid.bytes.size());
    out.emplace_back(uid);
  } else {
    return false;
  }
  return true;
}

/// Takes frames as they come; what a frame says wrong costs that frame alone.
class Reader {
 public:
  bool take(std::string_view payload) {
    if (payload.size() < kNameHeadBytes) return false;
    if (static_cast<RecordKind>(payload[0]) == RecordKind::name) {
      Cursor cursor(payload.substr(2));
      const auto number = cursor.number<std::uint16_t>();
      names_[number] = recording_.keep(cursor.rest());
      return true;
    }
    return take_record(payload);
  }

  Recording finish() {
    std::sort(recording_.records.begin(), recording_.records.end(),
              [](const Record& a, const Record& b) { return a.sequence < b.sequence; });
    return std::move(recording_);
  }

  [[nodiscard]] std::size_t count() const { return recording_.records.size(); }

 private:
  bool take_record(std::string_view payload) {
    if (payload.size() < kRecordHeadBytes) return false;
    Cursor cursor(payload);
    Record record;
    record.kind = static_cast<RecordKind>(cursor.number<std::uint8_t>());
    const std::size_t count = cursor.number<std::uint8_t>();
    const auto name = names_.find(cursor.number<std::uint16_t>());
    record.thread = cursor.number<std::uint16_t>();
    record.object = cursor.number<std::uint32_t>();
    record.sequence = cursor.number<std::uint64_t>();
    record.time = cursor.number<std::uint64_t>();
    if (!is_told(record.kind) || name == names_.end() || cursor.rest().size() != count * 9) {
      return false;
    }
    record.name = name->second;
    const std::string_view tags = cursor.rest().substr(0, count);
    Cursor values(cursor.rest().substr(count));
    cells_.clear();
    for (std::size_t i = 0; i < count; ++i) cells_.push_back(values.number<std::uint64_t>());
    for (std::size_t at = 0; at < count;) {
      if (!take_value(tags, cells_, at, record.values)) return false;
    }
    recording_.records.push_back(std::move(record));
    return true;
  }

  Recording recording_;
  std::map<std::uint16_t, std::string_view> names_;
  std::vector<std::uint64_t> cells_;
};

/// The bytes of a source, with room to look ahead.
class Window {
 public:
  explicit Window(const ByteSource& source) : source_(source) {}

  /// At least `count` bytes from here on, or all there are.
  Result<std::string_view> look(std::size_t count) {
    while (bytes_.size() - at_ < count && !is_over_) {
      bytes_.erase(0, std::exchange(at_, 0));
      const std::size_t held = bytes_.size();
      bytes_.resize(held + kReadAtOnce);
      const auto got = source_(std::as_writable_bytes(std::span(bytes_).subspan(held)));
      if (!got) return tl::unexpected(got.error());
      bytes_.resize(held + *got);
      is_over_ = *got == 0;
    }
    return std::string_view(bytes_).substr(at_, count);
  }
  void pass(std::size_t count) {
    at_ += count;
    passed_ += count;
  }
  [[nodiscard]] std::uint64_t passed() const { return passed_; }

 private:
  const ByteSource& source_;
  std::string bytes_;
  std::size_t at_ = 0;
  std::uint64_t passed_ = 0;
  bool is_over_ = false;
};

Result<void> take_head(Window& window, const std::string& file) {
  const auto head = window.look(kFileHeadBytes);
  if (!head) return tl::unexpected(head.error());
  if (head->substr(0, kFileHead.size()) != kFileHead || head->size() < kFileHeadBytes) {
    return fail(file + " is no witness file: it does not begin with \"" + std::string(kFileHead) +
                "\"; give the file that the Attacca Witness has written");
  }
  const auto version = static_cast<unsigned char>((*head)[kFileHead.size()]);
  if (version != kFileVersion) {
    return fail(file + " is a witness file of version " + std::to_string(version) +
                "; this program reads version " + std::to_string(kFileVersion) +
                ": use the attacca that belongs to the witness");
  }
  window.pass(kFileHeadBytes);
  return {};
}

}  // namespace

std::string file_head() {
  std::string head(kFileHead);
  head += static_cast<char>(kFileVersion);
  return head;
}

void append_name(std::string& out, std::uint16_t number, std::string_view name) {
  const Frame frame(out);
  out += static_cast<char>(RecordKind::name);
  out += '\0';
  append_number(out, number);
  out += name.substr(0, kMostPayloadBytes - kNameHeadBytes);
}

void append_entry(std::string& out, const Entry& entry, std::uint16_t name, std::uint16_t thread) {
  const Frame frame(out);
  append_number(out, static_cast<std::uint8_t>(entry.kind));
  append_number(out, entry.cells);
  append_number(out, name);
  append_number(out, thread);
  append_number(out, entry.object);
  append_number(out, entry.sequence);
  append_number(out, entry.time);
  out.append(entry.tags.data(), entry.cells);
  for (std::size_t i = 0; i < entry.cells; ++i) append_number(out, entry.values[i]);
}

Result<Recording> read_recording(const ByteSource& source, std::string_view file) {
  const std::string where(file);
  Window window(source);
  if (auto head = take_head(window, where); !head) return tl::unexpected(head.error());
  Reader reader;
  std::size_t damaged = 0;
  std::string end;
  for (;;) {
    const auto head = window.look(kFrameHeadBytes);
    if (!head) return tl::unexpected(head.error());
    if (head->empty()) break;
    if (window.passed() > kMostFileBytes) {
      end = "is longer than the " + std::to_string(kMostFileBytes >> 20U) +
            " MB that are read; the rest is left out";
      break;
    }
    if (head->size() < kFrameHeadBytes) {
      end = "ends in the middle of a record";
      break;
    }
    Cursor cursor(*head);
    const std::size_t length = cursor.number<std::uint32_t>();
    const auto crc = cursor.number<std::uint32_t>();
    if (length == 0 || length > kMostPayloadBytes) {
      end = "cannot be read from byte " + std::to_string(window.passed()) +
            " on: a record there would have " + std::to_string(length) + " bytes";
      break;
    }
    const auto frame = window.look(kFrameHeadBytes + length);
    if (!frame) return tl::unexpected(frame.error());
    const std::string_view payload = frame->substr(kFrameHeadBytes);
    if (payload.size() < length) {
      end = "ends in the middle of a record";
      break;
    }
    if (crc_of(payload) != crc || !reader.take(payload)) ++damaged;
    window.pass(kFrameHeadBytes + length);
  }
  const std::string complete = std::to_string(reader.count()) + " complete records were read";
  Recording recording = reader.finish();
  if (damaged > 0) {
    recording.trouble = where + ": " + std::to_string(damaged) + " records are damaged" +
                        (end.empty() ? "" : ", and the file " + end) + "; " + complete;
  } else if (!end.empty()) {
    recording.trouble = where + " " + end + "; " + complete;
  }
  return recording;
}

Result<Recording> read_recording(std::span<const std::byte> bytes, std::string_view file) {
  return read_recording(
      [&bytes](std::span<std::byte> out) -> Result<std::size_t> {
        const std::size_t count = std::min(out.size(), bytes.size());
        std::copy_n(bytes.begin(), count, out.begin());
        bytes = bytes.subspan(count);
        return count;
      },
      file);
}

Result<Recording> read_recording(const std::filesystem::path& path) {
  const auto file = files::open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  return read_recording(
      [&](std::span<std::byte> out) { return files::read_some(*file, out, path); }, path.string());
}

}  // namespace attacca::witness
