// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/detail/double_path.hpp"

#include "core/channel_router.hpp"
#include "core/channel_views.hpp"

namespace attacca::detail {

namespace {

class DirectDoublePath final : public DoublePath {
 public:
  explicit DirectDoublePath(DoublePrecision& plugin) noexcept : plugin_(plugin) {}

  void allocate(const core::ChannelRouter& channels) override { views_.allocate(channels); }

  ProcessStatus process(const core::ChannelRouter& channels, std::uint32_t from,
                        std::uint32_t frames, ProcessContext& context) noexcept override {
    return plugin_.process(views_.main(channels, from, frames), views_.aux(channels, from, frames),
                           context);
  }

 private:
  DoublePrecision& plugin_;
  core::ChannelViews<double> views_;
};

}  // namespace

std::unique_ptr<DoublePath> make_double_path(DoublePrecision& plugin) {
  return std::make_unique<DirectDoublePath>(plugin);
}

}  // namespace attacca::detail
