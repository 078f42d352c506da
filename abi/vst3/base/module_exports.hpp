// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/plugin_factory.hpp"

namespace attacca::vst3 {

/// The functions a module exports, all with C linkage; nothing else may be visible. Entry and exit
/// are counted: only the first entry starts and only the last exit ends the module. [main]
///
/// Every platform: answers the factory with a reference owned by the caller.
inline constexpr char kGetPluginFactory[] = "GetPluginFactory";
using GetPluginFactoryFunction = IPluginFactory* (*)();

/// Linux, both mandatory. Entry gets the handle that dlopen returned; false means that loading
/// failed.
inline constexpr char kModuleEntry[] = "ModuleEntry";
inline constexpr char kModuleExit[] = "ModuleExit";
using ModuleEntryFunction = bool (*)(void* shared_library_handle);
using ModuleExitFunction = bool (*)();

/// macOS, both mandatory. Entry gets the bundle (a CFBundleRef).
inline constexpr char kBundleEntry[] = "bundleEntry";
inline constexpr char kBundleExit[] = "bundleExit";
using BundleEntryFunction = bool (*)(void* bundle);
using BundleExitFunction = bool (*)();

/// Windows, both optional.
inline constexpr char kInitDll[] = "InitDll";
inline constexpr char kExitDll[] = "ExitDll";
using InitDllFunction = bool (*)();
using ExitDllFunction = bool (*)();

}  // namespace attacca::vst3

// Entry and exit of the system that is built for, as declarators; both answer bool.
#if defined(_WIN32)
#define ATTACCA_VST3_MODULE_ENTRY InitDll()
#define ATTACCA_VST3_MODULE_EXIT ExitDll()
#elif defined(__APPLE__)
#define ATTACCA_VST3_MODULE_ENTRY bundleEntry(void* /*bundle*/)
#define ATTACCA_VST3_MODULE_EXIT bundleExit()
#else
#define ATTACCA_VST3_MODULE_ENTRY ModuleEntry(void* /*shared_library_handle*/)
#define ATTACCA_VST3_MODULE_EXIT ModuleExit()
#endif
