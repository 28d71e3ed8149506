/** Puts a question to the gate: which batch, judged when; then shows how far it has come, and the answer. */
import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/client.js';
import { ProblemBox } from '../../kit/problem-box.js';
import { useReturnOfFocus } from '../../kit/use-return-of-focus.js';
import { GateProgress } from './gate-progress.js';
import { QuestionInputs, readQuestion, type Question } from './question-inputs.js';
import { useGate } from './use-gate.js';
import styles from './dataset.module.css';

interface CheckNowDialogProps {
  readonly dataset: Schema<'DatasetDetail'>;
  readonly onClose: () => void;
}

export function CheckNowDialog({ dataset, onClose }: CheckNowDialogProps) {
  useReturnOfFocus();
  const { key, partition, lastDecision } = dataset;
  const [question, setQuestion] = useState<Question>({
    batch: lastDecision?.batch ?? {},
    asOf: '',
    force: false,
  });
  const { state, ask, cancel } = useGate(key);
  const read = readQuestion(question, partition);
  const isWaiting = state.step === 'waiting';
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
          if (read !== null && !isWaiting) ask(read);
        }}
      >
        <p className={styles['plain']}>
          Asks the gate: the checks run, the answer is recorded, and the breaker and incidents follow it.
        </p>
        <QuestionInputs question={question} partition={partition} onChange={setQuestion} />
        <GateProgress state={state} onCancel={cancel} />
        {state.step === 'failed' && <ProblemBox error={state.problem} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={isWaiting} disabled={read === null}>
            {state.step === 'decided' ? 'Check again' : 'Check'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
