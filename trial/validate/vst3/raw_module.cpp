// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/vst3/raw_module.hpp"

#include "host/load/plugin_binary.hpp"

namespace attacca::validate {

using namespace vst3;  // the exports and results, which every line names

RawModule::RawModule(CheckContext& context) : context_(context) {
  context.step("loading the file");
  const auto binary =
      context.require(host::find_plugin_binary(context.subject().path), "no binary");
  library_ = context.require(host::SharedLibrary::load(binary.path), "the file cannot be loaded");
  functions_ = host::ModuleFunctions(library_);
  const std::string entry(host::ModuleFunctions::entry_name());
  context.require(functions_.have_factory() && functions_.have_entry(),
                  "GetPluginFactory, " + entry + " or " +
                      std::string(host::ModuleFunctions::exit_name()) + " is not exported");
  is_entered_ = functions_.enter();
  context.require(is_entered_, entry + " returned false");
  factory_ = Ref<IPluginFactory>::adopt(functions_.factory());
  context.require(static_cast<bool>(factory_), "GetPluginFactory returned nothing");
  const auto class_id = tuid_from_hex(context.subject().plugin.id);
  context.require(class_id.has_value(), "no valid class id: " + context.subject().plugin.id);
  class_id_ = *class_id;
  context.step("running the check");
}

RawModule::~RawModule() {
  context_.name_places();
  factory_.reset();
  if (is_entered_) functions_.leave();
}

PClassInfo2 RawModule::class_info() const {
  const auto factory2 = factory_.query<IPluginFactory2>();
  const std::int32_t count = factory2 ? factory2->countClasses() : 0;
  for (std::int32_t i = 0; i < count; ++i) {
    PClassInfo2 info{};
    if (factory2->getClassInfo2(i, &info) == kResultOk && info.cid == class_id_) return info;
  }
  return {};
}

}  // namespace attacca::validate
