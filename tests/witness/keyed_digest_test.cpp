// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/keyed_digest.hpp"

#include <array>
#include <cstddef>
#include <span>

#include <doctest/doctest.h>

#include "base/module_count.hpp"
#include "witness/record/recorder.hpp"

namespace attacca::witness {
namespace {

TEST_CASE("the digest is SipHash-2-4, whole or in pieces") {
  // The paper's own example (appendix A) and the first of its reference implementation's vectors.
  const DigestKey key = {0x0706050403020100u, 0x0F0E0D0C0B0A0908u};
  std::array<std::byte, 15> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i);
  CHECK(keyed_digest(bytes, key) == 0xA129CA6149BE45E5u);
  CHECK(keyed_digest({}, key) == 0x726FDB47DD0E0E31u);
  KeyedDigest digest(key);
  for (const std::byte& byte : bytes) digest.add({&byte, 1});
  CHECK(digest.value() == 0xA129CA6149BE45E5u);
}

TEST_CASE("each recorder has a key of its own: nobody can try which name has a digest") {
  CHECK(Recorder().key() != Recorder().key());
}

TEST_CASE("an exit too many changes nothing, and only the last one is the last") {
  core::ModuleCount count;
  CHECK(count.leave() == 0);
  count.enter();
  count.enter();
  CHECK(count.leave() == 2);
  CHECK(count.leave() == 1);
  CHECK(count.leave() == 0);
  count.enter();
  CHECK(count.leave() == 1);
}

}  // namespace
}  // namespace attacca::witness
