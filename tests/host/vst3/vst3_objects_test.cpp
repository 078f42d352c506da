// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstring>

#include <doctest/doctest.h>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/message.hpp"
#include "host/vst3/attribute_list.hpp"
#include "host/vst3/host_application.hpp"
#include "host/vst3/memory_stream.hpp"
#include "host/vst3/parameter_changes.hpp"
#include "host/vst3/utf16.hpp"

namespace attacca::host::test {

using namespace vst3;

TEST_CASE("UTF-8 and UTF-16 turn into each other, and what is malformed is replaced") {
  for (const char* const text : {"", "Drums", "ドラム", "😀 ok", "مرحبا"}) {
    CHECK(to_utf8(to_utf16(text)) == text);
  }
  CHECK(to_utf16("😀") == u"\xd83d\xde00");
  CHECK(to_utf8(std::u16string_view(u"a\xd83d", 2)) == "a\xef\xbf\xbd");
  CHECK(to_utf8(std::u16string_view(u"\xde00x", 2)) == "\xef\xbf\xbdx");
  CHECK(to_utf16("\xff\xc0\x80x") == u"\xfffd\xfffd\xfffdx");
  CHECK(to_utf16("\xe6\x97") == u"\xfffd\xfffd");
}

TEST_CASE("attributes keep their type, and strings are cut at the size in bytes") {
  const auto list = make_ref<AttributeList>();
  list->setInt("n", 42);
  list->setString("s", u"hello");
  std::int64_t number = 0;
  CHECK(list->getInt("n", number) == kResultTrue);
  CHECK(number == 42);
  CHECK(list->getInt("s", number) == kResultFalse);
  CHECK(list->getInt("absent", number) == kResultFalse);
  CHECK(list->getInt(nullptr, number) == kResultFalse);
  std::array<char16_t, 8> text;
  text.fill(u'#');
  CHECK(list->getString("s", text.data(), 6) == kResultTrue);
  CHECK(std::u16string_view(text.data(), 5) == u"hel##");
  CHECK(list->getString("s", text.data(), 16) == kResultTrue);
  CHECK(std::u16string_view(text.data()) == u"hello");
  const std::array<unsigned char, 3> bytes = {1, 2, 3};
  list->setBinary("b", bytes.data(), 3);
  const void* data = nullptr;
  std::uint32_t size = 0;
  CHECK(list->getBinary("b", data, size) == kResultTrue);
  CHECK(size == 3);
  CHECK(std::memcmp(data, bytes.data(), 3) == 0);
}

TEST_CASE("a list can answer for absent strings like one well-known host") {
  const auto list = make_ref<AttributeList>(true);
  char16_t text[4] = {u'x', u'y', u'z', 0};
  CHECK(list->getString("absent", text, sizeof text) == kResultTrue);
  CHECK(text[0] == u'x');
}

TEST_CASE("a stream moves at most its chunk, and refuses nonsense") {
  const auto stream = make_ref<MemoryStream>(std::size_t{17});
  std::array<unsigned char, 40> bytes{};
  bytes[20] = 7;
  std::int32_t count = 0;
  CHECK(stream->write(bytes.data(), 40, &count) == kResultOk);
  CHECK(count == 17);
  CHECK(stream->write(bytes.data() + 17, 23, nullptr) == kResultOk);
  CHECK(stream->bytes().size() == 34);
  std::int64_t position = 0;
  CHECK(stream->seek(-14, IStreamSeekMode::kIBSeekEnd, &position) == kResultOk);
  CHECK(position == 20);
  unsigned char byte = 0;
  CHECK(stream->read(&byte, 1, &count) == kResultOk);
  CHECK(byte == 7);
  CHECK(stream->read(nullptr, 5, &count) == kInvalidArgument);
  CHECK(stream->read(&byte, -5, &count) == kInvalidArgument);
  CHECK(stream->seek(-100, IStreamSeekMode::kIBSeekSet, nullptr) == kInvalidArgument);
  CHECK(stream->misuses() == 3);
  CHECK(stream->seek(1000, IStreamSeekMode::kIBSeekSet, nullptr) == kResultOk);
  CHECK(stream->read(&byte, 1, &count) == kResultOk);
  CHECK(count == 0);
}

TEST_CASE("parameter points stay sorted, replace their equals, and keep the last when full") {
  ParameterChanges changes(1);
  CHECK(changes.add(5, 10, 0.1));
  CHECK(changes.add(5, 2, 0.2));
  CHECK(changes.add(5, 10, 0.3));
  CHECK_FALSE(changes.add(6, 0, 0.5));
  IParamValueQueue* const queue = changes.getParameterData(0);
  REQUIRE(queue != nullptr);
  CHECK(queue->getPointCount() == 2);
  std::int32_t offset = 0;
  double value = 0.0;
  CHECK(queue->getPoint(0, offset, value) == kResultTrue);
  CHECK(offset == 2);
  CHECK(queue->getPoint(1, offset, value) == kResultTrue);
  CHECK(value == 0.3);
  CHECK(queue->getPoint(2, offset, value) != kResultTrue);
  CHECK(changes.getParameterData(1) == nullptr);
  for (std::int32_t i = 0; i < 100; ++i) changes.add(5, 20 + i, i / 100.0);
  CHECK(queue->getPoint(queue->getPointCount() - 1, offset, value) == kResultTrue);
  CHECK(value == 0.99);
  changes.clear();
  CHECK(changes.getParameterCount() == 0);
}

TEST_CASE(
    "the host application makes messages and lists, and has a run loop only where asked for") {
  const auto application = make_ref<HostApplication>(HostProfile{}, nullptr);
  Ref<IMessage> message;
  CHECK(application->createInstance(IMessage::iid, IMessage::iid, message.put()) == kResultTrue);
  REQUIRE(message);
  message->setMessageID("hello");
  CHECK(std::string(message->getMessageID()) == "hello");
  CHECK(message->getAttributes()->setInt("a", 1) == kResultTrue);
  CHECK_FALSE(query<IRunLoop>(application->unknown()));
  MainLoop loop;
  OffenceList offences;
  const auto entries = std::make_shared<RunLoopEntries>(loop, offences);
  const auto with = make_ref<HostApplication>(HostProfile{}, entries);
  CHECK(query<IRunLoop>(with->unknown()));
  CHECK(query<IRunLoop>(with->unknown())->unregisterTimer(nullptr) == kResultFalse);
  CHECK(offences.count(OffenceKind::unknown_timer) == 1);
  with->detach();
}

}  // namespace attacca::host::test
