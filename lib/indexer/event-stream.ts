import { type StreamEvent } from '@/lib/index-api/shapes';
import { toWire } from '@/lib/index-api/wire';

import { type ChainIndex } from './chain-index';
import { type Change } from './change-log';

/** Bytes that a reader may leave unread before it is dropped; it comes back and resumes, or reads a snapshot. */
const unreadBytes = 1 << 20;
const streamsInAll = 2_000;

let open = 0;

/** Whether one more stream may be opened. */
export const mayOpenStream = (): boolean => open < streamsInAll;

/**
 * Events on topics as server-sent events, from after `after` on where that is still known.
 *
 * @param after the id of the last event that the reader has, `<boot>:<sequence>`, or null
 * @param onReplaced registers for the end of this index
 */
export function eventStream(
  index: ChainIndex,
  topics: ReadonlySet<string>,
  after: string | null,
  onReplaced: (listener: () => void) => () => void,
): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  const stops: (() => void)[] = [];
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    open -= 1;
    for (const stop of stops.splice(0)) stop();
  };
  open += 1;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = (): void => {
          end();
          // The reader may be gone already.
          try {
            controller.close();
          } catch {
            return;
          }
        };
        const send = (event: StreamEvent, sequence: number): void => {
          if (ended) return;
          if ((controller.desiredSize ?? 0) < 0) return close();
          const id = `${index.log.boot}:${sequence}`;
          controller.enqueue(text.encode(`event: ${event.name}\nid: ${id}\ndata: ${toWire(event.data)}\n\n`));
        };
        const sendChange = ({ topics: about, event, sequence }: Change): void => {
          if (about.some((topic) => topics.has(topic))) send(event, sequence);
        };
        const missed = after === null ? [] : missedChanges(index, after);
        if (missed === null) send({ name: 'reset', data: index.asOf }, index.log.sequence);
        else missed.forEach(sendChange);
        send({ name: 'clock', data: index.asOf }, index.log.sequence);
        stops.push(
          index.log.listen(sendChange),
          index.onClock((asOf) => send({ name: 'clock', data: asOf }, asOf.sequence)),
          onReplaced(close),
        );
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: unreadBytes }),
  );
}

function missedChanges(index: ChainIndex, after: string | null): readonly Change[] | null {
  const match = /^([\w-]{1,32}):(\d{1,15})$/.exec(after ?? '');
  if (match === null || match[1] !== index.log.boot) return null;
  return index.log.after(Number(match[2]));
}
