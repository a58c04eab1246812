import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { type Chain, type ChainListener, type SlotProgress } from '@/programs/localnet/chain/chain';
import { type Commitment } from '@/programs/localnet/chain/commitment';
import { type LedgerEntry } from '@/programs/localnet/chain/ledger';
import { SYSTEM_PROGRAM } from '@/programs/localnet/chain/program-ids';
import { type Execution } from '@/programs/localnet/chain/virtual-machine';
import { encodeAccount } from '@/programs/localnet/encoding/account';
import { type Subscription, type Topic } from '@/programs/localnet/pubsub/subscription';
import { type AddressKey, addressText } from '@/programs/localnet/wire/address-key';
import { encodeBase58 } from '@/programs/localnet/wire/base58';
import { type Json } from '@/programs/localnet/wire/json';

type Of<Kind extends Topic['kind']> = Subscription & { readonly topic: Extract<Topic, { kind: Kind }> };

/** What an account that no longer exists looks like to its subscribers. */
const CLOSED: StoredAccount = {
  lamports: 0n,
  owner: SYSTEM_PROGRAM,
  data: new Uint8Array(0),
  executable: false,
};

/**
 * Turns what happens on the chain into notifications: at `processed` with the transaction, at `confirmed` when its slot
 * completes, at `finalized` when it is rooted.
 */
export class Subscriptions implements ChainListener {
  private readonly byId = new Map<number, Subscription>();
  private readonly accounts = new Map<AddressKey, Set<Of<'account'>>>();
  private readonly programs = new Map<AddressKey, Set<Of<'program'>>>();
  private readonly signatures = new Map<AddressKey, Set<Of<'signature'>>>();
  private readonly logs = new Set<Of<'logs'>>();
  private readonly slots = new Set<Subscription>();
  private readonly roots = new Set<Subscription>();
  private nextId = 1;

  constructor(private readonly chain: Chain) {}

  /** Registers a topic and returns its number. What is already due is sent before this returns. */
  add(topic: Topic, send: (id: number, result: Json) => void): number {
    const id = this.nextId++;
    const subscription: Subscription = { id, topic, send: (result) => send(id, result) };
    this.byId.set(id, subscription);
    this.index(subscription);
    if (topic.kind === 'signature') this.notifyIfAlreadyThere(subscription as Of<'signature'>);
    return id;
  }

  /** Ends a subscription; false where there is none of that kind. */
  remove(id: number, kind?: Topic['kind']): boolean {
    const subscription = this.byId.get(id);
    if (subscription === undefined || (kind !== undefined && subscription.topic.kind !== kind)) return false;
    this.byId.delete(id);
    this.unindex(subscription);
    return true;
  }

  transactionProcessed(entry: LedgerEntry, execution: Execution, written: readonly AddressKey[]): void {
    if (this.byId.size === 0) return;
    this.notifyTransaction(entry, 'processed', () => execution.logs);
    for (const key of written) this.notifyAccount(key, 'processed', entry.slot);
  }

  slotAdvanced(progress: SlotProgress): void {
    if (this.byId.size === 0) return;
    const { slot, parent, root } = progress;
    for (const { send } of [...this.slots]) send({ slot, parent, root });
    for (const completed of progress.completed) this.notifyBlock(completed, 'confirmed');
    for (const rooted of progress.rooted) {
      for (const { send } of [...this.roots]) send(rooted);
      this.notifyBlock(rooted, 'finalized');
    }
  }

  private notifyBlock(slot: number, commitment: Commitment): void {
    for (const entry of this.chain.ledger.block(slot)?.entries ?? []) {
      this.notifyTransaction(entry, commitment, () => this.chain.ledger.record(entry).logs);
    }
    for (const key of this.chain.accounts.writtenIn(slot)) this.notifyAccount(key, commitment, slot);
  }

  private notifyTransaction(entry: LedgerEntry, commitment: Commitment, logs: () => readonly string[]): void {
    for (const subscription of [...(this.signatures.get(entry.signature) ?? [])]) {
      const { topic, id, send } = subscription;
      if (topic.announceReceipt && commitment === 'processed') {
        send({ context: { slot: entry.slot }, value: 'receivedSignature' });
      }
      if (topic.commitment !== commitment) continue;
      this.remove(id);
      send({ context: { slot: entry.slot }, value: { err: entry.error } });
    }
    let value: Json;
    for (const { topic, send } of [...this.logs]) {
      if (topic.commitment !== commitment) continue;
      if (topic.mentions !== undefined && !entry.accounts.includes(topic.mentions)) continue;
      value ??= { signature: signatureText(entry), err: entry.error, logs: logs() };
      send({ context: { slot: entry.slot }, value });
    }
  }

  private notifyAccount(key: AddressKey, commitment: Commitment, slot: number): void {
    const account = this.chain.accounts.at(key, slot);
    const read = (other: AddressKey) => this.chain.account(other, slot);
    for (const { topic, send } of [...(this.accounts.get(key) ?? [])]) {
      if (topic.commitment !== commitment) continue;
      send({ context: { slot }, value: encodeAccount(account ?? CLOSED, topic.encoding, read) });
    }
    if (account === undefined) return;
    for (const { topic, send } of [...(this.programs.get(account.owner) ?? [])]) {
      if (topic.commitment !== commitment || !topic.passes(account)) continue;
      const value = { pubkey: addressText(key), account: encodeAccount(account, topic.encoding, read) };
      send({ context: { slot }, value });
    }
  }

  private notifyIfAlreadyThere({ id, topic, send }: Of<'signature'>): void {
    const entry = this.chain.ledger.find(topic.signature);
    if (entry === undefined || this.chain.slotAt(topic.commitment) < entry.slot) return;
    this.remove(id);
    send({ context: { slot: this.chain.slotAt(topic.commitment) }, value: { err: entry.error } });
  }

  private index(subscription: Subscription): void {
    const { topic } = subscription;
    if (topic.kind === 'account') addTo(this.accounts, topic.key, subscription as Of<'account'>);
    else if (topic.kind === 'program') addTo(this.programs, topic.owner, subscription as Of<'program'>);
    else if (topic.kind === 'signature')
      addTo(this.signatures, topic.signature, subscription as Of<'signature'>);
    else if (topic.kind === 'logs') this.logs.add(subscription as Of<'logs'>);
    else if (topic.kind === 'slot') this.slots.add(subscription);
    else this.roots.add(subscription);
  }

  private unindex(subscription: Subscription): void {
    const { topic } = subscription;
    if (topic.kind === 'account') removeFrom(this.accounts, topic.key, subscription as Of<'account'>);
    else if (topic.kind === 'program') removeFrom(this.programs, topic.owner, subscription as Of<'program'>);
    else if (topic.kind === 'signature')
      removeFrom(this.signatures, topic.signature, subscription as Of<'signature'>);
    else if (topic.kind === 'logs') this.logs.delete(subscription as Of<'logs'>);
    else if (topic.kind === 'slot') this.slots.delete(subscription);
    else this.roots.delete(subscription);
  }
}

function addTo<Item>(index: Map<AddressKey, Set<Item>>, key: AddressKey, item: Item): void {
  const items = index.get(key);
  if (items === undefined) index.set(key, new Set([item]));
  else items.add(item);
}

function removeFrom<Item>(index: Map<AddressKey, Set<Item>>, key: AddressKey, item: Item): void {
  const items = index.get(key);
  items?.delete(item);
  if (items?.size === 0) index.delete(key);
}

function signatureText(entry: LedgerEntry): string {
  return encodeBase58(Buffer.from(entry.signature, 'latin1'));
}
