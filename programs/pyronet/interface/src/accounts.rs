//! Written by `npm run generate` from the attributes of each instruction.
use crate::{
    instruction as ix,
    roles::{
        Accounts, Role,
        Signature::{No, UnlessMessage, Yes},
    },
};

const fn role(writable: bool, signature: crate::roles::Signature, optional: bool) -> Role {
    Role {
        writable,
        signature,
        optional,
    }
}

const READ: Role = role(false, No, false);
const WRITE: Role = role(true, No, false);
const SIGN: Role = role(false, Yes, false);
const SIGN_WRITE: Role = role(true, Yes, false);
const APPROVE: Role = role(false, UnlessMessage, false);
const WRITE_OPTIONAL: Role = role(true, No, true);

#[rustfmt::skip]
impl Accounts for ix::BidFailover {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // lease
        READ, // provider
        READ, // offer
        READ, // params
    ];
}

#[rustfmt::skip]
impl Accounts for ix::AwardFailover {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // awarder
        WRITE, // lease
        WRITE, // vault
        WRITE, // successor
        WRITE, // successorVault
        WRITE, // formerProvider
        WRITE, // bondVault
        WRITE, // provider
        WRITE, // offer
        READ, // params
        READ, // usdcMint
        READ, // tokenProgram
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::MigrateLease {
    const ACCOUNTS: &'static [Role] = &[
        APPROVE, // approval
        WRITE, // provider
        WRITE, // offer
        WRITE, // lease
        READ, // config
    ];
}

#[rustfmt::skip]
impl Accounts for ix::CarryLease {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // lease
        WRITE, // vault
        WRITE, // successor
        WRITE, // successorVault
        WRITE, // provider
        WRITE, // bondVault
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::SplitFees {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // feeVault
        WRITE, // treasuryVault
        WRITE, // burnVault
        WRITE, // verifierVault
        READ, // config
        READ, // params
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::OpenBurnLot {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // burnAuction
        READ, // burnVault
        READ, // config
        READ, // params
    ];
}

#[rustfmt::skip]
impl Accounts for ix::BuyBurnLot {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // buyer
        WRITE, // source
        WRITE, // destination
        WRITE, // burnAuction
        WRITE, // burnVault
        WRITE, // pyroMint
        READ, // config
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::TakeOffer {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // renter
        SIGN_WRITE, // payer
        WRITE, // lease
        WRITE, // vault
        WRITE, // source
        READ, // renterPayout
        WRITE, // provider
        WRITE, // offer
        READ, // config
        READ, // params
        READ, // usdcMint
        READ, // tokenProgram
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::AcceptLease {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // worker
        WRITE, // provider
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::StartLease {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // worker
        WRITE, // provider
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::RejectLease {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // worker
        WRITE, // provider
        WRITE, // offer
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ExpireLease {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // cranker
        WRITE, // provider
        WRITE, // offer
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::CancelLease {
    const ACCOUNTS: &'static [Role] = &[
        APPROVE, // approval
        WRITE, // provider
        WRITE, // offer
        WRITE, // lease
        READ, // config
    ];
}

#[rustfmt::skip]
impl Accounts for ix::TopUp {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // renter
        WRITE, // source
        WRITE, // lease
        WRITE, // vault
        WRITE, // provider
        READ, // params
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::StopLease {
    const ACCOUNTS: &'static [Role] = &[
        APPROVE, // approval
        WRITE, // provider
        WRITE, // offer
        WRITE, // lease
        READ, // config
    ];
}

#[rustfmt::skip]
impl Accounts for ix::EndLease {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // cranker
        WRITE, // provider
        WRITE, // offer
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::RotateSession {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // renter
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::NoticeExit {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // worker
        WRITE, // provider
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ExitLease {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // worker
        WRITE, // provider
        WRITE, // offer
        WRITE, // lease
        WRITE, // vault
        WRITE, // bondVault
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::PingLease {
    const ACCOUNTS: &'static [Role] = &[
        APPROVE, // approval
        SIGN_WRITE, // payer
        WRITE, // lease
        READ, // config
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::FailLease {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // cranker
        WRITE, // provider
        WRITE, // offer
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::Genesis {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // payer
        SIGN, // programKey
        WRITE, // config
        WRITE, // params
        WRITE, // feeVault
        READ, // usdcMint
        READ, // pyroMint
        WRITE, // treasuryVault
        WRITE, // burnVault
        WRITE, // verifierVault
        WRITE, // burnAuction
        READ, // tokenProgram
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::AddGpuClass {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // authority
        SIGN_WRITE, // payer
        WRITE, // config
        WRITE, // gpuClass
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ListOffer {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // authority
        SIGN_WRITE, // payer
        WRITE, // provider
        WRITE, // offer
        READ, // gpuClass
        READ, // config
        READ, // params
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::RepriceOffer {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // authority
        READ, // provider
        WRITE, // offer
        READ, // config
        READ, // params
    ];
}

#[rustfmt::skip]
impl Accounts for ix::WithdrawOffer {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // authority
        WRITE, // provider
        WRITE, // offer
        WRITE, // rentPayer
    ];
}

#[rustfmt::skip]
impl Accounts for ix::PlaceOrder {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // renter
        SIGN_WRITE, // payer
        WRITE, // order
        WRITE, // vault
        WRITE, // source
        READ, // renterPayout
        READ, // config
        READ, // params
        READ, // usdcMint
        READ, // tokenProgram
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::CancelOrder {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // canceller
        WRITE, // order
        WRITE, // vault
        WRITE, // renterPayout
        WRITE, // rentPayer
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::MatchOrder {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // matcher
        WRITE, // order
        WRITE, // orderVault
        WRITE, // lease
        WRITE, // vault
        WRITE, // renterPayout
        WRITE, // rentPayer
        WRITE, // provider
        WRITE, // offer
        READ, // config
        READ, // params
        READ, // usdcMint
        READ, // tokenProgram
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ParkDues {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // payer
        WRITE, // lease
        WRITE, // vault
        READ, // provider
        READ, // payout
        WRITE, // parking
        WRITE, // parkingVault
        READ, // config
        READ, // usdcMint
        READ, // tokenProgram
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::TakeParked {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // owner
        WRITE, // parking
        WRITE, // vault
        WRITE, // destination
        WRITE_OPTIONAL, // rentPayer
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::RegisterProvider {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // authority
        SIGN_WRITE, // payer
        WRITE, // provider
        WRITE, // bondVault
        WRITE, // stakeVault
        READ, // payout
        READ, // config
        READ, // usdcMint
        READ, // pyroMint
        READ, // tokenProgram
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::UpdateProvider {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // authority
        WRITE, // provider
        READ, // payout
        READ, // config
    ];
}

#[rustfmt::skip]
impl Accounts for ix::BeatProvider {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // worker
        WRITE, // provider
        READ, // config
        READ, // params
    ];
}

#[rustfmt::skip]
impl Accounts for ix::DepositStake {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // depositor
        WRITE, // source
        WRITE, // provider
        WRITE, // stakeVault
        READ, // config
        READ, // params
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::DepositBond {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // depositor
        WRITE, // source
        WRITE, // provider
        WRITE, // bondVault
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::RequestUnbond {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // authority
        WRITE, // provider
        READ, // config
        READ, // params
    ];
}

#[rustfmt::skip]
impl Accounts for ix::WithdrawUnbonded {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // authority
        WRITE, // provider
        WRITE, // vault
        WRITE, // destination
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::CreditReputation {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // payer
        WRITE, // provider
        WRITE, // lease
        WRITE, // pair
        READ, // gpuClass
        READ, // config
        READ, // params
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ClosePair {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // pair
        WRITE, // rentPayer
        READ, // config
        READ, // params
    ];
}

#[rustfmt::skip]
impl Accounts for ix::AttestResult {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // worker
        SIGN_WRITE, // payer
        WRITE, // provider
        WRITE, // offer
        WRITE, // lease
        WRITE, // attestation
        READ, // params
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::AcceptResult {
    const ACCOUNTS: &'static [Role] = &[
        APPROVE, // approval
        WRITE, // provider
        WRITE, // lease
        WRITE, // attestation
        READ, // config
    ];
}

#[rustfmt::skip]
impl Accounts for ix::SettleLease {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // cranker
        WRITE, // provider
        WRITE, // lease
        WRITE_OPTIONAL, // attestation
    ];
}

#[rustfmt::skip]
impl Accounts for ix::SettleLeases {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // cranker
        WRITE, // provider
        WRITE, // payout
        READ, // tokenProgram
        WRITE, // lease
        WRITE, // vault
        WRITE_OPTIONAL, // attestation
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ClaimProvider {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // lease
        WRITE, // vault
        WRITE, // payout
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ClaimFees {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // lease
        WRITE, // vault
        WRITE, // feeVault
        READ, // config
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ClaimRenter {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // lease
        WRITE, // vault
        WRITE, // payout
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::WithdrawResult {
    const ACCOUNTS: &'static [Role] = &[
        SIGN, // authority
        WRITE, // provider
        WRITE, // lease
        WRITE, // attestation
        WRITE, // vault
        WRITE, // bondVault
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ReleaseBond {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // lease
        WRITE, // provider
    ];
}

#[rustfmt::skip]
impl Accounts for ix::CloseAttestation {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // lease
        WRITE, // attestation
        WRITE, // rentPayer
    ];
}

#[rustfmt::skip]
impl Accounts for ix::CloseLease {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // lease
        WRITE, // vault
        WRITE, // renterPayout
        WRITE, // rentPayer
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::Heartbeat {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // worker
        WRITE, // provider
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::HeartbeatLeases {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // worker
        WRITE, // provider
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::Checkpoint {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // worker
        WRITE, // provider
        WRITE, // lease
    ];
}

#[rustfmt::skip]
impl Accounts for ix::RedeemVoucher {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // lease
        READ, // config
        READ, // instructions
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ProveContradiction {
    const ACCOUNTS: &'static [Role] = &[
        SIGN_WRITE, // challenger
        READ, // challengerPayout
        WRITE, // provider
        WRITE, // offer
        WRITE, // lease
        WRITE, // first
        WRITE, // second
        WRITE, // seizure
        READ, // params
        READ, // config
        READ, // systemProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::DistributeSeizure {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // seizure
        WRITE, // provider
        WRITE, // bondVault
        WRITE, // stakeVault
        WRITE, // burnVault
        WRITE, // pyroMint
        READ, // config
        WRITE, // rentPayer
        READ, // tokenProgram
    ];
}

#[rustfmt::skip]
impl Accounts for ix::ClaimSeizure {
    const ACCOUNTS: &'static [Role] = &[
        WRITE, // seizure
        WRITE, // provider
        WRITE, // bondVault
        WRITE, // payout
        WRITE, // rentPayer
        READ, // tokenProgram
    ];
}
