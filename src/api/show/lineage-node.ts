/** A dataset of the lineage as it is answered: its card, and why nothing passes. */
import { ownerOf } from '../../gate/owner.js';
import type { BreakerState } from '../../model/decision.js';
import type { LineageState } from '../../service/lineage-states.js';
import type { DatasetEntry } from '../../service/service.js';
import type { Link } from '../links.js';
import type { Answer } from '../route.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

const WIDTH = 236;
/** What a card has besides the key: its layer, its state and how old its data are. */
const REST = 72;
const LINE = 20;
/** Letters of a key that a line of a card holds, with room for wide ones. */
const LETTERS = 22;
const MOST_LINES = 3;

/** Room for the key on up to three lines; what is longer is cut by whoever draws it, and told in full beside the picture. */
export function cardSize(key: string): Size {
  const lines = Math.min(MOST_LINES, Math.max(1, Math.ceil([...key].length / LETTERS)));
  return { width: WIDTH, height: REST + lines * LINE };
}

/** @param seen whether the caller may see a dataset */
export function showNode(
  { key, layer, domain, contract, policy }: DatasetEntry,
  place: Size & { readonly x: number; readonly y: number },
  state: LineageState | undefined,
  seen: (key: string) => boolean,
  link: Link,
): Answer<'LineageNode'> {
  const roots = state?.roots ?? [];
  const isHeld = state?.holds === true || roots.length > 0;
  return {
    dataset: key,
    name: contract.datasets.find((each) => each.key === key)?.name ?? key,
    ...{ layer, domain },
    ...place,
    health: state?.health ?? null,
    asOf: state?.asOf ?? null,
    breaker: state?.breaker ?? 'closed',
    blocked: roots.length > 0,
    blockedBy: roots.map(({ dataset }) => dataset).find(seen) ?? null,
    staleAsOf: isHeld ? (state?.allowedAsOf ?? null) : null,
    shadow: policy.shadow,
    owner: ownerOf(contract),
    incident: showIncidentHead(state),
    links: {
      dataset: link('/v1/datasets/{key}', key),
      contract: link('/v1/contracts/{id}', contract.id),
    },
  };
}

function showIncidentHead(state: LineageState | undefined): Answer<'LineageNode'>['incident'] {
  const incident = state?.incident ?? null;
  if (incident === null) return null;
  const { id, title, severity, state: stands, openedAt } = incident;
  return { id, title, severity, state: stands, openedAt };
}

/** A sentence; null where nothing is blocked. */
export function showBlock(roots: readonly BreakerState[], seen: (key: string) => boolean): string | null {
  if (roots.length === 0) return null;
  const told = roots.filter(({ dataset }) => seen(dataset));
  if (told.length === 0) return 'Held back by something upstream that you may not see.';
  const more = told.length < roots.length ? ' And by something upstream that you may not see.' : '';
  return `${told.map(sentence).join(' ')}${more}`;
}

const PHASE = { open: 'open', isolated: 'isolated by hand', half_open: 'half open', closed: 'closed' };

/** `2026-01-31 18:05 UTC` */
const minuteOf = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;

function sentence({ dataset, phase, openedAt, since, cause }: BreakerState): string {
  const why = cause === null || cause === '' ? '' : `: ${cause}`;
  const text = `The breaker of ${dataset} is ${PHASE[phase]} since ${minuteOf(openedAt ?? since)}${why}`;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
