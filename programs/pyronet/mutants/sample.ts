import { createHash } from 'node:crypto';

/** `count` of the items, the same ones for the same seed, wherever they stand; fewer where there are not as many. */
export function drawSample<Item>(items: readonly Item[], count: number, seed: string): Item[] {
  const drawn = items.map((item) => {
    const ticket = createHash('sha256')
      .update(`${seed} ${JSON.stringify(item)}`)
      .digest('hex');
    return { item, ticket };
  });
  return drawn
    .sort((a, b) => a.ticket.localeCompare(b.ticket))
    .slice(0, count)
    .map(({ item }) => item);
}
