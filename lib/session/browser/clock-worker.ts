import { type ClockRequest } from './clock-message';

/** A web worker that waits on behalf of a page: browsers hold up the timers of hidden pages, not those of workers. */
const timers = new Map<number, ReturnType<typeof setTimeout>>();

addEventListener('message', ({ data }: MessageEvent<ClockRequest>) => {
  clearTimeout(timers.get(data.id));
  timers.delete(data.id);
  if ('cancelled' in data) return;
  const ring = (): void => {
    timers.delete(data.id);
    postMessage(data.id);
  };
  timers.set(data.id, setTimeout(ring, data.ms));
});
