/**
 * The story of a suggestion: look → type → profile → propose → hold out → check → draft. What is proposed has to hold on rows that it was
 * not learned from, and on all rows; what does not is left out and said.
 */
import { EngineError, type ServerConfig } from '../../engine/engine.js';
import { engineFor } from '../../engine/engines.js';
import { fault, FaultError } from '../../model/fault.js';
import type { Catalogue } from '../../model/kit.js';
import { assemble } from '../../suggest/assemble.js';
import { typedColumns, typeQuestions } from '../../suggest/column-type.js';
import { isSteady, type DraftSubject } from '../../suggest/draft-document.js';
import type { Profile } from '../../suggest/profile.js';
import type { Suggestion } from '../../suggest/suggestion.js';
import { withoutFailed } from '../../suggest/without-failed.js';
import {
  brokenOn,
  ENOUGH_TO_SPLIT,
  holdOut,
  NOTHING_TESTED,
  proposalsOf,
  reasons,
  type Look,
} from './suggest-held-out.js';
import { ask, LookError, takeProfile, type Looked } from './suggest-scan.js';
import { hashSample, type Subset } from './suggest-subset.js';
import { VERSION } from '../version.js';

export interface SuggestRequest {
  readonly subject: Omit<DraftSubject, 'about'>;
  /** With secrets resolved. */
  readonly server: ServerConfig;
  readonly catalogue: Catalogue;
  readonly layers: readonly string[];
  /** ISO 8601 UTC. */
  readonly asOf: string;
  /** About so many rows are looked at; null: all. */
  readonly sample: number | null;
  readonly holdOut: boolean;
  readonly signal?: AbortSignal;
  /** Told what is being done, in a few words. */
  readonly onStep?: (step: string) => void;
}

/** Of one statement, where the project says nothing. */
const TIMEOUT_MS = 10 * 60_000;
/** A contract of more columns is not read by anybody, and each of them is asked for with a dozen measures. */
const MOST_COLUMNS = 1000;

/** @throws FaultError where there is nothing to look at, or it can not be looked at */
export async function suggest(request: SuggestRequest): Promise<Suggestion> {
  const { server } = request;
  const engine = engineFor(server.type);
  const why = engine === null ? `Assay does not run servers of type ${server.type}.` : engine.accepts(server);
  if (engine === null || why !== null) throw refused('server-not-run', why ?? '');
  let session: Looked['session'] | null = null;
  try {
    session = await engine.open(server, []);
    const look = await lookAt(request, session);
    return await learn(look.request, look);
  } catch (error) {
    if (error instanceof EngineError || error instanceof LookError)
      throw refused('source-not-read', `The data could not be read: ${error.message}`);
    throw error;
  } finally {
    await session?.close();
  }
}

const refused = (code: string, message: string, hint?: string): FaultError =>
  new FaultError([fault(code, message, {}, hint)]);

/** What is there, with the type of each column and the profile of the rows. */
async function lookAt(
  request: SuggestRequest,
  session: Looked['session'],
): Promise<Look & { readonly rows: number }> {
  const { server, subject, signal } = request;
  const { object } = subject;
  const physicalName = subject.physicalName ?? object;
  const table = await session.describe({ server, object, physicalName, batch: null, partition: [] });
  if (!table.exists) throw refused('no-data', `There is no ${table.label}.`);
  const width = table.columns.length;
  if (width === 0) throw refused('no-columns', `${table.label} has no columns.`);
  if (width > MOST_COLUMNS)
    throw refused('too-wide', `${table.label} has ${width} columns; at most ${MOST_COLUMNS} are looked at.`);
  const looked: Looked = {
    session,
    table,
    object,
    timeoutMs: server.settings.timeoutMs ?? TIMEOUT_MS,
    cost: { statements: 0, scans: 0 },
    ...(signal === undefined ? {} : { signal }),
  };
  request.onStep?.('reading the types');
  const questions = [{ key: 'rows', measure: { measure: 'count' } } as const, ...typeQuestions(table)];
  const answers = await ask(looked, questions, [], null);
  const columns = typedColumns(table, answers);
  const rows = Number(answers.get('rows') ?? 0);
  const sample = sampleOf(request, looked, rows);
  request.onStep?.('profiling');
  const profile = await takeProfile(looked, columns, sample);
  return { request, looked, columns, profile, sample, rows };
}

function sampleOf({ sample }: SuggestRequest, { table, session }: Looked, rows: number): Subset {
  if (sample === null || rows <= sample) return null;
  const names = table.columns.map(({ name }) => name);
  return hashSample(names, session.dialect, Math.max(2, Math.round(rows / Math.max(1, sample))));
}

async function learn(request: SuggestRequest, look: Look & { readonly rows: number }): Promise<Suggestion> {
  const { profile, looked } = look;
  const tested = request.holdOut ? await holdOut(look) : NOTHING_TESTED;
  const proposals = proposalsOf(request, profile);
  const proposed = new Set(proposals.map(({ id }) => id));
  const held = withoutFailed(
    [
      ...proposals.map((proposal) => tested.loose.get(proposal.id) ?? proposal),
      // The strays that one half found may hide the limit from a look at all rows.
      ...[...tested.loose.values()].filter(({ id }) => !proposed.has(id)),
    ],
    new Map([...tested.failed].filter(([id]) => !tested.loose.has(id))),
  );
  request.onStep?.('checking the draft');
  const broken = await brokenOn(look, held, null);
  return assemble({
    subject: request.subject,
    profile,
    rows: look.rows,
    source: looked.table.label,
    isSample: look.sample !== null,
    proposals,
    kept: withoutFailed(held, broken),
    failed: new Map([
      ...[...tested.failed].filter(([id]) => !tested.loose.has(id)),
      ...reasons(broken, 'checked on all rows'),
    ]),
    passed: tested.passed,
    splits: tested.splits,
    notes: notesOf(request, profile),
    cost: looked.cost,
    version: VERSION,
  });
}

function notesOf(request: SuggestRequest, profile: Profile): readonly string[] {
  const rare = profile.columns.filter((column) => !isSteady(column)).map(({ name }) => name.slice(0, 60));
  const left =
    rare.length === 0 ? [] : [`Hardly any row has these keys, so they are left out: ${rare.join(', ')}.`];
  return [...left, ...ofHoldOut(request, profile)];
}

function ofHoldOut({ holdOut: wanted }: SuggestRequest, { rows }: Profile): readonly string[] {
  if (rows < ENOUGH_TO_SPLIT) {
    const what = rows === 1 ? '1 row is' : `${rows} rows are`;
    return [
      `${what} too few to hold some out, and for most rules: what stands here is little more than names and types.`,
    ];
  }
  if (wanted) return [];
  return ['No rows were held out: every rule was tried only on the rows that it was learned from.'];
}
