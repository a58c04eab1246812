use pinocchio::{no_allocator, program_entrypoint, AccountView, Address, ProgramResult};
use pyronet_interface::{error::PyronetError, instruction as ix, layout::InstructionData};

use crate::processor as handle;

/// As many accounts as a transaction can lock; only instructions for many leases take that many.
const ACCOUNTS_MAX: usize = 64;

program_entrypoint!(process_instruction, ACCOUNTS_MAX);
no_allocator!();
#[cfg(target_arch = "bpf")]
pinocchio::nostd_panic_handler!();

/// Splits off the first byte and calls the instruction's handler. Heartbeats come first because
/// they are the most frequent.
fn process_instruction(
    _program: &Address,
    accounts: &mut [AccountView],
    data: &[u8],
) -> ProgramResult {
    let (discriminator, arguments) = data.split_first().ok_or(PyronetError::InvalidInstruction)?;
    match *discriminator {
        ix::Heartbeat::DISCRIMINATOR => handle::heartbeat(accounts, arguments),
        ix::HeartbeatLeases::DISCRIMINATOR => handle::heartbeat_leases(accounts, arguments),
        ix::Checkpoint::DISCRIMINATOR => handle::checkpoint(accounts, arguments),
        ix::RedeemVoucher::DISCRIMINATOR => handle::redeem_voucher(accounts, arguments),
        ix::ClaimProvider::DISCRIMINATOR => handle::claim_provider(accounts, arguments),
        ix::ClaimFees::DISCRIMINATOR => handle::claim_fees(accounts, arguments),
        ix::ClaimRenter::DISCRIMINATOR => handle::claim_renter(accounts, arguments),
        ix::SettleLease::DISCRIMINATOR => handle::settle_lease(accounts, arguments),
        ix::SettleLeases::DISCRIMINATOR => handle::settle_leases(accounts, arguments),
        ix::TakeOffer::DISCRIMINATOR => handle::take_offer(accounts, arguments),
        ix::MatchOrder::DISCRIMINATOR => handle::match_order(accounts, arguments),
        ix::PlaceOrder::DISCRIMINATOR => handle::place_order(accounts, arguments),
        ix::CancelOrder::DISCRIMINATOR => handle::cancel_order(accounts, arguments),
        ix::AcceptLease::DISCRIMINATOR => handle::accept_lease(accounts, arguments),
        ix::StartLease::DISCRIMINATOR => handle::start_lease(accounts, arguments),
        ix::AttestResult::DISCRIMINATOR => handle::attest_result(accounts, arguments),
        ix::AcceptResult::DISCRIMINATOR => handle::accept_result(accounts, arguments),
        ix::StopLease::DISCRIMINATOR => handle::stop_lease(accounts, arguments),
        ix::EndLease::DISCRIMINATOR => handle::end_lease(accounts, arguments),
        ix::RejectLease::DISCRIMINATOR => handle::reject_lease(accounts, arguments),
        ix::ExpireLease::DISCRIMINATOR => handle::expire_lease(accounts, arguments),
        ix::CancelLease::DISCRIMINATOR => handle::cancel_lease(accounts, arguments),
        ix::PingLease::DISCRIMINATOR => handle::ping_lease(accounts, arguments),
        ix::FailLease::DISCRIMINATOR => handle::fail_lease(accounts, arguments),
        ix::BidFailover::DISCRIMINATOR => handle::bid_failover(accounts, arguments),
        ix::AwardFailover::DISCRIMINATOR => handle::award_failover(accounts, arguments),
        ix::MigrateLease::DISCRIMINATOR => handle::migrate_lease(accounts, arguments),
        ix::CarryLease::DISCRIMINATOR => handle::carry_lease(accounts, arguments),
        ix::NoticeExit::DISCRIMINATOR => handle::notice_exit(accounts, arguments),
        ix::ExitLease::DISCRIMINATOR => handle::exit_lease(accounts, arguments),
        ix::TopUp::DISCRIMINATOR => handle::top_up(accounts, arguments),
        ix::RotateSession::DISCRIMINATOR => handle::rotate_session(accounts, arguments),
        ix::CreditReputation::DISCRIMINATOR => handle::credit_reputation(accounts, arguments),
        ix::ClosePair::DISCRIMINATOR => handle::close_pair(accounts, arguments),
        ix::ReleaseBond::DISCRIMINATOR => handle::release_bond(accounts, arguments),
        ix::CloseAttestation::DISCRIMINATOR => handle::close_attestation(accounts, arguments),
        ix::CloseLease::DISCRIMINATOR => handle::close_lease(accounts, arguments),
        ix::BeatProvider::DISCRIMINATOR => handle::beat_provider(accounts, arguments),
        ix::ListOffer::DISCRIMINATOR => handle::list_offer(accounts, arguments),
        ix::RepriceOffer::DISCRIMINATOR => handle::reprice_offer(accounts, arguments),
        ix::WithdrawOffer::DISCRIMINATOR => handle::withdraw_offer(accounts, arguments),
        ix::DepositStake::DISCRIMINATOR => handle::deposit_stake(accounts, arguments),
        ix::DepositBond::DISCRIMINATOR => handle::deposit_bond(accounts, arguments),
        ix::RequestUnbond::DISCRIMINATOR => handle::request_unbond(accounts, arguments),
        ix::WithdrawUnbonded::DISCRIMINATOR => handle::withdraw_unbonded(accounts, arguments),
        ix::RegisterProvider::DISCRIMINATOR => handle::register_provider(accounts, arguments),
        ix::UpdateProvider::DISCRIMINATOR => handle::update_provider(accounts, arguments),
        ix::AddGpuClass::DISCRIMINATOR => handle::add_gpu_class(accounts, arguments),
        ix::ProveContradiction::DISCRIMINATOR => handle::prove_contradiction(accounts, arguments),
        ix::DistributeSeizure::DISCRIMINATOR => handle::distribute_seizure(accounts, arguments),
        ix::ClaimSeizure::DISCRIMINATOR => handle::claim_seizure(accounts, arguments),
        ix::SplitFees::DISCRIMINATOR => handle::split_fees(accounts, arguments),
        ix::OpenBurnLot::DISCRIMINATOR => handle::open_burn_lot(accounts, arguments),
        ix::BuyBurnLot::DISCRIMINATOR => handle::buy_burn_lot(accounts, arguments),
        ix::ParkDues::DISCRIMINATOR => handle::park_dues(accounts, arguments),
        ix::TakeParked::DISCRIMINATOR => handle::take_parked(accounts, arguments),
        ix::WithdrawResult::DISCRIMINATOR => handle::withdraw_result(accounts, arguments),
        ix::Genesis::DISCRIMINATOR => handle::genesis(accounts, arguments),
        _ => Err(PyronetError::InvalidInstruction.into()),
    }
}
