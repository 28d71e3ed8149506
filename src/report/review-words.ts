/** Words about a review that several formats use alike. */
import type {
  AffectedDataset,
  Consumer,
  DryCheck,
  DryDataset,
  Review,
  ReviewedChange,
} from '../review/review.js';
import { countsText } from './diff-words.js';
import { count } from './words.js';

const WORDS: { readonly [verdict in Review['verdict']]: string } = {
  faulty: 'Contracts have faults',
  blocked: 'Blocked',
  approved: 'Approved',
  noted: 'Passes, with something to know',
  clean: 'Clean',
};

/** The one line that says it all. */
export function headline(review: Review): string {
  const what =
    review.contracts.length === 0
      ? 'no contract changes'
      : `${countsText(review.summary)} in ${count(review.contracts.length, 'contract')}`;
  const [first] = review.reasons;
  return `${WORDS[review.verdict]}: ${what}.${first === undefined ? '' : ` ${first}`}`;
}

/** Who approved a change, or who is to. */
export function needsText({ state, needs }: ReviewedChange): string {
  if (state === 'free') return '';
  return needs
    .map(({ from, count: wanted, given }) => {
      const whom = from.length === 0 ? 'anybody' : from.join(', ');
      const by = given.length === 0 ? '' : given.join(', ');
      if (given.length >= wanted) return `Approved by ${by}.`;
      const so = by === '' ? '' : ` (so far: ${by})`;
      return `Needs ${count(wanted, 'approval')} from ${whom}${so}.`;
    })
    .join(' ');
}

/** `reads it`, `refers to it`, …: what ties a dataset to the change. */
export function tieText({ by, distance, gone }: AffectedDataset): string {
  if (by === 'change') return gone ? 'goes away' : 'changes';
  const how = by === 'lineage' ? 'is fed by it' : 'refers to it';
  return distance === 1 ? how : `${how}, ${String(distance)} steps away`;
}

/** What a gate does with data that fail. */
export function gateText({ gate }: AffectedDataset): string {
  if (gate === null) return 'unknown';
  const does = { block: 'blocks', warn: 'lets pass with a warning', pass: 'lets pass' }[gate.onFail];
  return gate.shadow ? `${does} (in shadow)` : does;
}

/** Names, or that they are not known. */
export function ownersText({ owners }: AffectedDataset): string {
  return owners === null ? 'unknown' : owners.join(', ');
}

/** Names with contacts, or that they are not known. */
export function consumersText({ consumers }: AffectedDataset): string {
  if (consumers === null) return 'unknown';
  if (consumers.length === 0) return 'none, says the contract';
  return consumers.map(consumerText).join(', ');
}

function consumerText({ name, contact }: Consumer): string {
  return contact === null ? name : `${name} (${contact})`;
}

/** What became of trying the new contract on the data. */
export function dryText(dataset: DryDataset): string {
  const { checks, recorded, reason, server } = dataset;
  const fromRecord = checks.filter(({ source }) => source === 'record').length;
  const how = [
    fromRecord === 0 || recorded === null
      ? ''
      : `${count(fromRecord, 'check')} from the run of ${recorded.asOf}`,
    checks.length - fromRecord === 0 ? '' : `${count(checks.length - fromRecord, 'check')} run now`,
    server === null || checks.length === 0 ? '' : `on ${server}`,
    reason === null ? '' : `not ${checks.length === 0 ? 'tried' : 'tried as a whole'}: ${reason}`,
  ];
  return how.filter((part) => part !== '').join(', ');
}

/** What a changed check says now, and said before. */
export function dryCheckText({ isNew, before, after }: DryCheck): string {
  if (isNew) return `new check: ${after}`;
  return before === after ? `${after}, as before` : `${before ?? 'not known'} → ${after}`;
}

/** The lines to put into the list of approvals, for each change that lacks one. @param until last day, `2026-01-31` */
export function approvalLines(changes: readonly ReviewedChange[], until: string): string {
  const entries = changes
    .filter(({ state }) => state === 'open')
    .map(({ change }) =>
      [
        `  - change: ${change.fingerprint} # ${change.code} ${plain(change.dataset ?? change.contract)}${change.column === null ? '' : ` ${plain(change.column)}`}`,
        '    by: YOUR-USER-NAME',
        '    reason: WHY IT IS RIGHT',
        `    until: ${until}`,
      ].join('\n'),
    );
  return ['approvals:', ...entries].join('\n');
}

/** In a comment of YAML inside a block of Markdown: one line, no fence, no mention. */
function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N}_.[\]" -]/gu, '?').slice(0, 80);
}

/** Four weeks on: long enough to merge, short enough to end by itself. */
export function untilDay(asOf: string): string {
  return new Date(Date.parse(asOf) + 28 * 86_400_000).toISOString().slice(0, 10);
}
