// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/query.hpp"
#include "trial/validate/clap/clap_events.hpp"
#include "trial/validate/clap/clap_scripted_host.hpp"
#include "trial/validate/clap/clap_session.hpp"
#include "trial/validate/clap/clap_streams.hpp"

namespace attacca::validate {
namespace {

using host::OffenceKind;

TEST_CASE("UTF-8 is distinguished from what only looks like it") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("Gesang \xe2\x99\xab \xf0\x9f\x8e\xb5"));
  CHECK_FALSE(is_utf8("cut \xe2\x99"));
  CHECK_FALSE(is_utf8("\xc0\x80"));
  CHECK_FALSE(is_utf8("\xed\xa0\x80"));
  CHECK_FALSE(is_utf8("\xf4\x90\x80\x80"));
  CHECK_FALSE(is_utf8("\xff"));
  CHECK_FALSE(is_utf8("\x80"));
}

TEST_CASE("a scripted host has what its script leaves it") {
  host::OffenceList conduct;
  ClapHostScript script;
  script.lacks = {clap::kExtLatency};
  ClapScriptedHost host(script, conduct);
  host.set_phase(ClapPhase::initialising);
  CHECK(clap::query<clap::HostLatency>(host.table()) == nullptr);
  CHECK(clap::query<clap::HostParams>(host.table()) != nullptr);
  CHECK(host.asked_for() == std::vector<std::string_view>{clap::kExtParams, clap::kExtLatency});
  CHECK(conduct.count() == 0);
}

TEST_CASE("a scripted host distinguishes threads, and notes calls from wrong ones") {
  host::OffenceList conduct;
  ClapScriptedHost host({}, conduct);
  host.set_phase(ClapPhase::processing);
  const auto& threads = *clap::query<clap::HostThreadCheck>(host.table());
  const auto& params = *clap::query<clap::HostParams>(host.table());
  CHECK(threads.is_main_thread(host.table()));
  {
    const ClapScriptedHost::AudioRole role(host);
    CHECK(threads.is_audio_thread(host.table()));
    CHECK_FALSE(threads.is_main_thread(host.table()));
    params.request_flush(host.table());
  }
  CHECK(conduct.count(OffenceKind::forbidden_on_audio) == 1);
  std::thread([&] { params.rescan(host.table(), clap::ParamRescanFlags::values); }).join();
  CHECK(conduct.count(OffenceKind::main_call_off_main) == 1);
  params.rescan(host.table(), clap::ParamRescanFlags::all);
  CHECK(conduct.count(OffenceKind::wrong_state) == 1);
  REQUIRE(host.count("params.rescan") == 2);
  CHECK(host.calls().back().phase == ClapPhase::processing);
  CHECK(host.calls().back().is_main);
}

TEST_CASE(
    "when the latency may change depends on the CLAP version that the plugin was built with") {
  const auto offences = [](const clap::Version& version, ClapPhase phase) {
    host::OffenceList conduct;
    ClapScriptedHost host({}, conduct);
    host.set_plugin_version(version);
    host.set_phase(phase);
    clap::query<clap::HostLatency>(host.table())->changed(host.table());
    return conduct.count(OffenceKind::latency_changed_outside_activate);
  };
  for (const clap::Version& version : {clap::Version{1, 1, 1}, {1, 2, 1}, {1, 2, 2}, {2, 0, 0}}) {
    CHECK(offences(version, ClapPhase::activating) == 0);
    CHECK(offences(version, ClapPhase::active) == 1);
    CHECK(offences(version, ClapPhase::processing) == 1);
  }
  for (const ClapPhase phase : {ClapPhase::inactive, ClapPhase::deactivating}) {
    CHECK(offences({1, 1, 1}, phase) == 0);
    CHECK(offences({1, 2, 1}, phase) == 0);
    CHECK(offences({1, 2, 2}, phase) == 1);
    CHECK(offences({2, 0, 0}, phase) == 1);
  }
}

TEST_CASE("a reader gives pieces of any size, and an error where it should") {
  host::OffenceList conduct;
  const Bytes bytes(10, std::byte{7});
  ClapReader reader(bytes, conduct, 4, 6);
  std::array<std::byte, 16> buffer{};
  const auto read = [&] {
    return reader.stream()->read(reader.stream(), buffer.data(), buffer.size());
  };
  CHECK(read() == 4);
  CHECK(read() == 2);
  CHECK_FALSE(reader.has_failed());
  CHECK(read() == -1);
  CHECK(reader.has_failed());
  ClapReader whole(bytes, conduct);
  CHECK(whole.stream()->read(whole.stream(), buffer.data(), buffer.size()) == 10);
  CHECK(whole.stream()->read(whole.stream(), buffer.data(), buffer.size()) == 0);
}

TEST_CASE("a writer takes pieces of any size, and fails where it should") {
  host::OffenceList conduct;
  ClapWriter writer(conduct, 3, 5);
  const std::array<char, 8> text = {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'};
  const auto* const stream = writer.stream();
  CHECK(stream->write(stream, text.data(), 8) == 3);
  CHECK(stream->write(stream, text.data(), 8) == 2);
  CHECK(stream->write(stream, text.data(), 8) == -1);
  CHECK(writer.has_failed());
  CHECK(writer.bytes().size() == 5);
}

TEST_CASE("output events are kept, refused, and judged by their time") {
  host::OffenceList conduct;
  ClapEventSink sink(conduct);
  sink.begin(64);
  const auto push = [&sink](std::uint32_t frame) {
    const auto event = value_event(3, 0.25, frame);
    return sink.list()->try_push(sink.list(), &event.header);
  };
  CHECK(push(10));
  CHECK(conduct.count() == 0);
  CHECK(push(5));
  CHECK(conduct.count(OffenceKind::unordered_output_event) == 1);
  CHECK(push(64));
  CHECK(conduct.count(OffenceKind::output_event_out_of_block) == 1);
  REQUIRE(sink.values().size() == 3);
  CHECK(sink.values()[0].id == 3);
  CHECK(sink.values()[0].value == 0.25);
  sink.refuses = true;
  CHECK_FALSE(push(64));
  CHECK(sink.values().size() == 3);
  CHECK(sink.offered() == 4);
}

TEST_CASE("input events keep their order, size and trailing bytes") {
  ClapEventList events;
  events.add(value_event(1, 0.5, 9), 100);
  events.add(value_event(2, 0.5, 3));
  const auto* const list = events.list();
  REQUIRE(list->size(list) == 2);
  CHECK(list->get(list, 0)->size == sizeof(clap::EventParamValue) + 100);
  CHECK(list->get(list, 0)->time == 9);
  CHECK(list->get(list, 1)->time == 3);
  CHECK(list->get(list, 2) == nullptr);
}

}  // namespace
}  // namespace attacca::validate
