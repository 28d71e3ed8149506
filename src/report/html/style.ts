/** The one style of HTML reports: light and dark by what the reader's machine prefers, and on paper. */

export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ground:#f6f7f8;--ink:#1b2126;--dim:#56616a;--line:#d9dee2;--pass:#14713f;--warn:#8a5300;--fail:#b3261e;--unknown:#6b3fa0;--none:#5f6a73;--series:#1c5fb0}
@media (prefers-color-scheme:dark){:root{--paper:#16191d;--ground:#0f1215;--ink:#e8ecef;--dim:#a3adb6;--line:#2f363d;--pass:#63d391;--warn:#f2b457;--fail:#ff8f85;--unknown:#c7a1f5;--none:#9aa5ae;--series:#7db4f5}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;overflow-wrap:anywhere}
main,footer{max-width:72rem;margin:0 auto;padding:1rem clamp(.75rem,3vw,2rem)}
h1{font-size:1.5rem;line-height:1.3;margin:.5rem 0}
h2{font-size:1.15rem;margin:1.75rem 0 .5rem}
h3{font-size:1rem;margin:0 0 .25rem}
p{margin:.25rem 0}
.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:.85rem 1rem;margin:.6rem 0}
.card.fail{border-left:4px solid var(--fail)}
.card.warn{border-left:4px solid var(--warn)}
.card.unknown{border-left:4px solid var(--unknown)}
.dim{color:var(--dim);font-size:.875rem}
.tag{font-weight:600;white-space:nowrap}
.pass{color:var(--pass)}.warn>.tag,.tag.warn{color:var(--warn)}.tag.fail{color:var(--fail)}.tag.unknown{color:var(--unknown)}.tag.none{color:var(--none)}
.tag.pass{color:var(--pass)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(14rem,100%),1fr));gap:.4rem 1.25rem;margin:.5rem 0}
.facts div{min-width:0}
.facts dt{color:var(--dim);font-size:.8125rem}
.facts dd{margin:0}
.scroll{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:8px}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;padding:.4rem .6rem;color:var(--dim);font-size:.8125rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-top:1px solid var(--line);overflow-wrap:normal}
th[scope=row]{min-width:11rem;overflow-wrap:anywhere}
td.wide{min-width:16rem;overflow-wrap:anywhere}
thead th{border-top:0;color:var(--dim)}
code,pre{font-family:ui-monospace,'SF Mono','DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:.875rem}
pre{white-space:pre-wrap;margin:.25rem 0}
summary{cursor:pointer;padding:.4rem 0}
ul{margin:.25rem 0;padding-left:1.25rem}
svg{vertical-align:middle;max-width:100%}
td svg{max-width:none}
.dim{font-weight:400}
td .dim{white-space:nowrap}
:focus-visible{outline:2px solid var(--series);outline-offset:2px}
@media print{body{background:#fff}.card,tr{break-inside:avoid}.scroll{overflow:visible;border:0}}
`;
