// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <limits>
#include <set>
#include <thread>

#include <doctest/doctest.h>

#include "abi/vst3/presets.hpp"
#include "host/vst3/utf16.hpp"
#include "trial/validate/vst3/host_calls.hpp"
#include "trial/validate/vst3/module_info.hpp"
#include "trial/validate/vst3/odd_list.hpp"
#include "trial/validate/vst3/test_frame.hpp"
#include "trial/validate/vst3/test_stream.hpp"
#include "trial/validate/vst3/untouched.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"

using namespace attacca;
using namespace attacca::validate;

TEST_CASE("moduleinfo.json is read with comments and commas at the end of lists") {
  const auto info = read_module_info(R"({
    // made by a tool
    "Name": "Brackets, }",
    "Factory Info": { "Vendor": "We, ]", },
    "Classes": [
      { "CID": "5e563b7ee5c3f54926c6966527b929fa", "Category": "Audio Module Class",
        "Name": "Gain \",]", "Version": "1.0", "SDKVersion": "VST 3.7.4",
        "Sub Categories": ["Fx", "Tools",], "Class Flags": 3, },
    ],
  })");
  REQUIRE(info);
  CHECK(info->vendor == "We, ]");
  REQUIRE(info->classes.size() == 1);
  CHECK(info->classes[0].id == "5E563B7EE5C3F54926C6966527B929FA");
  CHECK(info->classes[0].name == "Gain \",]");
  CHECK(info->classes[0].subcategories == "Fx|Tools");
  CHECK(info->classes[0].flags == 3);
}

TEST_CASE("a moduleinfo.json that is none is an error") {
  CHECK_FALSE(read_module_info("nonsense"));
  CHECK_FALSE(read_module_info("[]"));
  CHECK_FALSE(read_module_info("{}"));
}

TEST_CASE("values that differ are reported, also NaN and missing ones") {
  const ParameterValues expected{{1, 0.5}, {2, 1.0}};
  CHECK(difference(expected, expected).empty());
  CHECK(difference(expected, {{1, 0.50001}, {2, 1.0}}).empty());
  CHECK(difference(expected, {{1, 0.5}, {2, 0.9}}) ==
        "parameter 2 is 0.900000 instead of 1.000000");
  CHECK_FALSE(
      difference(expected, {{1, std::numeric_limits<double>::quiet_NaN()}, {2, 1.0}}).empty());
  CHECK(difference(expected, {{1, 0.5}}) == "parameter 2 is gone");
}

TEST_CASE("a stream gives and takes no more than its chunk") {
  const auto stream = vst3::make_ref<TestStream>(StreamHabits{.read_chunk = 2, .write_chunk = 3});
  std::array<char, 8> bytes{'a', 'b', 'c', 'd'};
  std::int32_t count = 0;
  CHECK(stream->write(bytes.data(), 4, &count) == vst3::kResultOk);
  CHECK(count == 3);
  stream->rewind();
  CHECK(stream->read(bytes.data(), 8, &count) == vst3::kResultOk);
  CHECK(count == 2);
  CHECK(stream->read(bytes.data(), 8, nullptr) == vst3::kResultOk);
  CHECK(stream->read(bytes.data(), 8, &count) == vst3::kResultOk);
  CHECK(count == 0);
}

TEST_CASE("a stream hides what it has not") {
  const auto plain = vst3::make_ref<TestStream>(StreamHabits{.can_seek = false});
  CHECK_FALSE(plain.query<vst3::ISizeableStream>());
  CHECK_FALSE(plain.query<vst3::IStreamAttributes>());
  CHECK(plain->seek(0, vst3::IBStream::kIBSeekSet, nullptr) != vst3::kResultOk);
  const auto project =
      vst3::make_ref<TestStream>(StreamHabits{.state_type = vst3::state_type::kProject});
  const auto attributes = project.query<vst3::IStreamAttributes>();
  REQUIRE(attributes);
  char16_t type[16] = {};
  CHECK(attributes->getAttributes()->getString(vst3::preset_attributes::kStateType, type,
                                               sizeof type) == vst3::kResultTrue);
  CHECK(host::to_utf8(type) == "Project");
}

TEST_CASE("an odd list never writes past the size that was stated") {
  for (const auto kind :
       {OddText::cut, OddText::surrogates, OddText::untouched, OddText::refused}) {
    for (const std::uint32_t bytes : {0u, 1u, 2u, 20u}) {
      std::array<char16_t, 16> text;
      text.fill(u'?');
      const auto list = vst3::make_ref<OddList>(kind, 0);
      (void)list->getString("channel name", text.data(), bytes);
      for (std::size_t i = bytes / 2; i < text.size(); ++i) CHECK(text[i] == u'?');
    }
  }
}

TEST_CASE("the handler writes down calls with thread and phase") {
  host::MainLoop loop;
  host::OffenceList conduct;
  const auto handler = vst3::make_ref<HandlerRecord>(loop, &conduct, ContextInfo::missing);
  handler->set_phase("processing");
  (void)handler->performEdit(7, 0.25);
  std::thread([&handler] { (void)handler->restartComponent(vst3::RestartFlags{8}); }).join();
  const auto calls = handler->calls();
  REQUIRE(calls.size() == 2);
  CHECK(calls[0].is_on_main);
  CHECK(calls[0].detail == 7);
  CHECK(calls[0].phase == "processing");
  CHECK_FALSE(calls[1].is_on_main);
  CHECK(conduct.count(host::OffenceKind::main_call_off_main) == 1);
  CHECK_FALSE(handler.query<vst3::IContextInfoProvider>());
  handler->detach();
  std::thread([&handler] { (void)handler->beginEdit(1); }).join();
  CHECK(conduct.count() == 1);
}

TEST_CASE("a struct that was written into is not untouched") {
  auto info = untouched<vst3::PClassInfo>();
  CHECK(is_untouched(info));
  info.name[63] = '\0';
  CHECK_FALSE(is_untouched(info));
  CHECK(is_terminated(info.name));
  CHECK_FALSE(is_terminated(info.category));
}

TEST_CASE("checks of the raw interfaces are for VST3 only and have names of their own") {
  std::set<std::string_view> names;
  for (const Check& check : vst3_checks()) {
    CHECK(check.area() == "vst3");
    CHECK(check.formats == Formats::vst3);
    CHECK(names.insert(check.name).second);
  }
  CHECK(names.size() >= 45);
}
