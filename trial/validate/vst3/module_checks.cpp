// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstdio>
#include <limits>
#include <set>

#include "host/load/plugin_binary.hpp"
#include "host/vst3/utf16.hpp"
#include "trial/validate/vst3/make_unknown.hpp"
#include "trial/validate/vst3/untouched.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names
using host::text_in;
using host::to_utf8;

void entry_is_counted(CheckContext& context) {
  RawModule module(context);
  context.step("entering again");
  context.require(module.enter(), "a second ModuleEntry returned false");
  context.step("leaving once");
  (void)module.leave();
  context.step("using the module, which was entered twice and left once");
  const auto again = Ref<IPluginFactory>::adopt(module.get_factory());
  context.require(static_cast<bool>(again),
                  "entered twice and left once, GetPluginFactory returned nothing");
  Ref<IComponent> component;
  (void)again->createInstance(module.class_id(), IComponent::iid, component.put());
  context.expect(static_cast<bool>(component),
                 "entered twice and left once, the factory makes no instance");
}

void factory_comes_again(CheckContext& context) {
  RawModule module(context);
  const std::uint32_t before = references_elsewhere(*module.factory());
  {
    const auto again = Ref<IPluginFactory>::adopt(module.get_factory());
    context.require(static_cast<bool>(again), "the second GetPluginFactory returned nothing");
    context.expect(again->countClasses() == module.factory()->countClasses(),
                   "the factory has " + std::to_string(module.factory()->countClasses()) +
                       " classes, and got again " + std::to_string(again->countClasses()));
  }
  context.step("using the factory after it was got and released again");
  const std::uint32_t after = references_elsewhere(*module.factory());
  context.expect(after == before,
                 "the factory had " + std::to_string(before) +
                     " further references, and after another GetPluginFactory and release " +
                     std::to_string(after));
  Ref<IComponent> component;
  (void)module.factory()->createInstance(module.class_id(), IComponent::iid, component.put());
  context.expect(static_cast<bool>(component),
                 "got and released once more, the factory makes no instance");
}

void factory_info_is_good(CheckContext& context) {
  const RawModule module(context);
  auto info = untouched<PFactoryInfo>();
  const TResult result = module.factory()->getFactoryInfo(&info);
  context.require(result == kResultOk, "getFactoryInfo answered " + name_of(result));
  context.expect(is_terminated(info.vendor), "the vendor has no end");
  context.expect(is_terminated(info.url), "the URL has no end");
  context.expect(is_terminated(info.email), "the e-mail address has no end");
}

void factory_is_unicode(CheckContext& context) {
  const RawModule module(context);
  PFactoryInfo info{};
  (void)module.factory()->getFactoryInfo(&info);
  context.expect(has(info.flags, PFactoryInfo::kUnicode),
                 "the factory flags are " + std::to_string(static_cast<int>(info.flags)) +
                     ", without kUnicode");
}

template <typename First, typename Second>
void expect_same(CheckContext& context, std::int32_t index, const char* field, const First& first,
                 const Second& second) {
  context.expect(first == second, "class " + std::to_string(index) + ": " + field + " is \"" +
                                      std::string(first) + "\" in one info and \"" +
                                      std::string(second) + "\" in another");
}

void compare_infos(CheckContext& context, std::int32_t i, const PClassInfo2& info,
                   const PClassInfoW& wide) {
  context.expect(info.cid == wide.cid, "class " + std::to_string(i) + ": the class ids differ");
  expect_same(context, i, "the category", text_in(info.category), text_in(wide.category));
  expect_same(context, i, "subCategories", text_in(info.subCategories),
              text_in(wide.subCategories));
  expect_same(context, i, "the name", std::string(text_in(info.name)), to_utf8(text_in(wide.name)));
  expect_same(context, i, "the version", std::string(text_in(info.version)),
              to_utf8(text_in(wide.version)));
  // Not sdkVersion: no host compares it, and whole frameworks (DPF) fill it in one of the two only.
  context.expect(info.classFlags == wide.classFlags,
                 "class " + std::to_string(i) + ": the class flags differ");
  // An empty vendor means that of the factory, in either form.
  if (info.vendor[0] != '\0' && wide.vendor[0] != u'\0') {
    expect_same(context, i, "the vendor", std::string(text_in(info.vendor)),
                to_utf8(text_in(wide.vendor)));
  }
}

void class_infos_agree(CheckContext& context) {
  const RawModule module(context);
  const auto factory2 = module.factory().query<IPluginFactory2>();
  const auto factory3 = module.factory().query<IPluginFactory3>();
  if (!factory2) context.skip("the factory has one table of infos only");
  const std::int32_t count = module.factory()->countClasses();
  for (std::int32_t i = 0; i < count; ++i) {
    PClassInfo info{};
    PClassInfo2 info2{};
    context.require(module.factory()->getClassInfo(i, &info) == kResultOk,
                    "getClassInfo(" + std::to_string(i) + ") is refused");
    context.require(factory2->getClassInfo2(i, &info2) == kResultOk,
                    "getClassInfo2(" + std::to_string(i) + ") is refused");
    context.expect(info.cid == info2.cid, "class " + std::to_string(i) + ": the class ids differ");
    expect_same(context, i, "the category", text_in(info.category), text_in(info2.category));
    expect_same(context, i, "the name", text_in(info.name), text_in(info2.name));
    PClassInfoW wide{};
    if (factory3 && factory3->getClassInfoUnicode(i, &wide) == kResultOk) {
      compare_infos(context, i, info2, wide);
    }
  }
}

void class_index_is_checked(CheckContext& context) {
  const RawModule module(context);
  const std::int32_t count = module.factory()->countClasses();
  const auto factory2 = module.factory().query<IPluginFactory2>();
  const auto factory3 = module.factory().query<IPluginFactory3>();
  for (const std::int32_t index : {count, -1, std::numeric_limits<std::int32_t>::max()}) {
    const std::string where = "(" + std::to_string(index) + ") of " + std::to_string(count);
    expect_refusal<PClassInfo>(context, "getClassInfo" + where, [&](PClassInfo& info) {
      return module.factory()->getClassInfo(index, &info);
    });
    if (factory2) {
      expect_refusal<PClassInfo2>(context, "getClassInfo2" + where, [&](PClassInfo2& info) {
        return factory2->getClassInfo2(index, &info);
      });
    }
    if (factory3) {
      expect_refusal<PClassInfoW>(context, "getClassInfoUnicode" + where, [&](PClassInfoW& info) {
        return factory3->getClassInfoUnicode(index, &info);
      });
    }
  }
}

void class_ids_are_unique(CheckContext& context) {
  const RawModule module(context);
  std::set<std::string> ids;
  const std::int32_t count = module.factory()->countClasses();
  for (std::int32_t i = 0; i < count; ++i) {
    PClassInfo info{};
    if (module.factory()->getClassInfo(i, &info) != kResultOk) continue;
    const std::string id = to_hex(info.cid).data();
    context.expect(info.cid != Tuid{}, "class " + std::to_string(i) + " has the id 0");
    context.expect(ids.insert(id).second, "two classes have the id " + id);
    context.expect(info.category[0] != '\0', "class " + id + " has no category");
  }
}

void unknown_classes_are_refused(CheckContext& context) {
  make_unknown(context, [&](const std::string& what, TResult result, bool) {
    context.expect(result != kResultOk, what + " answered kResultOk");
  });
}

void made_as_unknown(CheckContext& context) {
  const RawModule module(context);
  Ref<FUnknown> made;
  const TResult result =
      module.factory()->createInstance(module.class_id(), FUnknown::iid, made.put());
  context.require(result == kResultOk && made,
                  "createInstance for FUnknown answered " + name_of(result));
  context.expect(static_cast<bool>(made.query<IComponent>()),
                 "made as FUnknown, the object is no IComponent");
}

void stem_of_binary(CheckContext& context) {
  const auto& path = context.subject().path;
  if (!std::filesystem::is_directory(path)) context.skip("the file is no bundle");
  const auto binary = context.require(host::find_plugin_binary(path), "no binary");
  context.expect(binary.path.stem() == path.stem(),
                 "the bundle is called \"" + path.stem().string() + "\", the binary inside \"" +
                     binary.path.stem().string() + "\"");
}

void sdk_version_is_honest(CheckContext& context) {
  Vst3Session session(context);
  const PClassInfo2 info = session.module().class_info();
  if (info.cid != session.module().class_id()) {
    context.skip("the factory has one table of infos only");
  }
  const std::string version(text_in(info.sdkVersion));
  int major = 0;
  int minor = 0;
  const std::size_t digit = version.find_first_of("0123456789");
  const bool has_number = digit != std::string::npos &&
                          std::sscanf(version.c_str() + digit, "%d.%d", &major, &minor) == 2;
  context.require(has_number,
                  "sdkVersion is \"" + version + "\", without a version such as \"VST 3.7.0\"");
  if (major * 100 + minor < 307) return;
  session.create();
  context.expect(
      static_cast<bool>(session.processor().query<IProcessContextRequirements>()),
      "sdkVersion is \"" + version +
          "\", but there is no IProcessContextRequirements, which 3.7 demands; hosts may leave "
          "tempo and transport out");
}

constexpr std::chrono::milliseconds kTime{10'000};

constexpr Check kChecks[] = {
    {"vst3.module-entry-counted", "entered twice and left once, the module still works",
     "VST3: ModuleEntry and ModuleExit are counted calls", entry_is_counted, Severity::failure,
     Formats::vst3},
    {"vst3.factory-again", "the factory may be got and released several times",
     "VST3: GetPluginFactory adds a reference each time", factory_comes_again, Severity::failure,
     Formats::vst3},
    {"vst3.factory-info", "the factory's texts end inside their arrays", "VST3: PFactoryInfo",
     factory_info_is_good, Severity::failure, Formats::vst3},
    {"vst3.factory-unicode", "the factory says that its texts are Unicode",
     "VST3: PFactoryInfo::kUnicode, to be set always", factory_is_unicode, Severity::warning,
     Formats::vst3},
    {"vst3.class-infos-agree", "the three generations of class infos say the same",
     "VST3: IPluginFactory, IPluginFactory2, IPluginFactory3", class_infos_agree, Severity::failure,
     Formats::vst3},
    {"vst3.class-index", "a class that does not exist is refused, and no struct written",
     "VST3: IPluginFactory::getClassInfo, kInvalidArgument beyond the end", class_index_is_checked,
     Severity::warning, Formats::vst3, false, false, kTime, true},
    {"vst3.class-ids", "class ids of plugins and controllers are there and unique",
     "VST3: PClassInfo::cid", class_ids_are_unique, Severity::failure, Formats::vst3},
    {"vst3.create-unknown", "an unknown class or interface is refused",
     "VST3: IPluginFactory::createInstance", unknown_classes_are_refused, Severity::failure,
     Formats::vst3},
    {"vst3.create-as-unknown", "an instance can be made as FUnknown",
     "VST3: IPluginFactory::createInstance, the second id is the wanted interface", made_as_unknown,
     Severity::warning, Formats::vst3},
    {"vst3.bundle-stem", "the binary inside the bundle is called as the bundle is",
     "VST3: bundle format, hosts build the binary's path from the bundle's name", stem_of_binary,
     Severity::failure, Formats::vst3},
    {"vst3.sdk-version", "the declared version is well formed, and what it demands is there",
     "VST3: PClassInfo2::sdkVersion, IProcessContextRequirements is mandatory since 3.7",
     sdk_version_is_honest, Severity::warning, Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_module_checks() {
  return kChecks;
}

}  // namespace attacca::validate
