import { type SortKey } from '@/lib/matching/sort-offers';

export interface BookColumn {
  readonly name: string;
  /** The unit or the meaning, below the name. */
  readonly unit?: string;
  readonly sort?: SortKey;
  readonly figure: boolean;
}

/** Heads of the book, in the order of a row's cells. */
export const bookColumns: readonly BookColumn[] = [
  { name: 'GPU', sort: 'class', figure: false },
  { name: 'Where', sort: 'region', figure: false },
  { name: 'VRAM', sort: 'vram', figure: true },
  { name: 'Price', unit: 'USDC/h', sort: 'price', figure: true },
  { name: 'Work', unit: 'USDC per 10⁹', sort: 'work', figure: true },
  { name: 'Speed', unit: 'units/s', sort: 'speed', figure: true },
  { name: 'Rep.', unit: 'of 100', sort: 'reputation', figure: true },
  { name: 'Free', unit: 'of all', sort: 'free', figure: true },
  { name: 'Longest', unit: 'job', sort: 'duration', figure: true },
  { name: 'Rent', figure: false },
];

/** What the sort keys are called where there are no heads. */
export const sortNames: Readonly<Record<SortKey, string>> = {
  price: 'Price per hour',
  work: 'Price per work',
  class: 'GPU model',
  region: 'Region',
  vram: 'VRAM',
  speed: 'Speed',
  reputation: 'Reputation',
  free: 'Free GPUs',
  duration: 'Longest job',
};

/** The grid of a row on a wide screen; below it a row is a card. Heads and rows share it. */
export const bookGrid =
  'lg:grid lg:grid-cols-[minmax(10.5rem,1.7fr)_minmax(4.75rem,0.8fr)_3.5rem_6.25rem_5.75rem_4.75rem_4.5rem_4rem_4.75rem_4.25rem] lg:gap-x-2 lg:px-3';
