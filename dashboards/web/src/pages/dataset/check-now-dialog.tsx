/** Puts a question to the gate: which batch, judged when; then shows how far it has come, and the answer. */
import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/client.js';
import { ProblemBox } from '../../kit/problem-box.js';
import { GateProgress } from './gate-progress.js';
import { useGate } from './use-gate.js';
import styles from './dataset.module.css';

interface CheckNowDialogProps {
  readonly dataset: Schema<'DatasetDetail'>;
  readonly onClose: () => void;
}

export function CheckNowDialog({ dataset, onClose }: CheckNowDialogProps) {
  const { key, partition, lastDecision } = dataset;
  const [batch, setBatch] = useState<Readonly<Record<string, string>>>(lastDecision?.batch ?? {});
  const [asOf, setAsOf] = useState('');
  const [force, setForce] = useState(false);
  const gate = useGate(key);
  const written = partition.filter((column) => (batch[column] ?? '').trim() !== '');
  const isWhole = written.length === 0;
  const isComplete = isWhole || written.length === partition.length;
  const isWaiting = gate.state.step === 'waiting';
  const ask = (): void =>
    gate.ask({
      batch: isWhole ? null : Object.fromEntries(partition.map((column) => [column, batch[column] ?? ''])),
      // What is typed is UTC, as everything on these pages.
      asOf: asOf === '' ? null : `${asOf}Z`,
      force,
    });
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Check ${key} now`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete && !isWaiting) ask();
        }}
      >
        <p className={styles['plain']}>
          Asks the gate: the checks run, the answer is recorded, and the breaker and incidents follow it.
        </p>
        <div className={styles['inputs']}>
          {partition.map((column, i) => (
            <TextInput
              key={column}
              label={`Batch: ${column}`}
              value={batch[column] ?? ''}
              {...(i === 0 ? { 'data-autofocus': true } : {})}
              onChange={(event) => setBatch({ ...batch, [column]: event.currentTarget.value })}
            />
          ))}
          {partition.length > 0 && isWhole && (
            <p className={styles['dim']}>Without a batch the dataset is checked as a whole.</p>
          )}
          {!isComplete && <p className={styles['dim']}>A batch names all of its columns, or none.</p>}
          <TextInput
            type="datetime-local"
            label="Judged as of (UTC)"
            description="Empty: now."
            value={asOf}
            onChange={(event) => setAsOf(event.currentTarget.value)}
          />
          <Checkbox
            label="Scan again although there is an answer on record"
            checked={force}
            onChange={(event) => setForce(event.currentTarget.checked)}
          />
        </div>
        <GateProgress state={gate.state} onCancel={gate.cancel} />
        {gate.state.step === 'failed' && <ProblemBox error={gate.state.problem} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={isWaiting} disabled={!isComplete}>
            {gate.state.step === 'decided' ? 'Check again' : 'Check'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
