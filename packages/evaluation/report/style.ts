/** Of the report, within it: it loads nothing. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#5a6675;--line:#d5dbe3;--page:#fff;--card:#f5f7fa;--gold:#e4f3e4;
--c0:#2463eb;--c1:#d9480f;--c2:#2b8a3e;--c3:#9c36b5;--c4:#0b7285;--c5:#e67700;--c6:#c2255c;--c7:#5f3dc4}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b5;--line:#38424f;--page:#14181d;--card:#1c2229;--gold:#1d3323;
--c0:#74a3ff;--c1:#ff9466;--c2:#69db7c;--c3:#da77f2;--c4:#3bc9db;--c5:#ffc078;--c6:#f783ac;--c7:#b197fc}}
*{box-sizing:border-box}body{margin:0 auto;max-width:76rem;padding:1.25rem;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 .25rem}h4{font-size:.9rem;margin:.75rem 0 .25rem;color:var(--soft)}
small,.tick,figcaption{color:var(--soft)}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.5rem 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;min-width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line)}thead th{font-weight:600}tbody th{font-weight:400;white-space:nowrap}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem}figure{margin:0;padding:.75rem;background:var(--card);border-radius:.5rem;min-width:0}svg{width:100%;height:auto;display:block}svg.band{height:1.75rem}
.grid{stroke:var(--line)}.tick{font-size:12px;fill:var(--soft)}.line{fill:none;stroke-width:2}
.legend{list-style:none;margin:.25rem 0 0;padding:0;font-size:.85rem}.key{display:inline-block;width:.8rem;height:.8rem;border-radius:.15rem;margin-right:.4rem}
${[0, 1, 2, 3, 4, 5, 6, 7].map((at) => `.line.s${at}{stroke:var(--c${at})}.dot.s${at},.bar.s${at}{fill:var(--c${at})}.key.s${at}{background:var(--c${at})}`).join("")}
.kept{fill:var(--c2);background:var(--c2)}.not_cited{fill:var(--c5);background:var(--c5)}.declined{fill:var(--c0);background:var(--c0)}.ranked_away{fill:var(--c3);background:var(--c3)}.not_retrieved{fill:var(--c1);background:var(--c1)}.not_indexed{fill:var(--c6);background:var(--c6)}
details.question{border-bottom:1px solid var(--line);padding:.4rem 0}summary{cursor:pointer;overflow-wrap:anywhere}blockquote{margin:.25rem 0;padding:.5rem .75rem;background:var(--card);white-space:pre-wrap;overflow-wrap:anywhere;border-radius:.25rem}
@media(max-width:40rem){.tick{font-size:20px}.line{stroke-width:4}}
li{margin:.25rem 0;overflow-wrap:anywhere}li.gold>details>summary,li.gold{background:var(--gold)}em{color:var(--c1);font-style:normal;font-size:.85rem}
`;
