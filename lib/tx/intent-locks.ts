/** Sees to it that one tab of a browser at a time works on a wish. */
export interface IntentLocks {
  /**
   * Runs `work` when no other tab holds the key. `isOwner` is false where it had to wait for another tab, which may have
   * done the work.
   */
  readonly hold: <Value>(key: string, work: (isOwner: boolean) => Promise<Value>) => Promise<Value>;
}

/** The browser's Web Locks below a scope; they end with the tab that holds them. */
export function webLocks(scope: string, locks: LockManager): IntentLocks {
  return {
    hold: async (key, work) => {
      const name = scope + key;
      const tried = await locks.request(name, { ifAvailable: true }, async (lock) =>
        lock === null ? null : { value: await work(true) },
      );
      if (tried !== null) return tried.value;
      return locks.request(name, () => work(false));
    },
  };
}

/** For where there are no other tabs to reckon with. */
export const noLocks: IntentLocks = { hold: (_key, work) => work(true) };
