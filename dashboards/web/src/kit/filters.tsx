/** Filters of a list. They hand on what is chosen; the page keeps it in its address. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import styles from './filters.module.css';

export function Filters({ children }: { readonly children: ReactNode }) {
  return (
    <div className={`${styles['filters'] ?? ''} no-print`} role="search">
      {children}
    </div>
  );
}

interface ChoiceProps<Word extends string> {
  readonly label: string;
  readonly value: Word | undefined;
  /** Words with their labels. */
  readonly options: readonly { readonly value: Word; readonly label: string }[];
  /** Label of no choice. */
  readonly all: string;
  readonly onChange: (value: Word | undefined) => void;
}

export function Choice<Word extends string>({ label, value, options, all, onChange }: ChoiceProps<Word>) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value ?? ''}
      data={[{ value: '', label: all }, ...options]}
      onChange={(event) =>
        onChange(options.find((option) => option.value === event.currentTarget.value)?.value)
      }
    />
  );
}

interface TextFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly placeholder?: string;
  readonly onChange: (value: string | undefined) => void;
}

const TYPED_MS = 250;

/** Waits until the typing rests. */
export function TextFilter({ label, value, placeholder, onChange }: TextFilterProps) {
  const [typed, setTyped] = useState(value ?? '');
  const [seen, setSeen] = useState(value);
  // The address changed by other means: a link, the back button.
  if (seen !== value) {
    setSeen(value);
    setTyped(value ?? '');
  }
  useEffect(() => {
    if (typed === (value ?? '')) return;
    const timer = setTimeout(() => onChange(typed.trim() === '' ? undefined : typed), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <TextInput
      size="xs"
      type="search"
      label={label}
      value={typed}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
