"""How a report looks on screen, on paper, by day and by night. One stylesheet, no picture, no font from elsewhere."""

_LIGHT = """
  --ground: #faf9f7; --card: #ffffff; --ink: #1c2330; --soft: #596372; --line: #e2dfd8;
  --ok: #1d7446; --ok-soft: #e8f4ed; --note: #2a5fa5; --note-soft: #e9f1fb;
  --unknown: #4d5b78; --unknown-soft: #eceff6; --warning: #8a5a00; --warning-soft: #fdf2de;
  --blocker: #b3261e; --blocker-soft: #fcebe9;
"""
_DARK = """
  --ground: #14171c; --card: #1c2027; --ink: #e9ebee; --soft: #a6afbc; --line: #303742;
  --ok: #74d19c; --ok-soft: #182a20; --note: #8fbcf3; --note-soft: #192739;
  --unknown: #aebbd6; --unknown-soft: #232a38; --warning: #f0bd63; --warning-soft: #2f2615;
  --blocker: #ff968c; --blocker-soft: #361d1b;
"""
_LEVELS = "".join(
    f".report .level-{level}, .report .place-{level}, .report .way-{level} "
    f"{{ --tone: var(--{level}); --tone-soft: var(--{level}-soft); }}\n"
    for level in ("ok", "note", "unknown", "warning", "blocker")
)

STYLE = f"""
.report, .report-page {{ color-scheme: light dark; {_LIGHT} }}
@media (prefers-color-scheme: dark) {{ .report, .report-page {{ {_DARK} }} }}
{_LEVELS}
.report-page {{ margin: 0; padding: 2rem 1.25rem 4rem; background: var(--ground); color: var(--ink); }}
.report-page > * {{ max-width: 46rem; margin-inline: auto; }}
.report-page, .report {{
  font: 1.125rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  -webkit-text-size-adjust: 100%; hyphens: auto; overflow-wrap: break-word;
}}
.report {{ color: var(--ink); }}
.report *, .report-page * {{ box-sizing: border-box; min-width: 0; }}
.report p, .report ul, .report ol, .report h2, .report h3, .report-page h1 {{ margin: 0; }}
.report ul {{ padding: 0; list-style: none; }}
.report a {{ color: var(--note); text-underline-offset: .2em; }}
.report section + section, .report section + details, .report details + section {{ margin-top: 3rem; }}
.report h2 {{ font-size: 1.35rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; margin-bottom: 1rem; }}
.report h3 {{ font-size: 1.125rem; line-height: 1.45; font-weight: 600; }}
.report .soft, .report-page .soft {{ color: var(--soft); font-size: 1rem; }}
.report code {{ font: .875rem/1.4 ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace;
  color: var(--soft); overflow-wrap: anywhere; hyphens: none; }}
.report :focus-visible {{ outline: 3px solid var(--note); outline-offset: 3px; border-radius: .25rem; }}

.report-page > header {{ margin-bottom: 1.75rem; }}
.report-page h1 {{ font-size: 1.125rem; font-weight: 650; line-height: 1.4; }}
.report-page .reference {{ margin-block: 0 1.5rem; padding: 1.1rem 1.5rem; border: 1px solid var(--line);
  border-radius: .9rem; background: var(--card); }}
.report-page .reference strong {{ display: block; font-size: 2rem; line-height: 1.3; letter-spacing: .06em; }}
.report-page .reference p, .report-page > footer p, .report-page > header p {{ margin: 0; }}
.report-page > footer {{ margin-top: 3.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line);
  overflow-wrap: anywhere; }}

.report .sign {{ display: inline-grid; place-items: center; flex: none; width: 1.5em; height: 1.5em;
  border-radius: 50%; background: var(--tone); color: var(--card); font-weight: 700; line-height: 1;
  hyphens: none; }}
.report .badge {{ display: inline-flex; align-items: center; gap: .5em;
  color: var(--tone); font-size: 1rem; font-weight: 600; }}
.report .badge .sign {{ font-size: .8rem; }}

.report .verdict {{ display: flex; gap: 1.25rem; align-items: center; padding: 1.6rem 1.75rem; border-radius: 1.1rem;
  background: var(--tone-soft); }}
.report .verdict .sign {{ font-size: 1.9rem; }}
.report .verdict h2 {{ font-size: 1.7rem; line-height: 1.25; margin: 0 0 .3rem; text-wrap: balance; }}
.report .verdict .broken {{ font-weight: 600; margin-bottom: .35rem; }}

.report .callsheet dl {{ display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .6rem 1.5rem; margin: 0;
  padding: 1.4rem 1.6rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); }}
.report .callsheet dt {{ color: var(--soft); }}
.report .callsheet dd {{ margin: 0; font-weight: 600; }}

.report .way-picture {{ margin-top: 2.25rem; }}
.report .path {{ display: block; width: 100%; height: auto; color: var(--ink); }}
.report .path-tall {{ display: none; max-width: 20rem; }}
.report .path .stop {{ fill: var(--tone-soft); stroke: var(--tone); }}
.report .path .icon {{ stroke-width: 1.5; }}
.report .path .dot {{ fill: var(--tone); stroke: var(--ground); stroke-width: 2.5; }}
.report .path .glyph {{ stroke: var(--card); }}
.report .path .way {{ stroke: var(--tone); }}
.report .path .name {{ font-weight: 600; }}
.report .path .state {{ fill: var(--tone); }}

.report .curves {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
  gap: 1.25rem 2rem; margin: 1rem 0 1.25rem; }}
.report figure {{ margin: 0; break-inside: avoid; }}
.report figcaption {{ font-size: 1rem; line-height: 1.45; margin-bottom: .4rem; }}
.report .curve {{ display: block; width: 100%; max-width: 26rem; height: auto; color: var(--note); }}
.report .curve .axis {{ fill: var(--soft); }}
.report .curve .foot {{ stroke: var(--line); }}
.report .curve .quiet {{ stroke: var(--soft); }}
.report .curve .router {{ stroke: var(--ink); }}

.report .card {{ padding: 1.4rem 1.6rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); }}
.report .card + .card {{ margin-top: 1rem; }}
.report .card .badge {{ margin-bottom: .5rem; }}
.report .card .aside {{ margin-top: .4rem; }}
.report .card .steps + .aside {{ margin-top: .9rem; }}
.report .who {{ margin: -.5rem 0 1rem; }}
.report .steps {{ margin: 1rem 0 0; padding: 0; list-style: none; counter-reset: step; }}
.report .steps li {{ position: relative; padding-left: 2.5rem; counter-increment: step; }}
.report .steps li + li {{ margin-top: .65rem; }}
.report .steps li::before {{ content: counter(step); position: absolute; left: 0; top: .08em;
  width: 1.7rem; height: 1.7rem; border: 1px solid var(--line); border-radius: 50%; color: var(--soft);
  font-size: .9rem; line-height: 1.6rem; text-align: center; }}
.report .more {{ margin-top: 1rem; }}

.report details > summary {{ cursor: pointer; padding: .35rem 0; }}
.report .card details {{ margin-top: 1rem; padding-top: .65rem; border-top: 1px solid var(--line); }}
.report .plain-list li {{ display: flex; gap: .75rem; align-items: baseline; padding: .4rem 0; }}
.report .plain-list .sign {{ font-size: .72rem; align-self: flex-start; margin-top: .45em; }}
.report .plain-list .badge {{ flex: none; }}

.report .today li {{ display: grid; grid-template-columns: 1.5rem minmax(0, 1fr) auto; gap: .1rem .9rem;
  padding: .8rem 0; border-bottom: 1px solid var(--line); align-items: baseline; }}
.report .today li:first-child {{ border-top: 1px solid var(--line); }}
.report .today .sign {{ font-size: .8rem; align-self: center; }}
.report .today .how {{ color: var(--tone); font-weight: 600; text-align: right; }}
.report .today .soft {{ grid-column: 2 / -1; }}

.report .check {{ border-bottom: 1px solid var(--line); padding: .5rem 0; }}
.report .check:first-of-type {{ border-top: 1px solid var(--line); }}
.report .check summary strong {{ font-weight: 600; }}
.report table {{ width: 100%; border-collapse: collapse; margin: .5rem 0 1rem; font-size: 1rem; line-height: 1.5; }}
.report th, .report td {{ text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0;
  border-bottom: 1px solid var(--line); font-weight: 400; overflow-wrap: anywhere; }}
.report thead th {{ color: var(--soft); font-size: .9rem; }}
.report tbody tr:last-child > * {{ border-bottom: 0; }}
.report tbody th {{ width: 50%; }}
.report .outages tbody th {{ width: 8.5em; font-variant-numeric: tabular-nums; }}
.report td {{ font-variant-numeric: tabular-nums; }}
.report td code, .report th code {{ display: block; }}
.report .lost {{ color: var(--soft); font-style: italic; }}

@media (max-width: 40rem) {{
  .report-page {{ padding: 1.25rem 1rem 3rem; }}
  .report .verdict {{ align-items: flex-start; gap: 1rem; padding: 1.3rem 1.2rem; }}
  .report .verdict .sign {{ font-size: 1.35rem; }}
  .report .verdict h2 {{ font-size: 1.4rem; }}
  .report .card {{ padding: 1.2rem 1.1rem; }}
  .report .path-wide {{ display: none; }}
  .report .path-tall {{ display: block; }}
  .report .today li {{ grid-template-columns: 1.5rem minmax(0, 1fr); }}
  .report .today .sign {{ align-self: start; margin-top: .35em; }}
  .report .today .how {{ grid-column: 2; text-align: left; font-size: 1rem; }}
  .report .callsheet dl {{ display: block; padding: 1.1rem; }}
  .report .callsheet dd + dt {{ margin-top: .7rem; }}
}}
@media print {{
  .report, .report-page {{ color-scheme: light; {_LIGHT} --ground: #ffffff; }}
  :root:has(> .report-page) {{ font-size: 80%; }}
  .report-page {{ padding: 0; }}
  .report .card, .report .verdict, .report .today li, .report .way-picture {{ break-inside: avoid; }}
  .report h2, .report h3 {{ break-after: avoid; }}
  .report .verdict, .report .sign {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
  .report details::details-content {{ content-visibility: visible; block-size: auto; }}
  .report .path-wide {{ display: block; }}
  .report .path-tall {{ display: none; }}
  .report .verdict {{ border: 1px solid var(--line); }}
}}
@media (forced-colors: active) {{
  .report .sign, .report .path .dot {{ forced-color-adjust: none; }}
}}
"""
"""Scoped to `.report` (the body) and `.report-page` (a page of its own), so that other styles can be there too."""
