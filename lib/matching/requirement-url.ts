import { formatUsdc, parseUsdc } from '@/lib/domain/usdc';

import { noRequirement, type Requirement } from './requirement';
import { type BookOrder, cheapestFirst, sortKeys } from './sort-offers';

/** What the address of the market says: a link shows the sender's view. */
export interface BookView {
  readonly requirement: Requirement;
  readonly order: BookOrder;
}

const longestText = 80;
const mostValues = 40;
const reputationPerPoint = 10_000n;
const mibPerGib = 1_024;

/** Reads a view from an address. What cannot be read asks for nothing: a link from a stranger never breaks the page. */
export function readBookView(parameters: URLSearchParams): BookView {
  return {
    requirement: {
      classIds: identifiers(parameters.get('class')),
      regions: identifiers(parameters.get('region')),
      tiers: identifiers(parameters.get('tier')),
      minVramMib: scaled(parameters.get('vram'), 1, 1_024, mibPerGib),
      maxPricePerHour: price(parameters.get('max')),
      minReputation: reputation(parameters.get('reputation')),
      text: (parameters.get('q') ?? '').slice(0, longestText),
    },
    order: order(parameters.get('sort')),
  };
}

/** Writes a view into an address, shortest form; other parameters stay. `readBookView` gives it back. */
export function writeBookView(view: BookView, parameters = new URLSearchParams()): URLSearchParams {
  const { requirement, order: bookOrder } = view;
  const next = new URLSearchParams(parameters);
  const put = (name: string, text: string) => (text === '' ? next.delete(name) : next.set(name, text));
  put('class', requirement.classIds.join(','));
  put('region', requirement.regions.join(','));
  put('tier', requirement.tiers.join(','));
  put('vram', requirement.minVramMib === null ? '' : String(requirement.minVramMib / mibPerGib));
  put('max', requirement.maxPricePerHour === null ? '' : plain(requirement.maxPricePerHour));
  put(
    'reputation',
    requirement.minReputation === null ? '' : String(requirement.minReputation / reputationPerPoint),
  );
  put('q', requirement.text.trim() === '' ? '' : requirement.text);
  const isDefault = bookOrder.key === cheapestFirst.key && !bookOrder.descending;
  put('sort', isDefault ? '' : `${bookOrder.descending ? '-' : ''}${bookOrder.key}`);
  return next;
}

function identifiers(text: string | null): readonly number[] {
  if (text === null) return noRequirement.classIds;
  const values = text
    .split(',')
    .slice(0, mostValues)
    .filter((part) => /^\d{1,5}$/.test(part))
    .map(Number);
  return [...new Set(values)].sort((a, b) => a - b);
}

function scaled(text: string | null, least: number, most: number, unit: number): number | null {
  if (text === null || !/^\d{1,4}$/.test(text)) return null;
  const value = Number(text);
  return value < least || value > most ? null : value * unit;
}

function price(text: string | null): bigint | null {
  if (text === null) return null;
  const atoms = parseUsdc(text);
  return atoms.ok && atoms.value > 0n ? atoms.value : null;
}

function reputation(text: string | null): bigint | null {
  if (text === null || !/^\d{1,3}$/.test(text)) return null;
  const points = BigInt(text);
  return points === 0n || points > 100n ? null : points * reputationPerPoint;
}

function order(text: string | null): BookOrder {
  const descending = text?.startsWith('-') ?? false;
  const key = sortKeys.find((name) => name === text?.replace(/^-/, ''));
  return key === undefined ? cheapestFirst : { key, descending };
}

function plain(atoms: bigint): string {
  return formatUsdc(atoms, { minimumDecimals: 0 }).replaceAll(',', '');
}
