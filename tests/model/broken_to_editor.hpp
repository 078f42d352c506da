// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "attacca/rt/single_reader_single_writer_queue.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model::broken {

/// ToEditor as it once was: a flag says whether anybody listens, and an item does not say whom it
/// was sent to. A send that is interrupted after its look at the flag, while one editor closes and
/// the next one opens, gives the next one an item from before its time.
class ToEditorWithFlag {
 public:
  using Item = Plain<std::uint32_t>;

  explicit ToEditorWithFlag(std::size_t room) : queue_(room) {}

  bool send(const Item& item) {
    return is_heard_.load(std::memory_order_acquire) && queue_.writer().push(item);
  }

  class Listener {
   public:
    explicit Listener(ToEditorWithFlag& from) : from_(from) {
      from_.queue_.reader().drain([](const Item&) {});
      from_.is_heard_.store(true, std::memory_order_release);
    }
    ~Listener() { from_.is_heard_.store(false, std::memory_order_release); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    template <typename Use>
    void receive(Use&& use) {
      from_.queue_.reader().drain(std::forward<Use>(use));
    }

   private:
    ToEditorWithFlag& from_;
  };

 private:
  rt::SingleReaderSingleWriterQueue<Item, ModelSync> queue_;
  ModelAtomic<bool> is_heard_{false};
};

}  // namespace attacca::model::broken
