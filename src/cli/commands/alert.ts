/** `assay alert`: does a channel work, and what waits to be told. */
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Assay } from '../../app/assay.js';
import { openAssay } from '../../app/open-assay.js';
import type { AlertMessage } from '../../model/alert-message.js';
import { nearHint } from '../../model/did-you-mean.js';
import { deliveriesText } from '../../report/incident-text.js';
import { withCommonOptions, type CommonOptions } from '../common-options.js';
import { EXIT } from '../exit-code.js';
import { Exit } from '../exit.js';
import { deliver, parseFormat, print } from '../output.js';
import { usage } from '../parse-options.js';
import { renderPage } from '../render.js';

const ACTIONS = ['pending', 'test'];
const SHOWN = 200;
const TIMEOUT_MS = 30_000;

export function registerAlert(root: Command): void {
  const command = root
    .command('alert')
    .argument('[action]', 'pending (what waits or was given up) or test (sends one message)', 'pending')
    .argument('[channel]', 'for test: name of the channel in assay.yaml')
    .description('try an alert channel, or show what has not been told yet');
  withCommonOptions(command, ['pretty', 'json']).action(alert);
}

async function alert(action: string, channel: string | undefined, options: CommonOptions): Promise<void> {
  if (!ACTIONS.includes(action))
    throw usage('unknown-action', `assay alert ${action} is not known.`, `Use one of ${ACTIONS.join(', ')}.`);
  const assay = await openAssay({ environment: options.env ?? null });
  try {
    if (action === 'test') await test(assay, channel);
    else await pending(assay, options);
  } finally {
    await assay.close();
  }
}

async function pending(assay: Assay, options: CommonOptions): Promise<void> {
  const { outbox } = await assay.inside.store();
  const deliveries = await outbox.list({ states: ['waiting', 'dead'], limit: SHOWN });
  await deliver(
    (format, color) => renderPage([...deliveries].reverse(), deliveriesText, format, color),
    parseFormat(options.format),
    options.output,
  );
}

/** Straight to the channel: nothing is recorded, and nothing is tried twice. */
async function test(assay: Assay, name: string | undefined): Promise<void> {
  const { openChannels } = await import('../../service/telling.js');
  const { project } = assay.inside;
  const known = Object.keys(project.alerting.channels);
  const channel = name === undefined ? undefined : openChannels(project).get(name);
  if (name === undefined || channel === undefined)
    throw usage(
      'unknown-channel',
      name === undefined ? 'Name the channel to try.' : `There is no alert channel ${name}.`,
      (name === undefined ? null : nearHint(name, known)) ??
        `The channels are ${known.join(', ') || 'none'}.`,
    );
  const result = await channel.send(message(name), {
    first: null,
    publicUrl: project.written.service?.publicUrl ?? null,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    now: new Date(),
    attempt: 1,
  });
  await channel.close?.();
  await print(result.ok ? `${name}: the message was taken.` : `${name}: ${result.error}`);
  if (!result.ok) throw new Exit(EXIT.notEvaluated);
}

function message(channel: string): AlertMessage {
  const id = randomUUID();
  const now = new Date().toISOString();
  return {
    kind: 'AlertMessage',
    id,
    key: id,
    occasion: 'test',
    channel,
    address: null,
    thread: id,
    incident: null,
    digest: [],
    summary: 'This is a test of Assay: nothing is wrong.',
    details: [],
    createdAt: now,
    notBefore: now,
  };
}
