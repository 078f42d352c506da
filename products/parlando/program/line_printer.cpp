// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/program/line_printer.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace parlando::program {

struct LinePrinter::State {
  std::function<bool(const std::string&)> write;
  std::mutex mutex;
  std::condition_variable has_changed;
  std::deque<std::string> lines;
  std::size_t dropped = 0;
  bool ends = false;
  bool has_ended = false;

  void run() {
    std::unique_lock lock(mutex);
    bool is_read = true;
    while (is_read) {
      has_changed.wait(lock, [&] { return ends || !lines.empty(); });
      if (lines.empty()) break;
      std::string line = std::move(lines.front());
      lines.pop_front();
      if (lines.empty() && dropped > 0) {
        line += "\nparlando: " + std::to_string(std::exchange(dropped, 0)) +
                " lines were not printed: they were not read in time";
      }
      lock.unlock();
      is_read = write(line);
      lock.lock();
    }
    has_ended = true;
    has_changed.notify_all();
  }
};

LinePrinter::LinePrinter(std::function<bool(const std::string&)> write)
    : state_(std::make_shared<State>()) {
  state_->write = std::move(write);
  std::thread([state = state_] { state->run(); }).detach();
}

LinePrinter::~LinePrinter() {
  std::unique_lock lock(state_->mutex);
  state_->ends = true;
  state_->has_changed.notify_all();
  state_->has_changed.wait_for(lock, std::chrono::seconds(1), [&] { return state_->has_ended; });
}

void LinePrinter::print(std::string line) {
  const std::lock_guard lock(state_->mutex);
  if (state_->has_ended) return;
  if (state_->lines.size() >= kMostLines) {
    ++state_->dropped;
    return;
  }
  state_->lines.push_back(std::move(line));
  state_->has_changed.notify_all();
}

}  // namespace parlando::program
