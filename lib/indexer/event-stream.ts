import { type AsOf, type StreamEvent } from '@/lib/index-api/shapes';
import { positionOf } from '@/lib/index-api/heard-events';
import { toWire } from '@/lib/index-api/wire';
import { encodeEvent, KEEP_ALIVE } from '@/lib/blobs/event-stream';

import { type ChainIndex } from './chain-index';
import { type Change } from './change-log';
import { OpenStreams } from './open-streams';

/** Bytes that a reader may leave unread before it is dropped; it comes back and resumes, or reads a snapshot. */
const unreadBytes = 1 << 20;
/** More than this is longer to tell than the snapshots are. */
const missedChangesTold = 400;
const keepAliveMs = 15_000;

const streams = new OpenStreams({ inAll: 2_000, perReader: 64 });

export interface EventStreamRequest {
  readonly topics: ReadonlySet<string>;
  /** Id of the last event that the reader has, `<boot>:<sequence>`; null to begin now. */
  readonly after: string | null;
  /** Whom to count the stream against. */
  readonly reader: string;
  /** Aborts when the reader is gone. */
  readonly signal: AbortSignal;
  /** Registers for the end of this index. */
  readonly onReplaced: (listener: () => void) => () => void;
}

/** What a stream tells of. */
export type Told = Pick<ChainIndex, 'log' | 'asOf' | 'onClock'>;

/** Changes as server-sent events, from where the reader was; null when too many streams are open. */
export function openEventStream(
  index: Told,
  request: EventStreamRequest,
  admission: OpenStreams = streams,
): ReadableStream<Uint8Array> | null {
  const leave = admission.enter(request.reader);
  if (leave === null) return null;
  const stops = [leave];
  let ended = false;
  const end = (): void => {
    ended = true;
    for (const stop of stops.splice(0)) stop();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const close = (): void => {
          if (ended) return;
          end();
          controller.close();
        };
        const write = (bytes: Uint8Array): void => {
          if (ended) return;
          if ((controller.desiredSize ?? 0) <= 0) close();
          else controller.enqueue(bytes);
        };
        stops.push(...begin(index, request, write), request.onReplaced(close));
        request.signal.addEventListener('abort', close, { once: true });
        if (request.signal.aborted) close();
        // What was missed was too much for the reader already.
        if (ended) end();
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: unreadBytes }),
  );
}

/** Tells what was missed and then what happens. @returns how to stop */
function begin(
  index: Told,
  { topics, after }: EventStreamRequest,
  write: (bytes: Uint8Array) => void,
): readonly (() => void)[] {
  const tell = (event: StreamEvent, sequence: number): void =>
    write(
      encodeEvent({
        event: event.name,
        data: toWire(event.data),
        id: `${index.log.boot}:${sequence}`,
      }),
    );
  const tellTime = (asOf: AsOf): void => tell({ name: 'clock', data: asOf }, asOf.sequence);
  const tellChange = ({ event, sequence }: Change): void => tell(event, sequence);
  const missed = after === null ? [] : missedChanges(index, after, topics);
  if (missed === null) tell({ name: 'reset', data: index.asOf }, index.log.sequence);
  else missed.forEach(tellChange);
  tellTime(index.asOf);
  const keepAlive = setInterval(() => write(KEEP_ALIVE), keepAliveMs);
  keepAlive.unref();
  return [index.log.follow(topics, tellChange), index.onClock(tellTime), () => clearInterval(keepAlive)];
}

/** Null where not all of it is known any more, or it is too much to tell. */
function missedChanges(index: Told, after: string, topics: ReadonlySet<string>): readonly Change[] | null {
  const position = positionOf(after);
  if (position?.boot !== index.log.boot) return null;
  const missed = index.log.after(position.sequence);
  const told = missed?.filter((change) => change.topics.some((topic) => topics.has(topic))) ?? null;
  return told !== null && told.length > missedChangesTold ? null : told;
}
