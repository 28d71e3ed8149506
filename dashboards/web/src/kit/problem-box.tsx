/** A problem as people read it: what, why, what to do. */
import type { ReactNode } from 'react';
import { BASE } from '../api/base.js';
import { ApiProblem, UNREACHABLE } from '../api/problem.js';
import { Glyph } from './glyph.js';
import styles from './box.module.css';

/** @param stale what is shown below it is from before */
export function ProblemBox({
  error,
  action,
  stale = false,
}: {
  readonly error: unknown;
  readonly action?: ReactNode;
  readonly stale?: boolean;
}) {
  const problem = error instanceof ApiProblem ? error : ApiProblem.unreachable(error);
  return (
    <div className={styles['box']} data-kind="problem" role="alert">
      <p className={styles['title']}>
        <Glyph health="fail" /> {problem.title}
      </p>
      <p>
        {problem.message}
        {stale && ' What you see is from before.'}
      </p>
      <div className={styles['row']}>
        {action}
        {problem.signIn !== null && (
          <a href={`${BASE}${problem.signIn}?return_to=${encodeURIComponent(here())}`}>Sign in</a>
        )}
        {problem.code !== UNREACHABLE && (
          <a href={`${BASE}/docs/problems#${problem.code}`}>
            <code>{problem.code}</code>
          </a>
        )}
        {problem.requestId !== null && (
          <span className={styles['dim']}>
            request <code>{problem.requestId}</code>
          </span>
        )}
      </div>
    </div>
  );
}

const here = (): string => `${window.location.pathname}${window.location.search}`;
