/** Ages of the newest row → the standard's SLA of latency, where it can name the column. */
import { isNumeric } from '../../model/exact.js';
import type { DraftDataset, DraftRule } from './draft.js';

export interface Latency {
  readonly value: number;
  readonly unit: 'd' | 'h' | 'min' | 's';
  /** `orders.placed_at` */
  readonly element: string;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `sla`: what an SLA can say; `rest`: all other rules. A warning is a rule: SLAs have no severity. */
export function latencies(dataset: Pick<DraftDataset, 'name' | 'rules'>): {
  readonly sla: readonly Latency[];
  readonly rest: readonly DraftRule[];
} {
  const asSla = dataset.rules.flatMap((rule) => {
    const latency = latencyOf(rule, dataset.name);
    return latency === null ? [] : [{ rule, latency }];
  });
  const taken = new Set(asSla.map(({ rule }) => rule));
  return {
    sla: asSla.map(({ latency }) => latency),
    rest: dataset.rules.filter((rule) => !taken.has(rule)),
  };
}

function latencyOf(rule: DraftRule, dataset: string): Latency | null {
  const { column, limit, metric } = rule;
  const isPlain =
    rule.severity === null && rule.name === null && rule.description === null && rule.tags.length === 0;
  if (metric !== 'freshness' || column === null || limit.op !== '<=' || !isPlain) return null;
  if (!isNumeric(limit.value) || ![dataset, column].every((name) => /^\w+$/.test(name))) return null;
  const seconds = Number(limit.value);
  const [unit, length] = UNITS.find(([, one]) => seconds % one === 0) ?? ['s', 1];
  return Number.isSafeInteger(seconds) && seconds > 0
    ? { value: seconds / length, unit, element: `${dataset}.${column}` }
    : null;
}
