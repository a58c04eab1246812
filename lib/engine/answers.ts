import * as z from 'zod/mini';

import { EngineError, type EngineErrorCode } from './engine-error';

/** Version of the engine's line protocol (docs/engine-protocol.md) that this driver speaks. */
export const PROTOCOL_VERSION = 2;

const digest = z.pipe(
  z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  z.transform((hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))),
);
const wholeNumber = z.pipe(
  z.string().check(z.regex(/^(0|[1-9][0-9]{0,19})$/)),
  z.transform((text: string) => BigInt(text)),
);
const count = z.int().check(z.nonnegative());

/** What an engine says in answer to a command: docs/engine-protocol.md, the same for the process and the module. */
export const segmentSchema = z.object({
  index: count,
  units: wholeNumber,
  stateIn: digest,
  operationRoot: digest,
  stateOut: digest,
  leaf: digest,
  sha256: digest,
  bytes: count,
  // Plain names: the engine may not point outside its folder.
  file: z.string().check(z.regex(/^[0-9]{1,7}\.out$/)),
  state: z.optional(z.string().check(z.regex(/^[0-9]{1,7}\.state$/))),
});
export type SegmentAnswer = z.infer<typeof segmentSchema>;

export const probeSchema = z.object({
  protocol: z.literal(PROTOCOL_VERSION),
  version: z.string(),
  threads: count,
  devices: z.array(z.string()),
});
export const moduleProbeSchema = z.pick(probeSchema, { protocol: true, version: true });

export const selfTestSchema = z.object({ passed: z.boolean() });

export const planSchema = z.object({
  jobRoot: digest,
  planRoot: digest,
  inputRoot: digest,
  segmentCount: count,
  cumulativeUnits: z.array(wholeNumber),
  peakMemoryBytes: wholeNumber,
  resultBytes: wholeNumber,
  carriesState: z.boolean(),
});

/** How many segments a run handed over. */
export const runSchema = z.object({ segments: count });

export const verdictSchema = z.object({
  matches: z.boolean(),
  computed: segmentSchema,
  firstDifferenceAt: z.optional(count),
});

export const workBenchSchema = z.object({
  unitsPerSecond: wholeNumber,
  threads: count,
  elapsedSeconds: z.number(),
});

export const raysBenchSchema = z.object({ raysPerSecond: z.number(), elapsedSeconds: z.number() });

const faultSchema = z.object({ code: z.string(), detail: z.string(), message: z.string() });

const envelope = { v: z.literal(PROTOCOL_VERSION) };
const answerSchema = z.discriminatedUnion('event', [
  z.object({ ...envelope, event: z.literal('segment'), id: count, ...segmentSchema.shape }),
  z.object({ ...envelope, event: z.literal('done'), id: count, result: z.unknown() }),
  z.object({ ...envelope, event: z.literal('error'), id: z.nullable(count), ...faultSchema.shape }),
]);
export type Answer = z.infer<typeof answerSchema>;

/** One line of the engine's output. Throws `engine-garbled`. */
export function parseAnswer(line: string): Answer {
  return parse(answerSchema, parseJson(line));
}

/** A part of an answer. Throws `engine-garbled`. */
export function parse<T extends z.ZodMiniType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new EngineError('engine-garbled', `The engine's answer is not understood at "${place}".`);
}

/** The engine's own refusal as the drivers' error. Throws `engine-garbled` if it is none. */
export function errorOf(value: unknown): EngineError {
  const { code, detail, message } = parse(faultSchema, value);
  return new EngineError(codeOf(code, detail), message, { detail: detail === '' ? code : detail });
}

function codeOf(code: string, detail: string): EngineErrorCode {
  switch (code) {
    case 'bad-job':
    case 'bad-scene':
    case 'bad-input':
    case 'bad-model':
    case 'bad-state':
    case 'import-failed':
    case 'job-aborted':
    case 'cancelled':
    case 'out-of-memory':
      return code;
    case 'time-limit':
      return 'engine-timeout';
    case 'bad-request':
      return detail === 'segment' ? 'bad-job' : 'engine-garbled';
    default:
      return 'engine-fault';
  }
}

/** Throws `engine-garbled` on what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EngineError('engine-garbled', 'The engine wrote something that is not JSON.', { cause });
  }
}
