// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <limits>
#include <random>

#include <doctest/doctest.h>

#include "attacca/state/state_form.hpp"

namespace attacca::test {

namespace {

template <typename T>
void expect_back(const T& value) {
  T read{};
  REQUIRE(read_state_form(state_form(value), read));
  CHECK(read == value);
}

template <typename T>
bool reads(const StateValue& form) {
  T value{};
  return read_state_form(form, value);
}

enum class Mode { off, on = 7 };

}  // namespace

TEST_CASE("every type that has a form comes back from it") {
  expect_back(true);
  expect_back(-5);
  expect_back(std::int64_t{1} << 53);
  expect_back(std::numeric_limits<std::int32_t>::min());
  expect_back(std::numeric_limits<std::uint32_t>::max());
  expect_back(0.1);
  expect_back(0.1f);
  expect_back(Mode::on);
  expect_back(std::string("a\0b", 3));
  expect_back(std::filesystem::path("/sounds/snare.wav"));
  expect_back(std::vector<int>{});
  expect_back(std::vector<std::string>{"a", "b"});
  expect_back(std::vector<bool>{true, false});
  expect_back(std::array<float, 3>{1.0f, 2.5f, -3.0f});
  expect_back(std::optional<int>{});
  expect_back(std::optional<int>{3});
  expect_back(std::map<std::string, std::vector<double>>{{"x", {1.0}}, {"", {}}});
}

TEST_CASE("bytes are base64, of every length") {
  std::mt19937 random(1);
  for (std::size_t size = 0; size < 100; ++size) {
    std::vector<std::byte> bytes(size);
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
    expect_back(bytes);
  }
  const auto base64 = [](std::string_view text) {
    std::vector<std::byte> bytes;
    for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
    return *state_form(bytes).text();
  };
  // RFC 4648, section 10.
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64("foobar") == "Zm9vYmFy");
  for (const char* none : {"Z", "Zm9", "====", "Zg==Zg==", "Zm9\n", "Zm=v", "\xC3\xA4zz"}) {
    CHECK_FALSE(reads<std::vector<std::byte>>(none));
  }
}

TEST_CASE("a form of another kind, and a number out of range, is none of the type's values") {
  CHECK_FALSE(reads<bool>(1));
  CHECK_FALSE(reads<int>(true));
  CHECK_FALSE(reads<int>(0.5));
  CHECK_FALSE(reads<std::uint8_t>(256));
  CHECK_FALSE(reads<std::uint8_t>(-1));
  CHECK(reads<std::uint8_t>(255));
  CHECK_FALSE(reads<std::int32_t>(2147483648.0));
  CHECK_FALSE(reads<std::int64_t>(9223372036854775808.0));
  CHECK_FALSE(reads<float>(1e300));
  CHECK_FALSE(reads<std::string>(1));
  CHECK_FALSE(reads<int>("1"));
  CHECK_FALSE(reads<std::vector<int>>(StateValue::object()));
  CHECK_FALSE(reads<std::map<std::string, int>>(StateValue::list()));
  StateValue three = StateValue::list();
  for (int i = 0; i < 3; ++i) three.append(i);
  CHECK_FALSE(reads<std::array<int, 2>>(three));
  CHECK(reads<std::array<int, 3>>(three));
  three.append("four");
  CHECK_FALSE(reads<std::vector<int>>(three));
}

TEST_CASE("an object keeps its order, and renaming and removing leave the rest where it is") {
  StateValue object = StateValue::object();
  object.set("a", 1);
  object.set("b", "two");
  object.set("c", true);
  object.set("a", 3);
  CHECK(object.members().size() == 3);
  CHECK(object.find("a")->number() == 3.0);
  CHECK(object.rename("b", "c"));
  CHECK(object.members().size() == 2);
  CHECK(*object.find("c")->text() == "two");
  CHECK_FALSE(object.rename("b", "d"));
  CHECK(object.remove("a"));
  CHECK_FALSE(object.remove("a"));
  CHECK(object.members().front().key == "c");
}

TEST_CASE("numbers that a state cannot hold become nothing") {
  CHECK(StateValue(std::numeric_limits<double>::infinity()).is_nothing());
  CHECK(StateValue(std::numeric_limits<float>::quiet_NaN()).is_nothing());
}

}  // namespace attacca::test
