/** Contracts → one Markdown page, with diagrams for Mermaid. */
import type { Exported, Exporter } from '../exported.js';
import { diagramOf } from './diagram.js';
import { entityDiagram, lineageDiagram } from './diagram-mermaid.js';
import { documentationOf, type ColumnDoc, type ContractDoc, type DatasetDoc } from './documentation.js';
import { plain } from './markdown-text.js';

/** Names and descriptions are text, never markup. */
export const exportMarkdown: Exporter = (input): Exported => {
  const contracts = documentationOf(input);
  const diagram = diagramOf(contracts);
  const lineage = lineageDiagram(diagram);
  const parts = [
    '# Data contracts',
    ...(diagram.entities.length === 0 ? [] : [fenced(entityDiagram(diagram))]),
    ...(lineage.length === 0 ? [] : ['## Lineage', fenced(lineage)]),
    ...contracts.flatMap(contractPart),
  ];
  return { files: [{ name: 'contracts.md', text: `${parts.join('\n\n')}\n` }], notCarried: [] };
};

const fenced = (lines: readonly string[]): string => ['```mermaid', ...lines, '```'].join('\n');

function contractPart(contract: ContractDoc): readonly string[] {
  const facts = [
    `Contract ${plain(contract.id)}, version ${plain(contract.version)}, ${plain(contract.status)}`,
    ...(contract.domain === null ? [] : [`domain ${plain(contract.domain)}`]),
  ];
  return [
    `## ${plain(contract.name ?? contract.id)}`,
    `${facts.join(', ')}.`,
    ...contract.about.map(([heading, text]) => `**${heading}.** ${plain(text)}`),
    ...list('Owners', contract.owners),
    ...list('Support', contract.support),
    ...servers(contract),
    ...contract.datasets.flatMap(datasetPart),
  ];
}

const list = (heading: string, entries: readonly string[]): readonly string[] =>
  entries.length === 0 ? [] : [`**${heading}**`, entries.map((entry) => `- ${plain(entry)}`).join('\n')];

function servers({ servers: all }: ContractDoc): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ name, type, environment, settings }) => [
    name,
    type,
    environment ?? '',
    settings.map(([key, value]) => `${key} ${value}`).join(', '),
  ]);
  return ['**Servers**', table(['Server', 'Type', 'Environment', 'Where'], rows)];
}

function datasetPart(dataset: DatasetDoc): readonly string[] {
  const rules = dataset.rules.map((rule) => [
    rule.column ?? '',
    rule.text,
    rule.limit,
    rule.severity,
    rule.dimension,
  ]);
  return [
    `### ${plain(dataset.key)}`,
    ...(dataset.description === null ? [] : [plain(dataset.description)]),
    ...(dataset.physicalName === dataset.key ? [] : [`Physical name: ${plain(dataset.physicalName)}`]),
    ...(dataset.tags.length === 0 ? [] : [`Tags: ${plain(dataset.tags.join(', '))}`]),
    ...(dataset.columns.length === 0
      ? []
      : [
          table(
            ['Column', 'Type', 'Null', 'Keys', 'Constraints', 'Class', 'Description'],
            dataset.columns.map(columnRow),
          ),
        ]),
    ...(rules.length === 0
      ? []
      : ['**Rules**', table(['Column', 'Rule', 'Limit', 'Severity', 'Dimension'], rules)]),
    ...list('Service levels', dataset.promises),
    ...list('Fed by', dataset.upstream),
    ...list('Feeds', dataset.downstream),
    ...list('Not executed', dataset.notExecuted),
  ];
}

function columnRow(column: ColumnDoc): readonly string[] {
  const references = column.references.map(({ dataset, columns }) => `→ ${dataset} (${columns.join(', ')})`);
  return [
    column.path,
    column.type,
    column.required ? 'no' : 'yes',
    [...column.keys, ...references].join(', '),
    column.constraints.join('; '),
    column.classification ?? '',
    [column.title, column.description].filter((part) => part !== null).join('. '),
  ];
}

/** A column that is empty in all rows is left out. */
function table(all: readonly string[], full: readonly (readonly string[])[]): string {
  const filled = all.map((_name, index) => full.some((cells) => (cells[index] ?? '') !== ''));
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .filter((_cell, index) => filled[index])
      .map(plain)
      .join(' | ')} |`;
  const rule = `|${all
    .filter((_name, index) => filled[index])
    .map(() => ' --- ')
    .join('|')}|`;
  return [line(all), rule, ...full.map(line)].join('\n');
}
