import { address, getAddressDecoder } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import {
  attestationFilters,
  leaseFilters,
  offerFilters,
  providerFilters,
  seizureFilters,
} from './account-filters';
import {
  getAttestationDecoder,
  getAttestationSize,
  getLeaseDecoder,
  getLeaseSize,
  getOfferDecoder,
  getOfferSize,
  getSeizureDecoder,
  getSeizureSize,
  LeaseState,
  OfferStatus,
} from './generated';

const somebody = address('Sysvar1nstructions1111111111111111111111111');

/** An account of zero bytes on which each filter's bytes are written where the filter looks for them. */
function accountMatching(filters: ReturnType<typeof offerFilters>, size: number): Uint8Array {
  const data = new Uint8Array(size);
  for (const filter of filters) {
    if ('memcmp' in filter)
      data.set(Buffer.from(filter.memcmp.bytes, 'base64'), Number(filter.memcmp.offset));
  }
  return data;
}

describe('account filters look where the codecs read', () => {
  test('offers', () => {
    const filters = offerFilters({ status: OfferStatus.Listed, classId: 258, provider: somebody });
    const offer = getOfferDecoder().decode(accountMatching(filters, getOfferSize()));
    expect(offer).toMatchObject({
      discriminator: 5,
      status: OfferStatus.Listed,
      classId: 258,
      provider: somebody,
    });
  });

  test.each(['renter', 'provider', 'offer'] as const)('leases by %s', (party) => {
    const filters = leaseFilters({ state: LeaseState.Active, [party]: somebody });
    const lease = getLeaseDecoder().decode(accountMatching(filters, getLeaseSize()));
    expect(lease).toMatchObject({ discriminator: 7, state: LeaseState.Active, [party]: somebody });
    const nobody = getAddressDecoder().decode(new Uint8Array(32));
    const others = (['renter', 'provider', 'offer'] as const).filter((other) => other !== party);
    for (const other of others) expect(lease[other]).toBe(nobody);
  });

  test('attestations', () => {
    const filters = attestationFilters({ lease: somebody });
    const attestation = getAttestationDecoder().decode(accountMatching(filters, getAttestationSize()));
    expect(attestation).toMatchObject({ discriminator: 8, lease: somebody });
  });

  test('seizures', () => {
    const filters = seizureFilters({ provider: somebody });
    const seizure = getSeizureDecoder().decode(accountMatching(filters, getSeizureSize()));
    expect(seizure).toMatchObject({ discriminator: 12, provider: somebody });
  });

  test('every filter names the exact size of its account', () => {
    expect(offerFilters({})).toContainEqual({ dataSize: BigInt(getOfferSize()) });
    expect(leaseFilters({})).toContainEqual({ dataSize: BigInt(getLeaseSize()) });
    expect(providerFilters()).toContainEqual({ dataSize: 576n });
  });
});
