/** Chooses a layer of the project. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { Choice } from './filters.js';

interface LayerFilterProps {
  readonly value: string | undefined;
  readonly onChange: (layer: string | undefined) => void;
}

export function LayerFilter({ value, onChange }: LayerFilterProps) {
  const { data } = useQuery(api.queryOptions('get', '/v1/project', {}, { staleTime: 60_000 }));
  const options = (data?.layers ?? []).map((layer) => ({ value: layer, label: layer }));
  return <Choice label="Layer" all="all" value={value} options={options} onChange={onChange} />;
}
