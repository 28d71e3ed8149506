/** Lets through, for a while and with a reason, what the checks of a dataset hold back. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, type Schema } from '../../api/client.js';
import { useAction } from '../../api/use-action.js';
import { momentText } from '../../kit/moment.js';
import { ReasonDialog } from '../../kit/reason-dialog.js';
import { useNow } from '../../kit/use-now.js';
import styles from './gates.module.css';
import { OverrideChecks } from './override-checks.js';
import { OverrideEnd } from './override-end.js';
import { endOf, type EndWish } from './override-ends.js';
import { OverrideVersion } from './override-version.js';

interface OverrideDialogProps {
  readonly breaker: Schema<'Breaker'>;
  readonly onClose: () => void;
}

export function OverrideDialog({ breaker, onClose }: OverrideDialogProps) {
  const { dataset, secondApprover, phase } = breaker;
  const { reasons, dataVersion } = useWhatBlocks(breaker);
  const [checks, setChecks] = useState<readonly string[] | null>(null);
  const [isThisVersion, setThisVersion] = useState(true);
  const [end, setEnd] = useState<EndWish>({ preset: '24h', own: '' });
  const until = endOf(end, useNow());
  const action = useAction(
    (reason: string) =>
      client.POST('/v1/breakers/{dataset}/override', {
        params: { path: { dataset } },
        body: {
          reason,
          until: endOf(end, Date.now()) ?? '',
          checks: checks === null ? null : [...checks],
          dataVersion: isThisVersion ? dataVersion : null,
        },
      }),
    ({ data }) => toldOf(dataset, data),
    onClose,
  );
  return (
    <ReasonDialog
      title={`Override the gate of ${dataset}`}
      explain={
        phase === 'isolated'
          ? 'The breaker is isolated: no override lifts that. This one counts once a person has reset it.'
          : 'What is overridden lets data through with a warning. It ends by itself, and stands in every decision that it changes.'
      }
      confirm="Override"
      isDanger
      isReady={until !== null && checks?.length !== 0}
      action={action}
      onConfirm={action.run}
      onClose={onClose}
    >
      <div className={styles['inputs']}>
        {secondApprover && (
          <p className={styles['note']}>
            The policy asks for a second person: it waits, and lifts nothing, until somebody else approves it.
          </p>
        )}
        <OverrideChecks dataset={dataset} reasons={reasons} value={checks} onChange={setChecks} />
        <OverrideVersion version={dataVersion} isThis={isThisVersion} onChange={setThisVersion} />
        <OverrideEnd value={end} until={until} onChange={setEnd} />
      </div>
    </ReasonDialog>
  );
}

/** What the decision said that opened the breaker, or the latest one where none did. */
function useWhatBlocks({ runId, lastDecision, dataVersion }: Schema<'Breaker'>) {
  const ofRun = useQuery({
    ...api.queryOptions('get', '/v1/runs/{id}/checks', {
      params: { path: { id: runId ?? '' }, query: { limit: 1 } },
    }),
    enabled: runId !== null,
  });
  const isKnown = runId === null || !ofRun.isPending;
  const id = isKnown ? (ofRun.data?.decision?.id ?? lastDecision?.id ?? null) : null;
  const { data } = useQuery({
    ...api.queryOptions('get', '/v1/decisions/{id}', { params: { path: { id: id ?? '' } } }),
    enabled: id !== null,
  });
  const decision = data?.kind === 'Decision' ? data : null;
  return {
    reasons: (decision?.reasons ?? []).filter(({ effect, check }) => effect === 'block' && check !== null),
    dataVersion: dataVersion ?? decision?.dataVersion?.id ?? null,
  };
}

function toldOf(dataset: string, made: Schema<'Override'> | undefined): string {
  if (made === undefined) return `The override of ${dataset} is made.`;
  return made.state === 'waiting'
    ? `The override of ${dataset} waits for a second person.`
    : `The override of ${dataset} is in force until ${momentText(made.until)}.`;
}
