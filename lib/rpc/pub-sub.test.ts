import { expect, test } from 'vitest';

import { systemClock } from './clock';
import { PubSub, type WebSocketLike } from './pub-sub';

class SlowSocket implements WebSocketLike {
  static readonly made: SlowSocket[] = [];
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  closed = false;
  readonly sent: string[] = [];

  constructor() {
    SlowSocket.made.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }

  opens(): void {
    this.onopen?.(undefined as never);
  }
}

async function socketOf(pubSub: PubSub): Promise<{ socket: SlowSocket; unsubscribe: () => void }> {
  const unsubscribe = pubSub.subscribe({
    method: 'accountSubscribe',
    params: [],
    onNotification: () => undefined,
  });
  await expect.poll(() => SlowSocket.made.length).toBeGreaterThan(0);
  const socket = SlowSocket.made.pop();
  if (socket === undefined) throw new Error('no socket was opened');
  return { socket, unsubscribe };
}

const newPubSub = (): PubSub =>
  new PubSub({ urls: ['ws://127.0.0.1:1'], webSocket: SlowSocket, clock: systemClock });

test('a socket that nobody wants any more is closed once it is open, and asked nothing', async () => {
  const { socket, unsubscribe } = await socketOf(newPubSub());
  unsubscribe();
  expect(socket.closed).toBe(false);
  socket.opens();
  expect(socket.closed).toBe(true);
  expect(socket.sent).toEqual([]);
});

test('who subscribes in between gets a socket of its own', async () => {
  const pubSub = newPubSub();
  const first = await socketOf(pubSub);
  first.unsubscribe();
  const second = await socketOf(pubSub);
  expect(second.socket).not.toBe(first.socket);
  first.socket.opens();
  second.socket.opens();
  expect([first.socket.closed, second.socket.closed]).toEqual([true, false]);
  expect(second.socket.sent).toHaveLength(2);
  pubSub.close();
  expect(second.socket.closed).toBe(true);
});
