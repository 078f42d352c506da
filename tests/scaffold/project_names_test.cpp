// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "scaffold/project_names.hpp"

#include <string>

#include <doctest/doctest.h>

#include "scaffold/templates.hpp"

namespace attacca::scaffold {

TEST_CASE("one name becomes what a project needs") {
  const auto names = project_names("Big Gain-2 (stereo)");
  REQUIRE(names);
  CHECK(names->display == "Big Gain-2 (stereo)");
  CHECK(names->folder == "big-gain-2-stereo");
  CHECK(names->target == "big_gain_2_stereo");
  CHECK(names->class_name == "BigGain2Stereo");
}

TEST_CASE("letters that are not ASCII stay in what people see alone") {
  const auto names = project_names("Größe");
  REQUIRE(names);
  CHECK(names->display == "Größe");
  CHECK(names->target == "gr_e");
}

TEST_CASE("a name that begins with a digit, or that CMake or the framework keeps, is made one") {
  CHECK(project_names("3osc")->target == "plugin_3osc");
  CHECK(project_names("3osc")->class_name == "Plugin3osc");
  CHECK(project_names("Test")->target == "test_plugin");
  CHECK(project_names("Attacca Host")->target == "attacca_host_plugin");
  CHECK(project_names("class")->class_name == "Class");
}

TEST_CASE("what is no name is refused with its reason") {
  for (const std::string name :
       {"", "a/b", "a\nb", " a", "a.", "\"", "ß", "123", "a;b", "$x", "\xFF"}) {
    CAPTURE(name);
    CHECK_FALSE(project_names(name));
  }
  CHECK_FALSE(project_names(std::string(65, 'a')));
  CHECK(project_names(std::string(64, 'a')));
}

TEST_CASE("an id is a reverse domain name, a vendor what can stand in a source file") {
  for (const char* const id : {"org.example.my-gain", "a.b", "com.x_1.Y"})
    CHECK(id_fault(id).empty());
  for (const char* const id : {"", "gain", "a..b", ".a", "a.", "a b.c", "ä.b", "a.\"b"}) {
    CAPTURE(id);
    CHECK_FALSE(id_fault(id).empty());
  }
  CHECK(vendor_fault("Müller & Sons").empty());
  for (const std::string vendor : {"", "a\"b", "a\\b", "a\nb"})
    CHECK_FALSE(vendor_fault(vendor).empty());
}

TEST_CASE("a template keeps the lines of editors only for those that have one") {
  CHECK(filled("@EDITOR@a @X@\nb @X@@X@\n", {{"X", "1"}}, true) == "a 1\nb 11\n");
  CHECK(filled("@EDITOR@a @X@\nb @X@@X@\n", {{"X", "1"}}, false) == "b 11\n");
  CHECK(filled("@X@\n", {{"X", "@X@"}}, false) == "@X@\n");
  CHECK(template_called("no such").empty());
  CHECK_FALSE(template_called("effect.cpp").empty());
}

}  // namespace attacca::scaffold
