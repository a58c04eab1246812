import * as z from 'zod/mini';

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** What is known of a language model. Sizes are bytes. */
export const knownModel = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  /** What it is good for, in a few words. */
  sentence: z.string().check(z.maxLength(200)),
  licence: z.string().check(z.maxLength(80)),
  /** Name of the file within its folder. */
  file: z.string().check(z.regex(/^[\w.-]{1,120}\.gguf$/)),
  /** Of the whole file. */
  sha256,
  bytes: z.int().check(z.positive()),
  /** Of the file's beginning up to the tensors. */
  header_sha256: sha256,
  header_bytes: z.int().check(z.positive()),
  /** Most tokens of a prompt and its answer together. */
  context: z.int().check(z.positive()),
});
export type KnownModel = z.infer<typeof knownModel>;

/** `models.json` of a folder, and `GET /api/models`. */
export const knownModels = z.object({ models: z.array(knownModel) });
