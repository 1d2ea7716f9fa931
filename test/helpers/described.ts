/** Holds answers of the interface for other programs to its own description. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describeInterface } from '../../src-main/api/openapi.ts';
import { eventRoute, routes } from '../../src-main/api/routes/index.ts';

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }>; $ref?: string }>;
}

interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; responses: Record<string, Operation['responses'][string]> };
}

export const description = describeInterface(routes, [eventRoute], {
  version: '1.2.3',
  server: '/',
}) as unknown as Description;

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
ajv.addSchema(description, 'description');

/** The operation that a request asks for. @throws Error if the description has none. */
export function operationOf(method: string, path: string): Operation {
  const there = Object.entries(description.paths).find(([pattern]) =>
    new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0]!),
  );
  const operation = there?.[1][method.toLowerCase()];
  if (operation === undefined) throw new Error(`${method} ${path} is not described.`);
  return operation;
}

/** What the description holds against an answer; null: nothing. */
export function faultIn(
  operation: Operation,
  { status, type, content }: { status: number; type: string; content: unknown },
): unknown {
  const response = operation.responses[status] ?? operation.responses.default!;
  const { content: kinds } =
    response.$ref === undefined
      ? response
      : description.components.responses[response.$ref.split('/').at(-1)!]!;
  const schema = kinds?.[type]?.schema;
  if (schema === undefined) return `${status} ${type} is not described.`;
  // A named schema for a success, so that clients have a name for it.
  if (schema.$ref === undefined) return `The answer ${status} of ${operation.operationId} has no name.`;
  const validate = ajv.getSchema(`description${schema.$ref}`)!;
  return validate(content) ? null : validate.errors;
}
