/** What an incident is about: a dataset, or a channel that delivers nothing any more. */
import { Link } from '@tanstack/react-router';
import { CHANNEL_PREFIX, isOfChannel } from './is-of-channel.js';

export function IncidentSubject({ dataset }: { readonly dataset: string }) {
  if (isOfChannel({ dataset })) return <>alert channel {dataset.slice(CHANNEL_PREFIX.length)}</>;
  return (
    <Link to="/datasets/$key" params={{ key: dataset }}>
      {dataset}
    </Link>
  );
}
