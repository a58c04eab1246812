import {
  type AccountMeta,
  type Address,
  getAddressDecoder,
  getAddressEncoder,
  type Instruction,
  isSignerRole,
} from '@solana/kit';

import { absentAddress } from '@/lib/pyronet/absent-address';

import { type Chain } from '../chain';

import { type Cell } from './cells';
import { type Surroundings } from './stage';
import { kindOf, mayStand, signedBy } from './standing';

const addressSize = 32;

/** What stands elsewhere instead, by place among the instruction's accounts. */
type Company = ReadonlyMap<number, Address>;

/**
 * Cells in which an account of somebody else's brings with it every account that it names, and those name in turn:
 * only what still names the honest ones can tell. Where nothing does, the instruction is another party's own, and there
 * is no cell.
 */
export function companionCells(
  { chain, impostors, keys }: Surroundings,
  transaction: readonly Instruction[],
  names: readonly string[],
): Cell[] {
  const instruction = transaction.at(-1);
  const metas = instruction?.accounts ?? [];
  if (instruction === undefined) return [];
  return metas.flatMap((meta, position) =>
    impostors.flatMap(({ label, address }): Cell[] => {
      if (address === meta.address || kindOf(chain, address) !== kindOf(chain, meta.address)) return [];
      const companies = ['everywhere', 'where it signs'] as const;
      const cells = companies.flatMap((extent): Cell[] => {
        const company = companyOf(chain, metas, [position, address], extent);
        if (company.size < 2 || !isMissed(chain, metas, company)) return [];
        const accounts = metas.map((each, at) => standIn(each, company.get(at) ?? each.address, keys));
        if (!accounts.every((each) => mayStand(chain, each.address, each.role))) return [];
        const instructions = [...transaction.slice(0, -1), { ...instruction, accounts }];
        return [{ account: names[position] ?? '', wrong: 'with all it names', instead: label, instructions }];
      });
      return cells.filter((cell, at) => at === 0 || !isSame(cell, cells[0]));
    }),
  );
}

/**
 * The impostor at its place, and whom it names wherever the account it stands for names another of the accounts; of an
 * account that stands in several places, only where it signs, or everywhere.
 */
function companyOf(
  chain: Chain,
  metas: readonly AccountMeta[],
  impostor: readonly [number, Address],
  extent: 'everywhere' | 'where it signs',
): Company {
  const company = new Map([impostor]);
  const signing = new Set(metas.filter(({ role }) => isSignerRole(role)).map(({ address }) => address));
  const follows = ({ address, role }: AccountMeta): boolean =>
    isParty(chain, address) && (extent === 'everywhere' || isSignerRole(role) || !signing.has(address));
  for (const [place, address] of company) {
    const own = dataAt(chain, metas[place]?.address);
    const theirs = dataAt(chain, address);
    for (const [at, meta] of metas.entries()) {
      const named = own.indexOf(bytesOf(meta.address));
      if (company.has(at) || named < 0 || theirs.length < named + addressSize || !follows(meta)) continue;
      const other = getAddressDecoder().decode(theirs.subarray(named, named + addressSize));
      if (other !== meta.address && other !== absentAddress) company.set(at, other);
    }
  }
  return company;
}

function isSame(one: Cell, other: Cell | undefined): boolean {
  const addresses = (cell: Cell | undefined) =>
    cell?.instructions
      .at(-1)
      ?.accounts?.map(({ address }) => address)
      .join();
  return addresses(one) === addresses(other);
}

/** Whether an account that stays names one that does not stand there any more. */
function isMissed(chain: Chain, metas: readonly AccountMeta[], company: Company): boolean {
  const gone = metas.filter((_, at) => company.has(at)).map(({ address }) => bytesOf(address));
  const staying = metas.filter((_, at) => !company.has(at)).map(({ address }) => dataAt(chain, address));
  return staying.some((data) => gone.some((address) => data.includes(address)));
}

function isParty(chain: Chain, address: Address): boolean {
  const account = chain.account(address);
  return address !== absentAddress && !(account.exists && account.executable);
}

function standIn(meta: AccountMeta, address: Address, keys: Surroundings['keys']): AccountMeta {
  if (address === meta.address) return meta;
  return signedBy(
    keys.find((key) => key.address === address),
    { ...meta, address },
  );
}

function dataAt(chain: Chain, address: Address | undefined): Buffer {
  const account = address === undefined ? undefined : chain.account(address);
  return account?.exists === true && !account.executable ? Buffer.from(account.data) : Buffer.alloc(0);
}

const bytesOf = (address: Address): Buffer => Buffer.from(getAddressEncoder().encode(address));
