import { type DepthStep } from '@/lib/domain/market-depth';

const width = 100;
const height = 28;

/** How many GPUs can be had up to a price, from the cheapest ask to the dearest. The figures beside it say it in words. */
export function DepthCurve({ steps }: { readonly steps: readonly DepthStep[] }) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="h-7 w-full overflow-visible"
      fill="none"
    >
      <path d={`M0 ${height}H${width}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      {steps.length > 0 && (
        <path
          d={curve(steps)}
          fill="color-mix(in srgb, var(--ember) 16%, transparent)"
          stroke="var(--ember)"
          strokeWidth="1.25"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

function curve(steps: readonly DepthStep[]): string {
  const lowest = Number(steps[0]?.pricePerHour ?? 0n);
  const span = Number(steps.at(-1)?.pricePerHour ?? 0n) - lowest;
  const most = steps.at(-1)?.gpusFree ?? 1;
  // The dearest ask keeps a tenth of the width, or a single price would be a line without a surface.
  const x = (price: bigint) => (span === 0 ? 0 : ((Number(price) - lowest) / span) * width * 0.9);
  const y = (gpusFree: number) => height - (gpusFree / most) * (height - 2);
  const points = steps.map(
    ({ pricePerHour, gpusFree }) => `H${x(pricePerHour).toFixed(2)}V${y(gpusFree).toFixed(2)}`,
  );
  return `M0 ${height}${points.join('')}H${width}V${height}Z`;
}
