import { formatPricePerHour } from '@/lib/domain/price';
import { formatReputation, formatVram } from '@/lib/domain/quantity';
import { readableText } from '@/lib/domain/stranger-text';
import { regionOf } from '@/lib/pyronet/regions';

import { type BookOffer } from './book-offer';
import { type Matches } from './match-offers';
import { type ConstraintName, constraintNames, type Requirement } from './requirement';
import { tierName } from './tiers';

/** The constraint whose removal shows the most offers, and how many; `undefined` when no single one stands in the way. */
export function blockingConstraint(
  matches: Matches,
): { readonly name: ConstraintName; readonly offers: number } | undefined {
  return constraintNames
    .map((name) => ({ name, offers: matches.failingOnly[name] }))
    .filter(({ offers }) => offers > 0)
    .sort((a, b) => b.offers - a.offers)[0];
}

/** What a constraint asks, as the end of a sentence such as "41 of 52 offers …". */
export function failingWords(name: ConstraintName, asked: Requirement): string {
  switch (name) {
    case 'class':
      return 'are of another GPU model';
    case 'region':
      return `are not in ${listOf(asked.regions.map((region) => regionOf(region).name))}`;
    case 'tier':
      return `are not of the tier ${listOf(asked.tiers.map(tierName))}`;
    case 'vram':
      return `have less than ${formatVram(asked.minVramMib ?? 0) ?? '0 GB'}`;
    case 'price':
      return `cost more than ${formatPricePerHour(asked.maxPricePerHour ?? 0n)}`;
    case 'reputation':
      return `have a reputation below ${formatReputation(asked.minReputation ?? 0n)}`;
    case 'text':
      return `do not mention “${readableText(asked.text)}”`;
  }
}

/** What an offer has where it fails a constraint, such as `costs 0.4 USDC/h`. */
export function offeredWords(name: ConstraintName, { row, className, pricePerHour }: BookOffer): string {
  switch (name) {
    case 'class':
      return `is a ${className}`;
    case 'region':
      return row.region === 0 ? 'does not state its region' : `stands in ${regionOf(row.region).name}`;
    case 'tier':
      return `is of the tier ${tierName(row.tier)}`;
    case 'vram':
      return `has ${formatVram(row.vram_mib) ?? 'no promised memory'}`;
    case 'price':
      return `costs ${formatPricePerHour(pricePerHour)}`;
    case 'reputation':
      return `has a reputation of ${formatReputation(row.reputation)}`;
    case 'text':
      return 'does not mention the words';
  }
}

/** What the removal of a constraint is called on a button. */
export function relaxWords(name: ConstraintName): string {
  const words: Readonly<Record<ConstraintName, string>> = {
    class: 'any GPU model',
    region: 'any region',
    tier: 'any tier',
    vram: 'any memory',
    price: 'any price',
    reputation: 'any reputation',
    text: 'no words',
  };
  return words[name];
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
