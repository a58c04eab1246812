/** What an RPC answer may hold: JSON, with bigints for u64 values that a double cannot carry. */
export type Json =
  string | number | bigint | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };

/** JSON text of `value`; bigints become plain digits, as Solana's own node writes u64, and undefined members vanish. */
export function encodeJson(value: Json): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? encodeArray(value as readonly Json[]) : encodeObject(value);
    default:
      return 'null';
  }
}

function encodeArray(items: readonly Json[]): string {
  let text = '[';
  for (let index = 0; index < items.length; index++) {
    if (index > 0) text += ',';
    text += encodeJson(items[index]);
  }
  return `${text}]`;
}

function encodeObject(members: object): string {
  let text = '{';
  for (const [name, member] of Object.entries(members) as [string, Json][]) {
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(name)}:${encodeJson(member)}`;
  }
  return `${text}}`;
}
