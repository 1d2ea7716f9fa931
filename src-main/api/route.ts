/** What an address of the interface is: data, of which both the answering and the description are made. */
import { z } from 'zod';
import { type Input, type MethodName, type Output, parseInput } from '../../src-shared/contract/index.ts';
import { type Language, TammesError } from '../../src-shared/errors/index.ts';
import type { Services } from '../services/index.ts';
import type { Body } from './body.ts';
import type { Scope } from './scopes.ts';

/** What answers rest on. */
export interface Context {
  /** A method of the contract. */
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  sent: Services['sent'];
  /** Of what is said to people. */
  language: Language;
}

/** What a request asks, checked. */
interface Asked<P, Q, B> extends Context {
  path: P;
  query: Q;
  body: B;
}

interface Common {
  /** The name of the operation, by which generated clients call it. */
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Such as /v1/people/{personId}. */
  path: string;
  /** One of these is needed. */
  scopes: readonly Scope[];
  summary: string;
  description?: string;
}

/** An address that answers once. */
export interface Route extends Common {
  parameters: z.ZodObject;
  query: z.ZodObject;
  body: Body<unknown> | null;
  answer: z.ZodType;
  /** Of an answer. */
  status: 200 | 201 | 202;
  /** Whether it changes something: then it takes an Idempotency-Key. */
  changes: boolean;
  handle(asked: Asked<unknown, unknown, unknown>): Promise<unknown>;
}

/** An address whose answer goes on: server-sent events. */
export interface StreamRoute extends Common {
  method: 'GET';
  event: z.ZodType;
}

interface RouteParts<P, Q, B, A> extends Common {
  parameters?: z.ZodObject & z.ZodType<P>;
  query?: z.ZodObject & z.ZodType<Q>;
  body?: Body<B>;
  answer: z.ZodType<A>;
  status?: Route['status'];
  changes?: boolean;
  handle(asked: Asked<P, Q, B>): Promise<A>;
}

const none = z.strictObject({});

/** Checks that a route's parts fit together, which the list of all routes hides. */
export function route<P, Q, B, A>(parts: RouteParts<P, Q, B, A>): Route {
  const { parameters = none, query = none, body = null, status = 200, changes = false, handle } = parts;
  return {
    ...parts,
    ...{ parameters, query, body: body as Body<unknown> | null, status, changes },
    handle: (asked) => handle(asked as Asked<P, Q, B>),
  };
}

/** The number of somebody or something, in an address. */
export const idIn = <K extends string>(name: K) =>
  z.strictObject({ [name]: z.int().min(1) } as Record<K, z.ZodInt>);

/** What an address asks for: the route, and what stands in it. */
export interface Found<R> {
  route: R;
  parameters: Record<string, string>;
}

/** @throws TammesError 'api-route-unknown' or 'api-method-refused' */
export function findRoute<R extends Common>(routes: readonly R[], method: string, path: string): Found<R> {
  const there = routes.flatMap((one) => {
    const match = patternOf(one.path).exec(path);
    return match === null ? [] : [{ route: one, parameters: { ...match.groups } }];
  });
  if (there.length === 0) throw new TammesError('api-route-unknown', { path });
  const found = there.find((one) => one.route.method === method);
  if (found !== undefined) return found;
  throw new TammesError('api-method-refused', { allowed: there.map((one) => one.route.method) });
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);

/** Texts of an address as its schema has them. @param what is being read, for messages. */
export function readTexts<S extends z.ZodObject>(schema: S, texts: Record<string, string>, what: string) {
  const values = Object.entries(texts).map(([key, text]) => {
    const field: z.ZodType | undefined = schema.shape[key];
    const isNumber = field !== undefined && z.toJSONSchema(field, { io: 'input' }).type === 'integer';
    return [key, isNumber && /^-?\d{1,15}$/.test(text) ? Number(text) : text] as const;
  });
  return parseInput(schema, Object.fromEntries(values), what);
}
