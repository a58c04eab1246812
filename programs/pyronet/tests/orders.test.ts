import { beforeEach, describe, expect, test } from 'vitest';

import { type OrderAction } from '@/lib/domain/session-message';
import { LeaseState } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import { type Market, openMarket } from '../testing/market';
import { joinAsProvider } from '../testing/provider';
import { joinAsRenter } from '../testing/renter';

let market: Market;
let deal: Deal;

beforeEach(async () => {
  market = await openMarket();
  const provider = await joinAsProvider(market);
  const renter = await joinAsRenter(market);
  const opened = await openDeal(market, provider, renter);
  confirmed(opened.outcome);
  deal = opened.deal;
  confirmed(await deal.start());
});

describe('an order of the session key', () => {
  test('stops the lease, whoever submits it', async () => {
    confirmed(await deal.stop(await deal.order('stop')));
    expect(deal.lease.data.state).toBe(LeaseState.Stopping);
  });

  test('is void after its time', async () => {
    const order = await deal.order('stop', { validFor: 30n });
    market.chain.passSeconds(31n);
    expect(verdict(await deal.stop(order))).toBe('messageExpired');
  });

  test.each<keyof typeof OrderAction>(['accept', 'ping', 'cancel'])('to %s does not stop', async (action) => {
    expect(verdict(await deal.stop(await deal.order(action)))).toBe('wrongMessage');
  });

  test.each([
    ['another network', { genesisHash: new Uint8Array(32) }],
    ['another life of this address', { openedSlot: 1n }],
    ['another session', { sessionEpoch: 7 }],
  ])('bound to %s is refused', async (_, scope) => {
    expect(verdict(await deal.stop(await deal.order('stop', { scope })))).toBe('wrongMessage');
  });

  test('accepts the attestation that it names and no other', async () => {
    market.chain.passSeconds(50n);
    confirmed(await deal.attest(50n));
    market.chain.passSeconds(50n);
    confirmed(await deal.attest(100n));
    const second = await deal.order('accept', { argument: 1n });
    expect(verdict(await deal.acceptResult(second, 0))).toBe('wrongMessage');
    confirmed(await deal.acceptResult(second, 1));
    expect(deal.lease.data.acceptedSegments).toBe(100n);
  });

  test('dies with its key when the wallet replaces it', async () => {
    const order = await deal.order('stop');
    confirmed(await deal.rotateSession('next session'));
    expect(verdict(await deal.stop(order))).toBe('wrongSigner');
    expect(verdict(await deal.stop(deal.sessionApproval))).toBe('wrongAuthority');
    confirmed(await deal.stop(deal.walletApproval));
  });

  test('of the provider is not the renter’s', async () => {
    const signer = deal.provider.worker;
    expect(verdict(await deal.stop({ by: 'signature', signer }))).toBe('wrongAuthority');
  });
});
