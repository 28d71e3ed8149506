/** Chooses a day of UTC, as the service reads it. */
import { TextInput } from '@mantine/core';

interface DayFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

export function DayFilter({ label, value, onChange }: DayFilterProps) {
  return (
    <TextInput
      size="xs"
      type="date"
      label={label}
      value={value?.slice(0, 10) ?? ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  );
}
