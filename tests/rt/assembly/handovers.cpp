// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <type_traits>

#include "attacca/params/detail/shared_value.hpp"
#include "attacca/rt/single_reader_single_writer_queue.hpp"
#include "attacca/rt/triple_buffer.hpp"
#include "main_thread/request.hpp"
#include "params/value_exchange.hpp"

// One function for each step of a hand-over, compiled for a weakly ordered processor and read in
// the disassembly by check_orders.py. With ATTACCA_LEAVE_OUT (acquire or release) that half of
// every order is left out, and the same check must notice.
namespace {

#if defined(ATTACCA_LEAVE_OUT)
constexpr std::memory_order weakened(std::memory_order order) {
  constexpr std::memory_order kOther = ATTACCA_LEAVE_OUT == std::memory_order_acquire
                                           ? std::memory_order_release
                                           : std::memory_order_acquire;
  if (order == ATTACCA_LEAVE_OUT) return std::memory_order_relaxed;
  return order == std::memory_order_acq_rel ? kOther : order;
}

template <typename T>
class WeakAtomic {
 public:
  static constexpr bool is_always_lock_free = std::atomic<T>::is_always_lock_free;
  WeakAtomic() = default;
  WeakAtomic(T value) : value_(value) {}
  T load(std::memory_order order) const { return value_.load(weakened(order)); }
  void store(T value, std::memory_order order) { value_.store(value, weakened(order)); }
  T exchange(T value, std::memory_order order) { return value_.exchange(value, weakened(order)); }
  T fetch_add(T value, std::memory_order order) { return value_.fetch_add(value, weakened(order)); }
  T fetch_or(T value, std::memory_order order) { return value_.fetch_or(value, weakened(order)); }

 private:
  std::atomic<T> value_;
};

struct Sync : attacca::rt::detail::StdSync {
  template <typename T>
  using Atomic = WeakAtomic<T>;
};
#else
using Sync = attacca::rt::detail::StdSync;
#endif

struct Record {
  std::array<std::uint64_t, 4> words;
};

using Buffer = attacca::rt::TripleBuffer<Record, Sync>;
using Queue = attacca::rt::SingleReaderSingleWriterQueue<Record, Sync>;
using Shared = attacca::detail::SharedValue<Sync>;

struct Values {
  Shared* shared;
  std::size_t count;
  [[nodiscard]] std::size_t size() const { return count; }
  Shared& operator[](std::size_t index) const { return shared[index]; }
};

using Exchange = attacca::core::ValueExchange<Values, Sync>;
using Request = attacca::core::BasicRequest<Sync>;
using Signs = attacca::core::SignCount<Sync>;

}  // namespace

extern "C" {

void triple_buffer_publish(Buffer::Writer& writer, const Record& record) {
  writer.publish(record);
}
bool triple_buffer_update(Buffer::Reader& reader) {
  return reader.update();
}
bool queue_push(Queue::Writer& writer, const Record& record) {
  return writer.push(record);
}
bool queue_pop(Queue::Reader& reader, Record& record) {
  return reader.pop(record);
}
void param_write(Shared::Record& record, double value, std::uint64_t ticket) {
  record.write(value, ticket);
}
double param_newest(const Shared& shared) {
  return shared.newest();
}
void param_note(Exchange& exchange, std::size_t index, double value) {
  exchange.note(index, value);
}
void main_thread_want(Request& request, Signs& signs) {
  request.want(signs);
}
bool main_thread_take(Request& request) {
  return request.take();
}
std::uint32_t main_thread_signs(const Signs& signs) {
  return signs.get();
}

}  // extern "C"
