// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/vst3/base/implements.hpp"

#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "abi/vst3/base/plugin_factory.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/base/stream.hpp"
#include "abi/vst3/content_scale.hpp"

namespace attacca::vst3 {
namespace {

constexpr Tuid kForeign = Tuid::from_words(1, 2, 3, 4);

/// A member object that lives and answers as part of its owner.
class Part final : public ISizeableStream {
 public:
  explicit Part(FUnknown& owner) : owner_(owner) {}
  virtual ~Part() = default;

  TResult queryInterface(const Tuid& wanted, void** obj) override {
    return owner_.queryInterface(wanted, obj);
  }
  std::uint32_t addRef() override { return owner_.addRef(); }
  std::uint32_t release() override { return owner_.release(); }
  TResult getStreamSize(std::int64_t& size) override {
    size = 7;
    return kResultOk;
  }
  TResult setStreamSize(std::int64_t) override { return kNotImplemented; }

 private:
  FUnknown& owner_;
};

class Factory final : public Implements<IPluginFactory3, IPlugViewContentScaleSupport, IBStream> {
 public:
  explicit Factory(bool with_scale = true) : with_scale_(with_scale) {}

  TResult getFactoryInfo(PFactoryInfo*) override { return kResultOk; }
  std::int32_t countClasses() override { return 3; }
  TResult getClassInfo(std::int32_t, PClassInfo*) override { return kInvalidArgument; }
  TResult createInstance(const Tuid&, const Tuid&, void**) override { return kNoInterface; }
  TResult getClassInfo2(std::int32_t, PClassInfo2*) override { return kInvalidArgument; }
  TResult getClassInfoUnicode(std::int32_t, PClassInfoW*) override { return kInvalidArgument; }
  TResult setHostContext(FUnknown*) override { return kResultOk; }
  TResult setContentScaleFactor(float) override { return ++scales, kResultOk; }
  TResult read(void*, std::int32_t, std::int32_t*) override { return kResultFalse; }
  TResult write(void*, std::int32_t, std::int32_t*) override { return kResultFalse; }
  TResult seek(std::int64_t, IStreamSeekMode, std::int64_t*) override { return kResultFalse; }
  TResult tell(std::int64_t*) override { return kResultFalse; }

  int scales = 0;

 protected:
  bool offers(const Tuid& wanted) const noexcept override {
    return with_scale_ || wanted != IPlugViewContentScaleSupport::iid;
  }
  void* other_interface(const Tuid& wanted) noexcept override {
    return wanted == ISizeableStream::iid ? static_cast<ISizeableStream*>(&part_) : nullptr;
  }

 private:
  bool with_scale_;
  Part part_{*unknown()};
};

class OnTheStack final : public Implements<IPlugViewContentScaleSupport> {
 public:
  TResult setContentScaleFactor(float) override { return kResultOk; }
  int last_releases = 0;

 protected:
  void on_last_release() noexcept override { ++last_releases; }
};

template <class I>
I* found(FUnknown* object) {
  void* result = nullptr;
  REQUIRE(object->queryInterface(I::iid, &result) == kResultOk);
  object->release();
  return static_cast<I*>(result);
}

TEST_CASE("Implements: an object starts with one reference and counts every one") {
  auto* factory = new Factory;
  CHECK(factory->addRef() == 2);
  CHECK(factory->addRef() == 3);
  CHECK(factory->release() == 2);
  CHECK(factory->release() == 1);
  CHECK(factory->release() == 0);
}

TEST_CASE("Implements: every listed interface and what it extends is found") {
  const Ref<Factory> factory = make_ref<Factory>();
  IPluginFactory3* third = factory.get();
  CHECK(found<IPluginFactory3>(factory->unknown()) == third);
  CHECK(found<IPluginFactory2>(factory->unknown()) == third);
  CHECK(found<IPluginFactory>(factory->unknown()) == third);
  CHECK(found<IPlugViewContentScaleSupport>(factory->unknown()) ==
        static_cast<IPlugViewContentScaleSupport*>(factory.get()));
  CHECK(found<IBStream>(factory->unknown()) == static_cast<IBStream*>(factory.get()));
  found<IPlugViewContentScaleSupport>(factory->unknown())->setContentScaleFactor(2);
  CHECK(factory->scales == 1);
  CHECK(found<IPluginFactory>(factory->unknown())->countClasses() == 3);
}

TEST_CASE("Implements: the identity is the same from every interface") {
  const Ref<Factory> factory = make_ref<Factory>();
  std::vector<FUnknown*> faces{factory->unknown(), static_cast<IPluginFactory3*>(factory.get()),
                               static_cast<IPlugViewContentScaleSupport*>(factory.get()),
                               static_cast<IBStream*>(factory.get()),
                               found<ISizeableStream>(factory->unknown())};
  for (FUnknown* face : faces) {
    CHECK(found<FUnknown>(face) == factory->unknown());
    CHECK(found<IPluginFactory2>(face) == static_cast<IPluginFactory2*>(factory.get()));
    CHECK(found<IPlugViewContentScaleSupport>(face) ==
          static_cast<IPlugViewContentScaleSupport*>(factory.get()));
    CHECK(found<ISizeableStream>(face) == faces.back());
  }
  CHECK(factory->addRef() == 2);
  CHECK(factory->release() == 1);
}

TEST_CASE("Implements: a miss nulls the output and counts nothing") {
  const Ref<Factory> factory = make_ref<Factory>();
  void* result = factory.get();
  CHECK(factory->queryInterface(kForeign, &result) == kNoInterface);
  CHECK(result == nullptr);
  CHECK(factory->queryInterface(IPlugViewContentScaleSupport::iid, nullptr) == kInvalidArgument);
  CHECK(factory->addRef() == 2);
  factory->release();
}

TEST_CASE("Implements: all 16 bytes of the id count") {
  const Ref<Factory> factory = make_ref<Factory>();
  for (std::size_t i = 0; i < 16; ++i) {
    Tuid close = IPluginFactory::iid;
    close.bytes[i] ^= 0x80U;
    void* result = factory.get();
    CHECK(factory->queryInterface(close, &result) == kNoInterface);
    CHECK(result == nullptr);
  }
}

TEST_CASE("Implements: a listed interface can be hidden") {
  const Ref<Factory> factory = make_ref<Factory>(false);
  CHECK_FALSE(factory.query<IPlugViewContentScaleSupport>());
  CHECK(factory.query<IBStream>());
}

TEST_CASE("Implements: a member object answers as a part and holds its owner") {
  Ref<Factory> factory = make_ref<Factory>();
  Ref<ISizeableStream> part = factory.query<ISizeableStream>();
  REQUIRE(part);
  factory.reset();
  std::int64_t size = 0;
  CHECK(part->getStreamSize(size) == kResultOk);
  CHECK(size == 7);
  CHECK(part.query<IPluginFactory>()->countClasses() == 3);
}

TEST_CASE("Implements: an object that is not made with new can outlive its last reference") {
  OnTheStack object;
  CHECK(object.addRef() == 2);
  CHECK(object.release() == 1);
  CHECK(object.last_releases == 0);
  CHECK(object.release() == 0);
  CHECK(object.last_releases == 1);
}

TEST_CASE("Implements: references from several threads are all counted") {
  constexpr int kTimes = 20000;
  OnTheStack object;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&object] {
      for (int i = 0; i < kTimes; ++i) object.addRef();
      for (int i = 0; i < kTimes; ++i) object.release();
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(object.addRef() == 2);
  CHECK(object.last_releases == 0);
}

}  // namespace
}  // namespace attacca::vst3
