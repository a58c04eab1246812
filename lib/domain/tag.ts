/**
 * Domain tags: 16 ASCII bytes, zero-padded, in front of every hash input and every signed message, so that no byte
 * string has two meanings (docs/contracts.md).
 */
export type DomainTag = Uint8Array & { readonly __brand: 'DomainTag' };

/** Length of a {@link DomainTag} in bytes. */
export const domainTagLength = 16;

/** The tag of a name. Throws RangeError where the name is empty, too long or not ASCII. */
export function domainTag(name: string): DomainTag {
  const ascii = new TextEncoder().encode(name);
  if (ascii.length === 0 || ascii.length > domainTagLength || ascii.some((byte) => byte > 0x7e)) {
    throw new RangeError(`"${name}" is not a tag of 1 to 16 ASCII characters`);
  }
  const bytes = new Uint8Array(domainTagLength);
  bytes.set(ascii);
  return bytes as DomainTag;
}
