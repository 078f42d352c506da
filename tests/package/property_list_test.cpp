// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/property_list.hpp"

#include <string>

#include <doctest/doctest.h>

namespace attacca::package {
namespace {

using Kind = PropertyListValue::Kind;

const std::string kList =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
    "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
    "<plist version=\"1.0\"><!-- by hand -->\n<dict>\n"
    "<key>name</key><string>A&lt;B&gt;&amp;C&quot;&apos;&#39;&#xe9;</string>\n"
    "<key>empty</key><string/>\n"
    "<key>inner</key><dict><key>a&amp;b</key><data>\n\tAAEC\n\tAw==\n</data><key>on</key><true/>"
    "</dict>\n"
    "<key>list</key><array><string>x</string><dict/><array/></array>\n"
    "<key>weight</key><real>1100</real><key>off</key><false/>\n"
    "</dict>\n</plist>\n";

TEST_CASE("a property list says what its writer has escaped") {
  const auto list = read_property_list(kList);
  REQUIRE(list);
  REQUIRE(list->find("name", Kind::string) != nullptr);
  CHECK(list->find("name")->text == "A<B>&C\"''\u00e9");
  CHECK(list->find("empty", Kind::string)->text.empty());
  const PropertyListValue* const inner = list->find("inner", Kind::dictionary);
  REQUIRE(inner != nullptr);
  REQUIRE(inner->find("a&b", Kind::data) != nullptr);
  CHECK(inner->find("a&b")->text == "AAECAw==");
  CHECK(inner->find("on")->truth);
  CHECK(list->find("list", Kind::array) != nullptr);
  CHECK(list->find("weight")->text == "1100");
  CHECK_FALSE(list->find("off", Kind::boolean)->truth);
  CHECK(list->find("off", Kind::string) == nullptr);
  CHECK(list->find("other") == nullptr);
}

TEST_CASE("what is no property list in XML is an error") {
  for (const std::string text :
       {"", "<plist>", "<plist></plist>", "<plist/>", "<dict></dict>", "bplist00",
        "<plist><dict></plist>", "<plist><dict><key>a</key></dict></plist>",
        "<plist><dict><string>a</string></dict></plist>",
        "<plist><string>&unknown;</string></plist>", "<plist><string>&#xD800;</string></plist>",
        "<plist><string>&#0;</string></plist>", "<plist><string>a</data></plist>",
        "<plist><html/></plist>", "<plist><dict/></plist>more",
        "<plist><string>&amp</string></plist>"}) {
    CAPTURE(text);
    CHECK_FALSE(read_property_list(text));
  }
  for (std::size_t size = 0; size + 1 < kList.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(read_property_list(std::string_view(kList).substr(0, size)));
  }
}

TEST_CASE("no depth of a property list exhausts the stack") {
  std::string text = "<plist>";
  for (int i = 0; i < 1'000'000; ++i) text += "<array>";
  CHECK_FALSE(read_property_list(text));
}

}  // namespace
}  // namespace attacca::package
