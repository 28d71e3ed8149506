/** The second person of an override: who it was, or the button for whoever may be it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { client, type Schema } from '../../api/client.js';
import { useMay, useMyName } from '../../api/principal.js';
import { useAction } from '../../api/use-action.js';
import { momentText } from '../../kit/moment.js';
import { ReasonDialog } from '../../kit/reason-dialog.js';

type Override = Schema<'Override'>;

export function OverrideApproval({ override }: { readonly override: Override }) {
  const { by, approvedBy, domain, needsApproval, state, dataset } = override;
  const may = useMay();
  const me = useMyName();
  const [isOpen, setOpen] = useState(false);
  if (approvedBy !== null) return <>{approvedBy}</>;
  if (!needsApproval) return <>not needed</>;
  if (state === 'ended') return <>nobody approved it</>;
  if (!may('approve', domain))
    return (
      <>
        waits for somebody with the scope <code>approve</code>
      </>
    );
  if (me?.toLowerCase() === by.toLowerCase()) return <>you made it: somebody else has to approve it</>;
  return (
    <>
      <Button
        className="no-print"
        variant="default"
        size="compact-sm"
        aria-label={`Approve the override of ${dataset}`}
        onClick={() => setOpen(true)}
      >
        Approve
      </Button>
      {isOpen && <ApproveDialog override={override} onClose={() => setOpen(false)} />}
    </>
  );
}

interface ApproveDialogProps {
  readonly override: Override;
  readonly onClose: () => void;
}

function ApproveDialog({ override, onClose }: ApproveDialogProps) {
  const { id, dataset, by, reason, until, checks } = override;
  const action = useAction(
    (note: string) =>
      client.POST('/v1/overrides/{id}/approve', {
        params: { path: { id } },
        body: note === '' ? {} : { reason: note },
      }),
    () => `The override of ${dataset} is in force until ${momentText(until)}.`,
    onClose,
  );
  return (
    <ReasonDialog
      title={`Approve the override of ${dataset}`}
      explain={
        <>
          {by} asks to let through what{' '}
          {checks === null ? 'all checks hold' : `${String(checks.length)} of its checks hold`} back until{' '}
          {momentText(until)}: “{reason}”
        </>
      }
      confirm="Approve"
      isDanger
      isRequired={false}
      action={action}
      onConfirm={action.run}
      onClose={onClose}
    />
  );
}
