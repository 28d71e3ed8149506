/** What is other than in the run before: numbers that filter the results, and checks that are gone. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { Verdict } from '../../kit/verdict.js';
import { runRoute } from './address.js';
import styles from './run.module.css';

interface RunChangesProps {
  readonly changes: Schema<'RunChanges'> | null;
  /** Of a run on some rows only. */
  readonly where: string | null;
}

export function RunChanges({ changes, where }: RunChangesProps) {
  return (
    <Section title="Beside the run before">
      {changes === null ? (
        <p className={styles['plain']}>
          {where === null
            ? 'There is no run before this one on the same server.'
            : 'A run on some rows only compares with no other.'}
        </p>
      ) : (
        <Changed changes={changes} />
      )}
    </Section>
  );
}

const WORDS = [
  ['worse', 'worse'],
  ['better', 'better'],
  ['new', 'new'],
] as const;

function Changed({ changes }: { readonly changes: Schema<'RunChanges'> }) {
  const { run, gone, goneChecks } = changes;
  const isSame = WORDS.every(([change]) => changes[change] === 0) && gone === 0;
  return (
    <>
      <p className={styles['plain']}>
        Before:{' '}
        <Link to="/runs/$id" params={{ id: run.runId }}>
          <Moment at={run.asOf} />
        </Link>{' '}
        <Verdict verdict={run.verdict} />
        {isSame && ' Every check ended as it did then.'}
      </p>
      {!isSame && (
        <ul className={styles['changes']}>
          {WORDS.map(([change, word]) => (
            <li key={change}>
              {changes[change] === 0 ? (
                <>0 {word}</>
              ) : (
                <Link from={runRoute.id} to="." search={{ change }} resetScroll={false}>
                  {changes[change].toLocaleString('en')} {word}
                </Link>
              )}
            </li>
          ))}
          <li>{gone.toLocaleString('en')} no longer checked</li>
        </ul>
      )}
      {gone > 0 && (
        <details>
          <summary>Checks that only the run before had</summary>
          <ul>
            {goneChecks.map((id) => (
              <li key={id}>
                <Link to="/checks/$id" params={{ id }}>
                  {id}
                </Link>
              </li>
            ))}
            {gone > goneChecks.length && <li>and {(gone - goneChecks.length).toLocaleString('en')} more</li>}
          </ul>
        </details>
      )}
    </>
  );
}
