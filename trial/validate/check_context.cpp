// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_context.hpp"

namespace attacca::validate {

void WatchedDelete::operator()(host::PluginInstance* instance) const {
  if (context != nullptr) context->collect(*instance);
  delete instance;
}

CheckContext::CheckContext(const Subject& subject, const host::HostProfile& profile,
                           std::uint64_t seed, VerdictLog& log)
    : subject_(subject),
      profile_(profile),
      log_(log),
      random_(seed),
      realtime_(std::make_unique<host::RealtimeOffences>()),
      conduct_(std::make_unique<host::OffenceList>()) {}

CheckContext::~CheckContext() = default;

host::Module& CheckContext::module() {
  if (module_ == nullptr) {
    step("loading the file");
    module_ = rely_on("scan.loads", "the file cannot be loaded",
                      [this] { return host::Module::open(subject_.path, profile_); });
  }
  return *module_;
}

WatchedInstance CheckContext::create(const host::HostProfile& profile) {
  host::Module& file = module();
  step("making an instance");
  auto instance = rely_on("scan.loads", "no instance",
                          [&] { return file.create(subject_.plugin.id, loop_, profile); });
  step("running the check");
  return WatchedInstance(instance.release(), WatchedDelete{this});
}

WatchedInstance CheckContext::create_processing(double sample_rate, std::uint32_t max_frames) {
  WatchedInstance instance = create();
  start(*instance, sample_rate, max_frames);
  return instance;
}

void CheckContext::start(host::PluginInstance& instance, double sample_rate,
                         std::uint32_t max_frames) {
  step("activating");
  rely_on("lifecycle.plays", "not activated",
          [&] { return instance.activate(sample_rate, max_frames); });
  rely_on("lifecycle.plays", "the plugin refused to start processing",
          [&] { return instance.start_processing(); });
  step("running the check");
}

std::uint64_t CheckContext::pick(std::uint64_t low, std::uint64_t high) {
  // Not std::uniform_int_distribution, whose numbers depend on the library.
  return low + random_() % (high - low + 1);
}

void CheckContext::fail_and_end(const std::string& what) {
  fail(what);
  throw CheckEnded();
}

void CheckContext::skip(const std::string& why) {
  log_.skip(why);
  throw CheckEnded();
}

void CheckContext::collect(host::PluginInstance& instance) {
  if (!watches_) return;
  for (const WatchHit& hit : hits_of(instance.offences())) log_.hit(hit);
  for (const WatchHit& hit : hits_of(instance.realtime_offences())) log_.hit(hit);
}

void CheckContext::collect_raw() {
  if (!watches_) return;
  for (const WatchHit& hit : hits_of(*conduct_)) log_.hit(hit);
  for (const WatchHit& hit : hits_of(*realtime_, places_)) log_.hit(hit);
}

}  // namespace attacca::validate
