/** The description of the interface: OpenAPI 3.1, made of the routes and of the schemas that check what they take and give. */
import { z } from 'zod';
import type { Described } from './body.ts';
import { problemType } from './problem.ts';
import type { Route, StreamRoute } from './route.ts';
import { answers, inputs } from './schemas.ts';
import { scope, scopeTexts } from './scopes.ts';

const place = '#/components/schemas/';

/** @param server the address that clients ask. */
export function describeInterface(
  routes: readonly Route[],
  streams: readonly StreamRoute[],
  { version, server }: { version: string; server: string },
): Described {
  const operations = [
    ...routes.map((one) => ({ ...one, operation: operationOf(one) })),
    ...streams.map((one) => ({ ...one, operation: streamOf(one) })),
  ];
  const paths = Object.groupBy(operations, ({ path }) => path);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tammes',
      version,
      summary: 'Face recognition on your own machine, for other programs.',
      description: introduction(),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    security: [{ token: [] }],
    tags: [{ name: 'recognise' }, { name: 'people' }, { name: 'evaluate' }, { name: 'events' }],
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, all]) => [
        path,
        Object.fromEntries(all!.map(({ method, operation }) => [method.toLowerCase(), operation])),
      ]),
    ),
    components: {
      schemas: { ...componentsOf(answers, 'output'), ...componentsOf(inputs, 'input') },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token that `tammes api token create` printed.',
        },
      },
      responses: {
        Problem: {
          description: 'Why it was not done, and what to do about it (RFC 9457).',
          content: { [problemType]: { schema: { $ref: `${place}Problem` } } },
        },
      },
    },
  };
}

function introduction(): string {
  const list = scope.options.map((one) => `- \`${one}\`: ${scopeTexts[one]}.`).join('\n');
  return `Tokens have scopes:\n\n${list}\n\nWhat changes something takes an Idempotency-Key: the same request with the same key is done once, and answered alike for a day.`;
}

function operationOf(route: Route): Described {
  const { parameters, query, body, answer, status, changes } = route;
  return {
    ...commonOf(route),
    parameters: [
      ...parametersOf(parameters, 'path'),
      ...parametersOf(query, 'query'),
      ...(changes ? [idempotencyKey] : []),
      acceptLanguage,
    ],
    ...(body && {
      requestBody: { required: true, content: body.content((schema) => schemaOf(schema, 'input')) },
    }),
    responses: {
      [status]: {
        description: 'Done.',
        content: { 'application/json': { schema: schemaOf(answer, 'output') } },
      },
      ...problems,
    },
  };
}

function streamOf(route: StreamRoute): Described {
  return {
    ...commonOf(route),
    parameters: [acceptLanguage],
    responses: {
      200: {
        description: 'A stream that does not end by itself.',
        content: { 'text/event-stream': { schema: schemaOf(route.event, 'output') } },
      },
      ...problems,
    },
  };
}

const problems = { default: { $ref: '#/components/responses/Problem' } };

function commonOf({ id, summary, description, scopes }: Route | StreamRoute): Described {
  return {
    operationId: id,
    summary,
    description: [description, `Scope: ${scopes.map((one) => `\`${one}\``).join(' or ')}.`]
      .filter((part) => part !== undefined)
      .join('\n\n'),
    tags: [scopes[0]!.split(':')[0]],
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'A new one for each request, such as a UUID; the same one if a request is sent again.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
};
const acceptLanguage = {
  name: 'Accept-Language',
  in: 'header',
  description: 'Of problems: en or ja.',
  schema: { type: 'string', example: 'en' },
};

function parametersOf(schema: z.ZodObject, place: 'path' | 'query'): Described[] {
  const { properties, required } = schemaOf(schema, 'input') as {
    properties: Record<string, Described>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...one }]) => ({
    ...{ name, in: place, required: place === 'path' || (required ?? []).includes(name) },
    ...(description !== undefined && { description }),
    schema: one,
  }));
}

type Direction = 'input' | 'output';

/** A schema within the description: a named one stands in `components`. */
function schemaOf(schema: z.ZodType, io: Direction): Described {
  const id = (io === 'input' ? inputs : answers).get(schema)?.id;
  return id === undefined ? cleanedObject(z.toJSONSchema(schema, { io })) : { $ref: place + id };
}

function componentsOf(registry: z.core.$ZodRegistry<{ id: string }>, io: Direction): Described {
  return cleanedObject(z.toJSONSchema(registry, { uri: (id) => place + id, io }).schemas);
}

/** Bounds that every whole number of JavaScript has. */
const ofEveryInteger = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
const leftOut = new Set(['$schema', '$id', 'titles']);

/** Without what is of use only here. Answers may get more fields in a later version: that is not excluded. */
function cleaned(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(cleaned);
  return typeof part === 'object' && part !== null ? cleanedObject(part) : part;
}

function cleanedObject(part: object): Described {
  const isObject = 'properties' in part && 'type' in part;
  const kept = Object.entries('prefixItems' in part ? asList(part) : part).filter(
    ([key, value]) =>
      !leftOut.has(key) &&
      !(isObject && key === 'additionalProperties' && value === false) &&
      !((key === 'minimum' || key === 'maximum') && ofEveryInteger.includes(value)),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, cleaned(value)]));
}

/** A tuple as a list of so many: its parts are of one kind, and not every generator of clients knows tuples. */
function asList(tuple: { prefixItems?: unknown }): object {
  const parts = tuple.prefixItems as object[];
  return { type: 'array', items: parts[0], minItems: parts.length, maxItems: parts.length };
}
