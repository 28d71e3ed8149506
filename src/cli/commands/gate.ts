/** `assay gate`: the decision about a dataset, recorded. */
import type { Command } from 'commander';
import { openAssay } from '../../app/open-assay.js';
import { RecordingError } from '../../run/decide-recording-error.js';
import type { Assay, Decided } from '../../app/assay.js';
import { gateExit } from '../../gate/exit-code.js';
import { withCommonOptions, withDataOptions, type CommonOptions } from '../common-options.js';
import { EXIT } from '../exit-code.js';
import { Exit } from '../exit.js';
import { onInterrupt } from '../interrupt.js';
import { deliver, parseFormat, say } from '../output.js';
import { parseBatch, parseMoment } from '../parse-options.js';
import { showProgress } from '../progress-bar.js';
import { renderDecision } from '../render.js';

interface Options extends CommonOptions {
  readonly server?: string;
  readonly batch: readonly string[];
  readonly asOf?: string;
  readonly force?: boolean;
}

export function registerGate(root: Command): void {
  const command = root
    .command('gate')
    .argument('<dataset>', 'the dataset to promote')
    .description('decide whether a dataset may be promoted; the decision is recorded')
    .option('--force', 'scan again although this data version has its decision');
  withCommonOptions(withDataOptions(command), ['pretty', 'json']).action(gate);
}

async function gate(dataset: string, options: Options): Promise<void> {
  const wishes = {
    batch: parseBatch(options.batch),
    force: options.force === true,
    ...(options.asOf === undefined ? {} : { asOf: parseMoment('--as-of', options.asOf) }),
  };
  const assay = await openAssay({ environment: options.env ?? null, server: options.server ?? null });
  const interrupt = onInterrupt();
  const progress = showProgress(options.quiet === true);
  try {
    const decided = await assay.gate(dataset, {
      ...wishes,
      signal: interrupt.signal,
      onProgress: progress.onProgress,
    });
    progress.stop();
    await tell(decided, options);
    await tellOwners(assay);
    throw new Exit(interrupt.asked() ? EXIT.interrupted : gateExit(decided.decision));
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    await tell({ decision: error.decision, run: error.run, hallmark: null }, options);
    say(error.message);
    throw new Exit(EXIT.notRecorded);
  } finally {
    progress.stop();
    interrupt.done();
    await assay.close();
  }
}

/** The longest that a call stays for the sake of its messages. */
const DELIVERY_MS = 10_000;

/** The decision is on record, and so are its messages: what keeps them from arriving is no fault of the decision. */
async function tellOwners(assay: Assay): Promise<void> {
  if (Object.keys(assay.inside.project.alerting.channels).length === 0) return;
  try {
    const { deliverPending } = await import('../../service/deliver-pending.js');
    await deliverPending(assay, DELIVERY_MS);
  } catch (error) {
    say(`assay: alerts wait in the store: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}

const tell = (decided: Decided, options: Options): Promise<void> =>
  deliver(
    (format, color) => renderDecision(decided, format, color),
    parseFormat(options.format),
    options.output,
  );
