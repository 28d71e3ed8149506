/** The kinds of problems that the API answers with: stable codes, what each means and what to do. The page /docs/problems and the docs are made from it. */

export interface ProblemType {
  readonly status: number;
  readonly title: string;
  /** What the caller can do. */
  readonly cure: string;
}

const types = {
  // The request itself.
  'malformed-request': [
    400,
    'The request is malformed',
    'Send well-formed HTTP with a Host header and a valid path.',
  ],
  'malformed-json': [400, 'The body is not JSON', 'Send one JSON object, encoded as UTF-8.'],
  'invalid-body': [
    400,
    'The body does not have the right form',
    'Correct what `faults` names; /openapi.json has the form.',
  ],
  'invalid-query': [
    400,
    'A query parameter is wrong',
    'Correct what `faults` names; unknown parameters are refused, so that a typo does not widen a search.',
  ],
  'invalid-cursor': [400, 'The cursor is not one of this list', 'Start again without `cursor`.'],
  'invalid-header': [400, 'A header is wrong', 'Correct the header that `detail` names.'],
  unauthenticated: [
    401,
    'Who are you?',
    'Send `Authorization: Bearer <token>` with a token that has not ended, or sign in.',
  ],
  'missing-scope': [
    403,
    'Not allowed',
    'Use a token with the scope that `detail` names, for the domain of the dataset.',
  ],
  'cross-site-request': [
    403,
    'Sent by a page of another site',
    'Programs use an API token; people use the pages of the service itself.',
  ],
  'foreign-host': [403, 'Open to this machine only', 'Use http://localhost, or make a token.'],
  'not-found': [404, 'There is nothing here', 'Look the address up in /openapi.json.'],
  'method-not-allowed': [405, 'This address has other methods', 'The header `Allow` lists them.'],
  timeout: [503, 'It took too long', 'Try again after the time in `Retry-After`.'],
  'body-too-large': [413, 'The body is too large', 'Send less; `service.bodyLimit` sets the limit.'],
  'unsupported-media-type': [
    415,
    'The body is not declared as JSON',
    'Send `Content-Type: application/json`.',
  ],
  'too-many-requests': [
    429,
    'Too many requests',
    'Wait for the seconds in `Retry-After`; `service.requestsPerMinute` sets the limit.',
  ],
  // What the request is about.
  'unknown-dataset': [404, 'No such dataset', 'GET /v1/datasets lists those that you may see.'],
  'ambiguous-dataset': [404, 'Several datasets have this name', 'Name it with its layer.'],
  'unknown-decision': [404, 'No such decision', 'Ask again with POST /v1/gates/{dataset}/decisions.'],
  'unknown-run': [404, 'No such run', 'GET /v1/datasets/{key}/runs lists runs.'],
  'unknown-check': [
    404,
    'No such check',
    'GET /v1/datasets/{key} lists checks; write the slashes of an id as %2F.',
  ],
  'unknown-incident': [404, 'No such incident', 'GET /v1/incidents lists incidents.'],
  'unknown-override': [404, 'No such override that has not ended', 'GET /v1/overrides lists overrides.'],
  'unknown-token': [404, 'No such token', 'GET /v1/tokens lists tokens.'],
  'unknown-contract': [404, 'No such contract', 'Versions are recorded when a run first uses them.'],
  'unknown-version': [
    404,
    'No such version of the contract',
    'GET /v1/contracts/{id}/versions lists versions.',
  ],
  // Decisions.
  'decision-not-ready': [
    404,
    'Not decided yet',
    'Ask again after the time in `Retry-After`, or wait with `?wait=30`.',
  ],
  'gate-blocked': [
    409,
    'The gate blocks',
    'Do not go on. `reasons` says why; the same data get the same answer.',
  ],
  'not-evaluated': [
    424,
    'The gate could not tell',
    'Do not go on. Repair what `detail` names and ask again.',
  ],
  'decision-over': [409, 'Nothing to cancel', 'The question has its answer, or was cancelled already.'],
  'idempotency-key-reused': [
    422,
    'The Idempotency-Key was used for another request',
    'Take a new key for each question.',
  ],
  'unknown-batch-column': [
    422,
    'The dataset is not partitioned by this column',
    'Name partition columns of the contract, or leave `batch` out for the whole dataset.',
  ],
  'missing-batch': [422, 'The dataset needs a batch', 'Name the batch that `detail` asks for in `batch`.'],
  'no-server': [422, 'The contract names no server', 'Add a server to the contract.'],
  'which-server': [
    422,
    'The contract names several servers',
    'Choose the server of the environment in `assay.yaml`, or start the service with --server.',
  ],
  'unknown-server': [
    422,
    'The contract does not have the server of this environment',
    'Correct the server in `assay.yaml` or in the contract.',
  ],
  'server-not-run': [
    422,
    'Assay does not run servers of this type',
    'The documentation of contracts lists the types that it runs.',
  ],
  // Changes by hand.
  'reason-required': [422, 'A reason is required', 'Say why.'],
  'bad-time': [422, 'Not a moment', 'Write ISO 8601, as 2026-01-31T18:00Z.'],
  'override-in-the-past': [422, 'The override has ended before it began', 'Name an end in the future.'],
  'override-too-long': [
    422,
    'The override lasts too long',
    'What holds for longer is a change of the contract.',
  ],
  'no-checks': [422, 'No check is named', 'Name checks, or leave `checks` out for all of them.'],
  'no-baseline': [
    409,
    'The check has no baseline of its own',
    'Only checks that are judged by their own earlier runs learn from a point: `usesBaseline` of GET /v1/checks/{id} says which.',
  ],
  'partial-run': [
    409,
    'The run is no point of the series',
    'It looked at a part of the rows; name another run.',
  ],
  'already-isolated': [409, 'The breaker is isolated already', 'A reset ends it.'],
  'already-approved': [409, 'The override is approved already', 'Nothing is left to do.'],
  'already-acknowledged': [409, 'The incident is acknowledged already', 'Nothing is left to do.'],
  'already-resolved': [
    409,
    'The incident is resolved already',
    'A new one opens with the next bad decision.',
  ],
  'already-revoked': [409, 'The token is revoked already', 'Nothing is left to do.'],
  'approval-not-needed': [409, 'No approval is needed', 'The override is in force.'],
  'same-person': [409, 'The author can not approve', 'A second person has to approve it.'],
  'changed-meanwhile': [
    409,
    'Somebody else changed it meanwhile',
    'Look at it again and repeat the request.',
  ],
  // The service.
  'slack-signature': [
    401,
    'Not signed by Slack',
    'Set `signingSecret` of the Slack channel to the one of the app.',
  ],
  'too-many-streams': [
    503,
    'Too many event streams',
    'Try again after the time in `Retry-After`, or ask another process.',
  ],
  'store-unavailable': [503, 'The store does not answer', 'Try again after the time in `Retry-After`.'],
  'internal-error': [
    500,
    'The service is at fault',
    'Tell the operators the id in `instance`; the log has the cause.',
  ],
} as const satisfies Readonly<Record<string, readonly [number, string, string]>>;

export type ProblemCode = keyof typeof types;

/** By code, in the order of the table. */
export const PROBLEM_TYPES: ReadonlyMap<string, ProblemType> = new Map(
  Object.entries(types).map(([code, [status, title, cure]]) => [code, { status, title, cure }]),
);

/** The title of a known code. */
export function problemTitle(code: string): string | undefined {
  return PROBLEM_TYPES.get(code)?.title;
}
