import {
  type Address,
  type Base64EncodedBytes,
  getAddressEncoder,
  getBase64Decoder,
  getU16Encoder,
  getU8Encoder,
  type ReadonlyUint8Array,
} from '@solana/kit';

import {
  ATTESTATION_DISCRIMINATOR,
  getAttestationSize,
  getLeaseSize,
  getOfferSize,
  getProviderSize,
  getSeizureSize,
  LEASE_DISCRIMINATOR,
  type LeaseState,
  OFFER_DISCRIMINATOR,
  type OfferStatus,
  PROVIDER_DISCRIMINATOR,
  SEIZURE_DISCRIMINATOR,
} from './generated';

/** A filter of `getProgramAccounts` and `programSubscribe`. */
export type AccountFilter =
  | { readonly dataSize: bigint }
  | {
      readonly memcmp: {
        readonly offset: bigint;
        readonly bytes: Base64EncodedBytes;
        readonly encoding: 'base64';
      };
    };

/** Offsets of fields that accounts are found by. They never move; a test compares them with the codecs. */
export const filterOffsets = {
  offer: { status: 3n, classId: 8n, provider: 24n },
  lease: { state: 4n, renter: 16n, provider: 48n, offer: 80n },
  attestation: { lease: 16n, provider: 48n },
  seizure: { provider: 8n },
} as const;

/** Every provider of the network. */
export function providerFilters(): AccountFilter[] {
  return ofType(PROVIDER_DISCRIMINATOR, getProviderSize());
}

/** Offers, by any of status, GPU class and provider account. */
export function offerFilters(by: {
  readonly status?: OfferStatus;
  readonly classId?: number;
  readonly provider?: Address;
}): AccountFilter[] {
  const at = filterOffsets.offer;
  return [
    ...ofType(OFFER_DISCRIMINATOR, getOfferSize()),
    ...equal(at.status, by.status, (status) => getU8Encoder().encode(status)),
    ...equal(at.classId, by.classId, (classId) => getU16Encoder().encode(classId)),
    ...equal(at.provider, by.provider, (provider) => getAddressEncoder().encode(provider)),
  ];
}

/** Leases, by any of state, renter, provider account and offer. */
export function leaseFilters(by: {
  readonly state?: LeaseState;
  readonly renter?: Address;
  readonly provider?: Address;
  readonly offer?: Address;
}): AccountFilter[] {
  const at = filterOffsets.lease;
  return [
    ...ofType(LEASE_DISCRIMINATOR, getLeaseSize()),
    ...equal(at.state, by.state, (state) => getU8Encoder().encode(state)),
    ...equal(at.renter, by.renter, (renter) => getAddressEncoder().encode(renter)),
    ...equal(at.provider, by.provider, (provider) => getAddressEncoder().encode(provider)),
    ...equal(at.offer, by.offer, (offer) => getAddressEncoder().encode(offer)),
  ];
}

/** Attestations, by any of lease and provider account. */
export function attestationFilters(by: {
  readonly lease?: Address;
  readonly provider?: Address;
}): AccountFilter[] {
  const at = filterOffsets.attestation;
  return [
    ...ofType(ATTESTATION_DISCRIMINATOR, getAttestationSize()),
    ...equal(at.lease, by.lease, (lease) => getAddressEncoder().encode(lease)),
    ...equal(at.provider, by.provider, (provider) => getAddressEncoder().encode(provider)),
  ];
}

/** Seizures, of all providers or of one provider account. */
export function seizureFilters(by: { readonly provider?: Address } = {}): AccountFilter[] {
  return [
    ...ofType(SEIZURE_DISCRIMINATOR, getSeizureSize()),
    ...equal(filterOffsets.seizure.provider, by.provider, (provider) => getAddressEncoder().encode(provider)),
  ];
}

function ofType(discriminator: number, size: number): AccountFilter[] {
  return [{ dataSize: BigInt(size) }, matches(0n, Uint8Array.of(discriminator))];
}

function equal<Value>(
  offset: bigint,
  value: Value | undefined,
  encode: (value: Value) => ReadonlyUint8Array,
): AccountFilter[] {
  return value === undefined ? [] : [matches(offset, encode(value))];
}

function matches(offset: bigint, bytes: ReadonlyUint8Array): AccountFilter {
  const encoded = getBase64Decoder().decode(bytes) as Base64EncodedBytes;
  return { memcmp: { offset, bytes: encoded, encoding: 'base64' } };
}
