/** How far a question to the gate has come, and what was decided. */
import { Button, Loader } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Moment } from '../../kit/moment.js';
import { ReasonList } from '../../kit/reason-list.js';
import { Outcome } from '../../kit/state-tags.js';
import type { GateAnswer, Waiting } from './ask-gate.js';
import type { GateState } from './use-gate.js';
import styles from './dataset.module.css';

const MOST_REASONS = 6;

export function GateProgress({
  state,
  onCancel,
}: {
  readonly state: GateState;
  readonly onCancel: () => void;
}) {
  return (
    <div role="status">
      {state.step === 'waiting' && <InProgress ask={state.ask} onCancel={onCancel} />}
      {state.step === 'decided' && <Decided decision={state.decision} />}
    </div>
  );
}

function InProgress({ ask, onCancel }: { readonly ask: Waiting | null; readonly onCancel: () => void }) {
  const startedAt = ask?.startedAt ?? null;
  return (
    <div className={styles['progress']}>
      <Loader size="sm" aria-hidden="true" />
      <span>
        {stepText(ask)}
        {startedAt !== null && (
          <>
            {' '}
            since <Moment at={startedAt} seconds />
          </>
        )}
        . The question goes on when this window is closed.
      </span>
      {ask !== null && (
        <Button variant="default" size="compact-sm" onClick={onCancel} disabled={ask.cancelRequested}>
          Cancel the question
        </Button>
      )}
    </div>
  );
}

function stepText(ask: Waiting | null): string {
  if (ask === null) return 'Asking';
  if (ask.cancelRequested) return 'It is being cancelled';
  return ask.state === 'queued' ? 'It waits for its turn' : 'The checks run';
}

function Decided({ decision }: { readonly decision: GateAnswer }) {
  const { id, outcome, shadow, replayed, reasons, runId } = decision;
  return (
    <div>
      <p className={styles['plain']}>
        <Outcome outcome={outcome} shadow={shadow} />
        {replayed && ' as before: the same data, checks and policy'}{' '}
        <Link to="/decisions/$id" params={{ id }}>
          decision
        </Link>
        {runId !== null && (
          <>
            {', '}
            <Link to="/runs/$id" params={{ id: runId }}>
              run
            </Link>
          </>
        )}
      </p>
      <ReasonList reasons={reasons} most={MOST_REASONS} decision={id} />
    </div>
  );
}
