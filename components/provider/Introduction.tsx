'use client';

import { Button } from '@/components/ui/Button';
import { ButtonLink } from '@/components/ui/ButtonLink';
import { Card } from '@/components/ui/Card';
import { PageHeading } from '@/components/ui/PageHeading';
import { Skeleton } from '@/components/ui/Skeleton';
import { formatPyro } from '@/lib/domain/pyro';
import { formatUsdc } from '@/lib/domain/usdc';
import { type ParamsValues } from '@/lib/pyronet/generated';
import { openWalletSheet } from '@/lib/wallet/wallet-store';

import { RulesOfProviding } from './RulesOfProviding';

/** What providing means, what it takes and what it risks, for who has not connected yet. */
export function Introduction({ params }: { readonly params: ParamsValues | undefined }) {
  return (
    <>
      <PageHeading
        legend="Provide"
        title="Your machine earns by the second it serves"
        lead="You set the price. Renters pay into an escrow that only the lease’s rules can move, and what your machine has proved is yours to claim, whoever goes away."
        aside={
          <div className="flex flex-wrap gap-3">
            <Button tone="primary" size="large" onClick={openWalletSheet}>
              Connect a wallet
            </Button>
            <ButtonLink size="large" href="/market">
              See what others ask
            </ButtonLink>
          </div>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card className="flex flex-col gap-4">
          <h2 className="text-base font-semibold">What it takes</h2>
          <ul className="flex flex-col divide-y divide-line text-sm">
            <Need
              title="A machine"
              text="Linux or macOS with Node, on a line that can hold a connection. It needs no open port. Any CPU can start; a graphics card is quicker."
            />
            <Need
              title="PYRO to stake"
              text="It opens a tier and with it the classes you may list in. It stays yours."
              figure={
                params === undefined ? undefined : `from ${formatPyro(params.tierStakeMin[0] ?? 0n)} PYRO`
              }
            />
            <Need
              title="USDC as bond"
              text="Covers your leases: it is what proven fraud would cost. It stays yours."
              figure={
                params === undefined ? undefined : `from ${formatUsdc(params.bondPerLeaseMin)} USDC a lease`
              }
            />
            <Need
              title="SOL for fees"
              text="For accounts on the chain and the machine’s own transactions."
              figure="about 0.12 SOL"
            />
          </ul>
        </Card>
        <Card className="flex flex-col gap-4">
          <h2 className="text-base font-semibold">What can be lost</h2>
          {params === undefined ? <Skeleton className="h-80 w-full" /> : <RulesOfProviding params={params} />}
        </Card>
      </div>
      <Card className="flex flex-col gap-4">
        <h2 className="text-base font-semibold">How a day goes</h2>
        <ol className="grid gap-4 text-sm sm:grid-cols-2 lg:grid-cols-4">
          <Moment
            number={1}
            text="Your offer stands in the order book while your machine shows itself on the chain. Stop the worker and the offer vanishes by itself."
          />
          <Moment
            number={2}
            text="Somebody takes it: the whole price is in escrow before you start. Your machine checks the job and begins, or refuses without penalty."
          />
          <Moment
            number={3}
            text="It computes, delivers segment by segment and collects signed vouchers. Each second that is covered is earned."
          />
          <Moment
            number={4}
            text="The renter accepts, or the window ends. Your machine claims, and the USDC are in your account."
          />
        </ol>
      </Card>
    </>
  );
}

function Need({
  title,
  text,
  figure,
}: {
  readonly title: string;
  readonly text: string;
  readonly figure?: string | undefined;
}) {
  return (
    <li className="flex flex-col gap-0.5 py-3 first:pt-0 last:pb-0">
      <span className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{title}</span>
        {figure !== undefined && <span className="figures text-ember">{figure}</span>}
      </span>
      <span className="text-dim">{text}</span>
    </li>
  );
}

function Moment({ number, text }: { readonly number: number; readonly text: string }) {
  return (
    <li className="flex gap-3">
      <span aria-hidden className="figures text-lg leading-5 text-ember">
        {number}
      </span>
      <span className="text-dim">{text}</span>
    </li>
  );
}
