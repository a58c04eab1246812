const guarantees = [
  {
    claim: 'Escrow',
    kind: 'Enforced by the program',
    text: 'One vault per lease, owned by the lease’s address. Only the lease’s published rules move it.',
  },
  {
    claim: 'Arithmetic',
    kind: 'Checkable today, disputable on chain later',
    text: 'Every machine computes the same bits, so anyone can re-execute a tile. On-chain disputes are not built yet.',
  },
  {
    claim: 'Audit',
    kind: 'None',
    text: 'No outside party has reviewed this code. The local network’s money is worthless by design.',
  },
] as const;

export function Guarantees() {
  return (
    <section aria-labelledby="guarantees" className="flex flex-col gap-6">
      <h2 id="guarantees" className="text-2xl font-semibold tracking-tight">
        What is proved, and what is not
      </h2>
      <dl className="grid gap-6 sm:grid-cols-3">
        {guarantees.map(({ claim, kind, text }) => (
          <div key={claim} className="flex flex-col gap-1 border-t border-line pt-4">
            <dt className="font-medium">{claim}</dt>
            <dd className="font-mono text-xs text-gauge">{kind}</dd>
            <dd className="text-sm text-dim">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
