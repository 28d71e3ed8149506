/** Chooses when an override ends. */
import { NativeSelect, TextInput } from '@mantine/core';
import { momentText } from '../../kit/moment.js';
import { ENDS, LONGEST_DAYS, type EndPreset, type EndWish } from './override-ends.js';

interface OverrideEndProps {
  readonly value: EndWish;
  /** What it comes to; null: not a moment that is possible. */
  readonly until: string | null;
  readonly onChange: (value: EndWish) => void;
}

const OPTIONS: readonly { readonly value: EndPreset; readonly label: string }[] = [
  ...ENDS.map(({ value, label }) => ({ value, label })),
  { value: 'own', label: 'at another moment' },
];

export function OverrideEnd({ value, until, onChange }: OverrideEndProps) {
  return (
    <>
      <NativeSelect
        label="Ends by itself"
        description={until === null ? undefined : momentText(until)}
        value={value.preset}
        data={OPTIONS.map((option) => ({ ...option }))}
        onChange={(event) => {
          const found = OPTIONS.find((option) => option.value === event.currentTarget.value);
          if (found !== undefined) onChange({ ...value, preset: found.value });
        }}
      />
      {value.preset === 'own' && (
        <TextInput
          type="datetime-local"
          label="End (UTC)"
          description={`At most ${String(LONGEST_DAYS)} days from now: what holds for longer is a change of the contract.`}
          required
          error={
            until === null && value.own !== ''
              ? `Choose a moment within the next ${String(LONGEST_DAYS)} days.`
              : undefined
          }
          value={value.own}
          onChange={(event) => onChange({ ...value, own: event.currentTarget.value })}
        />
      )}
    </>
  );
}
