// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How values are commonly written, each both ways. For a parameter's `format`:
//
//     attacca::FloatParam cutoff_{params(), {.id = "cutoff", .name = "Cutoff",
//         .range = attacca::FloatRange::logarithmic(20.0, 20000.0), .default_value = 440.0,
//         .format = attacca::format::hertz_and_note}};  // "440.0 Hz, A4"
//
// Constants; their functions are called on the main thread. What they read may lack the unit, may
// have a decimal comma, and blanks and capitals where they like; "nan", "inf" and what is too large
// for a double are no numbers.

#include <optional>
#include <string>
#include <string_view>

#include "attacca/params/value_format.hpp"

namespace attacca::format {

namespace detail {
std::string write_decibels(double plain, unsigned decimals);
std::optional<double> read_decibels(std::string_view text);
std::string write_ratio(double plain, unsigned decimals);
std::optional<double> read_ratio(std::string_view text);
std::string write_note(double plain, unsigned decimals);
std::optional<double> read_note(std::string_view text);
std::string write_hertz(double plain, unsigned decimals);
std::optional<double> read_hertz(std::string_view text);
std::string write_hertz_and_note(double plain, unsigned decimals);
std::optional<double> read_hertz_and_note(std::string_view text);
std::string write_percent(double plain, unsigned decimals);
std::optional<double> read_percent(std::string_view text);
std::string write_pan(double plain, unsigned decimals);
std::optional<double> read_pan(std::string_view text);
std::string write_milliseconds(double plain, unsigned decimals);
std::optional<double> read_milliseconds(std::string_view text);
std::string write_power_of_two(double plain, unsigned decimals);
std::optional<double> read_power_of_two(std::string_view text);
std::string write_on_off(double plain, unsigned decimals);
std::optional<double> read_on_off(std::string_view text);
}  // namespace detail

/// Plain dB: "-6.00 dB".
inline constexpr ValueFormat decibels{
    .write = detail::write_decibels, .read = detail::read_decibels, .unit = "dB", .decimals = 2};
/// A compression ratio: "4.0:1", below one "1:4.0". Reads "4" and "4:1".
inline constexpr ValueFormat ratio{
    .write = detail::write_ratio, .read = detail::read_ratio, .unit = "", .decimals = 1};
/// Plain Hz: "440.0 Hz", "1.20 kHz". Reads "440", "1.2k" and notes such as "A4".
inline constexpr ValueFormat hertz{
    .write = detail::write_hertz, .read = detail::read_hertz, .unit = "", .decimals = 1};
/// The same with the nearest note, and how far from it in cents: "440.0 Hz, A4", "450.0 Hz, A4
/// +39 ct".
inline constexpr ValueFormat hertz_and_note{.write = detail::write_hertz_and_note,
                                            .read = detail::read_hertz_and_note,
                                            .unit = "",
                                            .decimals = 1};
/// Plain 0..1 as "50 %".
inline constexpr ValueFormat percent{
    .write = detail::write_percent, .read = detail::read_percent, .unit = "%", .decimals = 0};
/// Plain -1..1: "100L", "C", "25R". Reads "L 25", "left", "-25" too.
inline constexpr ValueFormat pan{
    .write = detail::write_pan, .read = detail::read_pan, .unit = "", .decimals = 0};
/// A MIDI key, 0..127: "C4" is 60. Reads "Db4", "c#4" and "60".
inline constexpr ValueFormat note{
    .write = detail::write_note, .read = detail::read_note, .unit = "", .decimals = 0};
/// Plain milliseconds: "350.0 ms". Reads "1.5 s" and "20 us" too.
inline constexpr ValueFormat milliseconds{.write = detail::write_milliseconds,
                                          .read = detail::read_milliseconds,
                                          .unit = "ms",
                                          .decimals = 1};
/// A plain exponent of 2: 10 is "1024". Reads the nearest one.
inline constexpr ValueFormat power_of_two{.write = detail::write_power_of_two,
                                          .read = detail::read_power_of_two,
                                          .unit = "",
                                          .decimals = 0};
/// Plain 0 and 1 as "Off" and "On". Reads "true", "no" and the like.
inline constexpr ValueFormat on_off{
    .write = detail::write_on_off, .read = detail::read_on_off, .unit = "", .decimals = 0};

}  // namespace attacca::format
