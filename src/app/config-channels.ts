/** The channels of `assay.yaml` as they are opened: references to secrets resolved, what is wrong as faults. */
import { resolve } from 'node:path';
import { channelProblem } from '../alert/channel-problem.js';
import type { ChannelSettings } from '../alert/channel-settings.js';
import type { Channel, ConfigFile } from '../generated/config.js';
import { fault, type Fault } from '../model/fault.js';
import type { Variables } from './config-variables.js';
import { resolveReferences } from './secrets.js';

export interface ReadChannels {
  /** By name; one with faults is left out. */
  readonly channels: ReadonlyMap<string, ChannelSettings>;
  /** References that lead nowhere and settings that could never work, all of them at once. No value is shown. */
  readonly faults: readonly Fault[];
}

interface Place {
  readonly root: string;
  readonly variables: Variables;
}

/**
 * Resolves the settings of every channel.
 * @param written as the schema has found it valid
 * @param root where a relative path starts
 */
export function channelSettings(
  written: ConfigFile['alerts'],
  root: string,
  variables: Variables = process.env,
): ReadChannels {
  const channels = new Map<string, ChannelSettings>();
  const faults: Fault[] = [];
  for (const [name, channel] of Object.entries(written?.channels ?? {})) {
    const found: Fault[] = [];
    const settings = read(channel, fieldsOf(name, channel, { root, variables }, found));
    const problem = found.length > 0 ? null : channelProblem(settings);
    if (problem !== null) found.push(fault('bad-channel', `The alert channel ${name}: ${problem}`));
    faults.push(...found);
    if (found.length === 0) channels.set(name, settings);
  }
  return { channels, faults };
}

/** The fields of one channel by type of value; null, or empty, where they are not written. */
interface Fields {
  readonly root: string;
  readonly optional: (key: string) => string | null;
  readonly text: (key: string) => string;
  readonly texts: (key: string) => readonly string[];
  readonly number: (key: string) => number | null;
  readonly flag: (key: string) => boolean | null;
}

/** @param faults takes what could not be resolved */
function fieldsOf(name: string, written: Channel, place: Place, faults: Fault[]): Fields {
  const resolved = (text: string, key: string): string => {
    const what = `${key} of the alert channel ${name}`;
    const found = resolveReferences(text, place.root, what, place.variables);
    if (found.ok && found.value !== '') return found.value;
    faults.push(
      ...(found.ok
        ? [fault('missing-secret', `${what} is empty.`, {}, 'Set what it refers to.')]
        : found.faults),
    );
    return '';
  };
  const optional = (key: string): string | null => {
    const value = written[key];
    return typeof value === 'string' ? resolved(value, key) : null;
  };
  return {
    root: place.root,
    optional,
    text: (key) => optional(key) ?? '',
    texts: (key) =>
      [written[key]].flat().flatMap((value) => (typeof value === 'string' ? [resolved(value, key)] : [])),
    number: (key) => (typeof written[key] === 'number' ? written[key] : null),
    flag: (key) => (typeof written[key] === 'boolean' ? written[key] : null),
  };
}

function read({ type }: Channel, from: Fields): ChannelSettings {
  switch (type) {
    case 'slack':
      return {
        type,
        token: from.text('token'),
        channel: from.text('channel'),
        signingSecret: from.optional('signingSecret'),
        apiUrl: from.optional('apiUrl'),
      };
    case 'email':
      return {
        type,
        host: from.text('host'),
        port: from.number('port'),
        secure: from.flag('secure'),
        requireTls: from.flag('requireTls'),
        user: from.optional('user'),
        password: from.optional('password'),
        from: from.text('from'),
        to: from.texts('to'),
      };
    case 'webhook':
      return {
        type,
        url: from.text('url'),
        secret: from.text('secret'),
        allowPrivate: from.flag('allowPrivate') ?? false,
      };
    case 'pagerduty':
      return { type, routingKey: from.text('routingKey'), url: from.optional('url') };
    case 'file':
      return { type, path: resolve(from.root, from.text('path')) };
    case 'console':
      return { type };
  }
}
