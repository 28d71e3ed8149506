/** Whose an incident is, since when, who has it, and the decisions that it stands on. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Facts } from '../../kit/facts.js';
import { IncidentSubject } from '../../kit/incident-subject.js';
import { isOfChannel } from '../../kit/is-of-channel.js';
import { Moment } from '../../kit/moment.js';

export function IncidentFacts({ incident }: { readonly incident: Schema<'IncidentDetail'> }) {
  const { dataset, layer, domain, environment, owner, openedAt, openedBy, lastDecision, tags } = incident;
  return (
    <Facts
      facts={[
        ['Concerns', <IncidentSubject key="dataset" dataset={dataset} />],
        ['Layer', layer],
        ['Domain', domain],
        ['Environment', environment],
        ['Tags', tags.length === 0 ? null : tags.join(', ')],
        ['Owner', owner ?? 'nobody is named'],
        ['Since', <Moment key="since" at={openedAt} seconds />],
        ['Taken up', takenUp(incident)],
        ['Resolved', resolved(incident)],
        ['Opened by', isOfChannel(incident) ? null : <DecisionOf key="opened" id={openedBy} />],
        [
          'Latest decision',
          isOfChannel(incident) || lastDecision === openedBy ? null : (
            <DecisionOf key="last" id={lastDecision} />
          ),
        ],
      ]}
    />
  );
}

function DecisionOf({ id }: { readonly id: string }) {
  return (
    <Link to="/decisions/$id" params={{ id }}>
      decision {id}
    </Link>
  );
}

function takenUp({ acknowledgedAt, acknowledgedBy }: Schema<'IncidentDetail'>) {
  if (acknowledgedAt === null) return 'nobody has it yet';
  return (
    <>
      by {acknowledgedBy ?? 'somebody'}, <Moment at={acknowledgedAt} />
    </>
  );
}

function resolved({ resolvedAt, resolvedBy, resolution }: Schema<'IncidentDetail'>) {
  if (resolvedAt === null) return null;
  return (
    <>
      {resolvedBy === null ? 'by itself' : `by ${resolvedBy}`}, <Moment at={resolvedAt} />
      {resolution !== null && `: ${resolution}`}
    </>
  );
}
