/** States other than verdicts, each as sign, word and colour: the gate's outcome, the breaker's phase, an incident's severity and state. */
import type { ReactNode } from 'react';
import { Glyph, type Health } from './glyph.js';
import styles from './tag.module.css';

type Look = readonly [health: Health, word: string];

function Tag({ look: [health, word], extra }: { readonly look: Look; readonly extra?: ReactNode }) {
  return (
    <span className={styles['tag']} data-health={health}>
      <Glyph health={health} />
      {word}
      {extra}
    </span>
  );
}

const OUTCOMES = {
  allow: ['pass', 'allowed'],
  allow_with_warnings: ['warn', 'allowed with warnings'],
  block: ['fail', 'blocked'],
} as const satisfies Record<string, Look>;

/** @param outcome null: never decided @param shadow recorded, not enforced */
export function Outcome({
  outcome,
  shadow = false,
}: {
  readonly outcome: keyof typeof OUTCOMES | null;
  readonly shadow?: boolean;
}) {
  const look: Look = outcome === null ? ['none', 'never decided'] : OUTCOMES[outcome];
  return <Tag look={look} extra={shadow ? <span>(shadow)</span> : undefined} />;
}

const PHASES = {
  closed: ['pass', 'closed'],
  open: ['fail', 'open'],
  half_open: ['warn', 'half open'],
  isolated: ['fail', 'isolated'],
} as const satisfies Record<string, Look>;

/** The breaker: closed lets data through. */
export function BreakerPhase({ phase }: { readonly phase: keyof typeof PHASES }) {
  return <Tag look={PHASES[phase]} />;
}

/** A dataset whose own breaker lets data through, and one upstream does not. */
export function HeldBack() {
  return <Tag look={['fail', 'blocked upstream']} />;
}

const SEVERITIES = {
  warning: ['warn', 'warning'],
  error: ['fail', 'error'],
  critical: ['fail', 'critical'],
} as const satisfies Record<string, Look>;

export function Severity({ severity }: { readonly severity: keyof typeof SEVERITIES }) {
  return <Tag look={SEVERITIES[severity]} />;
}

const INCIDENT_STATES = {
  open: ['fail', 'open'],
  acknowledged: ['warn', 'acknowledged'],
  resolved: ['pass', 'resolved'],
} as const satisfies Record<string, Look>;

export function IncidentState({ state }: { readonly state: keyof typeof INCIDENT_STATES }) {
  return <Tag look={INCIDENT_STATES[state]} />;
}

const OVERRIDE_STATES = {
  in_force: ['warn', 'in force'],
  waiting: ['unknown', 'waiting'],
  ended: ['none', 'ended'],
} as const satisfies Record<string, Look>;

export function OverrideState({ state }: { readonly state: keyof typeof OVERRIDE_STATES }) {
  return <Tag look={OVERRIDE_STATES[state]} />;
}
