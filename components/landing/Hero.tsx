export function Hero() {
  return (
    <header className="flex flex-col gap-6">
      <p className="font-mono text-sm tracking-widest text-ember uppercase">Pyronet</p>
      <h1 className="max-w-3xl text-4xl leading-tight font-semibold tracking-tight text-balance sm:text-6xl">
        Rent a GPU by the second. Check the work yourself.
      </h1>
      <p className="max-w-2xl text-lg text-dim">
        An open market on Solana. Renters pay a stream of USDC out of an escrow that nobody else can touch;
        anyone with a GPU earns it. Finished work carries a commitment to every tile, so one wrong value can
        be shown to anyone.
      </p>
      <pre className="w-fit max-w-full overflow-x-auto rounded-lg border border-line bg-panel px-4 py-3 font-mono text-sm">
        <span className="text-dim select-none">$ </span>npm run demo
      </pre>
    </header>
  );
}
