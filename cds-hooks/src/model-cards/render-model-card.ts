import type { ModelManifest, Told } from '@cardwright/cds-service';
import type { ModelCard } from './describe-model.ts';
import { escapeHtml } from './escape-html.ts';

/** Readable by day and by night, on paper and on a phone; nothing is fetched. */
const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--line:#d0d7de;--soft:#57606a;--band:#f6f8fa;--link:#0550ae}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--line:#30363d;--soft:#9198a1;--band:#161b22;--link:#79b8ff}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:62rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.6rem;line-height:1.2;margin:.2rem 0}h2{font-size:1.15rem;margin:2rem 0 .5rem}p{margin:.5rem 0}
a{color:var(--link)}.soft,.na{color:var(--soft)}.na{font-style:italic}
table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th,tbody th{background:var(--band);font-weight:600}td.n{width:2.2rem;text-align:right;color:var(--soft)}td.w,tbody th.w{width:32%}
.wide{overflow-x:auto}.wide th{white-space:nowrap}code{font-size:.9em}`.trim();

/** What is known only where the service runs. */
export interface Running {
  /** Content hash of the service. */
  readonly version: string;
  /** Status at this host. */
  readonly status: string;
}

/** The model card as one self-contained page of HTML: no script, nothing fetched, every text escaped. */
export function renderModelCard({ manifest, models, attributes, chai }: ModelCard, running: Running): string {
  const facts = [
    ['Service', manifest.id],
    ['Version', running.version],
    ['Status here', running.status],
    ['Hooks', manifest.hooks.join(', ')],
    ['Reference', [manifest.reference].flat().join(', ')],
    ['Evidence', manifest.evidence],
    ['Regulatory', manifest.regulatory],
  ] as const;
  const rows = attributes.map(
    ({ number, label, told }) =>
      `<tr><td class="n">${number}</td><td class="w">${escapeHtml(label)}</td><td>${said(told)}</td></tr>`,
  );
  const fields = chai.map(
    ({ section, label, told }) =>
      `<tr><td class="w"><span class="soft">${escapeHtml(section)}</span><br>${escapeHtml(label)}</td><td>${said(told)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(manifest.title)}: model card</title><style>${style}</style></head>
<body><main>
<p class="soft">Model card</p><h1>${escapeHtml(manifest.title)}</h1>
<p>${escapeHtml(manifest.description)}</p>
<table><tbody>${facts.map(([name, value]) => `<tr><th scope="row" class="w">${name}</th><td>${escapeHtml(value)}</td></tr>`).join('')}
<tr><th scope="row" class="w">Source</th><td>${escapeHtml(manifest.citation)} ${link(manifest.sourceUrl)}</td></tr></tbody></table>
<h2>Models</h2><div class="wide"><table><thead><tr><th>Model</th><th>Evidence</th><th>Used for</th><th>Inputs</th><th>Outputs</th></tr></thead>
<tbody>${models.map(modelRow).join('\n')}</tbody></table></div>
<h2>Source attributes, 45 CFR 170.315(b)(11)(iv)(B)</h2>
<table><tbody>${rows.join('\n')}</tbody></table>
<h2>CHAI Applied Model Card</h2>
<table><tbody>${fields.join('\n')}</tbody></table>
</main></body></html>
`;
}

const said = (told: Told): string =>
  typeof told === 'string'
    ? escapeHtml(told)
    : `<span class="na">Not available: ${escapeHtml(told.notAvailable)}.</span>`;

/** Only an address of the web becomes a link. */
const link = (url: string): string =>
  /^https:\/\//.test(url) ? `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(url)}</a>` : escapeHtml(url);

function modelRow({ id, evidence, use, inputs, items = [], outputs }: ModelManifest): string {
  const names = (list: readonly { readonly name: string }[]) => escapeHtml(list.map(({ name }) => name).join(', '));
  const usedFor = use === 'card' ? 'cards and score' : 'score only';
  const cells = [`<code>${escapeHtml(id)}</code>`, evidence, usedFor, names([...inputs, ...items]), names(outputs)];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}
