// SPDX-License-Identifier: MIT
#pragma once

namespace lookaway {

// The look of a report. Colours have at least 4.5 : 1 on their ground, in light and dark.
inline constexpr const char* htmlStyle = R"(
:root { color-scheme: light dark; --ink: #1c2024; --faint: #5b6470; --line: #d5dae0; --paper: #ffffff; --card: #f5f7f9;
  --good: #0a6b3d; --bad: #a3261b; --heat: 0, 114, 178 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --faint: #a4acb6; --line: #3a4149; --paper: #16191d;
  --card: #20252b; --good: #5fd39a; --bad: #ff9d91; --heat: 23, 105, 170 } }
@media print { details { display: none } section { break-inside: avoid } .box { max-height: none } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 80rem; padding: 2rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; overflow-wrap: anywhere } h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem }
p { max-width: 52rem } .faint { color: var(--faint) } .good { color: var(--good) } .bad { color: var(--bad) }
.scroll { overflow-x: auto }
.box { max-width: 100%; width: fit-content; max-height: 52rem; overflow: auto }
table { margin-bottom: .9rem; border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .3rem .6rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap }
th:first-child, td:first-child { text-align: left; padding-left: 0 } th { font-weight: 600; color: var(--faint) }
td:first-child { white-space: normal; overflow-wrap: anywhere; min-width: 6rem }
.words th, .words td { white-space: normal; text-align: left } details .words td:first-child { white-space: nowrap }
.box table { margin: 0 } .box thead { position: sticky; top: 0; z-index: 2; background: var(--paper) }
.classes td, .classes th { padding: .2rem .35rem; font-size: .9rem } .classes td:first-child { min-width: 16rem }
.classes tr + tr th:first-child { text-align: right; padding-left: 1rem }
.classes th[colspan] { text-align: center; white-space: normal } .classes .first { padding-left: 1rem }
.classes tbody tr:last-child { font-weight: 600 }
.matrix td, .matrix th { padding: .1rem .25rem; text-align: center; border: 1px solid var(--line); font-size: .75rem;
  min-width: 1.7rem }
.matrix thead th { vertical-align: bottom; padding: .4rem .1rem }
.matrix thead span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 13rem; overflow: hidden;
  text-overflow: ellipsis }
.matrix tbody th { text-align: right; position: sticky; left: 0; background: var(--paper); max-width: 16rem;
  overflow: hidden; text-overflow: ellipsis; padding-right: .5rem }
.matrix .right { outline: 2px solid var(--faint); outline-offset: -2px }
.h1 { background: rgba(var(--heat), .1) } .h2 { background: rgba(var(--heat), .2) }
.h3 { background: rgba(var(--heat), .3) } .h4 { background: rgba(var(--heat), .4) }
.h5 { background: rgba(var(--heat), .5) } .h6 { background: rgba(var(--heat), .6) }
.charts, .rows, .row { display: grid; gap: 1rem }
.charts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)) }
.rows { grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--card-width)), 1fr)) }
.row { gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); align-content: start;
  background: var(--card); border-radius: .5rem; padding: .75rem }
figure { margin: 0; max-width: 16rem } figure img { width: 100%; height: auto; display: block; border-radius: .25rem }
figcaption { font-size: .8rem; line-height: 1.4; margin-top: .35rem; overflow-wrap: anywhere }
.bar { display: inline-block; width: 9rem; height: .8em; border-radius: .2rem; margin: 0 .35rem; vertical-align: baseline;
  border: 1px solid var(--line) }
svg { width: 100%; height: auto } svg text { fill: var(--ink); font: 12px system-ui, "DejaVu Sans", sans-serif }
svg .grid { stroke: var(--line) } svg .axis { stroke: var(--faint) }
pre { background: var(--card); padding: 1rem; overflow-x: auto; border-radius: .5rem; font-size: .8rem }
summary { cursor: pointer; font-weight: 600 } details { margin: 1rem 0 }
)";

} // namespace lookaway
