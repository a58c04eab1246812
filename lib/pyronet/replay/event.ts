import { type EventName, eventLayouts } from './event-layouts';

/** What an event says, by field; every number is a bigint. */
export type EventFields<Name extends EventName> = {
  readonly [Field in keyof (typeof eventLayouts)[Name]['fields']]: bigint;
};

/** One event of the program. */
export type ProgramEvent = {
  [Name in EventName]: { readonly name: Name; readonly fields: EventFields<Name> };
}[EventName];

type Layout = Readonly<Record<string, readonly ['u8' | 'u16' | 'u32' | 'u64', number]>>;

const supportedVersion = 1;
const wordBytes = 8;

/**
 * The event in five logged words; `undefined` where their discriminator or version is not known, as after an upgrade
 * of the program that this client has not seen.
 */
export function decodeEvent(words: readonly bigint[]): ProgramEvent | undefined {
  const view = new DataView(new ArrayBuffer(words.length * wordBytes));
  words.forEach((word, index) => view.setBigUint64(index * wordBytes, word, true));
  const name = names.get(view.getUint8(0));
  if (name === undefined || view.getUint8(1) !== supportedVersion) return undefined;
  const layout: Layout = eventLayouts[name].fields;
  const fields = Object.fromEntries(
    Object.entries(layout).map(([field, [type, at]]) => [field, readers[type](view, at)]),
  );
  // The fields are those of the named layout by construction.
  return { name, fields } as ProgramEvent;
}

const names: ReadonlyMap<number, EventName> = new Map(
  (Object.keys(eventLayouts) as EventName[]).map((name) => [eventLayouts[name].discriminator, name]),
);

const readers = {
  u8: (view: DataView, at: number) => BigInt(view.getUint8(at)),
  u16: (view: DataView, at: number) => BigInt(view.getUint16(at, true)),
  u32: (view: DataView, at: number) => BigInt(view.getUint32(at, true)),
  u64: (view: DataView, at: number) => view.getBigUint64(at, true),
} as const;
