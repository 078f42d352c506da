// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/recorder.hpp"

#include <array>
#include <cctype>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <new>
#include <random>
#include <span>
#include <system_error>
#include <utility>

#include "platform/background_thread.hpp"
#include "platform/local_time.hpp"
#include "platform/process.hpp"
#include "witness/record/record_file.hpp"

namespace attacca::witness {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPause{5};
constexpr const char* kEnding = ".witness";
/// What the last remarks need.
constexpr std::uint64_t kReserve = 4096;

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

constexpr const char* kFolderVariable = "ATTACCA_WITNESS_DIR";

std::filesystem::path default_folder() {
  if (const std::string folder = environment(kFolderVariable); !folder.empty()) return folder;
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
  const std::tm parts = core::local_time(time);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%d-%H%M%S", &parts)};
}

DigestKey random_key() {
  std::random_device source;
  DigestKey key{};
  for (std::uint64_t& half : key) half = (std::uint64_t{source()} << 32U) | source();
  return key;
}

std::uint64_t bytes_of_recordings(const std::filesystem::path& folder) {
  std::uint64_t sum = 0;
  std::error_code error;
  for (std::filesystem::directory_iterator file(folder, error), end; !error && file != end;
       file.increment(error)) {
    if (file->path().extension() != kEnding) continue;
    std::error_code gone;
    const std::uint64_t size = file->file_size(gone);
    if (!gone) sum += size;
  }
  return sum;
}

/// A number of the thread's own, which no later thread gets, without a system call.
std::uint64_t this_thread() noexcept {
  static std::atomic<std::uint64_t> last{0};
  thread_local std::uint64_t number = 0;
  if (number == 0) number = last.fetch_add(1, std::memory_order_relaxed) + 1;
  return number;
}

}  // namespace

Recorder::Recorder(RecorderOptions options) : options_(std::move(options)) {
  try {
    key_ = random_key();
    if (options_.folder.empty() && environment(kFolderVariable) == "off") {
      is_off_ = true;
      trouble_ = std::string(kFolderVariable) + " is off";
    } else {
      queue_.emplace(options_.room);
    }
  } catch (const std::exception& error) {
    is_off_ = true;
    complain(error.what());
  }
}

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
  if (!is_off_.load(std::memory_order_relaxed)) queue_->push(entry);
}

void Recorder::open(std::string_view host, std::string_view format) noexcept {
  if (is_forked()) return;
  const std::lock_guard lock(mutex_);
  // Once for all instances, also where it fails.
  if (is_off_ || has_session_) return;
  opened_by_ = core::process_id();
  has_session_ = true;
  try {
    trouble_.clear();
    path_.clear();
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
  } catch (const std::exception& error) {
    // Nobody would write: an empty file says nothing.
    std::error_code ignored;
    if (file_.is_open()) std::filesystem::remove(path_, ignored);
    path_.clear();
    give_up({});
    complain(error.what());
  }
}

Result<void> Recorder::create(const std::string& host) {
  const std::filesystem::path folder = options_.folder.empty() ? default_folder() : options_.folder;
  if (folder.empty()) return fail("no folder for the witness's files: set ATTACCA_WITNESS_DIR");
  if (auto made = files::create_folders(folder); !made) return tl::unexpected(made.error());
  if (const std::uint64_t held = bytes_of_recordings(folder);
      held > options_.most_bytes_of_folder) {
    return fail(folder.string() + " holds " + std::to_string(held >> 20U) +
                " MB of recordings: remove those that are not needed any more, or set " +
                kFolderVariable + " to another folder");
  }
  const auto handle = files::open_folder(folder);
  if (!handle) return tl::unexpected(handle.error());
  const std::string name =
      host + "-" + time_text(std::time(nullptr)) + "-" + std::to_string(core::process_id());
  // A second file of the same second: another number.
  for (int attempt = 1;; ++attempt) {
    const std::string tried = name + (attempt > 1 ? "-" + std::to_string(attempt) : "") + kEnding;
    auto file = files::create_file_below(*handle, tried, 0600, folder / tried);
    if (file) {
      file_ = std::move(*file);
      path_ = folder / tried;
      break;
    }
    if (attempt == 100 || !files::is_present(folder / tried)) return tl::unexpected(file.error());
  }
  buffer_ = file_head();
  buffered_ = buffered_calls_ = 0;
  written_ = 0;
  is_full_ = false;
  names_.clear();
  threads_.clear();
  recorded_ = 0;
  left_out_ = 0;
  told_left_out_ = 0;
  return {};
}

/// There is no writer in a child, and who held the lock may hold it for ever.
bool Recorder::is_forked() const noexcept {
  return has_session_ && opened_by_ != core::process_id();
}

void Recorder::stop() noexcept {
  if (is_forked()) return;
  {
    const std::lock_guard lock(mutex_);
    if (!has_session_) return;
    if (!writer_.joinable()) {
      // There was no file for it.
      while (queue_->pop()) left_out_.fetch_add(1, std::memory_order_relaxed);
      has_session_ = false;
      return;
    }
    is_stopping_ = true;
  }
  wake_.notify_all();
  writer_.join();
  const std::lock_guard lock(mutex_);
  writer_ = {};
  has_session_ = false;
}

void Recorder::retire() noexcept {
  if (has_session_) return stop();
  is_off_ = true;
  queue_.reset();
  names_.clear();
  threads_.clear();
  std::string().swap(buffer_);
  std::string().swap(trouble_);
  std::filesystem::path().swap(path_);
}

void Recorder::run() noexcept {
  for (bool is_last = false; !is_last;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, kPause, [this] { return is_stopping_; });
      is_last = is_stopping_;
    }
    try {
      drain();
      if (is_last) tell_losses();
      write();
    } catch (const std::exception& error) {
      give_up(error.what());
    }
  }
  file_ = files::FileHandle();
}

void Recorder::drain() {
  while (const auto entry = queue_->pop()) append(*entry);
  if (!is_full_) tell_losses();
}

/// In a file that is full, only twice: when it is, and at the end.
void Recorder::tell_losses() {
  if (!file_.is_open()) return;
  if (const std::uint64_t lost = queue_->overflows(); lost != told_lost_) {
    append_remark("witness.lost", lost - std::exchange(told_lost_, lost));
  }
  if (const std::uint64_t left_out = left_out_; left_out != told_left_out_) {
    append_remark("witness.full", left_out - std::exchange(told_left_out_, left_out));
  }
}

void Recorder::append(const Entry& entry) {
  if (is_full_ || !file_.is_open()) {
    left_out_.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  if (written_ + buffer_.size() + kReserve > options_.most_bytes) {
    is_full_ = true;
    left_out_.fetch_add(1, std::memory_order_relaxed);
    tell_losses();
    return;
  }
  const auto [name, is_new] =
      names_.try_emplace(entry.name, static_cast<std::uint16_t>(names_.size()));
  if (is_new) append_name(buffer_, name->second, entry.name);
  const auto thread =
      threads_.try_emplace(entry.thread, static_cast<std::uint16_t>(threads_.size() + 1)).first;
  append_entry(buffer_, entry, name->second, thread->second);
  ++buffered_;
  if (entry.kind == RecordKind::call) {
    ++buffered_calls_;
    recorded_.fetch_add(1, std::memory_order_relaxed);
  }
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
  if (!done) return give_up(done.error().message);
  written_ += buffer_.size();
  buffer_.clear();
  buffered_ = buffered_calls_ = 0;
}

/// The file may end in the middle of a record: nothing may follow that.
void Recorder::give_up(std::string_view why) noexcept {
  file_ = files::FileHandle();
  buffer_.clear();
  recorded_.fetch_sub(std::exchange(buffered_calls_, 0), std::memory_order_relaxed);
  left_out_.fetch_add(std::exchange(buffered_, 0), std::memory_order_relaxed);
  if (why.empty()) return;
  const std::lock_guard lock(mutex_);
  complain(why);
}

void Recorder::complain(std::string_view why) noexcept {
  try {
    trouble_ = why;
  } catch (const std::bad_alloc&) {
    trouble_.clear();
    trouble_ += "no memory";  // short enough to need none
  }
}

Recorder::Figures Recorder::figures() const {
  const std::lock_guard lock(mutex_);
  const std::uint64_t lost = queue_ ? queue_->overflows() : 0;
  return {path_.string(), trouble_, recorded_.load(), lost + left_out_.load()};
}

namespace {

/// Never destroyed: when a process ends without having left the module, its threads may still call.
struct KeptRecorder {
  KeptRecorder() { new (memory) Recorder; }
  KeptRecorder(const KeptRecorder&) = delete;
  KeptRecorder& operator=(const KeptRecorder&) = delete;
  ~KeptRecorder() { recorder().retire(); }
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): it lies there
  Recorder& recorder() { return *std::launder(reinterpret_cast<Recorder*>(memory)); }

  alignas(Recorder) std::byte memory[sizeof(Recorder)];
};

}  // namespace

Recorder& recorder() noexcept {
  static KeptRecorder kept;
  return kept.recorder();
}

}  // namespace attacca::witness
