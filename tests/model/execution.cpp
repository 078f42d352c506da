// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "tests/model/execution.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace attacca::model {
namespace {

constexpr std::size_t kStackSize = std::size_t{256} * 1024;
Execution* the_current = nullptr;

}  // namespace

void give_up(const char* why) {
  std::fprintf(stderr, "model: %s\n", why);
  std::abort();
}

void Knowledge::join(const Knowledge& other) {
  for (std::size_t i = 0; i < ticks.size(); ++i) ticks[i] = std::max(ticks[i], other.ticks[i]);
  join_seen(other);
}

void Knowledge::join_seen(const Knowledge& other) {
  for (std::size_t i = 0; i < seen.size(); ++i) seen[i] = std::max(seen[i], other.seen[i]);
}

Execution& Execution::current() {
  if (the_current == nullptr) give_up("a modelled primitive is used outside an exploration");
  return *the_current;
}

Execution::Execution(const Options& options) : options_(options) {
  the_current = this;
}
Execution::~Execution() {
  the_current = nullptr;
}

void Execution::begin(std::vector<Choice>& path, bool with_trace) {
  path_ = &path;
  position_ = 0;
  tracing_ = with_trace;
  trace_.clear();
  failure_.clear();
  threads_.clear();
  finally_ = nullptr;
  running_ = 0;
  locations_ = 0;
  knowledge_ = {};
  fences_ = {};
  seen_by_fences_ = {};
  knowledge_[0].ticks[0] = 1;
}

std::string Execution::run(std::vector<Choice>& path, bool with_trace,
                           const std::function<void(Execution&)>& scenario) {
  begin(path, with_trace);
  scenario(*this);
  for (std::size_t id = 1; id <= threads_.size(); ++id) {
    knowledge_[id] = knowledge_[0];
    knowledge_[id].ticks[id] = 1;
    if (fibres_.size() < id) fibres_.push_back(std::make_unique<Fibre>(kStackSize));
    fibres_[id - 1]->assign([this, id] {
      threads_[id - 1].body();
      end_of_thread();
    });
  }
  advance();
  if (!threads_.empty()) pick_next(false);
  for (const Knowledge& each : knowledge_) knowledge_[0].join(each);
  if (finally_) finally_();
  finally_ = nullptr;
  threads_.clear();
  while (!shared_.empty()) shared_.pop_back();  // what was made last may refer to what came before
  return failure_;
}

void Execution::thread(std::function<void()> body) {
  if (threads_.size() + 1 == kMaxThreads) give_up("too many threads");
  threads_.push_back(Thread{std::move(body)});
}

void Execution::expect(bool holds, const std::string& what) {
  if (holds) return;
  note("FAILS: " + what);
  if (failure_.empty()) failure_ = what;
}

std::uint16_t Execution::new_location() {
  if (locations_ == kMaxLocations) give_up("too many atomics");
  return locations_++;
}

void Execution::yield() {
  if (running_ != 0) pick_next(true);
}

void Execution::fence(std::memory_order order) {
  yield();
  Fences& mine = fences_[running_];
  if (order != std::memory_order_release && order != std::memory_order_relaxed) {
    knowledge().join(mine.to_acquire);
  }
  if (order == std::memory_order_seq_cst) {
    knowledge().join_seen(seen_by_fences_);
    seen_by_fences_.join_seen(knowledge());
  }
  if (order == std::memory_order_release || order == std::memory_order_acq_rel ||
      order == std::memory_order_seq_cst) {
    mine.released = knowledge();
    advance();
  }
  note("fence");
}

void Execution::wait_while(const bool* busy) {
  if (running_ == 0) give_up("the thread that sets up would wait for ever");
  threads_[running_ - 1].waits_for = busy;
  pick_next(!*busy);
  threads_[running_ - 1].waits_for = nullptr;
}

std::size_t Execution::choose(std::size_t count) {
  if (count == 1) return 0;
  if (position_ == path_->size()) path_->push_back(Choice{0, count});
  const Choice& choice = (*path_)[position_++];
  if (choice.count != count)
    give_up("the scenario does not replay: it depends on more than choices");
  return choice.taken;
}

// The first alternative is always to go on where we are, so that the first path of an exploration
// is one thread after the other.
void Execution::pick_next(bool running_can_go_on) {
  std::array<std::size_t, kMaxThreads> ready{};
  std::size_t count = 0;
  if (running_can_go_on) ready[count++] = running_;
  for (std::size_t id = 1; id <= threads_.size(); ++id) {
    const Thread& thread = threads_[id - 1];
    if (id == running_ || thread.ended) continue;
    if (thread.waits_for == nullptr || !*thread.waits_for) ready[count++] = id;
  }
  if (count == 0) give_up("deadlock: every thread waits for another");
  const std::size_t next = ready[choose(count)];
  if (next == running_) return;
  Fibre& from = running_ == 0 ? home_ : *fibres_[running_ - 1];
  running_ = next;
  from.switch_to(*fibres_[next - 1]);
}

void Execution::end_of_thread() {
  threads_[running_ - 1].ended = true;
  if (std::all_of(threads_.begin(), threads_.end(), [](const Thread& t) { return t.ended; })) {
    Fibre& from = *fibres_[running_ - 1];
    running_ = 0;
    from.switch_to(home_);
  } else {
    pick_next(false);
  }
}

void Execution::note(const std::string& step) {
  if (tracing_) trace_ += "thread " + std::to_string(running_) + ": " + step + "\n";
}

}  // namespace attacca::model
