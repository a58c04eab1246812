const ticks = 120;
const centre = 400;
const litFrom = 66;
const litTo = 84;

/** The great gauge behind the first screen: decoration, drawn on the server. */
export function Dial() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 800 800"
      className="pointer-events-none absolute top-1/2 -right-56 hidden h-[62rem] w-[62rem] -translate-y-1/2 sm:block"
      fill="none"
    >
      {Array.from({ length: ticks }, (_, index) => (
        <Tick key={index} index={index} />
      ))}
      <circle cx={centre} cy={centre} r="318" stroke="var(--line)" />
      <circle cx={centre} cy={centre} r="392" stroke="var(--line)" strokeDasharray="1 7" />
    </svg>
  );
}

function Tick({ index }: { readonly index: number }) {
  const isLong = index % 10 === 0;
  const isLit = index >= litFrom && index <= litTo;
  const angle = (index / ticks) * 2 * Math.PI;
  const inner = isLong ? 336 : 350;
  const point = (radius: number) =>
    `${(centre + radius * Math.sin(angle)).toFixed(1)} ${(centre - radius * Math.cos(angle)).toFixed(1)}`;
  return (
    <path
      d={`M${point(inner)}L${point(364)}`}
      stroke={isLit ? 'var(--ember)' : 'var(--line)'}
      strokeWidth={isLong ? 2 : 1.25}
    />
  );
}
