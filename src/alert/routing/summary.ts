/** The one sentence of a message: what happened. */
import type { Occasion } from '../../model/alert-message.js';
import type { Incident } from '../../model/incident.js';
import { durationText } from '../../model/time.js';
import { isOfChannel } from '../channel-subject.js';
import { oneLine } from '../../gate/incident-title.js';

const LONGEST = 500;

/** @param now ISO 8601 UTC */
export function summaryOf(
  incident: Incident,
  occasion: Exclude<Occasion, 'digest' | 'test'>,
  now: string,
): string {
  return oneLine(sentence(incident, occasion, now), LONGEST);
}

function sentence(incident: Incident, occasion: Exclude<Occasion, 'digest' | 'test'>, now: string): string {
  const { dataset, title, severity } = incident;
  const lasting = durationText(Date.parse(now) - Date.parse(incident.openedAt));
  switch (occasion) {
    case 'opened':
      // The title of a channel's incident says it all.
      if (isOfChannel(incident)) return title;
      return `${dataset} ${severity === 'warning' ? 'has a warning' : 'is blocked'}: ${title}`;
    case 'raised':
      return `The incident of ${dataset} has become ${severity}: ${title}`;
    case 'changed':
      return `There is more to the incident of ${dataset}: ${title}`;
    case 'acknowledged':
      return `${incident.acknowledgedBy ?? 'Somebody'} has taken up the incident of ${dataset}: ${title}`;
    case 'reminder':
      return `The incident of ${dataset} has lasted ${lasting} and nobody has taken it up: ${title}`;
    case 'escalation':
      return `Nobody has taken up the incident of ${dataset}, which has lasted ${lasting}: ${title}`;
    case 'recovered':
      return incident.resolvedBy === null
        ? `${dataset} is well again after ${lasting}; it was: ${title}`
        : `${incident.resolvedBy} has resolved the incident of ${dataset}: ${incident.resolution ?? title}`;
  }
}
