// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/format.hpp"

#include <limits>
#include <string>

#include <doctest/doctest.h>

namespace attacca {

namespace {

std::string written(const ValueFormat& format, double plain) {
  return format.write(plain, format.decimals);
}

}  // namespace

TEST_CASE("what a format writes, it reads as what it writes") {
  struct Case {
    ValueFormat format;
    double from;
    double to;
  };
  const Case cases[] = {
      {format::decibels, -120.0, 24.0},  {format::ratio, 0.05, 20.0},
      {format::hertz, 0.0, 20000.0},     {format::hertz_and_note, 8.0, 20000.0},
      {format::percent, 0.0, 1.0},       {format::pan, -1.0, 1.0},
      {format::note, 0.0, 127.0},        {format::milliseconds, 0.0, 5000.0},
      {format::power_of_two, 0.0, 20.0}, {format::on_off, 0.0, 1.0},
  };
  for (const Case& one : cases) {
    for (int i = 0; i <= 2000; ++i) {
      const std::string text = written(one.format, one.from + (one.to - one.from) * i / 2000.0);
      CAPTURE(text);
      const std::optional<double> read = one.format.read(text);
      REQUIRE(read);
      CHECK(written(one.format, *read) == text);
    }
  }
}

TEST_CASE("values look as people in studios write them") {
  CHECK(written(format::decibels, -6.0) == "-6.00 dB");
  CHECK(written(format::ratio, 4.0) == "4.0:1");
  CHECK(written(format::ratio, 0.25) == "1:4.0");
  CHECK(written(format::hertz, 440.0) == "440.0 Hz");
  CHECK(written(format::hertz, 999.99) == "1.00 kHz");
  CHECK(written(format::hertz, 1234.0) == "1.23 kHz");
  CHECK(written(format::hertz_and_note, 440.0) == "440.0 Hz, A4");
  CHECK(written(format::hertz_and_note, 261.6256) == "261.6 Hz, C4");
  CHECK(written(format::hertz_and_note, 450.0) == "450.0 Hz, A4 +39 ct");
  CHECK(written(format::hertz_and_note, 0.0) == "0.0 Hz");
  CHECK(written(format::percent, 0.5) == "50 %");
  CHECK(written(format::pan, -1.0) == "100L");
  CHECK(written(format::pan, 0.001) == "C");
  CHECK(written(format::pan, 0.25) == "25R");
  CHECK(written(format::note, 60.0) == "C4");
  CHECK(written(format::note, 0.0) == "C-1");
  CHECK(written(format::note, 127.0) == "G9");
  CHECK(written(format::milliseconds, 350.0) == "350.0 ms");
  CHECK(written(format::power_of_two, 10.0) == "1024");
  CHECK(written(format::on_off, 1.0) == "On");
}

TEST_CASE("people may leave the unit out, take another one, and write commas") {
  CHECK(format::decibels.read("-6") == -6.0);
  CHECK(format::decibels.read(" -6,5dB ") == -6.5);
  CHECK(format::ratio.read("4") == 4.0);
  CHECK(format::ratio.read("4 : 1") == 4.0);
  CHECK(format::ratio.read("3:2") == 1.5);
  CHECK(format::hertz.read("1,2k") == 1200.0);
  CHECK(format::hertz.read("0.44 kHz") == 440.0);
  CHECK(format::hertz.read("a4") == doctest::Approx(440.0));
  CHECK(format::hertz.read("A4 +100 ct") == doctest::Approx(466.1638));
  CHECK(format::hertz_and_note.read("440 Hz, A4") == 440.0);
  CHECK(format::hertz_and_note.read("440,5") == 440.5);
  CHECK(format::percent.read("50") == 0.5);
  CHECK(format::percent.read("12,5%") == 0.125);
  CHECK(format::pan.read("L 25") == -0.25);
  CHECK(format::pan.read("25 right") == 0.25);
  CHECK(format::pan.read("-25") == -0.25);
  CHECK(format::pan.read("Center") == 0.0);
  CHECK(format::pan.read("left") == -1.0);
  CHECK(format::note.read("Db4") == 61.0);
  CHECK(format::note.read("c#4") == 61.0);
  CHECK(format::note.read("B♭3") == 58.0);
  CHECK(format::note.read("60") == 60.0);
  CHECK(format::milliseconds.read("1,5 s") == 1500.0);
  CHECK(format::milliseconds.read("20 us") == doctest::Approx(0.02));
  CHECK(format::power_of_two.read("1000") == 10.0);
  CHECK(format::on_off.read("yes") == 1.0);
}

TEST_CASE("what is no number is none to any format") {
  const ValueFormat formats[] = {format::decibels,      format::ratio,        format::hertz,
                                 format::percent,       format::pan,          format::note,
                                 format::on_off,        format::milliseconds, format::power_of_two,
                                 format::hertz_and_note};
  for (const ValueFormat& format : formats) {
    for (const char* text : {"", " ", "nan", "NaN", "inf", "-inf", "infinity", "1e999", "-1e999",
                             "dB", "--1", "1 2", "0x10", "1..2", ",", "é", "4 apples", "\xFF"}) {
      CAPTURE(text);
      CHECK_FALSE(format.read(text));
    }
    // Whatever a range may hold, there is a text for it.
    for (const double plain : {-1e300, 1e300, 0.0, 1e-300})
      CHECK_FALSE(written(format, plain).empty());
  }
  CHECK_FALSE(format::ratio.read("1:0"));
  CHECK_FALSE(format::ratio.read("4:1:1"));
  CHECK_FALSE(format::note.read("H4"));
  CHECK_FALSE(format::note.read("C"));
  CHECK_FALSE(format::hertz_and_note.read("440 Hz, what"));
  CHECK_FALSE(format::pan.read("L 25 R"));
  CHECK_FALSE(format::power_of_two.read("0"));
}

}  // namespace attacca
