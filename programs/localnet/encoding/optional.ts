import type * as z from 'zod';

/** A member that may be absent or null, which clients use alike. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value): z.output<Schema> | undefined => value ?? undefined);
}
