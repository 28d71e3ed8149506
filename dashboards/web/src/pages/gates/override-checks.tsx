/** Chooses which checks an override lifts: all, or some of those that block. */
import { Checkbox, Radio } from '@mantine/core';
import type { Schema } from '../../api/client.js';
import styles from './gates.module.css';

interface OverrideChecksProps {
  readonly dataset: string;
  /** Those of checks that block. */
  readonly reasons: readonly Schema<'Reason'>[];
  /** Ids; null: every check. */
  readonly value: readonly string[] | null;
  readonly onChange: (value: readonly string[] | null) => void;
}

export function OverrideChecks({ dataset, reasons, value, onChange }: OverrideChecksProps) {
  const failing = [...new Map(reasons.map((reason) => [reason.check ?? '', reason])).values()];
  return (
    <>
      <Radio.Group
        label="Which checks it lifts"
        value={value === null ? 'all' : 'some'}
        onChange={(next) => onChange(next === 'all' ? null : failing.flatMap(({ check }) => check ?? []))}
      >
        <Radio value="all" label="All checks of the dataset" mt="xs" />
        <Radio
          value="some"
          label={failing.length === 0 ? 'Chosen checks: none blocks at this moment' : 'Chosen checks'}
          disabled={failing.length === 0}
          mt="xs"
        />
      </Radio.Group>
      {value !== null && (
        <Checkbox.Group aria-label="Checks that block" value={[...value]} onChange={onChange}>
          <div className={styles['checks']}>
            {failing.map(({ check, message }) => (
              <Checkbox
                key={check}
                value={check ?? ''}
                label={check?.startsWith(`${dataset}/`) === true ? check.slice(dataset.length + 1) : check}
                description={message}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}
