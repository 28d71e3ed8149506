/** The inputs of a question to the gate, and what they say. */
import { Checkbox, TextInput } from '@mantine/core';
import type { GateQuestion } from './ask-gate.js';
import styles from './dataset.module.css';

/** As it is typed. */
export interface Question {
  readonly batch: Readonly<Record<string, string>>;
  readonly asOf: string;
  readonly force: boolean;
}

const written = ({ batch }: Question, partition: readonly string[]): number =>
  partition.filter((column) => (batch[column] ?? '').trim() !== '').length;

/** Null where it can not be asked: a batch names all of its columns, or there is none. */
export function readQuestion(question: Question, partition: readonly string[]): GateQuestion | null {
  const { batch, asOf, force } = question;
  const count = written(question, partition);
  if (count > 0 && count < partition.length) return null;
  return {
    batch: count === 0 ? null : Object.fromEntries(partition.map((column) => [column, batch[column] ?? ''])),
    // What is typed is UTC, as everything on these pages.
    asOf: asOf === '' ? null : `${asOf}Z`,
    force,
  };
}

interface QuestionInputsProps {
  readonly question: Question;
  /** Columns of a batch. */
  readonly partition: readonly string[];
  readonly onChange: (question: Question) => void;
}

export function QuestionInputs({ question, partition, onChange }: QuestionInputsProps) {
  const { batch, asOf, force } = question;
  const count = written(question, partition);
  return (
    <div className={styles['inputs']}>
      {partition.map((column, i) => (
        <TextInput
          key={column}
          label={`Batch: ${column}`}
          value={batch[column] ?? ''}
          {...(i === 0 ? { 'data-autofocus': true } : {})}
          onChange={(event) =>
            onChange({ ...question, batch: { ...batch, [column]: event.currentTarget.value } })
          }
        />
      ))}
      {partition.length > 0 && count === 0 && (
        <p className={styles['dim']}>Without a batch the dataset is checked as a whole.</p>
      )}
      {count > 0 && count < partition.length && (
        <p className={styles['dim']}>A batch names all of its columns, or none.</p>
      )}
      <TextInput
        type="datetime-local"
        label="Judged as of (UTC)"
        description="Empty: now."
        value={asOf}
        onChange={(event) => onChange({ ...question, asOf: event.currentTarget.value })}
      />
      <Checkbox
        label="Scan again although there is an answer on record"
        checked={force}
        onChange={(event) => onChange({ ...question, force: event.currentTarget.checked })}
      />
    </div>
  );
}
