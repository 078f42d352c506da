// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A plugin whose fields follow its parameters, and whose states are compressed.

#include <cstddef>
#include <string>
#include <vector>

#include <attacca/bypass.hpp>
#include <attacca/export.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/plugin.hpp>
#include <attacca/state/field.hpp>

class PackedFields final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.test.packed-fields", .name = "Packed Fields", .vendor = "Attacca"};

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    // The field is of the same state as the parameters: as long as the count says.
    const std::vector<double>& curve = curve_.in_process();
    buffer *= static_cast<float>(curve.empty() ? 1.0 : curve.back()) * gain_.value();
    return attacca::ProcessStatus::normal();
  }

 private:
  attacca::FloatParam gain_{params(), {.id = "gain", .name = "Gain", .default_value = 0.5}};
  attacca::Bypass bypass_{*this};
  attacca::Field<std::string> notes_{fields(), {.id = "notes"}, "none"};
  attacca::Field<std::vector<double>> curve_{fields(), {.id = "curve"}, {1.0, 0.5, 1.0}};
};

ATTACCA_EXPORT(PackedFields);
