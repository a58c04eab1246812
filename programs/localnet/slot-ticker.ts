import { type Chain } from '@/programs/localnet/chain/chain';

/** Opens a new slot every `slotMillis`. A slot that comes late is not made up for: the next one counts from it. */
export function startSlotTicker(chain: Chain): { stop(): void } {
  let due = performance.now() + chain.slotMillis;
  let timer = setTimeout(tick, chain.slotMillis);
  function tick(): void {
    chain.tick();
    due = Math.max(due + chain.slotMillis, performance.now());
    timer = setTimeout(tick, due - performance.now());
  }
  return { stop: () => clearTimeout(timer) };
}
