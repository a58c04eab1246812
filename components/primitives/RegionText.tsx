import { regionOf } from '@/lib/pyronet/regions';

/** Where a machine stands, as its provider says; nobody proves it. */
export function RegionText({ region, short = false }: { readonly region: number; readonly short?: boolean }) {
  const { code, name } = regionOf(region);
  return short ? (
    <abbr title={name} className="font-mono text-xs no-underline">
      {code}
    </abbr>
  ) : (
    <span>{name}</span>
  );
}
