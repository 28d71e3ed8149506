/** What the API says when something is wrong (RFC 9457), or that it could not be asked at all. */

/** Code of a service that did not answer. */
export const UNREACHABLE = 'unreachable';

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** 0: there was no answer. */
  readonly status: number;
  /** Stable; `unreachable` where there was no answer. */
  readonly code: string;
  readonly title: string;
  readonly requestId: string | null;
  /** Where to sign in, if that would help. */
  readonly signIn: string | null;

  constructor(parts: {
    readonly status: number;
    readonly code: string;
    readonly title: string;
    readonly detail: string;
    readonly requestId?: string | null;
    readonly signIn?: string | null;
    readonly cause?: unknown;
  }) {
    super(parts.detail, { cause: parts.cause });
    this.status = parts.status;
    this.code = parts.code;
    this.title = parts.title;
    this.requestId = parts.requestId ?? null;
    this.signIn = parts.signIn ?? null;
  }

  static unreachable(cause: unknown): ApiProblem {
    return new ApiProblem({
      status: 0,
      code: UNREACHABLE,
      title: 'The service does not answer',
      detail: 'There was no answer. The page tries again by itself as soon as the service is back.',
      cause,
    });
  }
}

/** The problem of an answer that is not a success, whatever its body is. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const member = (name: string): string | null => {
    if (typeof body !== 'object' || body === null) return null;
    const value: unknown = Reflect.get(body, name);
    return typeof value === 'string' ? value : null;
  };
  return new ApiProblem({
    status: response.status,
    code: member('code') ?? `http-${String(response.status)}`,
    title: member('title') ?? 'The service could not answer',
    detail: member('detail') ?? `It answered with status ${String(response.status)}.`,
    requestId: response.headers.get('x-request-id'),
    signIn: member('signIn'),
  });
}
