/** The lines at the top of a draft: what was looked at, how it was tested, what was left out, what to do now. */
import { counted } from './readable.js';
import type { DroppedRule, HeldOutSplit, Suggestion } from './suggestion.js';

type Facts = Pick<Suggestion, 'source' | 'rows' | 'sample' | 'heldOut' | 'dropped' | 'notes'>;

/** Names longer than this are cut: a comment is to be read. */
const LONGEST = 60;

export function aboutLines({ source, rows, sample, heldOut, dropped, notes }: Facts): readonly string[] {
  const looked =
    sample === null ? `all ${counted(rows)} rows` : `a sample of ${counted(sample)} of ${counted(rows)} rows`;
  return [
    `A draft, suggested from ${looked} of ${shortName(source)}. Read every rule, strike out what is not a promise, then set status: active.`,
    'Confidence: the estimated chance that 100 further rows like these all keep to the rule.',
    ...heldOut.map(splitLine),
    ...notes,
    ...(dropped.length === 0 ? [] : ['Left out, because it did not hold:', ...dropped.map(droppedLine)]),
  ];
}

/** The file, or what begins above the first glob: `orders/day=*\/*.parquet`. Where it lies on this machine is nobody's business. */
function shortName(source: string): string {
  const parts = source.split('/');
  const glob = parts.findIndex((part) => /[*?[]/.test(part));
  return parts.slice(glob < 1 ? -1 : glob - 1).join('/');
}

function splitLine({ split, learnedFrom, checkedOn, rules, failed }: HeldOutSplit): string {
  const what =
    split === 'time'
      ? `Learned from the earlier ${counted(learnedFrom)} rows and checked on the later ${counted(checkedOn)}`
      : `Learned from ${counted(learnedFrom)} rows and checked on ${counted(checkedOn)} others`;
  return `${what}: ${rules - failed} of ${rules} rules held${failed === 0 ? '' : '; what did not is left out or allows for strays'}.`;
}

function droppedLine({ kind, column, reason }: DroppedRule): string {
  const name = column === null ? 'the dataset' : column.slice(0, LONGEST);
  return `  ${name}: ${kind} (${reason})`;
}
