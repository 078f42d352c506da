// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/parameter_changes.hpp"
#include "host/plugin/callback_visitor.hpp"

namespace attacca::host {

/// The points of one parameter in one block. Fixed room: when it is full, the last point takes the
/// newest value, so that a block's last value is never lost.
class ParamValueQueue final : public vst3::Implements<vst3::IParamValueQueue> {
 public:
  static constexpr std::size_t kPoints = 32;

  void start(vst3::ParamID id) noexcept {
    id_ = id;
    count_ = 0;
  }

  vst3::ParamID getParameterId() override { return id_; }
  std::int32_t getPointCount() override { return static_cast<std::int32_t>(count_); }
  vst3::TResult getPoint(std::int32_t index, std::int32_t& sampleOffset,
                         vst3::ParamValue& value) override;
  vst3::TResult addPoint(std::int32_t sampleOffset, vst3::ParamValue value,
                         std::int32_t& index) override;

 private:
  struct Point {
    std::int32_t offset;
    double value;
  };

  void on_last_release() noexcept override {}  // owned by ParameterChanges

  vst3::ParamID id_ = vst3::kNoParamId;
  Point points_[kPoints] = {};
  std::size_t count_ = 0;
};

/// All parameter points of one block, in memory that is allocated once.
class ParameterChanges final : public vst3::Implements<vst3::IParameterChanges> {
 public:
  /// Room for `queues` different parameters. [main]
  explicit ParameterChanges(std::size_t queues);

  void clear() noexcept { count_ = 0; }  ///< [audio]
  /// Adds a point; false when there is no room for another parameter. [audio]
  bool add(vst3::ParamID id, std::int32_t offset, double normalized) noexcept;

  /// Who is to know when a plugin looks at this list. [main]
  void announce_to(CallbackVisit& visit) noexcept { visit_ = &visit; }

  std::int32_t getParameterCount() override {
    if (visit_ != nullptr) visit_->arrive();
    return static_cast<std::int32_t>(count_);
  }
  vst3::IParamValueQueue* getParameterData(std::int32_t index) override;
  vst3::IParamValueQueue* addParameterData(const vst3::ParamID& id, std::int32_t& index) override;

 private:
  void on_last_release() noexcept override {}  // owned by the instance

  std::unique_ptr<ParamValueQueue[]> queues_;
  std::size_t capacity_;
  CallbackVisit* visit_ = nullptr;
  std::size_t count_ = 0;
};

}  // namespace attacca::host
