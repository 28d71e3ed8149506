/** A dataset as a section of the documentation page. */
import type { ColumnDoc, DatasetDoc, RuleDoc } from './documentation.js';
import { element, escaped } from './html-text.js';

/** @param anchors of all datasets, by key */
export function datasetHtml(dataset: DatasetDoc, anchors: ReadonlyMap<string, string>): string {
  const link = (key: string): string => {
    const anchor = anchors.get(key);
    return anchor === undefined ? escaped(key) : `<a href="#${escaped(anchor)}">${escaped(key)}</a>`;
  };
  const facts: readonly (readonly [string, string])[] = [
    ...(dataset.layer === null ? [] : [['Layer', escaped(dataset.layer)] as const]),
    ['Physical name', element('code', dataset.physicalName)],
    ...linked('Fed by', dataset.upstream, link),
    ...linked('Feeds', dataset.downstream, link),
    ...(dataset.tags.length === 0
      ? []
      : [['Tags', dataset.tags.map((tag) => element('span', tag, 'tag')).join('')] as const]),
  ];
  return [
    `<section id="${escaped(dataset.anchor)}" data-key="${escaped(dataset.key)}">`,
    `<h3><a href="#${escaped(dataset.anchor)}">${escaped(dataset.key)}</a></h3>`,
    ...(dataset.description === null ? [] : [element('p', dataset.description, 'note')]),
    definitions(facts),
    ...columns(dataset.columns, link),
    ...rules(dataset.rules),
    ...list('Service levels', dataset.promises),
    ...list('Not executed', dataset.notExecuted),
    '</section>',
  ].join('\n');
}

function linked(
  heading: string,
  keys: readonly string[],
  link: (key: string) => string,
): readonly (readonly [string, string])[] {
  return keys.length === 0 ? [] : [[heading, keys.map(link).join(', ')]];
}

/** Pairs of a heading and HTML. */
export const definitions = (facts: readonly (readonly [string, string])[]): string =>
  facts.length === 0
    ? ''
    : `<dl>${facts.map(([term, html]) => `${element('dt', term)}<dd>${html}</dd>`).join('')}</dl>`;

const list = (heading: string, entries: readonly string[]): readonly string[] =>
  entries.length === 0
    ? []
    : [element('h4', heading), `<ul>${entries.map((entry) => element('li', entry)).join('')}</ul>`];

/** Rows are HTML; a column that is empty in all of them is left out. */
export function table(all: readonly string[], full: readonly (readonly string[])[]): string {
  const filled = all.map((_name, index) => full.some((cells) => (cells[index] ?? '') !== ''));
  const [head, ...rows] = [all, ...full].map((cells) => cells.filter((_cell, index) => filled[index]));
  if (head === undefined) return '';
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<div class="scroll"><table><thead><tr>${head.map((name) => element('th', name)).join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function columns(all: readonly ColumnDoc[], link: (key: string) => string): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map((column) => [
    element('code', column.path),
    element('span', column.type, 'mono'),
    column.required ? 'required' : '<span class="dim">may be null</span>',
    [
      ...column.keys.map((key) => element('span', key, 'tag')),
      ...column.references.map(
        ({ dataset, columns: names }) =>
          `→ ${link(dataset)} <span class="dim">${escaped(names.join(', '))}</span>`,
      ),
    ].join(' '),
    column.constraints.map(escaped).join('<br>'),
    column.classification === null ? '' : element('span', column.classification, 'tag class'),
    [column.title === null ? '' : element('strong', column.title), escaped(column.description ?? '')]
      .filter((part) => part !== '')
      .join('<br>'),
  ]);
  return [
    element('h4', 'Columns'),
    table(['Column', 'Type', 'Null', 'Keys', 'Constraints', 'Class', 'Description'], rows),
  ];
}

function rules(all: readonly RuleDoc[]): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map((rule) => [
    rule.column === null ? '<span class="dim">dataset</span>' : element('code', rule.column),
    escaped(rule.text),
    element('span', rule.limit, 'mono'),
    element('span', rule.severity, `tag ${rule.severity}`),
    escaped(rule.dimension),
  ]);
  return [element('h4', 'Rules'), table(['Column', 'Rule', 'Limit', 'Severity', 'Dimension'], rows)];
}
