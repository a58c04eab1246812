import { told } from './executed-instruction';
import { type Handler } from './provider-replay';

/** Where fees go, and how the burn auction sells them. */
export const feeReplay: Readonly<Record<string, Handler>> = {
  splitFees: ({ splitFees }, executed) => {
    const { burn, verifiers, treasury } = told(executed, 'feesSplit');
    splitFees.burn += burn;
    splitFees.verifiers += verifiers;
    splitFees.treasury += treasury;
  },
  openBurnLot: ({ auction }, executed) => {
    const { startBps, ...lot } = told(executed, 'burnLotOpened');
    Object.assign(auction, lot, { startBps: Number(startBps), openedSlot: executed.slot });
  },
  buyBurnLot: ({ auction }, executed) => {
    const { price, ...sums } = told(executed, 'burnLotSold');
    Object.assign(auction, sums, { lastPrice: price, lastSlot: executed.slot, openedSlot: 0n });
  },
};
