import { type ListingChoice } from '@/lib/actions/machine-terms';
import { parseSol } from '@/lib/domain/sol';
import { stakeMissingForTier } from '@/lib/domain/tier';
import { formatUsdc, parseUsdc } from '@/lib/domain/usdc';
import { type ParamsValues } from '@/lib/pyronet/generated';

import { type ListingFields, readListing } from './listing-form';
import { type SetUpStepId } from './setup-checklist';

/** What stands in the fields of the set-up, as typed. */
export interface SetUpFields extends ListingFields {
  readonly region: number;
  /** SOL for the machine's key. */
  readonly purse: string;
  readonly tier: number;
  /** USDC. */
  readonly bond: string;
}

export type SetUpField = 'purse' | 'bond' | 'price' | 'minMinutes' | 'maxHours';

/** The steps as chosen, before anything was read from the chain for them. */
export interface ChosenSteps {
  readonly registration: { readonly region: number; readonly workerPurseLamports: bigint } | null;
  readonly stakePyroAtoms: bigint;
  readonly bondUsdcAtoms: bigint;
  readonly listing: { readonly classId: number; readonly choice: ListingChoice } | null;
}

export interface ReadSetUp {
  /** Null where a field of a step that is to be taken has a problem. */
  readonly steps: ChosenSteps | null;
  readonly problems: Partial<Record<SetUpField, string>>;
}

/** Reads the fields of the steps in `taking`; other fields are not looked at. */
export function readSetUp(
  fields: SetUpFields,
  taking: readonly SetUpStepId[],
  known: { readonly params: ParamsValues; readonly stakedPyroAtoms: bigint },
): ReadSetUp {
  const takes = (step: SetUpStepId): boolean => taking.includes(step);
  const purse = takes('register') ? parseSol(fields.purse) : undefined;
  const bond = takes('bond') ? readBond(fields.bond, known.params) : 0n;
  const listing = takes('list') ? readListing(fields, known.params) : undefined;
  const problems = {
    ...(purse === undefined || purse.ok ? {} : { purse: `${purse.problem.message} ${purse.problem.next}` }),
    ...(typeof bond === 'string' ? { bond } : {}),
    ...listing?.problems,
  };
  if (typeof bond === 'string' || Object.keys(problems).length > 0) return { steps: null, problems };
  const choice = listing?.choice ?? null;
  const stakePyroAtoms = takes('stake')
    ? stakeMissingForTier(known.stakedPyroAtoms, fields.tier, known.params.tierStakeMin)
    : 0n;
  return {
    problems,
    steps: {
      registration: purse?.ok === true ? { region: fields.region, workerPurseLamports: purse.value } : null,
      stakePyroAtoms,
      bondUsdcAtoms: bond,
      listing: choice === null ? null : { classId: fields.classId, choice },
    },
  };
}

/** USDC atoms of a bond that covers at least one lease, or why it does not. */
function readBond(text: string, { bondPerLeaseMin }: ParamsValues): bigint | string {
  const parsed = parseUsdc(text);
  if (!parsed.ok) return `${parsed.problem.message} ${parsed.problem.next}`;
  if (parsed.value < bondPerLeaseMin) {
    return `Each lease locks at least ${formatUsdc(bondPerLeaseMin)} USDC of bond: with less, nobody can rent from you.`;
  }
  return parsed.value;
}
