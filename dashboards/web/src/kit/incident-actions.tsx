/** What a person does to an incident: take it up, or say that it is over. Only what their rights allow. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { client, type Schema } from '../api/client.js';
import { useMay } from '../api/principal.js';
import { useAction } from '../api/use-action.js';
import { ReasonDialog } from './reason-dialog.js';

type Incident = Schema<'Incident'>;

interface IncidentProps {
  readonly incident: Incident;
}

export function IncidentActions({ incident }: IncidentProps) {
  const { dataset, domain, state } = incident;
  const may = useMay();
  const [open, setOpen] = useState<'acknowledge' | 'resolve' | null>(null);
  const close = (): void => setOpen(null);
  if (state === 'resolved' || !may('override', domain)) return null;
  return (
    <div className="no-print" style={{ display: 'flex', flexWrap: 'wrap', gap: '0.35rem' }}>
      {state === 'open' && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Acknowledge the incident of ${dataset}`}
          onClick={() => setOpen('acknowledge')}
        >
          Acknowledge
        </Button>
      )}
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Resolve the incident of ${dataset}`}
        onClick={() => setOpen('resolve')}
      >
        Resolve
      </Button>
      {open === 'acknowledge' && <Acknowledge incident={incident} onClose={close} />}
      {open === 'resolve' && <Resolve incident={incident} onClose={close} />}
    </div>
  );
}

interface DialogProps extends IncidentProps {
  readonly onClose: () => void;
}

function Acknowledge({ incident: { id, dataset }, onClose }: DialogProps) {
  const action = useAction(
    (note: string) =>
      client.POST('/v1/incidents/{id}/acknowledge', {
        params: { path: { id } },
        body: note === '' ? {} : { note },
      }),
    () => `The incident of ${dataset} is yours.`,
    onClose,
  );
  return (
    <ReasonDialog
      title={`Acknowledge the incident of ${dataset}`}
      explain="You take care of it: reminders and escalations end. The gate stays as it is."
      confirm="Acknowledge"
      isRequired={false}
      action={action}
      onConfirm={action.run}
      onClose={onClose}
    />
  );
}

function Resolve({ incident: { id, dataset }, onClose }: DialogProps) {
  const action = useAction(
    (reason: string) =>
      client.POST('/v1/incidents/{id}/resolve', { params: { path: { id } }, body: { reason } }),
    () => `The incident of ${dataset} is resolved.`,
    onClose,
  );
  return (
    <ReasonDialog
      title={`Resolve the incident of ${dataset}`}
      explain="One whose checks pass again ends by itself. If the data are still bad, the next decision opens a new one. The gate stays as it is."
      confirm="Resolve"
      action={action}
      onConfirm={action.run}
      onClose={onClose}
    />
  );
}
