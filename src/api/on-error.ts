/** What was thrown as an answer: what callers can act on with its code, all else without a word of its cause, which only the log gets. */
import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Fault } from '../model/fault.js';
import { FaultError } from '../model/fault.js';
import { IncidentMoved } from '../store/incident-store.js';
import { BreakerMoved } from '../store/store.js';
import { StoreError } from '../store/store-error.js';
import type { ApiDeps, ApiEnv } from './api-env.js';
import { problem } from './problem.js';
import { PROBLEM_TYPES } from './problem-types.js';

/** Seconds after which a store that was gone is likely to be back. */
const RETRY_SECONDS = '5';

export function onError({ log }: Pick<ApiDeps, 'log'>): ErrorHandler<ApiEnv> {
  return (error, c) => {
    if (error instanceof FaultError) return faultProblem(c, error.faults);
    if (error instanceof BreakerMoved || error instanceof IncidentMoved)
      return problem(c, 409, 'changed-meanwhile', `${error.message} Repeat the request.`);
    const requestId = c.get('requestId');
    if (error instanceof StoreError) {
      log.error({ requestId, code: error.code, reason: error.reason }, 'the store does not answer');
      return storeProblem(c);
    }
    if (error instanceof HTTPException && error.status < 500)
      return problem(c, error.status, 'malformed-request', 'The request can not be read.');
    log.error({ requestId, error: error.message, stack: error.stack }, 'a request failed');
    return problem(c, 500, 'internal-error', 'The service is at fault; its log has the cause under this id.');
  };
}

/** Faults of the caller as a problem with the code of the first; all of them are in `faults` where there are several. */
export function faultProblem(c: Context<ApiEnv>, faults: readonly Fault[]): Response {
  const [first] = faults;
  if (first === undefined) return problem(c, 500, 'internal-error', 'The service is at fault.');
  if (first.code.startsWith('store-')) return storeProblem(c);
  const detail = faults.map((each) => [each.message, cureOf(each)].join(' ').trim());
  const members = faults.length > 1 ? { faults: faults.map(shown) } : {};
  return problem(c, statusOf(first.code), first.code, detail.join(' '), { members });
}

/** What a fault names of the contracts' files is for their authors; a caller of the API sees no more than it asked about. */
function shown(each: Fault): Fault {
  const hint = cureOf(each);
  return { code: each.code, message: each.message, ...(hint === undefined ? {} : { hint }) };
}

/** A hint that speaks of options of the command line helps nobody here: the code has one for HTTP. */
function cureOf({ code, hint }: Fault): string | undefined {
  return hint?.includes('--') === true ? PROBLEM_TYPES.get(code)?.cure : hint;
}

function statusOf(code: string): number {
  // What a body names is a mistake in the body, not in the address.
  if (code === 'unknown-check' || code === 'unknown-batch-column') return 422;
  const known = PROBLEM_TYPES.get(code)?.status;
  if (known !== undefined) return known;
  return code.startsWith('already-') ? 409 : 422;
}

function storeProblem(c: Context<ApiEnv>): Response {
  const detail = 'The store does not answer. Nothing was changed, or nothing that is known of.';
  return problem(c, 503, 'store-unavailable', detail, { headers: { 'Retry-After': RETRY_SECONDS } });
}
