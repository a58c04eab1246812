import { leaseEventLayouts } from './lease-event-layouts';
import { marketEventLayouts } from './market-event-layouts';
import { moneyEventLayouts } from './money-event-layouts';

/**
 * Layouts of the program's events as `interface/src/event.rs` asserts them: the discriminator, then of each field that
 * carries something its type and its offset in the 40 bytes. `tests/events.test.ts` compares the two.
 */
export const eventLayouts = { ...marketEventLayouts, ...leaseEventLayouts, ...moneyEventLayouts } as const;

export type EventName = keyof typeof eventLayouts;
