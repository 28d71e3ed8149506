/** Incidents and messages for tests, each with every field; a test names what it is about. */
import fc from 'fast-check';
import type { AlertMessage, Occasion } from '../../src/model/alert-message.js';
import type { SendContext } from '../../src/alert/channel.js';
import type { Incident, IncidentCause } from '../../src/model/incident.js';

export const T0 = '2001-02-03T04:05:06.000Z';
export const T1 = '2001-02-03T05:00:00.000Z';

export function cause(part: Partial<IncidentCause> = {}): IncidentCause {
  return {
    check: 'gold.orders/amount/invalidValues',
    code: 'check_failed',
    severity: 'critical',
    message: 'amount: 3 of 100 rows are invalid, allowed 0',
    owner: 'team-orders',
    since: T0,
    until: null,
    ...part,
  };
}

export function incident(part: Partial<Incident> = {}): Incident {
  return {
    kind: 'Incident',
    id: '018f0000-0000-7000-8000-000000000001',
    dataset: 'gold.orders',
    layer: 'gold',
    domain: 'sales',
    environment: 'production',
    tags: [],
    state: 'open',
    severity: 'critical',
    title: 'amount: 3 of 100 rows are invalid, allowed 0',
    owner: 'team-orders',
    causes: [cause()],
    affected: [{ dataset: 'gold.revenue', since: T0 }],
    openedBy: 'decision-1',
    lastDecision: 'decision-1',
    openedAt: T0,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    ...part,
  };
}

export const resolved = (part: Partial<Incident> = {}): Incident =>
  incident({ state: 'resolved', resolvedAt: T1, causes: [cause({ until: T1 })], ...part });

let messages = 0;

export function message(part: Partial<AlertMessage> = {}): AlertMessage {
  messages += 1;
  return {
    kind: 'AlertMessage',
    id: `018f0000-0000-7000-8000-1${String(messages).padStart(11, '0')}`,
    key: `opened/${String(messages)}`,
    occasion: 'opened',
    channel: 'shown',
    address: null,
    thread: 'incident-1',
    incident: incident(),
    digest: [],
    summary: 'gold.orders is blocked.',
    details: [],
    createdAt: T0,
    notBefore: T0,
    ...part,
  };
}

export function digestMessage(lines: number): AlertMessage {
  return message({
    occasion: 'digest',
    incident: null,
    summary: 'Warnings of the last day.',
    digest: Array.from({ length: lines }, (_, n) => ({
      dataset: `silver.d${String(n)}`,
      title: 'late: the data are 3 hours old',
      since: T0,
      owner: n % 2 === 0 ? 'ada' : null,
    })),
  });
}

export function context(part: Partial<SendContext> = {}): SendContext {
  return {
    first: null,
    publicUrl: 'https://assay.example.com',
    signal: new AbortController().signal,
    now: new Date(T1),
    attempt: 1,
    ...part,
  };
}

/** What has no business in a name, and comes all the same. */
export const NASTY = [
  `gold."o'rders" & <script>alert(1)</script>`,
  'gold.orders\r\nBcc: eve@example.com',
  'gold.<!channel> <@U1> <https://evil.example|click> @here @everyone',
  '*bold* _it_ ~no~ `code` :smile: 🦩',
  '\u001b[31mred\u001b[0m \u202Eesrever\u0000',
  'half \ud83d',
] as const;

const occasions: readonly Occasion[] = [
  'opened',
  'raised',
  'changed',
  'acknowledged',
  'reminder',
  'escalation',
  'recovered',
  'digest',
  'test',
];

/** Any text, of any length: whole ranges of Unicode with its halves, markup, and long runs of what grows when it is escaped. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('<', '&', '"', 'x', '🦩', '@here', '\ud83d', '\\'),
        fc.integer({ min: 1, max: 6000 }),
      )
      .map(([unit, times]) => unit.repeat(times)),
  },
);
const optional = fc.option(text);
const moments = fc.oneof(fc.constantFrom(T0, T1), text);

const anyCause = fc.record({
  check: optional,
  code: text,
  severity: fc.constantFrom('warning' as const, 'error' as const, 'critical' as const),
  message: text,
  owner: optional,
  since: moments,
  until: fc.option(moments),
});

const anyIncident: fc.Arbitrary<Incident> = fc.record({
  kind: fc.constant('Incident' as const),
  id: text,
  dataset: text,
  layer: optional,
  domain: optional,
  environment: optional,
  tags: fc.array(text, { maxLength: 3 }),
  state: fc.constantFrom('open' as const, 'acknowledged' as const, 'resolved' as const),
  severity: fc.constantFrom('warning' as const, 'error' as const, 'critical' as const),
  title: text,
  owner: optional,
  causes: fc.array(anyCause, { maxLength: 40 }),
  affected: fc.array(fc.record({ dataset: text, since: moments }), { maxLength: 40 }),
  openedBy: text,
  lastDecision: text,
  openedAt: moments,
  acknowledgedAt: fc.option(moments),
  acknowledgedBy: optional,
  resolvedAt: fc.option(moments),
  resolvedBy: optional,
  resolution: optional,
});

/** Any message at all, within its types. */
export const anyMessage: fc.Arbitrary<AlertMessage> = fc.record({
  kind: fc.constant('AlertMessage' as const),
  id: text,
  key: text,
  occasion: fc.constantFrom(...occasions),
  channel: text,
  address: fc.constant(null),
  thread: text,
  incident: fc.option(anyIncident, { freq: 8 }),
  digest: fc.array(fc.record({ dataset: text, title: text, since: moments, owner: optional }), {
    maxLength: 60,
  }),
  summary: text,
  details: fc.array(text, { maxLength: 40 }),
  createdAt: moments,
  notBefore: moments,
});
