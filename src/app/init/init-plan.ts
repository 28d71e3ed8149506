/** The files of a new project: what `assay init` would write, as values. Nothing here touches the disk. */
import { contractText } from '../../exchange/contract-text.js';
import { fileName } from '../../exchange/file-name.js';
import type { JsonObject } from '../../model/json.js';
import type { Suggestion } from '../../suggest/suggestion.js';

export interface InitFile {
  /** Relative to the folder of the project, `/` between folders. */
  readonly path: string;
  readonly text: string;
  /** `lines`: those lines of the text that the file lacks are added to its end. */
  readonly mode: 'create' | 'lines';
}

export interface InitPlan {
  readonly project: string;
  readonly suggestion: Suggestion;
  /** Of the servers, for `assay.yaml`: references only. By name. */
  readonly servers: JsonObject;
  /** A workflow for GitHub. */
  readonly ci: boolean;
  /** Data that come with the project, for the sample. */
  readonly data: readonly InitFile[];
}

/** All files, in the order in which they are told. */
export function initFiles(plan: InitPlan): readonly InitFile[] {
  return [
    { path: 'assay.yaml', text: configText(plan), mode: 'create' },
    { path: contractPath(plan.suggestion), text: plan.suggestion.text, mode: 'create' },
    ...plan.data,
    { path: '.gitignore', text: '.assay/\n', mode: 'lines' },
    ...(plan.ci ? [{ path: '.github/workflows/assay.yml', text: WORKFLOW, mode: 'create' } as const] : []),
  ];
}

/** Where the contract of a suggestion goes. */
export function contractPath({ dataset }: Suggestion): string {
  return `contracts/${fileName(dataset.replace(/\./g, '-'))}.odcs.yaml`;
}

/** Written by the same hand as contracts, so that odd names are quoted as YAML wants it. */
function configText({ project, servers, suggestion }: InitPlan): string {
  const [layer] = suggestion.dataset.includes('.') ? suggestion.dataset.split('.') : [];
  const usual = ['bronze', 'silver', 'gold'];
  const layers = layer === undefined ? {} : { layers: usual.includes(layer) ? usual : [layer] };
  const document: JsonObject = {
    project,
    contracts: 'contracts/',
    ...layers,
    store: 'pglite:.assay',
    ...(Object.keys(servers).length === 0 ? {} : { servers }),
  };
  const comments = new Map([
    ['', 'The Assay project of this folder.'],
    ['/contracts', 'Files or folders with data contracts (Open Data Contract Standard).'],
    [
      '/store',
      'What is remembered: here a folder, for a team a database (postgres://…, ${env:ASSAY_STORE}).',
    ],
    ['/servers', 'What a contract must not hold. Secrets stand here by reference only, never as they are.'],
  ]);
  const there = [...comments].filter(([path]) => path === '' || Object.hasOwn(document, path.slice(1)));
  return contractText(document, new Map(there));
}

const WORKFLOW = `# What a change of the contracts means, told in the pull request. Assay is a dev dependency here: npm install --save-dev assay
name: contracts
on:
  pull_request:
    paths: ['contracts/**', 'assay.yaml']
permissions:
  contents: read
jobs:
  contracts:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: npx assay lint --format github
      - run: npx assay ci --base "origin/\${{ github.base_ref }}"
`;
