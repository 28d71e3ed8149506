/** Who is told of incidents, when and how often: `alerts` of `assay.yaml`, resolved, without any secret. */
import type { IncidentSeverity } from './incident.js';

export type ChannelKind = 'slack' | 'email' | 'webhook' | 'pagerduty' | 'file' | 'console';

/** What routing knows of a channel; how it is reached is the channel's own business. */
export interface ChannelEntry {
  readonly type: ChannelKind;
  /** Where it writes to by itself (a Slack channel, e-mail addresses), so that nobody is told twice. */
  readonly addresses: readonly string[];
}

export interface AlertSettings {
  readonly channels: { readonly [name: string]: ChannelEntry };
  readonly owners: {
    /** Name of the channel that reaches a contract's Slack channels; null: none does. */
    readonly slack: string | null;
    /** The same for e-mail. */
    readonly email: string | null;
    readonly enabled: boolean;
  };
  /** The first that matches counts. */
  readonly rules: readonly AlertRule[];
  readonly digest: {
    /** `HH:MM`. */
    readonly at: string;
    /** Of the IANA database. */
    readonly timezone: string;
  };
}

/** What an incident must be; null: anything. */
export interface AlertMatch {
  readonly layers: readonly string[] | null;
  /** Keys, in which `*` stands for any text. */
  readonly datasets: readonly string[] | null;
  readonly domains: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly severities: readonly IncidentSeverity[] | null;
}

export interface AlertRule {
  readonly match: AlertMatch;
  /** Names of channels, beside the contract's owners. */
  readonly to: readonly string[];
  /** Tell only when `bad` of the last `of` decisions were; null: at once. */
  readonly after: { readonly bad: number; readonly of: number } | null;
  /** Null: never. */
  readonly remindMs: number | null;
  readonly escalate: { readonly afterMs: number; readonly to: readonly string[] } | null;
  readonly quiet: QuietHours | null;
  /** How an incident that is only a warning is told. */
  readonly warnings: 'now' | 'digest' | 'never';
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

export interface QuietHours {
  /** From one time of day (`22:00`) to another, perhaps of the next day; null: only the days. */
  readonly hours: { readonly from: string; readonly to: string } | null;
  /** Quiet from midnight to midnight. */
  readonly days: readonly Weekday[];
  readonly timezone: string;
  /** Told at once all the same. */
  readonly except: readonly IncidentSeverity[];
}

const DAY_MS = 86_400_000;

/** What holds where no rule matches: the owners are told, with a reminder a day. */
export const DEFAULT_RULE: AlertRule = {
  match: { layers: null, datasets: null, domains: null, tags: null, severities: null },
  to: [],
  after: null,
  remindMs: DAY_MS,
  escalate: null,
  quiet: null,
  warnings: 'digest',
};

/** Without any configuration nobody is told. */
export const NO_ALERTS: AlertSettings = {
  channels: {},
  owners: { slack: null, email: null, enabled: true },
  rules: [],
  digest: { at: '08:00', timezone: 'UTC' },
};
