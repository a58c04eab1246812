import { epochOf, SLOTS_PER_EPOCH } from '@/programs/localnet/chain/slot-clock';
import { commitmentOf, readConfigAt } from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';

/** Slots, heights and epochs. */
export const slotMethods: MethodGroup = {
  getSlot: (params, { chain }) => chain.slotAt(commitmentOf(chain, readConfigAt(params, 0))),

  getBlockHeight: (params, { chain }) => chain.heightAt(commitmentOf(chain, readConfigAt(params, 0))),

  getTransactionCount: (params, { chain }) => {
    commitmentOf(chain, readConfigAt(params, 0));
    return chain.ledger.transactionCount;
  },

  getEpochInfo: (params, { chain }) => {
    const commitment = commitmentOf(chain, readConfigAt(params, 0));
    const absoluteSlot = chain.slotAt(commitment);
    return {
      absoluteSlot,
      blockHeight: chain.heightAt(commitment),
      epoch: epochOf(absoluteSlot),
      slotIndex: absoluteSlot % SLOTS_PER_EPOCH,
      slotsInEpoch: SLOTS_PER_EPOCH,
      transactionCount: chain.ledger.transactionCount,
    };
  },

  getEpochSchedule: () => ({
    slotsPerEpoch: SLOTS_PER_EPOCH,
    leaderScheduleSlotOffset: SLOTS_PER_EPOCH,
    warmup: false,
    firstNormalEpoch: 0,
    firstNormalSlot: 0,
  }),
};
