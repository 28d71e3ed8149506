/** Settings of the channels, as `assay.yaml` has them under `alerts.channels`: defaults filled in, references to secrets resolved. */

export interface SlackSettings {
  readonly type: 'slack';
  /** Bot token. */
  readonly token: string;
  /** Name or id of the channel for messages without an address. */
  readonly channel: string;
  /** Null: messages have no button to acknowledge, since nobody could check who pressed it. */
  readonly signingSecret: string | null;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
}

export interface EmailSettings {
  readonly type: 'email';
  readonly host: string;
  /** Null: 465 where `secure`, else 587. */
  readonly port: number | null;
  /** TLS from the first byte; null: where the port is 465. */
  readonly secure: boolean | null;
  /** Refuse a server without STARTTLS; null: unless it is on loopback. */
  readonly requireTls: boolean | null;
  readonly user: string | null;
  readonly password: string | null;
  /** `assay@example.com` or `Assay <assay@example.com>`. */
  readonly from: string;
  /** Receivers of messages without an address. */
  readonly to: readonly string[];
}

export interface WebhookSettings {
  readonly type: 'webhook';
  readonly url: string;
  readonly secret: string;
  /** Lets the address be of a private network, and the protocol be plain HTTP. */
  readonly allowPrivate: boolean;
}

export interface PagerDutySettings {
  readonly type: 'pagerduty';
  readonly routingKey: string;
  /** Null: PagerDuty's own. */
  readonly url: string | null;
}

export interface FileSettings {
  readonly type: 'file';
  /** Absolute. */
  readonly path: string;
}

export interface ConsoleSettings {
  readonly type: 'console';
}

export type ChannelSettings =
  SlackSettings | EmailSettings | WebhookSettings | PagerDutySettings | FileSettings | ConsoleSettings;
