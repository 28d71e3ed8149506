/** Options that do not fit a dataset: refused before anything is scanned. */
import { fault, FaultError } from '../model/fault.js';
import type { Check } from '../model/check.js';
import type { Batch } from '../model/measure.js';
import type { Policy } from '../model/decision.js';
import { parseMoment } from '../model/time.js';
import type { Source } from '../run/run-services.js';

/** A batch names partition columns, or placeholders of the server's path; anything else would silently scope nothing. */
export function refuseStrayBatch(source: Source, batch: Batch | null): void {
  const { path } = source.server.contract;
  const placeholders =
    typeof path === 'string'
      ? [...path.matchAll(/\$\{batch\.([^}]+)\}/g)].map((match) => match[1] ?? '')
      : [];
  const known = [...new Set([...source.suite.partition, ...placeholders])];
  const given = Object.keys(batch ?? {});
  const stray = given.filter((key) => !known.includes(key));
  const missing = placeholders.filter((key) => !given.includes(key));
  const key = source.dataset.key;
  const hint =
    known.length === 0
      ? 'Mark its columns with `partitioned: true`.'
      : `It is partitioned by ${known.join(', ')}.`;
  const faults = [
    ...stray.map((name) => fault('unknown-batch-column', `${key} is not partitioned by ${name}.`, {}, hint)),
    ...missing.map((name) =>
      fault('missing-batch', `The path of ${key} needs a batch: ${name}.`, {}, `Add --batch ${name}=….`),
    ),
  ];
  if (faults.length > 0) throw new FaultError(faults);
}

/** A moment in one form. @throws FaultError for a text that is none */
export function momentOf(text: string): string {
  const moment = parseMoment(text);
  if (moment !== null) return moment;
  throw new FaultError([
    fault(
      'bad-time',
      `${text} is not a moment.`,
      {},
      'Write an ISO 8601 time, such as 2001-01-15T06:00:00Z.',
    ),
  ]);
}

/** More samples than the policy allows are refused, not cut: whoever asks for 100 rows should know why there are 5. */
export function refuseTooManySamples(samples: number, policy: Policy): void {
  if (samples <= policy.maxSamples) return;
  throw new FaultError([
    fault(
      'too-many-samples',
      `At most ${policy.maxSamples} samples may be read; ${samples} were asked for.`,
      {},
      'The policy of assay.yaml sets `maxSamples`.',
    ),
  ]);
}

/** A selection that no check of the dataset passes: a run of nothing would look like a run. */
export function refuseEmptySelection(source: Source, select: ((check: Check) => boolean) | null): void {
  if (select === null || source.suite.checks.some(select)) return;
  throw new FaultError([
    fault(
      'nothing-selected',
      `The selection fits no check of ${source.dataset.key}.`,
      {},
      '`assay compile` lists the checks with their kinds, columns and ids.',
    ),
  ]);
}
