import { DemoLabel } from '@/components/primitives/DemoLabel';
import { FigureList } from '@/components/ui/FigureList';
import { Flash } from '@/components/ui/Flash';
import { formatVram } from '@/lib/domain/quantity';
import { formatUsdc } from '@/lib/domain/usdc';
import { type ClassDepth } from '@/lib/matching/class-depth';
import { tierName } from '@/lib/matching/tiers';

/** The readings of one GPU model. */
export function ClassFigures({ classRow, depth, demoOnly }: ClassDepth) {
  return (
    <div className="flex flex-col gap-2">
      <FigureList
        figures={[
          { label: 'Lowest ask', value: <Figure atoms={depth?.lowest} lit />, note: 'USDC per GPU-hour' },
          {
            label: 'P10',
            value: <Figure atoms={depth?.p10} />,
            note: 'a tenth of the GPUs ask this or less',
          },
          {
            label: 'Median',
            value: <Figure atoms={depth?.median} />,
            note: 'half of the GPUs ask this or less',
          },
          {
            label: 'Free now',
            value: depth?.gpusFree ?? 0,
            note: `in ${depth?.offers ?? 0} ${depth?.offers === 1 ? 'offer' : 'offers'}`,
          },
          { label: 'VRAM', value: formatVram(classRow.vram_mib) ?? '—', note: 'at least, for each GPU' },
          { label: 'Tier', value: tierName(classRow.tier_min), note: 'of its providers, at least' },
        ]}
      />
      {demoOnly && (
        <p className="flex flex-wrap items-center gap-2 text-xs text-dim">
          <DemoLabel /> These prices are those of demo machines on this computer; no others offer the model.
        </p>
      )}
    </div>
  );
}

function Figure({ atoms, lit = false }: { readonly atoms: bigint | undefined; readonly lit?: boolean }) {
  if (atoms === undefined) return <span className="text-dim">—</span>;
  return (
    <Flash value={atoms} className={lit ? 'text-ember' : ''}>
      {formatUsdc(atoms, { minimumDecimals: 3 })}
    </Flash>
  );
}
