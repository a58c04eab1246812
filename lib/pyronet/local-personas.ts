/**
 * People of the local network whom the development wallet can be. Their keys are computed from public words
 * (`worthlessLocalKey`), so whatever they hold outside a local network is lost.
 */
export interface LocalPersona {
  readonly id: string;
  /** As shown on screen. */
  readonly name: string;
  readonly role: 'renter' | 'provider';
  /** Whether the wallet fills the purse from the local faucet before the first use. */
  readonly funded: boolean;
  /** What this person is good for, in a few words. */
  readonly sentence: string;
}

export const localPersonas: readonly LocalPersona[] = [
  { id: 'rae', name: 'Rae', role: 'renter', funded: true, sentence: 'Rents machines.' },
  { id: 'ravi', name: 'Ravi', role: 'renter', funded: true, sentence: 'Rents machines, beside Rae.' },
  { id: 'pia', name: 'Pia', role: 'provider', funded: true, sentence: 'Offers a machine.' },
  { id: 'pablo', name: 'Pablo', role: 'provider', funded: true, sentence: 'Offers a machine, against Pia.' },
  { id: 'nil', name: 'Nil', role: 'renter', funded: false, sentence: 'Has an empty purse.' },
];

/** Name of the persona's wallet key, for `worthlessLocalKey`. */
export const personaKeyName = (id: string): string => `persona ${id}`;

/** Name of the key of the machine that waits for the persona to become a provider, for `worthlessLocalKey`. */
export const personaWorkerKeyName = (id: string): string => `worker ${id}`;
