// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/shared_log.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <string>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "host/base/shared_pages.hpp"

namespace attacca::validate {

using nlohmann::json;

void UnmapSharedLog::operator()(SharedLog* log) const noexcept {
  host::unshare_pages(log, sizeof(SharedLog));
}

SharedLogPointer share_log() {
  // Memory full of zeros is an empty log; making it by value would touch every page.
  return SharedLogPointer(static_cast<SharedLog*>(host::share_pages(sizeof(SharedLog))));
}

SharedLogWriter::SharedLogWriter(SharedLog& log) : log_(log), process_(getpid()) {}

namespace {

template <std::size_t Size>
void write_text(std::array<char, Size>& room, std::string_view text) {
  const std::size_t length = std::min(text.size(), Size - 1);
  std::memcpy(room.data(), text.data(), length);
  room[length] = '\0';
}

}  // namespace

void SharedLogWriter::step(std::string_view doing) {
  if (getpid() == process_) write_text(log_.step, doing);
}

void SharedLogWriter::rely_on(std::string_view finder) {
  if (getpid() == process_) write_text(log_.finder, finder);
}

void SharedLogWriter::hit(const WatchHit& hit) {
  const json line = {
      {"kind", "hit"}, {"watch", hit.watch->name}, {"count", hit.count}, {"where", hit.where}};
  write(line.dump(-1, ' ', false, json::error_handler_t::replace));
}

void SharedLogWriter::finish() noexcept {
  if (getpid() == process_) log_.is_finished.store(true, std::memory_order_release);
}

void SharedLogWriter::add(const char* kind, const std::string& text) {
  const json line = {{"kind", kind}, {"text", text}};
  write(line.dump(-1, ' ', false, json::error_handler_t::replace));
}

void SharedLogWriter::write(const std::string& line) {
  if (getpid() != process_) return;
  const std::uint32_t used = log_.used.load(std::memory_order_relaxed);
  // What does not fit is left out; that there was something is known by then.
  if (line.size() + 1 > log_.lines.size() - used) return;
  std::memcpy(log_.lines.data() + used, line.data(), line.size());
  log_.lines[used + line.size()] = '\n';
  log_.used.store(used + static_cast<std::uint32_t>(line.size()) + 1, std::memory_order_release);
}

void read_log(const SharedLog& log, CheckResult& result) {
  const std::uint32_t used = std::min<std::uint32_t>(log.used.load(std::memory_order_acquire),
                                                     static_cast<std::uint32_t>(SharedLog::kSize));
  std::string_view rest(log.lines.data(), used);
  const Verdict broken = broken_verdict(*result.check);
  const auto end_of_finder = std::find(log.finder.begin(), log.finder.end(), '\0');
  result.finder.assign(log.finder.begin(), end_of_finder);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const json line = json::parse(rest.substr(0, end), nullptr, false);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.is_object()) continue;
    const std::string kind = line.value("kind", "");
    const std::string text = line.value("text", "");
    if (kind == "note") result.notes.push_back(text);
    if (kind == "fail" || kind == "skip") result.messages.push_back(text);
    if (kind == "fail") result.verdict = broken;
    if (kind == "skip" && result.verdict == Verdict::passed) result.verdict = Verdict::skipped;
    if (kind == "hit") {
      const Watch* const watch = find_watch(line.value("watch", ""));
      if (watch == nullptr) continue;
      result.hits.push_back({watch, line.value("count", std::uint64_t{0}),
                             line.value("where", std::vector<std::string>())});
    }
  }
}

}  // namespace attacca::validate
