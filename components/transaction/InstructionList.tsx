import { AddressText } from '@/components/primitives/AddressText';
import { Badge } from '@/components/ui/Badge';
import { Card } from '@/components/ui/Card';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { type TransactionDetail } from '@/lib/index-api/shapes';

import { instructionWords } from './instruction-words';

type Instruction = TransactionDetail['instructions'][number];

/** What the transaction asked for, in order, and of whom. */
export function InstructionList({ instructions }: { readonly instructions: readonly Instruction[] }) {
  return (
    <section aria-labelledby="instructions" className="flex flex-col gap-4">
      <SectionHeading id="instructions" title="Instructions" lead="Carried out in this order, all or none." />
      <ol className="flex flex-col gap-3">
        {instructions.map((instruction, index) => (
          <li key={index}>
            <Card>
              <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
                <span className="figures text-dim">{index + 1}</span>
                <span className="font-medium">{instructionWords(instruction.name)}</span>
                {instruction.name !== null && !/\s/.test(instruction.name) && (
                  <span className="font-mono text-xs text-dim">{instruction.name}</span>
                )}
                <span className="text-xs text-dim">
                  program <AddressText address={instruction.program} />
                </span>
              </div>
              <Accounts accounts={instruction.accounts} />
            </Card>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Accounts({ accounts }: Pick<Instruction, 'accounts'>) {
  if (accounts.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="w-fit text-sm text-dim hover:text-ink">
        {accounts.length} {accounts.length === 1 ? 'account' : 'accounts'}
      </summary>
      <ul className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {accounts.map(({ address, role }, index) => (
          <li key={index} className="flex flex-wrap items-center gap-2 text-sm">
            <AddressText address={address} keep={8} />
            <Badge tone={role === 'signer' ? 'ember' : role === 'writable' ? 'gauge' : 'plain'}>{role}</Badge>
          </li>
        ))}
      </ul>
    </details>
  );
}
