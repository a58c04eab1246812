import { type ReactNode } from 'react';

import { formatPyro } from '@/lib/domain/pyro';
import { formatUsdc } from '@/lib/domain/usdc';
import { type ClassRow, type PricePoint } from '@/lib/index-api/shapes';

import { type ProviderChain } from '@/lib/queries/provider-chain';
import { BondStep } from './BondStep';
import { ListStep } from './ListStep';
import { MachineStep, type MachineStepProps } from './MachineStep';
import { RegisterStep, type StepFieldsProps } from './RegisterStep';
import { type SetUpStep, type SetUpStepId } from './setup-checklist';
import { StakeStep } from './StakeStep';
import { StepCard } from './StepCard';

export interface SetUpStepsProps extends StepFieldsProps, MachineStepProps {
  readonly steps: readonly SetUpStep[];
  readonly chain: ProviderChain;
  /** Classes that this machine may be listed in. */
  readonly classes: readonly ClassRow[];
  readonly allClasses: readonly ClassRow[];
  readonly prices: readonly PricePoint[] | undefined;
}

const titles: Readonly<Record<SetUpStepId, string>> = {
  machine: 'Connect your machine',
  register: 'Register',
  stake: 'Stake PYRO',
  bond: 'Post a bond',
  list: 'List your offer',
  live: 'Go live',
};

/** The checklist, each open step with its fields. */
export function SetUpSteps(props: SetUpStepsProps) {
  return (
    <ol className="flex flex-col gap-4">
      {props.steps.map((step, index) => (
        <StepCard
          key={step.id}
          id={step.id}
          number={index + 1}
          title={titles[step.id]}
          state={step.state}
          summary={summaryOf(step, props)}
        >
          {fieldsOf(step, props)}
        </StepCard>
      ))}
    </ol>
  );
}

function fieldsOf({ id, state }: SetUpStep, props: SetUpStepsProps): ReactNode {
  const { fields, problems, onChange, chain, card } = props;
  const shared = { fields, problems, onChange };
  const { params } = chain.network;
  if (id === 'machine') return <MachineStep {...props} />;
  if (state !== 'open') return null;
  switch (id) {
    case 'register':
      return <RegisterStep {...shared} />;
    case 'stake':
      return (
        <StakeStep
          {...shared}
          tierStakeMin={params.tierStakeMin}
          stakedPyroAtoms={chain.provider?.data.stake ?? 0n}
          pyroAtoms={chain.holdings.pyroAtoms}
          classes={props.allClasses}
        />
      );
    case 'bond':
      return <BondStep {...shared} params={params} />;
    case 'list':
      return card === null ? null : (
        <ListStep {...shared} classes={props.classes} prices={props.prices} card={card} params={params} />
      );
    case 'live':
      return null;
  }
}

function summaryOf({ id, state }: SetUpStep, { chain, card }: SetUpStepsProps): ReactNode {
  const provider = chain.provider?.data;
  const isDone = state === 'done';
  switch (id) {
    case 'machine':
      return card === null
        ? 'The worker runs on the machine and holds a key that signs for leases. That key can never move your deposits.'
        : 'This machine will serve your leases.';
    case 'register':
      return isDone
        ? 'Your wallet is a provider.'
        : 'Creates your provider account and names the machine’s key. Earnings go to your wallet’s USDC account.';
    case 'stake':
      return isDone && provider !== undefined
        ? `${formatPyro(provider.stake)} PYRO staked: tier ${provider.tier}.`
        : 'PYRO opens a tier, and with it the classes you may list in.';
    case 'bond':
      return isDone && provider !== undefined
        ? `${formatUsdc(provider.bondFree + provider.bondLocked)} USDC posted.`
        : 'USDC that covers your leases: it is what proven fraud would cost you.';
    case 'list':
      return isDone ? 'Your offer is listed.' : 'What renters see and take.';
    case 'live':
      return 'Your machine shows itself on the chain by itself as soon as it runs; from then on it can be rented.';
  }
}
