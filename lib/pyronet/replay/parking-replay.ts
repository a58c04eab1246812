import { LeasePayee, parseParkDuesInstruction, parseTakeParkedInstruction } from '@/lib/pyronet/generated';

import { told } from './executed-instruction';
import { known } from './market-state';
import { type Handler } from './provider-replay';

/** How dues are put aside that no account takes. */
export const parkingReplay: Readonly<Record<string, Handler>> = {
  parkDues: (market, executed) => {
    const { accounts, data } = parseParkDuesInstruction(executed.instruction);
    const { amount, claimed, failoverState } = told(executed, 'duesParked');
    const lease = known(market.leases, accounts.lease.address);
    lease.failoverState = Number(failoverState);
    const field = data.payee === LeasePayee.Provider ? 'providerClaimed' : 'renterClaimed';
    lease[field] = claimed;
    const at = accounts.parking.address;
    const { authority } = known(market.providers, lease.provider);
    const owner = data.payee === LeasePayee.Provider ? authority : lease.renter;
    market.parkings.set(at, { owner, parked: (market.parkings.get(at)?.parked ?? 0n) + amount });
  },
  takeParked: (market, executed) => {
    const { accounts } = parseTakeParkedInstruction(executed.instruction);
    const at = accounts.parking.address;
    const place = known(market.parkings, at);
    if (told(executed, 'parkedTaken').closed === 1n) market.parkings.delete(at);
    else market.parkings.set(at, { ...place, parked: 0n });
  },
};
