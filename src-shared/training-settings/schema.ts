/** Schemas of settings. */
import { z } from 'zod';
import { isSetting, type SettingTree } from './paths.ts';
import type { Setting } from './setting.ts';

/** The schema of a setting, or of a group of them; what is not given takes its default. */
type SchemaOf<T> = T extends Setting
  ? z.ZodDefault<z.ZodType<T['default'], T['default']>>
  : z.ZodPrefault<z.ZodObject<SchemasOf<T>>>;

export type SchemasOf<T> = { [K in keyof T]: SchemaOf<T[K]> };

/** The schemas of a tree of settings, in its shape. */
export function schemasOf<T extends SettingTree>(tree: T): SchemasOf<T> {
  const schemas = Object.entries(tree).map(([name, entry]) => [
    name,
    isSetting(entry) ? schemaOf(entry) : z.object(schemasOf(entry)).prefault({}),
  ]);
  return Object.fromEntries(schemas) as SchemasOf<T>;
}

function schemaOf(setting: Setting): z.ZodType {
  switch (setting.kind) {
    case 'switch':
      return z.boolean().default(setting.default);
    case 'choice':
      return z.literal(setting.options.map(({ value }) => value)).default(setting.default);
    case 'number': {
      const schema = numberSchema(setting);
      const optional: z.ZodType<number | null> = setting.isOptional ? schema.nullable() : schema;
      return optional.default(setting.default);
    }
  }
}

function numberSchema({ min, above, max, below, whole }: Extract<Setting, { kind: 'number' }>): z.ZodNumber {
  let schema: z.ZodNumber = whole ? z.int() : z.number();
  if (min !== undefined) schema = schema.min(min);
  if (above !== undefined) schema = schema.gt(above);
  if (max !== undefined) schema = schema.max(max);
  if (below !== undefined) schema = schema.lt(below);
  return schema;
}
