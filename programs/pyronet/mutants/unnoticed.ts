import { type Mutant } from './rewrite';

/**
 * Checks, by their file, that a run saw missing without any test noticing, and that nobody has shown to be
 * without effect either. Each is a gap: write the test that notices, or move it to the equivalents with its reason.
 */
const unnoticed: readonly (readonly [string, string])[] = [
  ['program/src/processor/award_failover.rs', 'require_address(former_provider_account, &lease.provider)?;'],
  ['program/src/processor/buy_burn_lot.rs', 'require_signer(buyer)?;'],
  ['program/src/processor/carry_lease.rs', 'require_address(successor_account, &lease.successor)?;'],
  ['program/src/processor/carry_lease.rs', 'require_address(provider_account, &lease.provider)?;'],
  ['program/src/processor/claim_seizure.rs', 'require_address(provider_account, &seizure.provider)?;'],
  ['program/src/processor/distribute_seizure.rs', 'require_address(provider_account, &seizure.provider)?;'],
  ['program/src/processor/place_order.rs', 'require_signer(renter)?;'],
  [
    'program/src/processor/redeem_voucher.rs',
    'open_plan::<ChainSha256>( &lease.plan_root, lease.segment_count, voucher.accepted_segments, units, siblings, )?;',
  ],
  ['program/src/processor/release_bond.rs', 'lease.state != LeaseState::Settled as u8'],
  ['program/src/processor/settle_leases.rs', 'settlement::check_stopped(&lease, now)?;'],
  ['program/src/processor/take_offer.rs', 'require_signer(renter)?;'],
  ['program/src/processor/top_up.rs', 'require_authority(renter, &lease.renter)?;'],
  ['program/src/processor/top_up.rs', 'charge > args.charge_max'],
  ['program/src/processor/withdraw_offer.rs', 'require_address(provider_account, &offer.provider)?;'],
  ['program/src/validation/account.rs', '!account.owned_by(&ID)'],
  ['program/src/validation/account.rs', 'account.data_len() != T::SIZE'],
  ['program/src/validation/account.rs', '*discriminator != 0'],
  ['program/src/validation/account.rs', 'version != T::VERSION'],
  ['program/src/validation/arguments.rs', '!excess.is_empty()'],
  ['program/src/validation/arguments.rs', 'siblings.len() != usize::from(*count)'],
  ['program/src/validation/message.rs', 'message.len() != core::mem::size_of::<T>()'],
  ['program/src/validation/message.rs', 'from >= HEADER_SIZE'],
  ['program/src/validation/token.rs', 'account.data_len() != TOKEN_ACCOUNT_SIZE'],
  ['rules/src/offer.rs', 'check_price(price_per_hour, params)?;'],
];

export function isUnnoticed({ file, check }: Mutant): boolean {
  return unnoticed.some(([where, what]) => where === file && what === check);
}
