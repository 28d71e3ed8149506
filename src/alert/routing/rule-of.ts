/** Which rule of `assay.yaml` an incident falls under. */
import {
  DEFAULT_RULE,
  type AlertMatch,
  type AlertRule,
  type AlertSettings,
} from '../../model/alert-settings.js';
import type { Incident } from '../../model/incident.js';

/** What of an incident a rule looks at. */
export type Matched = Pick<Incident, 'layer' | 'dataset' | 'domain' | 'tags' | 'severity'>;

/** The first rule that matches; where none does, the one by which only the owners are told. */
export function ruleOf(incident: Matched, settings: Pick<AlertSettings, 'rules'>): AlertRule {
  return settings.rules.find((rule) => matches(incident, rule.match)) ?? DEFAULT_RULE;
}

/** True where all that the match names is so of the incident. */
export function matches(incident: Matched, match: AlertMatch): boolean {
  const { layer, domain, tags, dataset, severity } = incident;
  return (
    (match.layers === null || (layer !== null && match.layers.includes(layer))) &&
    (match.domains === null || (domain !== null && match.domains.includes(domain))) &&
    (match.tags === null || match.tags.some((tag) => tags.includes(tag))) &&
    (match.datasets === null || match.datasets.some((pattern) => fitsPattern(dataset, pattern))) &&
    (match.severities === null || match.severities.includes(severity))
  );
}

/** True where a text fits a pattern in which `*` stands for any text. */
export function fitsPattern(text: string, pattern: string): boolean {
  const [start = '', ...others] = pattern.split('*');
  const end = others.pop();
  if (end === undefined) return text === pattern;
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  // Whatever stands between two stars: the first place where it fits leaves the most for the rest.
  let at = start.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - end.length;
}
