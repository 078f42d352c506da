// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>

#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/host.hpp"
#include "attacca/process_context.hpp"

namespace attacca::clap_wrapper {

/// The host's threads, for one instance. One job at a time, as process() waits for it.
class ThreadPool final : public attacca::detail::ThreadPool {
 public:
  ThreadPool(const clap::Host& host, const clap::HostThreadPool& table) noexcept
      : host_(host), table_(table) {}

  bool run(std::uint32_t count, const attacca::detail::ParallelJob& job) noexcept override;
  /// One part of the job, on a thread of the host's; nothing for a part that there is not, and
  /// outside of run(). [audio]
  void exec(std::uint32_t index) noexcept;

 private:
  struct Running {
    attacca::detail::ParallelJob job;
    std::uint32_t count;
  };

  const clap::Host& host_;
  const clap::HostThreadPool& table_;
  std::atomic<const Running*> running_{nullptr};
};

}  // namespace attacca::clap_wrapper
