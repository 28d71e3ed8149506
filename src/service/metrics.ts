/** What Prometheus reads: counts, durations, and the state of queue, breakers and incidents. No label names a check. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Decided } from '../app/assay.js';
import type { BreakerPhase } from '../model/decision.js';
import type { Store } from '../store/store.js';

export interface Metrics {
  readonly registry: Registry;
  /** @param seconds from the moment a worker took it up */
  readonly decided: (decided: Decided, seconds: number) => void;
  readonly delivered: (channel: string, result: 'sent' | 'failed' | 'dead') => void;
}

interface MetricParts {
  readonly store: Store;
  /** Layer of a dataset; null where it has none or is gone. */
  readonly layerOf: (dataset: string) => string | null;
  readonly listeners: () => number;
  readonly running: () => number;
}

const PHASES: { readonly [phase in BreakerPhase]: number } = {
  closed: 0,
  half_open: 1,
  open: 2,
  isolated: 3,
};
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

export function openMetrics(parts: MetricParts): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'assay_' });
  const registers = [registry];
  const runs = new Counter({
    name: 'assay_runs_total',
    help: 'Check runs by verdict.',
    labelNames: ['dataset', 'layer', 'verdict'],
    registers,
  });
  const decisions = new Counter({
    name: 'assay_decisions_total',
    help: 'Answers of the gate by outcome; replayed: an earlier decision was given again.',
    labelNames: ['dataset', 'layer', 'outcome', 'replayed'],
    registers,
  });
  const decisionSeconds = new Histogram({
    name: 'assay_decision_seconds',
    help: 'From the moment a worker takes up an ask to its answer.',
    labelNames: ['layer', 'replayed'],
    buckets: SECONDS,
    registers,
  });
  const runSeconds = new Histogram({
    name: 'assay_run_seconds',
    help: 'How long the checks of a run took.',
    labelNames: ['layer'],
    buckets: SECONDS,
    registers,
  });
  const messages = new Counter({
    name: 'assay_alert_deliveries_total',
    help: 'Attempts to deliver a message.',
    labelNames: ['channel', 'result'],
    registers,
  });
  gauges(parts, registry);
  return {
    registry,
    decided: ({ decision, run }, seconds) => {
      const { dataset, outcome } = decision;
      const layer = decision.layer ?? '';
      const replayed = String(decision.replayed);
      decisions.inc({ dataset, layer, outcome, replayed });
      decisionSeconds.observe({ layer, replayed }, seconds);
      if (run === null || decision.replayed) return;
      runs.inc({ dataset, layer, verdict: run.verdict });
      runSeconds.observe({ layer }, run.cost.millis / 1000);
    },
    delivered: (channel, result) => messages.inc({ channel, result }),
  };
}

/** Those that are read from the store when Prometheus asks. */
function gauges({ store, layerOf, listeners, running }: MetricParts, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'assay_queue_depth',
    help: 'Asks that wait or run, in all processes.',
    labelNames: ['source', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const { source, queued, running: busy } of await orNone(store.asks.depth())) {
        this.set({ source, state: 'queued' }, queued);
        this.set({ source, state: 'running' }, busy);
      }
    },
  });
  new Gauge({
    name: 'assay_breaker_state',
    help: '0 closed, 1 half open, 2 open, 3 isolated by hand.',
    labelNames: ['dataset', 'layer'],
    registers,
    async collect() {
      this.reset();
      for (const { dataset, phase } of await orNone(store.breakers()))
        this.set({ dataset, layer: layerOf(dataset) ?? '' }, PHASES[phase]);
    },
  });
  new Gauge({
    name: 'assay_incidents_unresolved',
    help: 'Incidents that are open or acknowledged.',
    labelNames: ['severity', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const { severity, state } of await orNone(store.incidents.unresolved()))
        this.inc({ severity, state });
    },
  });
  new Gauge({
    name: 'assay_event_listeners',
    help: 'Open event streams of this process.',
    registers,
    collect() {
      this.set(listeners());
    },
  });
  new Gauge({
    name: 'assay_asks_running',
    help: 'Asks that this process works on.',
    registers,
    collect() {
      this.set(running());
    },
  });
}

/** A store that does not answer must not hide the other figures: its own are then absent. */
const orNone = <T>(rows: Promise<readonly T[]>): Promise<readonly T[]> => rows.catch(() => []);
