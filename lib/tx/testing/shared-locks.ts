import { type IntentLocks } from '../intent-locks';

/** Web Locks as several tabs of one browser see them. */
export class SharedLocks {
  readonly #held = new Map<string, Promise<unknown>>();

  tab(): IntentLocks {
    return {
      hold: async (key, work) => {
        const busy = this.#held.get(key);
        if (busy !== undefined) await busy.catch(() => undefined);
        const done = work(busy === undefined);
        this.#held.set(key, done);
        return done.finally(() => this.#held.delete(key));
      },
    };
  }
}
