import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { EngineError } from '../engine-error';
import { errorOf, parseAnswer, PROTOCOL_VERSION, type SegmentAnswer } from '../answers';

export interface ConversationOptions {
  readonly executable: string;
  /** The engine's working folder; every path of the request is relative to it. */
  readonly folder: string;
  /** A command and its fields (docs/engine-protocol.md), without version and number. */
  readonly request: { readonly command: string; readonly [field: string]: unknown };
  /** The engine is ended when it says nothing for this long while somebody waits for it. */
  readonly maxSilenceMs: number;
  readonly signal: AbortSignal;
  readonly onSegment?: (segment: SegmentAnswer) => Promise<void>;
}

/** The longest line is the plan of a job with 2^20 segments. */
const MAX_LINE_BYTES = 64 << 20;
const MAX_COMPLAINT_BYTES = 4096;
const LAST_WORDS_MS = 1000;
const REQUEST_ID = 1;
/** Secrets of this process stay here. */
const noEnvironment = {} as NodeJS.ProcessEnv;

/**
 * Starts an engine, makes one request, and gives its result. The process has ended when the promise settles, whichever way:
 * it is killed on abort, silence, a breach of the protocol, or an error thrown by `onSegment`. It gets no environment
 * variables, and if this process dies, its input closes and it ends by itself.
 */
export async function converse(options: ConversationOptions): Promise<unknown> {
  if (options.signal.aborted) throw options.signal.reason;
  const child = spawn(options.executable, [], {
    cwd: options.folder,
    env: noEnvironment,
    stdio: 'pipe',
    // A process group of its own: Ctrl-C at the caller's terminal is the caller's to act on.
    detached: true,
  });
  const exited = once(child, 'exit').catch(() => undefined);
  const closed = once(child, 'close').catch(() => undefined);
  const started = once(child, 'spawn');
  const complaint = collectComplaint(child);
  const stop = (): boolean => child.kill('SIGKILL');
  options.signal.addEventListener('abort', stop);
  // Writing to an engine that has ended says nothing that its exit does not say.
  child.stdin.on('error', () => undefined);
  try {
    await started.catch((cause: unknown) => {
      throw new EngineError('engine-missing', `The engine at ${options.executable} cannot be started.`, {
        cause,
      });
    });
    const request = { v: PROTOCOL_VERSION, id: REQUEST_ID, ...options.request };
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return await readAnswers(child, options);
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    if (error instanceof EngineError && error.code === 'engine-crashed') {
      stop();
      // What it said on its error stream may still be under way.
      await Promise.race([closed, delay(LAST_WORDS_MS, undefined, { ref: false })]);
      throw crash(child, complaint());
    }
    throw error;
  } finally {
    options.signal.removeEventListener('abort', stop);
    stop();
    if (child.pid !== undefined) await exited;
    // Unread output would keep the pipes open.
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  }
}

async function readAnswers(
  child: ChildProcessWithoutNullStreams,
  options: ConversationOptions,
): Promise<unknown> {
  for await (const line of lines(child, options.maxSilenceMs)) {
    const answer = parseAnswer(line);
    if (answer.event === 'error') throw errorOf(answer);
    if (answer.id !== REQUEST_ID) {
      throw new EngineError('engine-garbled', 'The engine answered a request that nobody made.');
    }
    if (answer.event === 'done') return answer.result;
    if (options.onSegment === undefined) {
      throw new EngineError('engine-garbled', 'The engine wrote a segment that nobody asked for.');
    }
    await options.onSegment(answer);
  }
  throw new EngineError('engine-crashed', 'The engine ended before it answered.');
}

/** The engine's output line by line. Time counts against the engine only while a line is waited for. */
async function* lines(child: ChildProcessWithoutNullStreams, maxSilenceMs: number): AsyncGenerator<string> {
  const chunks = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const { value: chunk, done } = await withinSilence(chunks.next(), maxSilenceMs);
    if (done === true) return;
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pieces.push(chunk.subarray(start, end));
      yield Buffer.concat(pieces).toString('utf8');
      pieces = [];
      length = 0;
      start = end + 1;
    }
    pieces.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > MAX_LINE_BYTES) {
      throw new EngineError('engine-garbled', 'The engine wrote a line without end.');
    }
  }
}

async function withinSilence<T>(promise: Promise<T>, maxSilenceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new EngineError('engine-timeout', `The engine said nothing for ${maxSilenceMs / 1000} seconds.`),
      );
    }, maxSilenceMs);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Keeps the end of what the engine writes to its error stream. */
function collectComplaint(child: ChildProcessWithoutNullStreams): () => string {
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-MAX_COMPLAINT_BYTES);
  });
  return () => complaint.trim();
}

function crash(child: ChildProcessWithoutNullStreams, complaint: string): EngineError {
  const how = child.signalCode === null ? `with status ${child.exitCode}` : `by ${child.signalCode}`;
  const words = complaint === '' ? '' : `: ${complaint.split('\n').at(-1)}`;
  return new EngineError('engine-crashed', `The engine ended ${how} before it answered${words}.`);
}
