/** A route as a value: what it takes, what it answers and how. The same table is served and documented. */
import type { Context } from 'hono';
import type { ApiSchemas } from '../generated/api.js';
import type { Principal, Scope } from '../model/access.js';
import type { ApiDeps, ApiEnv } from './api-env.js';
import type { Link } from './links.js';
import type { ProblemCode } from './problem-types.js';

export type SchemaName = keyof ApiSchemas;
export type BodyName = Extract<SchemaName, `${string}Body`>;
export type QueryName = Extract<SchemaName, `${string}Query`>;

/** What an answer holds, for the documentation. */
export interface AnswerDoc {
  readonly description: string;
  /** Name of the schema of a JSON body. */
  readonly schema?: string;
  /** Where it is not JSON. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** All of a route but its handler. */
export interface RouteDoc {
  readonly method: 'get' | 'post' | 'delete';
  /** As in OpenAPI: `/v1/gates/{dataset}/decisions`. */
  readonly path: string;
  /** Null: open to everybody; `any`: to whoever has some scope. */
  readonly scope: Scope | 'any' | null;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** By name: what a parameter in the path is. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Request headers that it heeds. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: string;
  /** The body may be missing: it is `{}` then. */
  readonly bodyOptional?: boolean;
  /** Media type of the body where it is not JSON: the handler reads it. */
  readonly bodyType?: string;
  readonly answers: Readonly<Record<number, AnswerDoc>>;
  /** Problems of its own; those that any route may have are added. */
  readonly problems?: readonly ProblemCode[];
}

/** A request that has passed all that is the same for every route. */
export interface Call<Query, Body> {
  readonly c: Context<ApiEnv>;
  readonly deps: ApiDeps;
  /** On a route that is open to everybody: nobody, who may do nothing. */
  readonly principal: Principal;
  readonly query: Query;
  readonly body: Body;
  readonly link: Link;
  /** A parameter of the path, decoded. */
  param(name: string): string;
}

export interface RouteSpec<
  Query extends QueryName | undefined,
  Body extends BodyName | undefined,
> extends RouteDoc {
  readonly scope: Scope | null;
  readonly query?: Query & QueryName;
  readonly body?: Body & BodyName;
  /** The longest that an answer may take; default 30 s. Null: as long as it lasts. */
  readonly limitMs?: number | null;
  handle(
    call: Call<
      Query extends QueryName ? ApiSchemas[Query] : undefined,
      Body extends BodyName ? ApiSchemas[Body] : undefined
    >,
  ): Response | Promise<Response>;
}

/** Any route, as it is served. */
export interface Route extends RouteDoc {
  readonly scope: Scope | null;
  readonly query?: QueryName;
  readonly body?: BodyName;
  readonly limitMs?: number | null;
  handle(call: Call<unknown, unknown>): Response | Promise<Response>;
}

/** A route whose handler sees query and body by the types of their schemas, by which they were validated. */
export function route<
  Query extends QueryName | undefined = undefined,
  Body extends BodyName | undefined = undefined,
>(spec: RouteSpec<Query, Body>): Route {
  return spec;
}

/** `T` as it may be read: what is answered is never changed. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

export type Answer<Name extends SchemaName> = Frozen<ApiSchemas[Name]>;

/**
 * Answers with JSON.
 * @param _schema the schema that the value has by its type; tests check each answer against it, a running service does not
 */
export function answer<Name extends SchemaName>(
  c: Context<ApiEnv>,
  _schema: Name,
  value: Answer<Name>,
  status: 200 | 202 | 503 = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return c.body(JSON.stringify(value), status, { 'Content-Type': 'application/json', ...headers });
}
