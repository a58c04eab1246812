'use client';

import { type Address } from '@solana/kit';

import { TxButton } from '@/components/primitives/TxButton';
import { Card } from '@/components/ui/Card';
import { quoteGoToMarket, shortfall } from '@/lib/actions/go-to-market-quote';
import { type WorkerCard } from '@/lib/blobs/worker-card';

import { type ProviderChain } from '@/lib/queries/provider-chain';
import { RulesOfProviding } from '../RulesOfProviding';
import { type SetUpStepId } from './setup-checklist';
import { type ChosenSteps } from './setup-form';
import { SignSummary } from './SignSummary';

export interface SetUpSigningProps {
  readonly authority: Address;
  readonly card: WorkerCard | null;
  readonly chain: ProviderChain;
  /** Steps that the signature takes. */
  readonly taking: readonly SetUpStepId[];
  /** Null while a field has a problem. */
  readonly chosen: ChosenSteps | null;
  readonly onConfirmed: () => void;
}

/** What the signature takes, and the button. */
export function SetUpSigning({ authority, card, chain, taking, chosen, onConfirmed }: SetUpSigningProps) {
  const quote = chosen === null ? null : quoteGoToMarket(chosen, chain.holdings);
  const lacking = quote === null ? undefined : shortfall(quote, chain.holdings);
  const label = labelOf(taking);
  return (
    <aside aria-label="What you sign" className="flex flex-col gap-4 lg:sticky lg:top-20">
      <Card className="flex flex-col gap-4">
        <h2 className="text-base font-semibold">What you sign</h2>
        {quote !== null && taking.length > 0 ? (
          <SignSummary quote={quote} params={chain.network.params} />
        ) : (
          <p className="text-sm text-dim">
            {taking.length === 0 ? 'Nothing yet: connect a machine first.' : 'Mend the marked fields first.'}
          </p>
        )}
        <TxButton
          label={label}
          title={label}
          intentKey={`provider:set-up:${authority}`}
          plan={async (signer) =>
            (await import('../plans/plan-set-up')).planSetUp(signer, { authority, card, chosen })
          }
          onConfirmed={onConfirmed}
          {...disabledReason(taking, chosen, lacking?.message)}
        />
        {lacking !== undefined && <p className="text-sm text-warn">{lacking.next}</p>}
        <p className="text-xs text-dim">
          One transaction: all of it happens or nothing does. The network’s fee, about 0.000005 SOL, comes on
          top.
        </p>
      </Card>
      <Card className="flex flex-col gap-3">
        <h2 className="text-base font-semibold">What can be lost</h2>
        <RulesOfProviding params={chain.network.params} />
      </Card>
    </aside>
  );
}

const stepWords: Readonly<Record<SetUpStepId, string>> = {
  machine: 'connect',
  register: 'register',
  stake: 'stake',
  bond: 'bond',
  list: 'list',
  live: 'go live',
};

/** What the button does, such as `Register, stake, bond and list`. */
function labelOf(taking: readonly SetUpStepId[]): string {
  const words = taking.map((step) => stepWords[step]);
  const last = words.pop();
  if (last === undefined) return 'Sign';
  const sentence = words.length === 0 ? last : `${words.join(', ')} and ${last}`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function disabledReason(
  taking: readonly SetUpStepId[],
  chosen: ChosenSteps | null,
  lacking: string | undefined,
): { readonly disabledReason?: string } {
  if (taking.length === 0) return { disabledReason: 'Connect a machine first.' };
  if (chosen === null) return { disabledReason: 'A field has a problem: it is marked.' };
  return lacking === undefined ? {} : { disabledReason: lacking };
}
