/** Announcements that something will go: made, taken back, moved. */
import type { ChangeLevel } from '../model/change.js';
import type { Deprecation } from '../model/deprecation.js';
import type { Json } from '../model/json.js';
import type { Finding } from './finding.js';
import { oneLine, quoted } from './sentence.js';

interface Subject extends Pick<Finding, 'dataset' | 'column' | 'at' | 'was'> {
  /** Begins the sentence: ``The column `amount` ``. */
  readonly what: string;
}

/** @param today ISO 8601 date */
export function deprecationFinding(
  { before, after }: { readonly before: Deprecation | null; readonly after: Deprecation | null },
  { what, ...place }: Subject,
  today: string,
): readonly Finding[] {
  const [was, now] = [jsonOf(before), jsonOf(after)];
  if (JSON.stringify(was) === JSON.stringify(now)) return [];
  const base = { ...place, producer: 'safe', before: was, after: now } as const;
  if (after === null)
    return [
      {
        ...base,
        name: 'deprecation-withdrawn',
        consumer: 'safe',
        message: `${what} is no longer deprecated.`,
      },
    ];
  const until =
    after.removeAfter === null
      ? 'no day is named after which it may go'
      : `it may go after ${after.removeAfter}`;
  const instead = after.useInstead === null ? '' : `; use instead: ${oneLine(after.useInstead)}`;
  if (before === null) {
    const late = after.removeAfter !== null && after.removeAfter < today;
    return [
      {
        ...base,
        name: 'deprecation-announced',
        consumer: late ? 'breaking' : 'risky',
        message: `${what} is deprecated since ${after.since}: ${until}${late ? ', a day that is over already' : ''}${instead}.`,
        fix: late ? 'Leave readers time: name a day that is yet to come.' : null,
        step: 'minor',
      },
    ];
  }
  return [
    {
      ...base,
      name: 'deprecation-changed',
      consumer: windowLevel(before, after),
      message:
        before.removeAfter === after.removeAfter
          ? `${what} is deprecated as before, in other words: since ${after.since}${instead}.`
          : `${what} is deprecated as before, but ${until}${before.removeAfter === null ? '' : ` (was ${quoted(before.removeAfter)})`}${instead}.`,
      fix:
        windowLevel(before, after) === 'breaking'
          ? 'Keep the day that readers were promised, or a later one.'
          : null,
    },
  ];
}

/** A shorter window breaks what readers were promised. */
function windowLevel(before: Deprecation, after: Deprecation): ChangeLevel {
  if (before.removeAfter === null) return after.removeAfter === null ? 'safe' : 'risky';
  return after.removeAfter !== null && after.removeAfter < before.removeAfter ? 'breaking' : 'safe';
}

const jsonOf = (deprecation: Deprecation | null): Json => (deprecation === null ? null : { ...deprecation });
