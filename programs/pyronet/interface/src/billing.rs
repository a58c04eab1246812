//! The billing state machine: every step a lease can take, as data. `docs/billing.md` is written
//! from it, and the rules are tested against it: what they allow is in the table, and each of its
//! rows happens.
use crate::state::LeaseState::{self, Accepted, Active, Auditing, Open, Settled, Stopping};

/// Who may take a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Party {
    /// The provider's worker key or its authority.
    Worker,
    /// The provider's authority alone.
    Authority,
    /// The renter's wallet alone.
    Renter,
    /// The renter's wallet or the lease's session key.
    RenterOrSession,
    /// Whoever brings the session key's signed word.
    Voucher,
    Anyone,
    /// Anyone, for a tip out of the lease's lamports.
    AnyoneTipped,
}

impl Party {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Authority => "the provider's authority",
            Self::Renter => "renter",
            Self::RenterOrSession => "renter, session key",
            Self::Voucher => "anyone with a voucher",
            Self::Anyone => "anyone",
            Self::AnyoneTipped => "anyone, tipped",
        }
    }
}

/// Where a step leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    Same,
    To(LeaseState),
    /// The account is gone.
    Closed,
}

/// One row of the table.
pub struct Step {
    pub from: &'static [LeaseState],
    pub next: Next,
    pub instruction: &'static str,
    pub who: Party,
    pub when: &'static str,
    pub paid: &'static str,
}

const fn step(
    from: &'static [LeaseState],
    next: Next,
    instruction: &'static str,
    who: Party,
    when: &'static str,
    paid: &'static str,
) -> Step {
    Step {
        from,
        next,
        instruction,
        who,
        when,
        paid,
    }
}

const WAITING: &[LeaseState] = &[Open, Accepted];
const SERVED: &[LeaseState] = &[Active, Stopping];
const ATTESTED: &[LeaseState] = &[Active, Stopping, Auditing];
const ENDED: &[LeaseState] = &[Stopping, Auditing, Settled];
const ALL: &[LeaseState] = &[Open, Accepted, Active, Stopping, Auditing, Settled];

/// Every step there is.
#[rustfmt::skip]
pub const STEPS: &[Step] = &[
    step(&[Open], Next::To(Accepted), "accept_lease", Party::Worker, "by accept_by", "nothing"),
    step(WAITING, Next::To(Active), "start_lease", Party::Worker, "by accept_by; once accepted, by start_by", "nothing; coverage begins"),
    step(WAITING, Next::To(Settled), "reject_lease", Party::Worker, "by the same deadline", "the renter everything, or a successor where the policy allows"),
    step(WAITING, Next::To(Settled), "cancel_lease", Party::RenterOrSession, "by the same deadline", "the cancel deposit to the provider if accepted, else to the fees; the rest to the renter"),
    step(WAITING, Next::To(Settled), "expire_lease", Party::AnyoneTipped, "past the same deadline, in seconds and slots", "the renter everything, or a successor where the policy allows; silence or no start on record"),
    step(SERVED, Next::Same, "heartbeat", Party::Worker, "while active; stopped, by prefix_by", "the span since the anchor is covered if no longer than the interval"),
    step(SERVED, Next::Same, "checkpoint", Party::Worker, "as heartbeat", "as heartbeat"),
    step(SERVED, Next::Same, "redeem_voucher", Party::Voucher, "as heartbeat", "coverage, delivery and acceptance as signed; accepted segments are released for good"),
    step(&[Active], Next::Same, "attest_result", Party::Worker, "a part of the job", "pending for its window"),
    step(&[Active], Next::Same, "ping_lease", Party::RenterOrSession, "one at a time, an interval after the last answer", "nothing; the answer is prepaid"),
    step(&[Active], Next::Same, "notice_exit", Party::Worker, "any time before the end", "nothing"),
    step(&[Open, Accepted, Active], Next::Same, "top_up", Party::Renter, "within the offer's longest duration and the bond", "more in escrow"),
    step(&[Open, Accepted, Active, Stopping, Auditing], Next::Same, "rotate_session", Party::Renter, "once per interval", "nothing"),
    step(&[Active], Next::To(Auditing), "attest_result", Party::Worker, "all of the job, before the time is over", "pending for its window"),
    step(&[Active], Next::To(Stopping), "stop_lease", Party::RenterOrSession, "any time", "above the reserve: the renter at once"),
    step(&[Active], Next::To(Stopping), "end_lease", Party::AnyoneTipped, "the time is over; for Run in seconds and slots", "above the reserve: the renter at once; Run: missed completion on record"),
    step(&[Active], Next::To(Stopping), "fail_lease", Party::AnyoneTipped, "a ping unanswered for an interval, in seconds and slots", "the end is the ping; above the reserve: the renter at once; lost coverage on record"),
    step(&[Active], Next::To(Stopping), "migrate_lease", Party::RenterOrSession, "any time, where the policy leaves a hop", "above the reserve: the successor at its award"),
    step(&[Active], Next::To(Stopping), "exit_lease", Party::Worker, "notice run, or a rental unvouched for an interval, or for the price of the notice", "above the reserve: the renter at once, with the price of the notice"),
    step(&[Stopping], Next::To(Auditing), "attest_result", Party::Worker, "once, by prefix_by: what was done", "pending for its window"),
    step(&[Stopping], Next::To(Auditing), "settle_lease", Party::AnyoneTipped, "past prefix_by, while an attestation waits", "pending for its window"),
    step(&[Stopping], Next::To(Settled), "settle_lease", Party::AnyoneTipped, "past prefix_by", "Rent: what is covered and vouched for; Run: what is released; the rest to the renter"),
    step(&[Active, Stopping, Auditing], Next::Same, "accept_result", Party::RenterOrSession, "an attestation waits", "its segments and all before are released"),
    step(&[Auditing], Next::To(Settled), "accept_result", Party::RenterOrSession, "the last attestation", "all of it is released; the rest to the renter"),
    step(ATTESTED, Next::Same, "settle_lease", Party::AnyoneTipped, "an attestation's window is over, nothing before it waits", "its segments are released, marked unaudited"),
    step(&[Auditing], Next::To(Settled), "settle_lease", Party::AnyoneTipped, "the last attestation's window is over", "all of it is released; the rest to the renter"),
    step(ATTESTED, Next::To(Settled), "prove_contradiction", Party::Anyone, "two attestations differ in what both hold", "what was released stays; the rest to the renter; bond and stake are seized"),
    step(&[Settled], Next::Same, "prove_contradiction", Party::Anyone, "the same, until evidence_until", "bond and stake are seized"),
    step(&[Auditing], Next::Same, "withdraw_result", Party::Authority, "the last attestation, while its window is open and nobody disputes it; an earlier one waits", "a tenth of what it would have released from the bond, to the renter in the end"),
    step(&[Auditing], Next::To(Settled), "withdraw_result", Party::Authority, "the same, where no earlier one waits", "what it would have released, and a tenth as much from the bond, to the renter"),
    step(ENDED, Next::Same, "bid_failover", Party::Anyone, "while a successor is sought: in the slots for bids, cheaper than the best", "nothing"),
    step(ENDED, Next::Same, "award_failover", Party::AnyoneTipped, "in the slots after the bids", "the renter's due, and what the failed bond bears of a dearer rate, to the successor's vault"),
    step(ENDED, Next::Same, "carry_lease", Party::Anyone, "once there is a successor", "what the renter has become due since to the successor; an unused subsidy back to the bond"),
    step(ALL, Next::Same, "claim_provider", Party::Anyone, "any time", "the provider what is released, without the fee"),
    step(ALL, Next::Same, "claim_fees", Party::Anyone, "any time", "the fee on what is released, and what was forfeited"),
    step(ALL, Next::Same, "claim_renter", Party::Anyone, "any time; nothing is due before the end", "the renter what is above the reserve"),
    step(&[Settled], Next::Same, "credit_reputation", Party::Anyone, "once, when its fees are claimed", "nothing; the fees raise the provider's score"),
    step(&[Settled], Next::Same, "release_bond", Party::Anyone, "past evidence_until", "nothing; the bond is free"),
    step(&[Settled], Next::Same, "close_attestation", Party::Anyone, "past evidence_until", "its rent to who paid it"),
    step(&[Settled], Next::Same, "park_dues", Party::Anyone, "30 days past evidence_until, while the payee's account takes nothing", "what the payee is due to its parking, for the renter with what was donated"),
    step(&[Settled], Next::Closed, "close_lease", Party::Anyone, "all claimed, bond free, attestations closed", "donations to the renter, rent to who paid it"),
];
