// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Every widget there is, as a plugin that leaves the sound alone.

#include <memory>

#include <attacca/export.hpp>
#include <attacca/params/bool_param.hpp>
#include <attacca/widgets/widget_editor.hpp>

#include "gallery_view.hpp"

class Gallery final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.gallery",
      .name = "Attacca Gallery",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "All widgets",
      .features = {attacca::Feature::audio_effect, attacca::Feature::utility},
  };

  attacca::ProcessStatus process(attacca::AudioBuffer&, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    return attacca::ProcessStatus::normal();
  }

  std::unique_ptr<attacca::Editor> make_editor() override {
    return attacca::widgets::editor(
        {.preferred = {1280, 800}, .minimum = {900, 600}, .maximum = {2560, 1600}},
        make_gallery(params_, params()));
  }

 private:
  GalleryParams params_{params()};
  /// Sound goes through either way; hosts that look for a bypass find one.
  attacca::BoolParam bypass_{params(),
                             {.id = "bypass",
                              .name = "Bypass",
                              .flags = {.bypass = true, .hidden_in_generic_editors = true}}};
};

ATTACCA_EXPORT(Gallery);
