// SPDX-License-Identifier: Apache-2.0
// How the review page looks: on a wide screen the text beside what is said of it, on a phone and on paper one after the other. Colours
// are roles; contrast is 7:1 or more; what a mark means is also told by its line and its sign.
#pragma once
#include <string_view>

namespace youju::app {
inline constexpr std::string_view kReviewStyle = R"css(
:root{color-scheme:light dark;--paper:#fff;--desk:#f6f5f2;--ink:#1b1b1a;--soft:#51514d;--line:#d9d7d0;--accent:#0b4a8f;--bad:#9c1c14;--bad-wash:#fbeeec;--doubt:#6a4700;--here:#fff3c4}
@media (prefers-color-scheme:dark){:root{--paper:#191a1c;--desk:#121315;--ink:#e9e7e2;--soft:#b4b1aa;--line:#3a3b3e;--accent:#9cc4f5;--bad:#ffa69c;--bad-wash:#35211f;--doubt:#e9c66b;--here:#3d3618}}
*{box-sizing:border-box}
body{margin:0;background:var(--desk);color:var(--ink);font:15px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums}
a{color:var(--accent)}a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
header{padding:20px 28px 14px;background:var(--paper);border-bottom:1px solid var(--line)}
h1{font-size:20px;line-height:1.4;font-weight:600;margin:0 0 2px;overflow-wrap:anywhere}
header p{margin:2px 0;color:var(--soft);font-size:14px}
.tally{display:flex;flex-wrap:wrap;gap:4px 22px;list-style:none;margin:10px 0 0;padding:0;font-size:15px}
.tally a{color:inherit;text-decoration:none}.tally a:hover{text-decoration:underline}.tally b{font-weight:600;margin-right:3px}
.s{display:inline-block;width:1.2em;text-align:center;font-weight:600}
.contradicted>.v,.inconsistent>.v,.tally .contradicted,.tally .inconsistent,summary .contradicted,summary .inconsistent{color:var(--bad)}
.ambiguous>.v,.no_evidence>.v,.tally .ambiguous,.tally .no_evidence{color:var(--doubt)}
main{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,29em);max-width:1240px;margin:0 auto}
.text{background:var(--paper);padding:28px 40px 60px;border-right:1px solid var(--line);font:16.5px/1.85 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;min-width:0}
.text>*{max-width:628px;margin-left:auto;margin-right:auto}
.text p{margin:0 auto .55em;overflow-wrap:anywhere}
.text .title{font-size:1.3em;font-weight:600;text-align:center;line-height:1.5;margin:0 auto 1em}
.text .head{font-weight:600;margin-top:1.1em}
.text .item{padding-left:1.6em;text-indent:-1.6em}.text .label{display:inline-block;min-width:1.6em;text-indent:0}
.text .note{font-size:.85em;color:var(--soft)}
.text .sheet{overflow-x:auto;margin:.9em auto}.text table{border-collapse:collapse;font-size:.88em;line-height:1.55;min-width:60%}
.text td{border:1px solid var(--line);padding:3px 9px;vertical-align:top}
mark{background:none;color:inherit;scroll-margin-top:40vh}
mark a{color:inherit;text-decoration:underline dotted 1px;text-underline-offset:.24em;text-decoration-color:var(--soft)}
mark.contradicted a,mark.inconsistent a{background:var(--bad-wash);color:var(--bad);font-weight:600;text-decoration:underline double 1px;text-decoration-color:var(--bad);padding:1px 2px}
mark.ambiguous a{text-decoration:underline wavy 1px;text-decoration-color:var(--doubt)}
mark.no_evidence a{text-decoration:underline dashed 1.5px;text-decoration-color:var(--doubt)}
mark.not_judged a{text-decoration:none}
mark:target a,li:target>.what,details:target>summary{background:var(--here)}
sup{font:400 10px/1 system-ui,sans-serif;color:var(--soft);padding:0 2px 0 1px;vertical-align:.6em;user-select:none}sup::before{content:"["}sup::after{content:"]"}sup a{color:inherit;text-decoration:none}
.said{padding:20px 24px 60px;position:sticky;top:0;max-height:100vh;overflow-y:auto;min-width:0}
.said h2{font-size:15px;font-weight:600;margin:22px 0 4px;padding-bottom:5px;border-bottom:1px solid var(--line)}.said h2:first-child{margin-top:0}
.said h2 small{font-weight:400;color:var(--soft);margin-left:6px;font-size:14px}
.said ul{list-style:none;margin:0;padding:0}.said li.c{padding:8px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.what{display:flex;gap:8px;align-items:baseline;margin:0}.what .n{color:var(--soft);min-width:1.6em;text-align:right;text-decoration:none;font-size:13px}
.what .w{font-weight:600;flex:1;min-width:0}.what .v{font-size:14px;white-space:nowrap}
.rest .what .w{font-weight:400}.rest .v{color:var(--soft)}
.said .o,.said .d,.said .fix{margin:3px 0 0 calc(1.6em + 3px)}
.said .fix{padding:0}.said .fix li{padding:1px 0 1px 1.3em;text-indent:-1.3em}.fix li::before{content:"→";display:inline-block;width:1.3em;text-indent:0;color:var(--soft)}
code{font:13px/1.5 ui-monospace,"Noto Sans Mono CJK SC",Consolas,monospace;overflow-wrap:anywhere}.fix code,.d p code{display:block;text-indent:0;margin:2px 0 3px;padding:4px 8px;}code span{white-space:nowrap}.fix code,.d p code{background:var(--paper);border:1px solid var(--line)}
details.d{font-size:14px;color:var(--soft)}summary{cursor:pointer;list-style-position:outside}details.d>summary{width:max-content;max-width:100%}
details.d p{margin:3px 0}details.d table{border-collapse:collapse;width:100%;margin:4px 0;font-size:13px;line-height:1.5}
details.d td{padding:2px 8px 2px 0;vertical-align:top;border-top:1px solid var(--line)}details.d td:first-child{white-space:nowrap}details.d td:last-child{padding-right:0;text-align:right}
.alone .text{border:0}
@media (max-width:860px){main{display:block}.said{position:static;max-height:none;padding:18px 16px 30px;background:var(--desk)}.text{padding:22px 16px 30px;border:0;border-top:1px solid var(--line)}
header{padding:14px 16px 12px}main{display:flex;flex-direction:column-reverse}.text>*{max-width:none}.tally{gap:2px 16px}.what .n,.tally a,summary{min-height:24px}.text>*{max-width:none}}
@media print{@page{size:A4;margin:18mm 17mm}:root{--paper:#fff;--desk:#fff;--ink:#000;--soft:#333;--line:#999;--accent:#000;--bad:#000;--bad-wash:#fff;--doubt:#000}
body{font-size:10.5pt;background:#fff}header{padding:0 0 8pt}main{display:block;max-width:none}.text{padding:10pt 0;border:0;font-size:11.5pt}.text>*{max-width:none}
.said{position:static;max-height:none;overflow:visible;padding:0;border-top:1px solid #999}.said h2{break-after:avoid}.said li.c{break-inside:avoid}a{color:inherit;text-decoration:none}.d>summary,.rest details.d{display:none}details.d::details-content{content-visibility:visible;display:block}}
)css";
}  // namespace youju::app
