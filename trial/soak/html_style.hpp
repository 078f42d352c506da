// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::trial {

/// The look of the HTML report. Colours are variables, so that light, dark and paper differ in them
/// alone.
inline constexpr const char* kReportStyle = R"css(
:root {
  --page: #f7f7f4; --card: #ffffff; --ink: #16181d; --soft: #5a6070; --faint: #e3e4df;
  --good: #0b7a4b; --bad: #b3261e; --bad-page: #fdecea;
  --s1: #2a6fd6; --s2: #12805c; --s3: #b86e00; --shade: #eef0f4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14161a; --card: #1c1f25; --ink: #e9ebf0; --soft: #9ba3b4; --faint: #31353e;
    --good: #4ccb91; --bad: #ff8a80; --bad-page: #3a1f1e;
    --s1: #6ea8ff; --s2: #43c99a; --s3: #f0b04d; --shade: #232730;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 12px; font-weight: 650; }
h2 { font-size: 18px; margin: 40px 0 12px; font-weight: 650; }
h3 { font-size: 15px; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.kicker { margin: 0 0 4px; color: var(--soft); font-size: 13px; letter-spacing: .04em; }
.verdict { font-size: 19px; font-weight: 600; margin: 0 0 6px; }
.verdict.clean { color: var(--good); }
.verdict.faulty { color: var(--bad); }
.setting { margin: 0; color: var(--soft); }
.started { white-space: nowrap; }
.faults { background: var(--bad-page); border-left: 4px solid var(--bad); border-radius: 4px;
  padding: 12px 18px; margin: 20px 0 0; }
.faults h2 { margin: 0 0 4px; color: var(--bad); font-size: 16px; }
.notes h2 { font-size: 16px; margin-top: 24px; }
.notes ul, .faults ul { margin: 0; padding-left: 20px; overflow-wrap: anywhere; }
.notes { color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(205px, 1fr)); gap: 12px;
  margin: 24px 0 0; }
.tile { background: var(--card); border: 1px solid var(--faint); border-radius: 8px;
  padding: 12px 14px; }
.tile dt { color: var(--soft); font-size: 13px; }
.tile dd { margin: 0; font-size: 24px; line-height: 1.3; font-weight: 600;
  font-variant-numeric: tabular-nums; }
.tile dd.more { font-size: 12.5px; font-weight: 400; color: var(--soft); }
.tile.fault { border-color: var(--bad); }
.tile.fault dd:not(.more), strong.fault { color: var(--bad); }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--faint);
  border-radius: 8px; margin: 0 0 16px; }
table { border-collapse: collapse; width: 100%; font-size: 13px;
  font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: 12px 14px 6px; color: var(--soft); }
th, td { padding: 7px 14px; text-align: right; white-space: nowrap;
  border-top: 1px solid var(--faint); }
thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: 12px; white-space: normal;
  vertical-align: bottom; line-height: 1.25; }
tbody th { text-align: left; font-weight: 600; position: sticky; left: 0; background: var(--card); }
thead th:first-child { text-align: left; }
.sum th, .sum td { border-top-width: 2px; }
.none { color: var(--soft); }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(500px, 100%), 1fr));
  gap: 16px; }
figure { margin: 0; background: var(--card); border: 1px solid var(--faint); border-radius: 8px;
  padding: 14px 16px; display: flex; flex-direction: column; }
figcaption p { margin: 2px 0 10px; font-size: 13px; color: var(--soft); }
figure svg { margin-top: auto; }
svg { width: 100%; height: auto; display: block; }
svg text { font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--soft);
  font-variant-numeric: tabular-nums; }
svg .mark-label { fill: var(--ink); paint-order: stroke; stroke: var(--card); stroke-width: 4px;
  stroke-linejoin: round; }
.grid line.grid { stroke: var(--faint); stroke-width: 1; }
line.axis { stroke: var(--soft); stroke-width: 1; }
line.mark { stroke: var(--ink); stroke-width: 1.25; stroke-dasharray: 5 4; }
.shade { fill: var(--shade); }
path.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
path.line.s1 { stroke: var(--s1); } path.line.s2 { stroke: var(--s2); }
path.line.s3 { stroke: var(--s3); stroke-width: 6; opacity: .5; }
path.bars.s1, .swatch.s1 { fill: var(--s1); background: var(--s1); }
path.bars.s2, .swatch.s2 { fill: var(--s2); background: var(--s2); }
.swatch.s3 { background: var(--s3); } .swatch.bad { background: var(--bad); }
circle.dot { fill: var(--bad); stroke: var(--card); stroke-width: 2; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 8px 0 0;
  padding: 0; font-size: 13px; color: var(--soft); }
.swatch { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 7px;
  vertical-align: -1px; }
.facts { margin: 8px 0 24px; font-size: 13.5px; }
.facts div { display: grid; grid-template-columns: 130px 1fr; gap: 12px; padding: 4px 0;
  border-top: 1px solid var(--faint); }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, "DejaVu Sans Mono",
  monospace; font-size: 12.5px; }
pre { background: var(--card); border: 1px solid var(--faint); border-radius: 8px; padding: 12px 14px;
  overflow-x: auto; font-size: 12.5px; }
@media (max-width: 560px) { .facts div { grid-template-columns: 1fr; gap: 0; } }
@media print {
  :root { --page: #fff; --card: #fff; --ink: #000; --soft: #444; --faint: #ccc; --good: #0b7a4b;
    --bad: #b3261e; --bad-page: #fff; --s1: #2a6fd6; --s2: #12805c; --s3: #b86e00;
    --shade: #f0f0f0; }
  main { max-width: none; padding: 0; }
  figure, .tile, tr { break-inside: avoid; }
  .scroll { overflow: visible; border: 0; }
  table { font-size: 9.5px; } th, td { padding: 4px 5px; white-space: normal; }
  .grid { grid-template-columns: 1fr 1fr; }
}
)css";

}  // namespace attacca::trial
