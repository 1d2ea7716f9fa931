/** What requests carry: JSON, a photo, or a form with photos. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { parseInput } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';

/** JSON Schema, or a part of the description of the interface. */
export type Described = Record<string, unknown>;

/** A photo that was sent. */
export interface SentPhoto {
  /** What the sender calls it, for messages. */
  name: string;
  bytes: Uint8Array;
}

/** A kind of body. */
export interface Body<T> {
  /** Bytes that it may have. */
  most: number;
  /** Content types that are read; an ending in /* stands for all such. */
  types: readonly string[];
  /** @param what is being read, for messages. */
  read(bytes: Buffer, contentType: string, what: string): Promise<T>;
  /** What the description says of it. @param describe makes JSON Schema. */
  content(describe: (schema: z.ZodType) => Described): Record<string, { schema: Described }>;
}

const mostJson = 64 * 2 ** 10;
const mostPhoto = 32 * 2 ** 20;
const mostForm = 64 * 2 ** 20;
/** Parts of a form: each takes memory of its own. */
const mostParts = 64;
const binary = { type: 'string', format: 'binary' };

export function json<S extends z.ZodType>(schema: S): Body<z.output<S>> {
  return {
    most: mostJson,
    types: ['application/json'],
    async read(bytes, _, what) {
      let content: unknown;
      try {
        content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      } catch (cause) {
        throw new TammesError('api-request-damaged', { fault: 'json' }, { cause });
      }
      return parseInput(schema, content, what);
    },
    content: (describe) => ({ 'application/json': { schema: describe(schema) } }),
  };
}

/** The bytes of a photo, of any format that Tammes reads. */
export const photo: Body<SentPhoto> = {
  most: mostPhoto,
  types: ['application/octet-stream', 'image/*'],
  read: async (bytes) => ({ name: 'photo', bytes }),
  content: () => ({ 'application/octet-stream': { schema: binary } }),
};

/**
 * A form with photos as files in the field `photos`.
 * @param fields its texts.
 */
export function form<S extends z.ZodObject>(
  fields: S,
  { least, most }: { least: number; most: number },
): Body<{ fields: z.output<S>; photos: SentPhoto[] }> {
  return {
    most: mostForm,
    types: ['multipart/form-data'],
    async read(bytes, contentType, what) {
      const data = await formIn(bytes, contentType);
      const photos = data.getAll('photos').filter((entry) => typeof entry !== 'string');
      if (photos.length < least || photos.length > most)
        throw new TammesError('api-photos-miscounted', { field: 'photos', least, most });
      const texts = [...data].filter(([key, value]) => key !== 'photos' && typeof value === 'string');
      return {
        fields: parseInput(fields, Object.fromEntries(texts), what),
        photos: await Promise.all(
          photos.map(async (file) => ({ name: nameOf(file), bytes: await file.bytes() })),
        ),
      };
    },
    content: (describe) => {
      const { properties, required } = describe(fields) as { properties?: object; required?: string[] };
      const files = { type: 'array', items: binary, minItems: least, maxItems: most };
      const schema = {
        type: 'object',
        properties: { ...properties, photos: files },
        required: [...(required ?? []), 'photos'],
      };
      return { 'multipart/form-data': { schema } };
    },
  };
}

/** @throws TammesError 'api-request-damaged' */
async function formIn(bytes: Buffer, contentType: string): Promise<FormData> {
  const [, quoted, plain] = /boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType) ?? [];
  const boundary = `--${quoted ?? plain ?? ''}`;
  let parts = 0;
  for (let at = bytes.indexOf(boundary); at >= 0 && parts <= mostParts; at = bytes.indexOf(boundary, at + 1))
    parts++;
  try {
    if (parts === 0 || parts > mostParts) throw new Error('no form, or too many parts');
    return await new Response(Uint8Array.from(bytes), {
      headers: { 'Content-Type': contentType },
    }).formData();
  } catch (cause) {
    throw new TammesError('api-request-damaged', { fault: 'form' }, { cause });
  }
}

/** The end of the name that a file was sent with; it is shown, and no path. */
function nameOf({ name }: File): string {
  const end = name
    .split(/[\\/]/)
    .at(-1)!
    .replaceAll(/\p{Cc}/gu, '');
  return end.slice(0, 200) || 'photo';
}

/** Whether a body of that type is read. @param contentType of the request. */
export function takes({ types }: Pick<Body<unknown>, 'types'>, contentType: string): boolean {
  const given = contentType.split(';')[0]!.trim().toLowerCase();
  return types.some((type) => (type.endsWith('/*') ? given.startsWith(type.slice(0, -1)) : given === type));
}

/** What tells a body that was read from another: forms have another boundary each time they are sent. */
export function printOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part instanceof Uint8Array ? createHash('sha256').update(part).digest('hex') : part,
  );
}
