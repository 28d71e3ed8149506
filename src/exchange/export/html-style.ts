/** Style and script of the documentation page; nothing is loaded from elsewhere. */

export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1c2126;--dim:#5b6670;--line:#d8dee4;--soft:#f5f7f9;--accent:#0b5cad;--warn:#8a5a00;--fail:#a4262c;--gold:#9a6b00}
@media (prefers-color-scheme:dark){:root{--bg:#14181c;--fg:#e4e8ec;--dim:#9aa5b0;--line:#323a43;--soft:#1c2228;--accent:#79b8ff;--warn:#e3b341;--fail:#ff8b85;--gold:#e3b341}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;display:grid;grid-template-columns:minmax(13rem,18rem) minmax(0,1fr)}
a{color:var(--accent);text-decoration:none}a:hover,a:focus{text-decoration:underline}
nav{position:sticky;top:0;align-self:start;height:100vh;overflow:auto;padding:1.25rem 1rem;border-right:1px solid var(--line);background:var(--soft);font-size:.9rem}
nav ul{list-style:none;margin:.25rem 0 .75rem;padding:0 0 0 .75rem}nav li{margin:.15rem 0;overflow-wrap:anywhere}
nav input{width:100%;padding:.4rem .6rem;margin-bottom:1rem;font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:.35rem}
main{padding:1.5rem 2rem 4rem;min-width:0;max-width:82rem}
h1{font-size:1.7rem;margin:0 0 .25rem}h2{font-size:1.35rem;margin:2.5rem 0 .25rem;padding-top:1rem;border-top:1px solid var(--line)}h3{font-size:1.1rem;margin:2rem 0 .25rem;overflow-wrap:anywhere}h4{font-size:.95rem;margin:1.25rem 0 .35rem}
p{margin:.35rem 0}.dim{color:var(--dim)}.note{white-space:pre-line}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.88rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere;min-width:5rem}
th{color:var(--dim);font-weight:600;white-space:nowrap}
code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em}
.tag{display:inline-block;padding:0 .45rem;margin:0 .25rem .15rem 0;border:1px solid var(--line);border-radius:1rem;font-size:.8rem;color:var(--dim);white-space:nowrap}
.tag.fail{color:var(--fail)}.tag.warn{color:var(--warn)}.tag.class{color:var(--gold)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem 1rem;margin:.5rem 0;font-size:.92rem}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
svg{max-width:100%;height:auto;display:block;margin:.75rem 0}
svg text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--fg)}svg .head{fill:var(--soft);stroke:var(--line)}svg .box{fill:var(--bg);stroke:var(--line)}svg .name{font-weight:600}svg .type,svg .mark{fill:var(--dim)}svg .reference{stroke:var(--accent);fill:none;stroke-width:1.4}svg .lineage{stroke:var(--dim);fill:none;stroke-width:1.2;stroke-dasharray:5 4}svg .tip-reference{fill:var(--accent)}svg .tip-lineage{fill:var(--dim)}
[hidden]{display:none!important}
:target{outline:2px solid var(--accent);outline-offset:.35rem;border-radius:.2rem}
@media (max-width:56rem){body{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}main{padding:1rem}}
@media print{:root{--bg:#fff;--fg:#000;--dim:#444;--line:#bbb;--soft:#f3f3f3;--accent:#000}body{display:block;font-size:10pt}nav{display:none}main{padding:0;max-width:none}h2,h3,h4{break-after:avoid}tr,svg{break-inside:avoid}.scroll{overflow:visible}[hidden]{display:revert!important}}
`.trim();

/** Shows the datasets that hold every word of the search: in their name, columns, rules or descriptions. */
export const SCRIPT = `
const box=document.getElementById('search'),none=document.getElementById('none');
const sections=[...document.querySelectorAll('section[data-key]')].map((node)=>({node,text:node.textContent.toLowerCase(),link:document.querySelector('nav a[href="#'+node.id+'"]').parentElement}));
const contracts=[...document.querySelectorAll('article')];
function show(){const words=box.value.toLowerCase().split(/\\s+/).filter(Boolean);let left=0;
for(const {node,text,link} of sections){const hit=words.every((word)=>text.includes(word));node.hidden=link.hidden=!hit;if(hit)left++}
for(const one of contracts)one.hidden=words.length>0&&!one.querySelector('section[data-key]:not([hidden])');
none.hidden=left>0||words.length===0}
box.addEventListener('input',show);box.parentElement.hidden=false;show();
`.trim();
