import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { type Commitment } from '@/programs/localnet/chain/commitment';
import { type AccountEncoding } from '@/programs/localnet/encoding/account';
import { type AddressKey } from '@/programs/localnet/wire/address-key';
import { type Json } from '@/programs/localnet/wire/json';

/** What a subscriber wants to hear. */
export type Topic =
  | {
      readonly kind: 'account';
      readonly key: AddressKey;
      readonly commitment: Commitment;
      readonly encoding: AccountEncoding;
    }
  | {
      readonly kind: 'program';
      readonly owner: AddressKey;
      readonly commitment: Commitment;
      readonly encoding: AccountEncoding;
      readonly passes: (account: StoredAccount) => boolean;
    }
  | {
      readonly kind: 'signature';
      readonly signature: AddressKey;
      readonly commitment: Commitment;
      readonly announceReceipt: boolean;
    }
  | {
      readonly kind: 'logs';
      /** Only transactions that name this address; all where undefined. */
      readonly mentions: AddressKey | undefined;
      readonly commitment: Commitment;
    }
  | { readonly kind: 'slot' }
  | { readonly kind: 'root' };

export type TopicKind = Topic['kind'];

/** A live subscription; `send` delivers one notification's result. */
export type Subscription = {
  readonly id: number;
  readonly topic: Topic;
  readonly send: (result: Json) => void;
};
