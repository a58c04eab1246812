const steps = [
  {
    title: 'Take',
    text: 'One transaction takes an offer at the price you saw and funds the lease’s own vault. A different price fails it.',
  },
  {
    title: 'Run',
    text: 'The worker renders tile by tile. Your client hashes each tile, re-executes some, and signs for what it has.',
  },
  {
    title: 'Settle',
    text: 'The program bills time served or work done, whichever is less, to the atom. A silent machine earns nothing.',
  },
  {
    title: 'Leave',
    text: 'Stop when you like. What was not earned is yours to claim, and no other account can hold it up.',
  },
] as const;

export function LeaseSteps() {
  return (
    <section aria-labelledby="lease-steps" className="flex flex-col gap-6">
      <h2 id="lease-steps" className="text-2xl font-semibold tracking-tight">
        A lease, start to end
      </h2>
      <ol className="grid gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-2 lg:grid-cols-4">
        {steps.map(({ title, text }, index) => (
          <li key={title} className="flex flex-col gap-2 bg-panel p-5">
            <span className="font-mono text-sm text-ember">{index + 1}</span>
            <h3 className="font-medium">{title}</h3>
            <p className="text-sm text-dim">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
