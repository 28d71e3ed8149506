/** Looks every few seconds what the clock has brought about: reminders, escalations, digests. */
import { alertsDue } from '../alert/clock/alerts-due.js';
import { alertsAfter, factsByHand } from '../alert/routing/alerts-after.js';
import type { People } from '../alert/routing/owners.js';
import type { AlertMessage } from '../model/alert-message.js';
import type { AlertSettings } from '../model/alert-settings.js';
import type { IncidentStore, Outbox } from '../store/incident-store.js';
import { createBell } from './bell.js';
import type { Log } from './log.js';

export interface AlertClockParts {
  readonly incidents: Pick<IncidentStore, 'unresolved' | 'get'>;
  readonly outbox: Pick<Outbox, 'told' | 'add'>;
  readonly settings: () => AlertSettings;
  /** Whom the contract of a dataset names; null: the project has no such dataset. */
  readonly peopleOf: (dataset: string) => People | null;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Pick<Log, 'warn'>;
  /** Messages were written: time to deliver. */
  readonly onWritten: () => void;
}

export interface AlertClock {
  /** One look; what it finds is written under keys that no other process writes again. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const EVERY_MS = 15_000;
/** Keys of digests that are kept in mind: a day has one for each place. */
const MOST_KEYS = 10_000;

/** Starts to look, now and every 15 seconds. */
export function startAlertClock(parts: AlertClockParts): AlertClock {
  const memory: Memory = { written: new Set(), told: new Set() };
  const bell = createBell();
  let stopped = false;
  const look = async (): Promise<void> => {
    try {
      await lookOnce(parts, memory);
    } catch (error) {
      parts.log.warn({ error: String(error) }, 'the clock of the alerts could not look');
    }
  };
  const ended = (async () => {
    while (!stopped) {
      await look();
      if (!stopped) await bell.wait(EVERY_MS);
    }
  })();
  return {
    look,
    stop: async () => {
      stopped = true;
      bell.ring();
      await ended;
    },
  };
}

interface Memory {
  /** Keys of digests. */
  readonly written: Set<string>;
  /** Incidents of which this clock has told somebody. */
  readonly told: Set<string>;
}

async function lookOnce(parts: AlertClockParts, memory: Memory): Promise<void> {
  const { incidents, outbox, settings, peopleOf, newId } = parts;
  const unresolved = await incidents.unresolved();
  const standing = new Set(unresolved.map(({ id }) => id));
  const ended = [...memory.told].filter((id) => !standing.has(id));
  const late = await lateEnds(ended, parts);
  const waiting = unresolved.filter(({ state }) => state === 'open').map(({ id }) => id);
  const told = await outbox.told(waiting);
  const now = parts.now().toISOString();
  const due = alertsDue({
    unresolved,
    told,
    written: memory.written,
    settings: settings(),
    peopleOf,
    now,
    newId,
  });
  const messages = [...late, ...due];
  if (messages.length > 0) await outbox.add(messages);
  for (const id of ended) memory.told.delete(id);
  for (const message of due) remember(message, memory);
  if (messages.length > 0) parts.onWritten();
}

function remember(message: AlertMessage, { written, told }: Memory): void {
  if (message.incident !== null) told.add(message.incident.id);
  if (message.occasion !== 'digest') return;
  if (written.size >= MOST_KEYS) written.clear();
  written.add(message.key);
}

/** A decision may have ended an incident while the clock told new people of it: they hear of the end too. */
async function lateEnds(
  ended: readonly string[],
  { incidents, outbox, settings, now, newId }: AlertClockParts,
): Promise<readonly AlertMessage[]> {
  const messages: AlertMessage[] = [];
  for (const id of ended) {
    const incident = await incidents.get(id);
    const at = incident?.resolvedAt ?? null;
    if (incident === null || at === null) continue;
    const over = { incident: id, at, happening: 'resolved' as const, decision: null };
    const events = [{ ...over, by: incident.resolvedBy, message: incident.resolution ?? '' }];
    const facts = factsByHand(await outbox.told([id]));
    // Those who know already are not told again: the keys are the same.
    messages.push(
      ...alertsAfter({ incidents: [incident], events }, facts, settings(), now().toISOString(), newId),
    );
  }
  return messages;
}
