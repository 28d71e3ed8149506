/** The JSON body of a request as a value that its schema has accepted. */
import type { Context } from 'hono';
import { isObject } from '../model/json.js';
import * as validators from '../generated/api.validate.js';
import type { ApiEnv } from './api-env.js';
import { explainSchemaErrors } from './explain-schema-errors.js';
import { problem } from './problem.js';
import type { BodyName } from './route.js';

export type ReadBody =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Response };

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/** More values than any body of ours has: a list of a hundred thousand faults helps nobody. */
const MOST_VALUES = 5_000;

/** @param optional no body at all is an empty object */
export async function readBody(c: Context<ApiEnv>, name: BodyName, optional: boolean): Promise<ReadBody> {
  const text = await c.req.text();
  if (text === '' && optional) return { ok: true, value: {} };
  const type = c.req.header('content-type');
  if (type === undefined || !JSON_TYPE.test(type))
    return refuse(problem(c, 415, 'unsupported-media-type', 'Send the body as application/json.'));
  if ((c.req.header('content-encoding') ?? 'identity') !== 'identity')
    return refuse(problem(c, 415, 'unsupported-media-type', 'Send the body without Content-Encoding.'));
  const value = parsed(text);
  if (value === undefined) return refuse(problem(c, 400, 'malformed-json', 'The body is not JSON.'));
  if (hasTooMany(value))
    return refuse(problem(c, 400, 'invalid-body', `The body has more than ${MOST_VALUES} values.`));
  const validate = validators[name];
  if (validate(value)) return { ok: true, value };
  const faults = explainSchemaErrors(validate.errors ?? [], 'body');
  const detail = faults.map((each) => each.message).join(' ');
  return refuse(problem(c, 400, 'invalid-body', detail, { members: { faults } }));
}

const refuse = (response: Response): ReadBody => ({ ok: false, problem: response });

/** Undefined for what is no JSON; no JSON is undefined. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function hasTooMany(value: unknown): boolean {
  const open: unknown[] = [value];
  for (let seen = 0; open.length > 0; seen += 1) {
    if (seen + open.length > MOST_VALUES) return true;
    const next = open.pop();
    const inner = Array.isArray(next) ? (next as unknown[]) : isObject(next) ? Object.values(next) : [];
    if (inner.length > MOST_VALUES) return true;
    open.push(...inner);
  }
  return false;
}
