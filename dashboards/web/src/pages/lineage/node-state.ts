/** The state of a dataset of the lineage in words, the same on its card, in its label and in the table. */
import type { Schema } from '../../api/client.js';
import { HEALTH_WORDS } from '../../kit/glyph.js';

type Node = Schema<'LineageNode'>;

const PHASES = {
  closed: '',
  open: 'breaker open',
  half_open: 'breaker half open',
  isolated: 'isolated by hand',
};

/** What the gate makes of it; an empty text where data pass. */
export function gateText({ blocked, breaker, shadow }: Node): string {
  const words = [blocked ? 'held back' : '', PHASES[breaker]].filter((word) => word !== '').join(', ');
  return words !== '' && shadow ? `${words} (shadow)` : words;
}

/** `data of 2001-06-30`; an empty text where it is not held back. */
export function staleText({ staleAsOf, blocked, breaker }: Node): string {
  if (staleAsOf !== null) return `stale as of ${staleAsOf.slice(0, 10)}`;
  const isHeld = blocked || breaker === 'open' || breaker === 'isolated';
  return isHeld ? 'nothing was let through yet' : '';
}

/** Everything that a card shows, read aloud. */
export function nodeLabel(node: Node): string {
  const { dataset, layer, health, blockedBy, incident } = node;
  const parts = [
    dataset,
    layer ?? 'no layer',
    HEALTH_WORDS[health ?? 'none'],
    gateText(node),
    node.blocked && blockedBy !== null ? `by ${blockedBy}` : '',
    staleText(node),
    incident === null ? '' : `incident: ${incident.severity}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
