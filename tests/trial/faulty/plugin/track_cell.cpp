// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/track_cell.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>

#include "attacca/rt/newest_value.hpp"
#include "attacca/rt/triple_buffer.hpp"
#include "faulty/plugin/this_fault.hpp"

namespace attacca::faulty {

std::uint32_t digest_of(const char* name, const TrackRecord& record) noexcept {
  std::uint32_t hash = 0x811C9DC5u;
  const auto mix = [&hash](std::uint8_t byte) { hash = (hash ^ byte) * 0x01000193u; };
  if (record.has_name) {
    for (; *name != '\0'; ++name) mix(static_cast<std::uint8_t>(*name));
  }
  mix(0);
  if (record.has_color) {
    for (const std::uint8_t part : record.color) mix(part);
  }
  return hash;
}

namespace {

/// As it should be.
class NewestCell final : public TrackCell {
 public:
  void write(const TrackRecord& record) override { newest_.publish(record); }
  std::uint32_t enter_callback() noexcept override { return digest_of(reader_.read()); }

 private:
  rt::NewestValue<TrackRecord> newest_;
  rt::NewestValue<TrackRecord>::Reader reader_{newest_};
};

/// A cell that counts its borrows at run time, as Rust's AtomicRefCell. The audio thread holds a
/// read borrow for its whole callback.
class BorrowCell : public TrackCell {
 public:
  void write(const TrackRecord& record) override {
    if (borrows_.load() != 0) return refuse();
    record_ = record;
  }
  std::uint32_t enter_callback() noexcept override {
    borrows_.fetch_add(1);
    return digest_of(record_);
  }
  void leave_callback() noexcept override { borrows_.fetch_sub(1); }

 protected:
  virtual void refuse() {
    std::fputs("already immutably borrowed\n", stderr);
    std::abort();
  }

 private:
  std::atomic<int> borrows_{0};
  TrackRecord record_;
};

/// The "fix": what cannot be written now is not written.
class TryBorrowCell final : public BorrowCell {
  void refuse() override {}
};

/// A mutex for the whole callback: nothing is lost, and everybody waits.
class LockedCell final : public TrackCell {
 public:
  void write(const TrackRecord& record) override {
    const std::lock_guard lock(mutex_);
    record_ = record;
  }
  std::uint32_t enter_callback() noexcept override {
    mutex_.lock();
    return digest_of(record_);
  }
  void leave_callback() noexcept override { mutex_.unlock(); }

 private:
  std::mutex mutex_;
  TrackRecord record_;
};

/// A string that one thread writes and another one reads. A writer that gives its processor away in
/// the middle stands for one that is preempted there.
class StringCell final : public TrackCell {
 public:
  void write(const TrackRecord& record) override {
    const std::string name = record.name.data();
    name_ = name.substr(0, name.size() / 2);
    std::this_thread::yield();
    name_ = name;
    record_ = record;
  }
  std::uint32_t enter_callback() noexcept override { return digest_of(name_.c_str(), record_); }

 private:
  std::string name_;
  TrackRecord record_;
};

/// A triple buffer is for one writer at a time; hosts call from several threads. A writer that
/// gives its processor away in the middle of a copy stands for one that is preempted there.
class UnserialisedCell final : public TrackCell {
 public:
  void write(const TrackRecord& record) override {
    buffer_.writer().publish_with([&record](TrackRecord& slot) {
      slot.name = record.name;
      std::this_thread::yield();
      slot.color = record.color;
      slot.has_name = record.has_name;
      slot.has_color = record.has_color;
    });
  }
  std::uint32_t enter_callback() noexcept override { return digest_of(buffer_.reader().read()); }

 private:
  rt::TripleBuffer<TrackRecord> buffer_{TrackRecord{}};
};

/// Not more than a hundred a second, "to be kind to the audio thread": the last one of a burst is
/// among those that are left out.
class LimitedCell final : public TrackCell {
 public:
  void write(const TrackRecord& record) override {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::milliseconds(10)) return;
    last_ = now;
    correct_.write(record);
  }
  std::uint32_t enter_callback() noexcept override { return correct_.enter_callback(); }

 private:
  NewestCell correct_;
  std::chrono::steady_clock::time_point last_;
};

/// Looks for news every eighth callback only.
class LazyCell final : public TrackCell {
 public:
  void write(const TrackRecord& record) override { correct_.write(record); }
  std::uint32_t enter_callback() noexcept override {
    if (callbacks_++ % 8 == 0) digest_ = correct_.enter_callback();
    return digest_;
  }

 private:
  NewestCell correct_;
  std::uint32_t callbacks_ = 0;
  std::uint32_t digest_ = 0;
};

/// A pointer to the newest record: right, but for the thread on which the old one dies.
class FreeingCell final : public TrackCell {
 public:
  ~FreeingCell() override {
    delete next_.load();
    delete current_;
  }
  void write(const TrackRecord& record) override { delete next_.exchange(new TrackRecord(record)); }
  std::uint32_t enter_callback() noexcept override {
    if (TrackRecord* const next = next_.exchange(nullptr)) {
      delete current_;
      current_ = next;
    }
    return current_ != nullptr ? digest_of(*current_) : digest_of(TrackRecord{});
  }

 private:
  std::atomic<TrackRecord*> next_{nullptr};
  TrackRecord* current_ = nullptr;
};

}  // namespace

std::unique_ptr<TrackCell> make_track_cell() {
  switch (this_fault()) {
    case Fault::borrow_aborts:
      return std::make_unique<BorrowCell>();
    case Fault::borrow_skips:
      return std::make_unique<TryBorrowCell>();
    case Fault::lock_held_in_callback:
      return std::make_unique<LockedCell>();
    case Fault::string_shared:
      return std::make_unique<StringCell>();
    case Fault::writers_unserialised:
      return std::make_unique<UnserialisedCell>();
    case Fault::burst_limited:
      return std::make_unique<LimitedCell>();
    case Fault::track_by_callback_count:
      return std::make_unique<LazyCell>();
    case Fault::frees_old_track:
      return std::make_unique<FreeingCell>();
    default:
      return std::make_unique<NewestCell>();
  }
}

}  // namespace attacca::faulty
