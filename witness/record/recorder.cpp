// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/recorder.hpp"

#include <array>
#include <cctype>
#include <cstdlib>
#include <ctime>
#include <span>
#include <utility>

#include "platform/background_thread.hpp"
#include "platform/process.hpp"
#include "witness/record/record_file.hpp"

namespace attacca::witness {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPause{5};
/// What the last remarks need.
constexpr std::uint64_t kReserve = 4096;

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

std::filesystem::path default_folder() {
  if (const std::string folder = environment("ATTACCA_WITNESS_DIR"); !folder.empty()) return folder;
  std::filesystem::path state = environment("XDG_STATE_HOME");
  if (!state.is_absolute()) {
    const std::string home = environment("HOME");
    if (home.empty()) return {};
    state = std::filesystem::path(home) / ".local" / "state";
  }
  return state / "attacca" / "witness";
}

/// The host's name as a part of a file's: letters, digits and dashes.
std::string file_part(std::string_view host) {
  std::string part;
  for (const char c : host.substr(0, 40)) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (is_plain) {
      part += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!part.empty() && part.back() != '-') {
      part += '-';
    }
  }
  while (!part.empty() && part.back() == '-') part.pop_back();
  return part.empty() ? "unknown-host" : part;
}

std::string time_text(std::time_t time) {
  std::tm parts{};
  std::array<char, 32> text{};
#if defined(_WIN32)
  localtime_s(&parts, &time);
#else
  localtime_r(&time, &parts);
#endif
  return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%d-%H%M%S", &parts)};
}

#if defined(__linux__)
// Memory that a thread has from its beginning on: other models allocate it at the first use.
#define ATTACCA_THREAD_LOCAL [[gnu::tls_model("initial-exec")]] thread_local
#else
#define ATTACCA_THREAD_LOCAL thread_local
#endif

/// A number of the thread's own, which no later thread gets, without a system call.
std::uint64_t this_thread() noexcept {
  static std::atomic<std::uint64_t> last{0};
  ATTACCA_THREAD_LOCAL static std::uint64_t number = 0;
  if (number == 0) number = last.fetch_add(1, std::memory_order_relaxed) + 1;
  return number;
}

}  // namespace

Recorder::Recorder(RecorderOptions options) : options_(std::move(options)), queue_(options_.room) {}

Recorder::~Recorder() {
  stop();
}

void Recorder::begin(Entry& entry) noexcept {
  entry.sequence = sequence_.fetch_add(1, std::memory_order_relaxed);
  entry.time = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                              std::chrono::steady_clock::now() - start_)
                                              .count());
  entry.thread = this_thread();
}

void Recorder::take(const Entry& entry) noexcept {
  queue_.push(entry);
}

void Recorder::open(std::string_view host, std::string_view format) {
  const std::lock_guard lock(mutex_);
  if (writer_.joinable() || !trouble_.empty()) return;
  if (auto created = create(file_part(host)); !created) {
    trouble_ = created.error().message;
    return;
  }
  Entry entry;
  begin(entry);
  entry.kind = RecordKind::remark;
  entry.name = "witness.began";
  entry.put_text(format);
  entry.put_integer(static_cast<std::int64_t>(std::time(nullptr)));
  append(entry);
  is_stopping_ = false;
  writer_ = core::start_background_thread("attacca-witness", [this] { run(); });
}

Result<void> Recorder::create(const std::string& host) {
  const std::filesystem::path folder = options_.folder.empty() ? default_folder() : options_.folder;
  if (folder.empty()) return fail("no folder for the witness's files: set ATTACCA_WITNESS_DIR");
  if (auto made = files::create_folders(folder); !made) return tl::unexpected(made.error());
  const auto handle = files::open_folder(folder);
  if (!handle) return tl::unexpected(handle.error());
  const std::string name =
      host + "-" + time_text(std::time(nullptr)) + "-" + std::to_string(core::process_id());
  // A second file of the same second: another number.
  Result<files::FileHandle> file = fail("");
  for (int attempt = 1; attempt <= 100 && !file; ++attempt) {
    const std::string tried =
        name + (attempt > 1 ? "-" + std::to_string(attempt) : "") + ".witness";
    file = files::create_file_below(*handle, tried, 0600, folder / tried);
    path_ = folder / tried;
  }
  if (!file) return tl::unexpected(file.error());
  file_ = std::move(*file);
  buffer_ = file_head();
  written_ = 0;
  names_.clear();
  threads_.clear();
  recorded_ = 0;
  left_out_ = 0;
  return {};
}

void Recorder::stop() noexcept {
  {
    const std::lock_guard lock(mutex_);
    if (!writer_.joinable()) return;
    is_stopping_ = true;
  }
  wake_.notify_all();
  writer_.join();
  const std::lock_guard lock(mutex_);
  writer_ = {};
}

void Recorder::run() {
  for (bool is_last = false; !is_last;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, kPause, [this] { return is_stopping_; });
      is_last = is_stopping_;
    }
    drain();
    if (is_last && left_out_ > 0) append_remark("witness.full", left_out_);
    write();
  }
  file_ = files::FileHandle();
}

void Recorder::drain() {
  while (const auto entry = queue_.pop()) append(*entry);
  if (const std::uint64_t lost = queue_.overflows(); lost != told_lost_) {
    append_remark("witness.lost", lost - std::exchange(told_lost_, lost));
  }
}

void Recorder::append(const Entry& entry) {
  if (written_ + buffer_.size() + kReserve > options_.most_bytes) {
    left_out_.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  const auto [name, is_new] =
      names_.try_emplace(entry.name, static_cast<std::uint16_t>(names_.size()));
  if (is_new) append_name(buffer_, name->second, entry.name);
  const auto thread =
      threads_.try_emplace(entry.thread, static_cast<std::uint16_t>(threads_.size() + 1)).first;
  append_entry(buffer_, entry, name->second, thread->second);
  if (entry.kind == RecordKind::call) recorded_.fetch_add(1, std::memory_order_relaxed);
  if (buffer_.size() > (std::size_t{1} << 18U)) write();
}

void Recorder::append_remark(const char* name, std::uint64_t value) {
  Entry entry;
  begin(entry);
  entry.kind = RecordKind::remark;
  entry.name = name;
  entry.put_integer(static_cast<std::int64_t>(value));
  append_name(buffer_, 0xFFFF, name);
  append_entry(buffer_, entry, 0xFFFF, 0);
}

void Recorder::write() noexcept {
  if (buffer_.empty()) return;
  const auto done = files::write_all(file_, std::as_bytes(std::span(buffer_)), path_);
  if (!done) {
    const std::lock_guard lock(mutex_);
    trouble_ = done.error().message;
  }
  written_ += buffer_.size();
  buffer_.clear();
}

Recorder::Figures Recorder::figures() const {
  const std::lock_guard lock(mutex_);
  return {path_.string(), trouble_, recorded_.load(), queue_.overflows() + left_out_.load()};
}

Recorder& recorder() {
  static Recorder one;
  return one;
}

}  // namespace attacca::witness
