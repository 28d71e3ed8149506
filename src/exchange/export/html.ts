/** Contracts → one HTML file that needs nothing else: no script, style, font or picture from elsewhere. */
import { digestText } from '../../model/digest.js';
import type { Exported, Exporter } from '../exported.js';
import { diagramOf } from './diagram.js';
import { diagramSvg, MOST_ENTITIES } from './diagram-svg.js';
import { documentationOf, type ContractDoc } from './documentation.js';
import { datasetHtml, definitions, table } from './html-dataset.js';
import { SCRIPT, STYLE } from './html-style.js';
import { element, escaped } from './html-text.js';

/** Names and descriptions are text, never markup; the page's own policy lets no other script run than its search. */
export const exportHtml: Exporter = (input): Exported => {
  const contracts = documentationOf(input);
  const anchors = new Map(
    contracts.flatMap(({ datasets }) => datasets.map(({ key, anchor }) => [key, anchor] as const)),
  );
  const body = [
    navigation(contracts),
    '<main>',
    element('h1', 'Data contracts'),
    element('p', summary(contracts), 'dim'),
    picture(contracts),
    '<p id="none" class="dim" hidden>No dataset holds all of these words.</p>',
    ...contracts.map((contract) => contractHtml(contract, anchors)),
    '</main>',
    `<script>${SCRIPT}</script>`,
  ];
  return {
    files: [{ name: 'contracts.html', text: `${head()}\n<body>\n${body.join('\n')}\n</body>\n</html>\n` }],
    notCarried: [],
  };
};

function head(): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${base64(digestText(SCRIPT))}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Data contracts</title>
<style>${STYLE}</style>
</head>`;
}

/** `sha256:<hex>` → base64. */
function base64(digest: string): string {
  const bytes = digest.replace('sha256:', '').match(/../g) ?? [];
  return btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))));
}

function summary(contracts: readonly ContractDoc[]): string {
  const datasets = contracts.reduce((sum, contract) => sum + contract.datasets.length, 0);
  const count = (number: number, word: string): string =>
    `${String(number)} ${word}${number === 1 ? '' : 's'}`;
  return `${count(contracts.length, 'contract')}, ${count(datasets, 'dataset')}`;
}

function navigation(contracts: readonly ContractDoc[]): string {
  const parts = contracts.map(({ anchor, name, id, datasets }) => {
    const links = datasets.map((one) => `<li><a href="#${escaped(one.anchor)}">${escaped(one.key)}</a></li>`);
    return `<div><a href="#${escaped(anchor)}"><strong>${escaped(name ?? id)}</strong></a><ul>${links.join('')}</ul></div>`;
  });
  const search =
    '<div hidden><input id="search" type="search" placeholder="Search" aria-label="Search datasets, columns and rules"></div>';
  return `<nav aria-label="Contents">${search}${parts.join('\n')}</nav>`;
}

function picture(contracts: readonly ContractDoc[]): string {
  const diagram = diagramOf(contracts);
  if (diagram.entities.length > MOST_ENTITIES)
    return element(
      'p',
      `A diagram of ${String(diagram.entities.length)} datasets would help nobody: up to ${String(MOST_ENTITIES)} are drawn.`,
      'dim',
    );
  if (diagram.edges.length === 0) return diagramSvg(diagram);
  return `${diagramSvg(diagram)}\n<p class="dim">Solid: refers to. Dashed: feeds.</p>`;
}

function contractHtml(contract: ContractDoc, anchors: ReadonlyMap<string, string>): string {
  const facts: readonly (readonly [string, string])[] = [
    ['Contract', element('code', contract.id)],
    ['Version', escaped(`${contract.version}, ${contract.status}`)],
    ...(contract.domain === null ? [] : [['Domain', escaped(contract.domain)] as const]),
    ...lines('Owners', contract.owners),
    ...lines('Support', contract.support),
  ];
  const servers = contract.servers.map(({ name, type, environment, settings }) => [
    element('code', name),
    escaped(type),
    escaped(environment ?? ''),
    settings.map(([key, value]) => `${escaped(key)} ${element('code', value)}`).join('<br>'),
  ]);
  return [
    `<article><h2 id="${escaped(contract.anchor)}"><a href="#${escaped(contract.anchor)}">${escaped(contract.name ?? contract.id)}</a></h2>`,
    ...contract.about.map(
      ([heading, text]) => `<p class="note"><strong>${escaped(heading)}.</strong> ${escaped(text)}</p>`,
    ),
    definitions(facts),
    ...(servers.length === 0
      ? []
      : [element('h4', 'Servers'), table(['Server', 'Type', 'Environment', 'Where'], servers)]),
    ...contract.datasets.map((dataset) => datasetHtml(dataset, anchors)),
    '</article>',
  ].join('\n');
}

const lines = (heading: string, texts: readonly string[]): readonly (readonly [string, string])[] =>
  texts.length === 0 ? [] : [[heading, texts.map(escaped).join('<br>')]];
