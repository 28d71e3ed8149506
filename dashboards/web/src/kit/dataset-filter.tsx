/** Chooses a dataset by typing: the service proposes, and only what it knows is taken. */
import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../api/client.js';

const PROPOSED = 20;

interface DatasetFilterProps {
  readonly label?: string;
  readonly value: string | undefined;
  readonly onChange: (key: string | undefined) => void;
}

export function DatasetFilter({ label = 'Dataset', value, onChange }: DatasetFilterProps) {
  const list = useId();
  const [typed, setTyped] = useState(value ?? '');
  const [seen, setSeen] = useState(value);
  // The address changed by other means: a link, the back button.
  if (seen !== value) {
    setSeen(value);
    setTyped(value ?? '');
  }
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/datasets',
      { params: { query: { search: typed.trim(), limit: PROPOSED } } },
      { placeholderData: keepPreviousData, staleTime: 60_000 },
    ),
  );
  const keys = (query.data?.items ?? []).map(({ key }) => key);
  const take = (text: string): void => {
    setTyped(text);
    if (text.trim() === '') onChange(undefined);
    else if (keys.includes(text)) onChange(text);
  };
  const isOpen = typed.trim() !== '' && typed !== value;
  return (
    <>
      <TextInput
        size="xs"
        type="search"
        label={label}
        list={list}
        value={typed}
        placeholder="all"
        autoComplete="off"
        onChange={(event) => take(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isOpen && keys[0] !== undefined) onChange(keys[0]);
        }}
        onBlur={() => setTyped(value ?? '')}
      />
      <datalist id={list}>
        {keys.map((key) => (
          <option key={key} value={key} />
        ))}
      </datalist>
    </>
  );
}
