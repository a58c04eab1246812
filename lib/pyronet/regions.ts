/** Where a machine stands, as `Provider.region` and `Offer.region` say it. Identifiers are for ever. */
export interface Region {
  readonly regionId: number;
  readonly name: string;
  /** Short form for tables and filters. */
  readonly code: string;
}

/** A provider that does not say where it is has region 0. */
export const regions: readonly Region[] = [
  { regionId: 0, name: 'Not stated', code: '—' },
  { regionId: 1, name: 'North America, east', code: 'na-east' },
  { regionId: 2, name: 'North America, west', code: 'na-west' },
  { regionId: 3, name: 'South America', code: 'sa' },
  { regionId: 4, name: 'Europe, west', code: 'eu-west' },
  { regionId: 5, name: 'Europe, north', code: 'eu-north' },
  { regionId: 6, name: 'Europe, east', code: 'eu-east' },
  { regionId: 7, name: 'Middle East', code: 'me' },
  { regionId: 8, name: 'Africa', code: 'af' },
  { regionId: 9, name: 'South Asia', code: 'as-south' },
  { regionId: 10, name: 'East Asia', code: 'as-east' },
  { regionId: 11, name: 'Oceania', code: 'oc' },
];

/** The region of a number; one that this version does not know is shown by its number. */
export function regionOf(regionId: number): Region {
  return (
    regions.find((region) => region.regionId === regionId) ?? {
      regionId,
      name: `Region ${regionId}`,
      code: `r${regionId}`,
    }
  );
}
