// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A binary with a plugin's entry points and records, and nothing behind them: what packaging reads.
// FAKE_VST3, FAKE_VST3_COMPANIONS and FAKE_CLAP choose the entry points, FAKE_RECORDS the records.

#if defined(_WIN32)
#define FAKE_EXPORT extern "C" __declspec(dllexport)
#define FAKE_RECORD(section_name) __attribute__((used, section(".attacca")))
#else
#define FAKE_EXPORT extern "C" __attribute__((visibility("default")))
#define FAKE_RECORD(section_name) __attribute__((used, section(section_name)))
#endif

#if FAKE_CLAP
FAKE_EXPORT const int clap_entry;
const int clap_entry = 1;
#endif

#if FAKE_VST3
FAKE_EXPORT void* GetPluginFactory() {
  return nullptr;
}
#endif

#if FAKE_VST3_COMPANIONS
FAKE_EXPORT bool ModuleEntry(void* /*handle*/) {
  return true;
}
FAKE_EXPORT bool ModuleExit() {
  return true;
}
#endif

FAKE_EXPORT int something_else() {
  return 0;
}

#if FAKE_RECORDS
namespace {

FAKE_RECORD(".attacca.build")
const char identity[] =
    "ATTACCA-BUILD-IDENTITY/1\n"
    R"({"plugin":"fake_gain","revision":"0123456789012345678901234567890123456789","dirty":true,)"
    R"("sources":"sha256:0000000000000000000000000000000000000000000000000000000000000000",)"
    R"("compiler":"GNU 12.2.0","flags":"-O2 -DNAME=\"x\"","build_type":"Release",)"
    R"("time":"2026-01-02T03:04:05Z","framework":"0.1.0"})";

FAKE_RECORD(".attacca.meta")
const char metadata[] =
    "ATTACCA-PLUGIN-METADATA/1\n"
    "plugin\torg.attacca.fake-gain\n"
    "name\tFake Gain\n"
    "vendor\tAttacca & friends\n"
    "url\thttps://example.org\n"
    "email\tnobody@example.org\n"
    "version\t1.2.3\n"
    "description\tNothing at all\n"
    "clap_feature\taudio-effect\n"
    "clap_feature\tutility\n"
    "vst3_class\t00112233445566778899AABBCCDDEEFF\n"
    "vst3_subcategories\tFx|Tools\n"
    "vst3_sdk\tVST 3.7.14\n"
    "vst3_flags\t2\n";

}  // namespace
#endif
