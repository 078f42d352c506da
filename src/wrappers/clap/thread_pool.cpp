// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/thread_pool.hpp"

#include "abi/clap/query.hpp"
#include "platform/denormals_off.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/part.hpp"

namespace attacca::clap_wrapper {
namespace {

void exec(const clap::Plugin* plugin, std::uint32_t index) {
  if (ThreadPool* const pool = Instance::from(plugin).thread_pool()) pool->exec(index);
}

constexpr clap::PluginThreadPool kThreadPool = {exec};

void connect_pool(Instance& instance) {
  const auto* const table = clap::query<clap::HostThreadPool>(&instance.host());
  if (table == nullptr || table->request_exec == nullptr) return;
  instance.set_thread_pool(std::make_unique<ThreadPool>(instance.host(), *table));
}

}  // namespace

const Part kThreadPoolPart = part_of(kThreadPool, connect_pool);

bool ThreadPool::run(std::uint32_t count, const attacca::detail::ParallelJob& job) noexcept {
  const Running running = {job, count};
  running_.store(&running, std::memory_order_release);
  const bool done = table_.request_exec(&host_, count);
  running_.store(nullptr, std::memory_order_release);
  return done;
}

void ThreadPool::exec(std::uint32_t index) noexcept {
  const Running* const running = running_.load(std::memory_order_acquire);
  if (running == nullptr || index >= running->count) return;
  const core::DenormalsOff denormals_off;
  running->job.run(running->job.task, index);
}

}  // namespace attacca::clap_wrapper
