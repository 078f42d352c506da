// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Collects what a test has to say. UTF-16 text.
/// Implemented by the host; reached through ITest::run.
class ITestResult : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x69796279, 0xF651418B, 0xB24D79B7, 0xD7C527F4);

  /// [main] Reports a failure.
  virtual void addErrorMessage(const char16_t* msg) = 0;

  /// [main] Reports something.
  virtual void addMessage(const char16_t* msg) = 0;

 protected:
  ~ITestResult() = default;
};

/// One test that a plugin brings along.
/// Implemented by the plugin; reached through ITestSuite::addTest.
class ITest : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xFE64FC19, 0x95684F53, 0xAAA78DC8, 0x7228338E);

  /// [main] Prepares; false skips the test.
  virtual bool setup() = 0;

  /// [main] Runs; true on success.
  virtual bool run(ITestResult* testResult) = 0;

  /// [main] Cleans up.
  virtual bool teardown() = 0;

  /// [main] What the test does, or null.
  virtual const char16_t* getDescription() { return nullptr; }

 protected:
  ~ITest() = default;
};

/// A list of tests.
/// Implemented by the host; reached through ITestFactory::createTests.
class ITestSuite : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x5CA7106F, 0x98784AA5, 0xB4D30D71, 0x2F5F1498);

  /// [main] Adds a test.
  virtual TResult addTest(FIDString name, ITest* test) = 0;

  /// [main] Adds a list.
  virtual TResult addTestSuite(FIDString name, ITestSuite* testSuite) = 0;

  /// [main] A test that runs before and after the others.
  virtual TResult setEnvironment(ITest* environment) = 0;

 protected:
  ~ITestSuite() = default;
};

/// Makes the tests of a plugin.
/// Implemented by the plugin; reached through the factory class of category kTestClass.
class ITestFactory : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xAB483D3A, 0x15264650, 0xBF86EEF6, 0x9A327A93);

  /// [main] Adds the tests to `parentSuite`.
  virtual TResult createTests(FUnknown* context, ITestSuite* parentSuite) = 0;

 protected:
  ~ITestFactory() = default;
};

}  // namespace attacca::vst3
