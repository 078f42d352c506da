// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/clap/clap_session.hpp"

#include <algorithm>
#include <utility>

#include "abi/clap/ext/timer_support.hpp"

namespace attacca::validate {

ClapSession::ClapSession(CheckContext& context, ClapHostScript script)
    : context_(context),
      file_(ClapFile::open(context)),
      host_(std::move(script), context.conduct()) {
  const clap::PluginFactory* const factory = file_->factory();
  context.require(factory != nullptr && is_complete(*factory), "no complete plugin factory");
  context.step("making an instance");
  context.rely_on("scan.loads", "create_plugin returned null for the plugin's own id", [&] {
    plugin_ = factory->create_plugin(factory, host_.table(), context.subject().plugin.id.c_str());
    return plugin_ != nullptr;
  });
  if (plugin_->desc != nullptr) host_.set_plugin_version(plugin_->desc->clap_version);
  context.step("running the check");
}

ClapSession::~ClapSession() {
  if (plugin_ == nullptr) return;
  context_.step("destroying the instance");
  if (host_.phase() == ClapPhase::processing) stop();
  if (host_.phase() == ClapPhase::active) deactivate();
  destroy();
}

void ClapSession::say(const std::string& doing) {
  doing_ = doing;
  context_.step(doing_);
}

void ClapSession::open() {
  context_.step("initialising; " + doing_);
  context_.rely_on("scan.loads", "init returned false", [this] { return init(); });
  context_.step(doing_);
}

void ClapSession::open_active(double sample_rate, std::uint32_t max_frames) {
  if (!is_initialised_) open();
  context_.step("activating; " + doing_);
  context_.rely_on("lifecycle.plays",
                   "activate refused " + text_of(sample_rate) + " Hz and blocks of 1 to " +
                       std::to_string(max_frames) + " frames",
                   [&] { return activate(sample_rate, 1, max_frames); });
  context_.step(doing_);
}

void ClapSession::open_processing(double sample_rate, std::uint32_t max_frames) {
  open_active(sample_rate, max_frames);
  context_.rely_on("lifecycle.plays", "start_processing returned false",
                   [this] { return start(); });
}

bool ClapSession::init() {
  host_.set_phase(ClapPhase::initialising);
  is_initialised_ = plugin_->init(plugin_);
  host_.set_phase(ClapPhase::inactive);
  return is_initialised_;
}

bool ClapSession::activate(double sample_rate, std::uint32_t min_frames, std::uint32_t max_frames) {
  const ClapPhase before = host_.phase();
  host_.set_phase(ClapPhase::activating);
  const bool is_active = plugin_->activate(plugin_, sample_rate, min_frames, max_frames);
  host_.set_phase(is_active ? ClapPhase::active : before);
  return is_active;
}

bool ClapSession::start() {
  const bool is_started = on_audio([this] { return plugin_->start_processing(plugin_); });
  if (is_started) host_.set_phase(ClapPhase::processing);
  return is_started;
}

clap::ProcessStatus ClapSession::process(const clap::Process& process) {
  return on_audio([&] { return plugin_->process(plugin_, &process); });
}

void ClapSession::reset() {
  on_audio([this] { plugin_->reset(plugin_); });
}

void ClapSession::stop() {
  on_audio([this] { plugin_->stop_processing(plugin_); });
  host_.set_phase(ClapPhase::active);
}

void ClapSession::deactivate() {
  host_.set_phase(ClapPhase::deactivating);
  plugin_->deactivate(plugin_);
  host_.set_phase(ClapPhase::inactive);
}

void ClapSession::destroy() {
  host_.set_phase(ClapPhase::destroying);
  const clap::Plugin* const plugin = std::exchange(plugin_, nullptr);
  plugin->destroy(plugin);
  host_.set_phase(ClapPhase::gone);
}

void ClapSession::flush(const clap::PluginParams& params, const clap::InputEvents* in,
                        const clap::OutputEvents* out) {
  if (host_.phase() == ClapPhase::inactive) {
    params.flush(plugin_, in, out);
  } else {
    on_audio([&] { params.flush(plugin_, in, out); });
  }
}

std::size_t ClapSession::answer_requests(std::size_t most) {
  std::size_t count = 0;
  while (count < most && host_.take_callback_request()) {
    plugin_->on_main_thread(plugin_);
    ++count;
  }
  return count;
}

void ClapSession::turn_loop() {
  const auto* const timers = find<clap::PluginTimerSupport>();
  for (const clap::Id id : host_.timers()) {
    if (timers != nullptr && timers->on_timer != nullptr) timers->on_timer(plugin_, id);
  }
  (void)answer_requests();
}

std::vector<clap::ParamInfo> ClapSession::params() {
  const auto* const params = find<clap::PluginParams>();
  std::vector<clap::ParamInfo> infos;
  if (params == nullptr || !is_complete(*params)) return infos;
  const std::uint32_t count = params->count(plugin_);
  for (std::uint32_t i = 0; i < count; ++i) {
    // Filled with what no plugin leaves by chance: a text without an end shows.
    clap::ParamInfo info{};
    std::memset(info.name, '#', sizeof info.name);
    std::memset(info.module, '#', sizeof info.module);
    context_.require(params->get_info(plugin_, i, &info),
                     "params.get_info returned false for index " + std::to_string(i) + " of " +
                         std::to_string(count));
    infos.push_back(info);
  }
  return infos;
}

std::vector<clap::ParamInfo> ClapSession::need_params() {
  (void)need<clap::PluginParams>("parameters");
  auto infos = params();
  if (infos.empty()) context_.skip("the plugin has no parameters");
  return infos;
}

std::vector<clap::AudioPortInfo> ClapSession::audio_ports(bool is_input) const {
  std::vector<clap::AudioPortInfo> infos;
  const auto* const ports = find<clap::PluginAudioPorts>();
  if (ports == nullptr || !is_complete(*ports)) return infos;
  const std::uint32_t count = ports->count(plugin_, is_input);
  for (std::uint32_t i = 0; i < count; ++i) {
    clap::AudioPortInfo info{};
    std::memset(info.name, '#', sizeof info.name);
    if (ports->get(plugin_, i, is_input, &info)) infos.push_back(info);
  }
  return infos;
}

std::string text_in(const char* text, std::size_t size) {
  return {text, strnlen(text, size)};
}

bool is_terminated(const char* text, std::size_t size) noexcept {
  return std::memchr(text, 0, size) != nullptr;
}

bool is_utf8(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned lead = byte(i);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || i + length > text.size()) return false;
    std::uint32_t code = length == 1 ? lead : lead & (0xffu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xc0u) != 0x80u) return false;
      code = code << 6 | (byte(i + k) & 0x3fu);
    }
    const bool is_overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (is_overlong || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
    i += length;
  }
  return true;
}

std::string name_of(const clap::ParamInfo& param) {
  return "parameter " + std::to_string(param.id) + " \"" + text_in(param.name, sizeof param.name) +
         "\"";
}

}  // namespace attacca::validate
