/** Asks for a reason before something is done by hand: it will stand in the audit log. */
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Action } from '../api/use-action.js';
import { ProblemBox } from './problem-box.js';
import { useReturnOfFocus } from './use-return-of-focus.js';

interface ReasonDialogProps {
  readonly title: string;
  /** What will be true afterwards. */
  readonly explain: ReactNode;
  /** The button: a verb. */
  readonly confirm: string;
  readonly isDanger?: boolean;
  /** False: the reason may be left out. */
  readonly isRequired?: boolean;
  /** Further inputs, above the reason. */
  readonly children?: ReactNode;
  /** False: the further inputs are not complete. */
  readonly isReady?: boolean;
  readonly action: Pick<Action<never>, 'isRunning' | 'problem'>;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

const LONGEST = 2_000;

/** Mounted while it is open: a closed one forgets what was typed. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, explain, confirm, isDanger = false, isRequired = true, isReady = true, action } = props;
  const [reason, setReason] = useState('');
  useReturnOfFocus();
  const isMissing = isRequired && reason.trim() === '';
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isMissing && isReady) props.onConfirm(reason.trim());
        }}
      >
        <div style={{ marginBlockEnd: '0.75rem' }}>{explain}</div>
        {props.children}
        <Textarea
          label={isRequired ? 'Reason' : 'Note'}
          description="Kept in the audit log, for everybody who may read it."
          required={isRequired}
          maxLength={LONGEST}
          autosize
          minRows={3}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {action.problem !== null && <ProblemBox error={action.problem} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            {...(isDanger ? { color: 'red.9' } : {})}
            loading={action.isRunning}
            disabled={isMissing || !isReady}
          >
            {confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
