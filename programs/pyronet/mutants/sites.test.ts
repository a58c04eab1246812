import { expect, test } from 'vitest';

import { described, rewritten } from './rewrite';
import { sitesOf } from './sites';

const source = `
pub fn claim(account: &AccountView, lease: &Lease, now: Now) -> ProgramResult {
    require_signer(account)?; // never without
    if lease.state != SETTLED || now.at < lease.evidence_until {
        return Err(PyronetError::TooEarly.into());
    }
    let fits = account.data_len() == 165 && account.owned_by(&TOKEN);
    if !fits {
        return Err(PyronetError::WrongAccount.into());
    }
    let left = free.checked_sub(1).ok_or(PyronetError::NotEnoughFree)?;
    if left > 1 {
        log(left);
    }
    require_address(account, &lease.vault)
}

pub fn required(account: &AccountView) -> Rule<u64> {
    required_for(account)
}
`;

test('every call that refuses, every operand that leads to a refusal and every bound is a check', () => {
  const checks = sitesOf(source).map((site) => described(source, site).check);
  expect(checks).toEqual([
    'require_signer(account)?;',
    'lease.state != SETTLED',
    'now.at < lease.evidence_until',
    'account.data_len() == 165',
    'account.owned_by(&TOKEN)',
    '!fits',
    '.ok_or(PyronetError::NotEnoughFree)',
    'require_address(account, &lease.vault)',
  ]);
});

test('each check gets a switch of its own, and nothing else changes', () => {
  const sites = sitesOf(source);
  const switched = rewritten(source, sites, 1);
  const ids = [...switched.matchAll(/stands\((\d+)\)/g)].map((match) => Number(match[1]));
  expect([...ids].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(switched).toContain('if left > 1 {');
  expect(switched).toContain('if pyronet_interface::mutant::stands(1) { require_signer(account)?; }');
  expect(switched).toContain('(pyronet_interface::mutant::stands(2) && (lease.state != SETTLED))');
  expect(switched).toContain('(!pyronet_interface::mutant::stands(4) || (account.data_len() == 165))');
});

test('a check is known by the function that it stands in, wherever its line moves', () => {
  const within = sitesOf(source).map((site) => described(source, site).within);
  expect(new Set(within)).toEqual(new Set(['claim']));
  const moved = `\n\n${source}`;
  expect(sitesOf(moved).map((site) => described(moved, site).within)).toEqual(within);
});
