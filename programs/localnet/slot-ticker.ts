import { type Chain } from '@/programs/localnet/chain/chain';

/**
 * Opens a new slot every `slotMillis` and calls `afterSlot` then. A slot that comes late is not made up for: the next
 * one counts from it. The first failure stops the ticking and goes to `onFailure`.
 */
export function startSlotTicker(
  chain: Chain,
  afterSlot: () => void,
  onFailure: (error: unknown) => void,
): { stop(): void } {
  let due = performance.now() + chain.slotMillis;
  let timer = setTimeout(tick, chain.slotMillis);
  function tick(): void {
    try {
      chain.tick();
      afterSlot();
    } catch (error) {
      onFailure(error);
      return;
    }
    due = Math.max(due + chain.slotMillis, performance.now());
    timer = setTimeout(tick, due - performance.now());
  }
  return { stop: () => clearTimeout(timer) };
}
