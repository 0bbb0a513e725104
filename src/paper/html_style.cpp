// SPDX-License-Identifier: Apache-2.0
// Screen: a sheet of paper 28–40 characters wide. Print: A4 with the margins of GB/T 9704-2012 and its line
// pitch.
#include "paper/html_style.h"

namespace youju::paper {
const std::string_view kHtmlStyle = R"css(
:root{--paper:#fff;--desk:#f3f2ee;--ink:#1a1a1a;--ink-soft:#555;--hairline:#bdbdbd;--accent:#2b4c7e;--official:#c4000c;
--done:#1c3f34;--late:#9a6400;--missing:#9b1c1c;--explained:#5b4b8a;--exempt:#737373;
--fang:"仿宋_GB2312","FangSong","STFangsong","FandolFang","Noto Serif CJK SC",serif;--hei:"黑体","SimHei","PingFang SC","Heiti SC","FandolHei","Noto Sans CJK SC",sans-serif;
--kai:"楷体_GB2312","KaiTi","STKaiti","FandolKai","Noto Serif CJK SC",serif;--song:"方正小标宋简体","STZhongsong","FandolSong","Noto Serif CJK SC",serif}
@media (prefers-color-scheme:dark){:root{--paper:#1b1c1e;--desk:#121314;--ink:#e9e6df;--ink-soft:#aba79f;--hairline:#4a4b4f;--accent:#8fb3e8;--official:#ff8078;
--done:#86cdb0;--late:#e2b04f;--missing:#f08a84;--explained:#b9a8ec;--exempt:#a3a3a3}}
*{box-sizing:border-box}
html{background:var(--desk);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0;font:1.125rem/1.85 var(--fang);text-align:justify;overflow-wrap:break-word;line-break:strict;font-variant-numeric:tabular-nums}
body:lang(en){font-family:"Liberation Serif","Times New Roman",var(--fang);text-align:left}
main{background:var(--paper);max-width:46rem;margin:0 auto;padding:clamp(1.25rem,6vw,4.5rem) clamp(1rem,6vw,4rem)}
p{margin:0}
.Body,.Note,.ListItem,.AttachmentNote,.Heading1,.Heading2,.Heading3,.Heading4{text-indent:2em}
h1,h2,h3,h4,h5{margin:0;font-size:inherit;font-weight:400;line-height:inherit}
h1,.AttachmentTitle{font:400 clamp(1.35rem,4.5vw,1.75rem)/1.5 var(--song);text-align:center;margin:0 0 1.85rem;text-wrap:balance}
h1{font-weight:700}.AttachmentTitle{font-weight:700}
.Subtitle{font-family:var(--kai);text-align:center;margin:-1.2rem 0 1.85rem}
.Heading1{font-family:var(--hei)}.Heading2{font-family:var(--kai)}.AttachmentLabel{font-family:var(--hei);margin-bottom:1.5rem}
.Caption,.Remark{font:.95rem/1.7 var(--kai)}.Caption{text-align:center}.Remark{text-indent:2em;margin-bottom:.75rem}
.TableTitle{font-family:var(--hei);text-align:center;margin-top:1rem}
.Recipient{text-align:left}
.signed{margin:3.7rem 0 0;display:flex;flex-direction:column;align-items:flex-end}
.signed>div{text-align:center;margin-right:4em}.signed.bare>div{text-align:left;margin-right:2em}.signed.bare .Date{padding-left:2em}
strong{font-family:var(--hei);font-weight:400}
a{color:inherit;text-decoration:underline dotted var(--ink-soft) 1px;text-underline-offset:.28em}
a:hover,a:focus-visible{color:var(--accent);text-decoration-color:currentColor}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.figure{text-decoration:underline dotted var(--ink-soft) 1px;text-underline-offset:.28em}
.code{font-size:.6em;color:var(--ink-soft)}
.head{margin:0 0 2rem;text-align:center}
.issuer{color:var(--official);font:700 clamp(1.5rem,7vw,2.6rem)/1.3 var(--song);margin-bottom:1.2rem}
.head .line{display:flex;justify-content:space-around;flex-wrap:wrap;border-bottom:2px solid var(--official);padding-bottom:.4rem}
.signer{font-family:var(--kai)}
figure{margin:1.2rem 0 .4rem}
svg.chart{display:block;width:100%;min-width:28rem;height:auto}
figure.scroll{overflow-x:auto}
.scroll{overflow-x:auto;margin:.4rem 0 1rem}
.scroll:focus-visible{outline:2px solid var(--accent)}
table{border-collapse:collapse;width:100%;font-size:1rem;line-height:1.5;text-align:left}
table.dense{font-size:.85rem}
table.wide{min-width:38rem}
th,td{border:1px solid var(--hairline);padding:.3rem .45rem;vertical-align:middle;font-weight:400}
th{font-family:var(--hei);text-align:center}
thead th{word-break:keep-all}td{overflow-wrap:anywhere}
th[scope=row]{font-family:inherit;text-align:left}
.centre{text-align:center}.right{text-align:right}
details{margin:.2rem 0 1rem}
summary{cursor:pointer;font-size:.95rem;color:var(--ink-soft)}
.tone-ink{fill:var(--ink)}.tone-ink-soft{fill:var(--ink-soft)}.tone-hairline{fill:var(--hairline)}.tone-accent{fill:var(--accent)}.tone-done{fill:var(--done)}
.tone-late{fill:var(--late)}.tone-missing{fill:var(--missing)}.tone-explained{fill:var(--explained)}.tone-exempt{fill:var(--exempt)}.tone-paper{fill:var(--paper)}
.line-ink{stroke:var(--ink)}.line-ink-soft{stroke:var(--ink-soft)}.line-hairline{stroke:var(--hairline)}.line-accent{stroke:var(--accent)}.line-done{stroke:var(--done)}
.line-late{stroke:var(--late)}.line-missing{stroke:var(--missing)}.line-explained{stroke:var(--explained)}.line-exempt{stroke:var(--exempt)}
.page{border-top:1px dashed var(--hairline);margin-top:3rem;padding-top:3rem}
.imprint{border:solid var(--ink);border-width:1px 0;margin-top:3rem;font-size:1rem;padding:0 1em}.imprint p+p{border-top:1px solid var(--hairline);margin:0 -1em;padding:0 1em}
.imprint .line{display:flex;justify-content:space-between;gap:1em;flex-wrap:wrap}
footer{display:flex;gap:1rem;align-items:center;margin-top:3rem;padding-top:1rem;border-top:1px solid var(--hairline);font-size:.8rem;color:var(--ink-soft);text-align:left}
footer svg{width:5rem;height:5rem;background:#fff;padding:.25rem;flex:none}
.draft{position:fixed;inset:0;display:grid;place-items:center;pointer-events:none;font:400 clamp(6rem,26vw,13rem)/1 var(--hei);color:var(--ink);opacity:.07;transform:rotate(-40deg)}
@page{size:A4;margin:37mm 26mm 35mm 28mm}@page turned{size:A4 landscape;margin:28mm 37mm 26mm 35mm}
@media print{html,main{background:none}:root{--paper:#fff;--ink:#000;--ink-soft:#444;--hairline:#000;--accent:#2b4c7e;--official:#c4000c;--done:#1c3f34;--late:#9a6400;--missing:#9b1c1c;--explained:#5b4b8a;--exempt:#737373}
body{font-size:16pt;line-height:28.95pt;letter-spacing:-.2pt}main{max-width:none;padding:0}h1,.AttachmentTitle{font-size:22pt;line-height:28.95pt;margin-bottom:28.95pt}
.Heading1,.Heading2,.Heading3,.Heading4,.TableTitle{break-after:avoid}.turned{page:turned}.imprint{font-size:14pt;line-height:24.5pt;break-inside:avoid}.page{break-before:page;border:0;margin:0;padding:0}tr,figure,.signed{break-inside:avoid}thead{display:table-header-group}
table{font-size:12pt}table.dense{font-size:9pt}.scroll,figure.scroll{overflow:visible}svg.chart{min-width:0}details>summary{display:none}}
)css";
}
