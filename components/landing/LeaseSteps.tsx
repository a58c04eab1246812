import { SectionHeading } from '@/components/ui/SectionHeading';

const steps = [
  {
    title: 'Take',
    text: 'One transaction takes an offer at the price you saw and funds the lease’s own vault. If the price is another by then, it fails and nothing is spent.',
  },
  {
    title: 'Run',
    text: 'The machine computes segment by segment, tiles of a picture or steps of a simulation, and commits to each one. Your page hashes every segment, re-executes some of them itself, and signs for the seconds served.',
  },
  {
    title: 'Settle',
    text: 'The program bills the lesser of time served and work done, to the atom. A machine that falls silent earns nothing for the silence.',
  },
  {
    title: 'Leave',
    text: 'Stop when you like, or let it finish. What was not earned goes back to you, and no other account can hold it up.',
  },
] as const;

/** A lease from start to end. */
export function LeaseSteps() {
  return (
    <section aria-labelledby="lease" className="flex flex-col gap-6">
      <SectionHeading
        id="lease"
        title="A lease, start to end"
        lead="One signature opens it. A session key in your page signs for what it receives; it can move money nowhere."
      />
      <ol className="relative grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map(({ title, text }, index) => (
          <li key={title} className="relative flex flex-col gap-2 pt-5">
            <span aria-hidden className="ticks absolute inset-x-0 top-0 h-2" />
            <span
              aria-hidden
              className="absolute -top-1 left-0 h-0 w-0 border-x-[5px] border-t-[8px] border-x-transparent border-t-ember"
            />
            <h3 className="flex items-baseline gap-2 font-medium">
              <span className="figures text-sm text-ember">{index + 1}</span>
              {title}
            </h3>
            <p className="text-sm text-dim">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
