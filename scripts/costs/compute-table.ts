/** Compute units by row, at most, out of the page that `npm run bench:cu` writes. */
export function readComputeUnits(page: string): ReadonlyMap<string, number> {
  const rows = [...page.matchAll(/^\| (?<name>[^|]+) \| \d+ \| \d+ \| (?<most>\d+) \|/gmu)];
  if (rows.length === 0)
    throw new Error('The page of compute units has no rows. Write it with: npm run bench:cu');
  return new Map(rows.map(({ groups }) => [groups?.['name'] ?? '', Number(groups?.['most'])]));
}

/** Of a row that must be there. */
export function unitsOf(table: ReadonlyMap<string, number>, row: string): number {
  const units = table.get(row);
  if (units === undefined)
    throw new Error(`No compute units are known of ${row}. Measure it in: npm run bench:cu`);
  return units;
}
