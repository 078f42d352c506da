// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/vst3/base/ref.hpp"

#include <cstdint>
#include <utility>

#include <doctest/doctest.h>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/stream.hpp"
#include "abi/vst3/content_scale.hpp"

namespace attacca::vst3 {
namespace {

/// Counts how many of its kind live, and shows its own counter.
class Probe final : public Implements<IPlugViewContentScaleSupport, ISizeableStream> {
 public:
  explicit Probe(int& alive) : alive_(alive) { ++alive_; }
  ~Probe() override { --alive_; }

  TResult setContentScaleFactor(float) override { return kResultOk; }
  TResult getStreamSize(std::int64_t& size) override {
    size = 42;
    return kResultOk;
  }
  TResult setStreamSize(std::int64_t) override { return kNotImplemented; }

  std::uint32_t references() {
    addRef();
    return release();
  }

 private:
  int& alive_;
};

/// Answers an object and a refusal at once, which a broken plugin might do.
class Liar final : public Implements<IPlugViewContentScaleSupport> {
 public:
  TResult setContentScaleFactor(float) override { return kResultOk; }
  TResult queryInterface(const Tuid&, void** obj) override {
    *obj = this;
    return kNoInterface;
  }
};

/// A call that hands out an owned object through a `void**`.
TResult create(Probe& source, void** obj) {
  return source.queryInterface(ISizeableStream::iid, obj);
}

TResult refuse(void** obj) {
  *obj = nullptr;
  return kResultFalse;
}

static_assert([] {
  constexpr Ref<IPlugViewContentScaleSupport> nothing;
  return !nothing && nothing.get() == nullptr && nothing == nullptr;
}());

TEST_CASE("Ref: the first reference is adopted and the object dies with it") {
  int alive = 0;
  {
    const Ref<Probe> probe = make_ref<Probe>(alive);
    CHECK(alive == 1);
    CHECK(probe->references() == 1);
  }
  CHECK(alive == 0);
}

TEST_CASE("Ref: sharing a borrowed pointer takes a reference of its own") {
  int alive = 0;
  Ref<Probe> probe = make_ref<Probe>(alive);
  auto shared = Ref<IPlugViewContentScaleSupport>::share(probe.get());
  CHECK(probe->references() == 2);
  probe.reset();
  CHECK(alive == 1);
  shared.reset();
  CHECK(alive == 0);
  shared.reset();
  CHECK_FALSE(Ref<IPlugViewContentScaleSupport>::share(nullptr));
}

TEST_CASE("Ref: copies count, moves do not") {
  int alive = 0;
  Ref<Probe> first = make_ref<Probe>(alive);
  Ref<Probe> copy = first;
  CHECK(first->references() == 2);
  CHECK(copy == first);
  Ref<Probe> moved = std::move(copy);
  CHECK(first->references() == 2);
  CHECK_FALSE(copy);  // NOLINT: a moved-from Ref is empty
  moved = first;
  CHECK(first->references() == 2);
  Ref<Probe>& same = moved;
  moved = same;
  CHECK(first->references() == 2);
  moved = nullptr;
  CHECK(first->references() == 1);
}

TEST_CASE("Ref: a derived interface converts to its base") {
  int alive = 0;
  Ref<Probe> probe = make_ref<Probe>(alive);
  const Ref<IPlugViewContentScaleSupport> base = probe;
  CHECK(probe->references() == 2);
  const Ref<FUnknown> root = std::move(base);
  CHECK(root.get() == probe->unknown());
}

TEST_CASE("Ref: detach hands the reference over") {
  int alive = 0;
  Ref<Probe> probe = make_ref<Probe>(alive);
  Probe* raw = probe.detach();
  CHECK_FALSE(probe);
  CHECK(alive == 1);
  CHECK(raw->release() == 0);
  CHECK(alive == 0);
}

TEST_CASE("Ref: put adopts what a call hands out and gives back what was held") {
  int alive = 0;
  const Ref<Probe> probe = make_ref<Probe>(alive);
  Ref<ISizeableStream> stream;
  REQUIRE(create(*probe, stream.put()) == kResultOk);
  CHECK(probe->references() == 2);
  std::int64_t size = 0;
  CHECK(stream->getStreamSize(size) == kResultOk);
  CHECK(size == 42);
  REQUIRE(create(*probe, stream.put()) == kResultOk);
  CHECK(probe->references() == 2);
  CHECK(refuse(stream.put()) == kResultFalse);
  CHECK_FALSE(stream);
  CHECK(probe->references() == 1);
}

TEST_CASE("Ref: query finds another interface with a reference, or nothing") {
  int alive = 0;
  const Ref<Probe> probe = make_ref<Probe>(alive);
  const Ref<ISizeableStream> stream = probe.query<ISizeableStream>();
  REQUIRE(stream);
  CHECK(probe->references() == 2);
  CHECK_FALSE(stream.query<IBStream>());
  CHECK(probe->references() == 2);
  CHECK_FALSE(query<IBStream>(static_cast<FUnknown*>(nullptr)));
  CHECK_FALSE(Ref<Probe>{}.query<IBStream>());
}

TEST_CASE("Ref: query ignores a pointer that comes with a refusal") {
  const Ref<Liar> liar = make_ref<Liar>();
  CHECK_FALSE(liar.query<IBStream>());
  CHECK(liar->addRef() == 2);
  CHECK(liar->release() == 1);
}

}  // namespace
}  // namespace attacca::vst3
