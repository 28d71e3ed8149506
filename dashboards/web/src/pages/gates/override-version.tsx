/** Chooses whether an override holds for the data that were blocked, or for any that come while it lasts. */
import { Radio } from '@mantine/core';

interface OverrideVersionProps {
  /** Of the data that were blocked; null: not known. */
  readonly version: string | null;
  readonly isThis: boolean;
  readonly onChange: (isThis: boolean) => void;
}

export function OverrideVersion({ version, isThis, onChange }: OverrideVersionProps) {
  return (
    <Radio.Group
      label="For which data"
      value={version !== null && isThis ? 'this' : 'any'}
      onChange={(next) => onChange(next === 'this')}
    >
      <Radio
        value="this"
        label="Only the data version that was blocked"
        description={version ?? 'It is not known: nothing was scanned.'}
        disabled={version === null}
        mt="xs"
      />
      <Radio value="any" label="Any version until it ends" mt="xs" />
    </Radio.Group>
  );
}
