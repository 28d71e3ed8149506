/** What the end of something means to its readers: announced, too early, or out of the blue. */
import type { ChangeLevel } from '../model/change.js';
import type { Deprecation } from '../model/deprecation.js';

export interface End {
  readonly level: ChangeLevel;
  /** Goes on from "… is gone". */
  readonly text: string;
  readonly fix: string | null;
}

/** @param today ISO 8601 date */
export function endOf(deprecation: Deprecation | null, today: string): End {
  if (deprecation === null)
    return {
      level: 'breaking',
      text: ': readers were not told before',
      fix: `Keep it, and announce its end with \`customProperties: [{property: deprecated, value: {since: ${today}, removeAfter: …}}]\`.`,
    };
  const { since, removeAfter, useInstead } = deprecation;
  if (removeAfter === null)
    return {
      level: 'breaking',
      text: `: it is deprecated since ${since}, but no day was named after which it may go`,
      fix: 'Keep it, and name the day with `removeAfter`.',
    };
  if (today <= removeAfter)
    return {
      level: 'breaking',
      text: `: readers were promised it up to and with ${removeAfter}`,
      fix: `Keep it until ${removeAfter} is over.`,
    };
  const instead =
    useInstead === null ? '' : `; to be used instead: ${useInstead.slice(0, 100).replaceAll(/\s+/g, ' ')}`;
  return {
    level: 'risky',
    text: `, as announced on ${since} for any day after ${removeAfter}${instead}`,
    fix: null,
  };
}
