//! Error codes. A number keeps its meaning for ever; new errors are added at the end. The sentence
//! beside each says what is wrong and what to do next; clients show it as it is.
#[cfg(feature = "idl")]
use codama::CodamaErrors;

/// Why an instruction was refused.
#[rustfmt::skip]
#[repr(u32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaErrors))]
pub enum PyronetError {
    #[cfg_attr(feature = "idl", codama(error(6000, "A required signature is missing. Sign with the account named in the instruction.")))]
    MissingSignature = 6000,
    #[cfg_attr(feature = "idl", codama(error(6001, "The signer has no authority here. Sign with the recorded authority, worker, renter or session key.")))]
    WrongAuthority = 6001,
    #[cfg_attr(feature = "idl", codama(error(6002, "An account is not the one this instruction needs. Pass the address recorded in the lease, offer, provider or config.")))]
    WrongAccount = 6002,
    #[cfg_attr(feature = "idl", codama(error(6003, "An account is not owned by this program. Pass an account of this network's Pyronet program.")))]
    WrongOwner = 6003,
    #[cfg_attr(feature = "idl", codama(error(6004, "An account holds another type of data. Check the order of the accounts.")))]
    WrongAccountType = 6004,
    #[cfg_attr(feature = "idl", codama(error(6005, "An address does not follow from its seeds, or its bump is not the canonical one. Derive the address anew and pass its canonical bump.")))]
    WrongAddress = 6005,
    #[cfg_attr(feature = "idl", codama(error(6006, "A token account or mint is of another token. Use the USDC or PYRO mint named in the config.")))]
    WrongMint = 6006,
    #[cfg_attr(feature = "idl", codama(error(6007, "A token account is missing, frozen, or not of the classic token program. Create or thaw the account and try again.")))]
    WrongTokenAccount = 6007,
    #[cfg_attr(feature = "idl", codama(error(6008, "The account exists already. Use another nonce, id or version.")))]
    AlreadyExists = 6008,
    #[cfg_attr(feature = "idl", codama(error(6009, "One account was passed in two places that must differ. Pass two different accounts.")))]
    DuplicateAccount = 6009,
    #[cfg_attr(feature = "idl", codama(error(6010, "The instruction's bytes are not understood. Use a client generated from this program's interface description.")))]
    InvalidInstruction = 6010,
    #[cfg_attr(feature = "idl", codama(error(6011, "Too few accounts were passed. Pass every account of the instruction, in order.")))]
    NotEnoughAccounts = 6011,
    #[cfg_attr(feature = "idl", codama(error(6012, "A number left its range. Use smaller amounts.")))]
    Overflow = 6012,
    #[cfg_attr(feature = "idl", codama(error(6013, "A parameter is outside the bounds compiled into the program. Choose a value within docs/program.md's table.")))]
    ParamsOutOfBounds = 6013,
    #[cfg_attr(feature = "idl", codama(error(6014, "The parameters are not the version in force. Read the config and pass its parameters version.")))]
    StaleParams = 6014,
    #[cfg_attr(feature = "idl", codama(error(6015, "The provider has not shown itself lately. Choose another offer, or try again when it is back.")))]
    ProviderOffline = 6015,
    #[cfg_attr(feature = "idl", codama(error(6016, "The provider's stake does not open the tier this GPU class needs. Stake more PYRO.")))]
    NotEnoughStake = 6016,
    #[cfg_attr(feature = "idl", codama(error(6017, "The provider's free bond does not cover this lease. Choose a smaller lease or another offer; as provider, add to the bond.")))]
    NotEnoughBond = 6017,
    #[cfg_attr(feature = "idl", codama(error(6018, "The amount is zero. Pass an amount above zero.")))]
    AmountZero = 6018,
    #[cfg_attr(feature = "idl", codama(error(6019, "The amount is more than what is free. Ask for less.")))]
    NotEnoughFree = 6019,
    #[cfg_attr(feature = "idl", codama(error(6020, "The deposit still covers leases, evidence or disputes. Withdraw the offers, let leases settle, release their bonds, then try again.")))]
    StillLocked = 6020,
    #[cfg_attr(feature = "idl", codama(error(6021, "The unbonding time has not passed. Try again after the time shown in the provider's account.")))]
    StillUnbonding = 6021,
    #[cfg_attr(feature = "idl", codama(error(6022, "The announced time is outside the parameters' bounds. Announce a time within the bounds.")))]
    LiveForOutOfBounds = 6022,
    #[cfg_attr(feature = "idl", codama(error(6023, "The offer is not listed. Choose another offer.")))]
    OfferNotListed = 6023,
    #[cfg_attr(feature = "idl", codama(error(6024, "The terms contradict each other or the parameters. Check prices, durations and deadlines against the parameters.")))]
    InvalidTerms = 6024,
    #[cfg_attr(feature = "idl", codama(error(6025, "The machine is below what its GPU class requires. List it in another class, or in the generic class.")))]
    BelowClassFloor = 6025,
    #[cfg_attr(feature = "idl", codama(error(6026, "The offer has fewer free GPUs than asked for. Ask for fewer, or choose another offer.")))]
    NotEnoughGpus = 6026,
    #[cfg_attr(feature = "idl", codama(error(6027, "The price rose above your limit before the transaction landed. Read the new price and sign again.")))]
    PriceMoved = 6027,
    #[cfg_attr(feature = "idl", codama(error(6028, "The offer is of another GPU class. Refresh the offer and sign again.")))]
    ClassMismatch = 6028,
    #[cfg_attr(feature = "idl", codama(error(6029, "The offer has less memory per GPU than you ask for. Choose another offer.")))]
    VramTooSmall = 6029,
    #[cfg_attr(feature = "idl", codama(error(6030, "The offer is in another region. Choose another offer.")))]
    RegionMismatch = 6030,
    #[cfg_attr(feature = "idl", codama(error(6031, "The provider's reputation is below your minimum. Choose another offer, or lower the minimum.")))]
    ReputationTooLow = 6031,
    #[cfg_attr(feature = "idl", codama(error(6032, "The provider's tier or isolation is below your minimum. Choose another offer, or lower the minimum.")))]
    TierTooLow = 6032,
    #[cfg_attr(feature = "idl", codama(error(6033, "The offer's terms are not the ones you read. Read the terms and sign again.")))]
    TermsMoved = 6033,
    #[cfg_attr(feature = "idl", codama(error(6034, "The offer does not serve this mode. Choose Run or Rent as the offer states.")))]
    ModeNotOffered = 6034,
    #[cfg_attr(feature = "idl", codama(error(6035, "The duration is outside what the offer allows. Choose a duration within the offer's bounds.")))]
    DurationOutOfBounds = 6035,
    #[cfg_attr(feature = "idl", codama(error(6036, "The declared value at risk is above what the offer accepts. Declare less, or choose another offer.")))]
    ValueAtRiskTooHigh = 6036,
    #[cfg_attr(feature = "idl", codama(error(6037, "The inputs or the memory needed are larger than the offer accepts. Choose an offer with more room.")))]
    UploadTooLarge = 6037,
    #[cfg_attr(feature = "idl", codama(error(6038, "The job's roots, segments or units are missing or zero. Plan the job anew and pass its plan.")))]
    InvalidJob = 6038,
    #[cfg_attr(feature = "idl", codama(error(6039, "Audits by drawn verifiers are not part of this program version. Set the audit reward to zero.")))]
    AuditUnavailable = 6039,
    #[cfg_attr(feature = "idl", codama(error(6040, "The tip is above the limit. Lower the tip.")))]
    TipTooHigh = 6040,
    #[cfg_attr(feature = "idl", codama(error(6041, "The account does not hold enough. Add funds and sign again.")))]
    NotEnoughFunds = 6041,
    #[cfg_attr(feature = "idl", codama(error(6042, "The lease is not in a state that allows this. Read the lease; docs/program.md lists who may do what when.")))]
    WrongState = 6042,
    #[cfg_attr(feature = "idl", codama(error(6043, "The deadline for this has passed. Use the instruction that ends the wait.")))]
    TooLate = 6043,
    #[cfg_attr(feature = "idl", codama(error(6044, "The deadline has not passed yet, in seconds and in slots. Try again later.")))]
    TooEarly = 6044,
    #[cfg_attr(feature = "idl", codama(error(6045, "The network's clock is unusable. Try again in a moment.")))]
    ClockUnusable = 6045,
    #[cfg_attr(feature = "idl", codama(error(6046, "This lease cannot be extended that far. Open a new lease.")))]
    NoExtension = 6046,
    #[cfg_attr(feature = "idl", codama(error(6047, "This would cost more than your limit. Read the lease and sign again.")))]
    ChargeTooHigh = 6047,
    #[cfg_attr(feature = "idl", codama(error(6048, "The signature check does not stand directly before this instruction. Put one ed25519 instruction directly before.")))]
    SignatureNotFound = 6048,
    #[cfg_attr(feature = "idl", codama(error(6049, "The signature check must hold one signature with all its parts inside itself. Build it as docs/contracts.md says.")))]
    SignatureMalformed = 6049,
    #[cfg_attr(feature = "idl", codama(error(6050, "The message was not signed by this lease's session key. Sign with the key recorded in the lease.")))]
    WrongSigner = 6050,
    #[cfg_attr(feature = "idl", codama(error(6051, "The message is of another lease, network, program or time. Sign the message anew for this lease.")))]
    WrongMessage = 6051,
    #[cfg_attr(feature = "idl", codama(error(6052, "The signed message has expired. Sign it anew.")))]
    MessageExpired = 6052,
    #[cfg_attr(feature = "idl", codama(error(6053, "The voucher claims more than can have happened. Sign a voucher with times within the lease.")))]
    InvalidVoucher = 6053,
    #[cfg_attr(feature = "idl", codama(error(6054, "The Merkle proof does not lead to the agreed root. Build the proof from the job's plan.")))]
    InvalidProof = 6054,
    #[cfg_attr(feature = "idl", codama(error(6055, "There is nothing new in this. Nothing needs to be done.")))]
    NothingNew = 6055,
    #[cfg_attr(feature = "idl", codama(error(6056, "Too many attestations of this lease are open. Close settled ones first.")))]
    TooManyAttestations = 6056,
    #[cfg_attr(feature = "idl", codama(error(6057, "The secret does not match the commitment. Reveal the secret committed for this lease.")))]
    WrongSecret = 6057,
    #[cfg_attr(feature = "idl", codama(error(6058, "An earlier attestation must be settled first. Settle attestations in order.")))]
    OutOfOrder = 6058,
    #[cfg_attr(feature = "idl", codama(error(6059, "The dispute window is still open. Try again after its end, or let the renter accept.")))]
    WindowOpen = 6059,
    #[cfg_attr(feature = "idl", codama(error(6060, "Something is still open: dues, attestations, bond or disputes. Claim, settle and release first, then close.")))]
    NotFinished = 6060,
    #[cfg_attr(feature = "idl", codama(error(6061, "The lease's accounts would not add up; nothing was changed. Report this with the transaction.")))]
    InvariantBroken = 6061,
    #[cfg_attr(feature = "idl", codama(error(6062, "A ping waits for its answer already. Wait for the answer, or fail the lease once the time to answer has passed.")))]
    PingWaits = 6062,
    #[cfg_attr(feature = "idl", codama(error(6063, "No ping waits for an answer. Ping the lease first.")))]
    NoPing = 6063,
    #[cfg_attr(feature = "idl", codama(error(6064, "The lease failed, and the renter never said that it holds so many segments. Attest no more than the acknowledged ones.")))]
    Unacknowledged = 6064,
    #[cfg_attr(feature = "idl", codama(error(6065, "The offer is below what the order asks for in score, speed, memory, disk or deadlines, or is for local networks only. Match another offer.")))]
    BelowRequirement = 6065,
    #[cfg_attr(feature = "idl", codama(error(6066, "The offer's price is above what the order pays at this slot. Match it in a later slot, or match a cheaper offer.")))]
    AboveLimit = 6066,
    #[cfg_attr(feature = "idl", codama(error(6067, "The order's time is over. Cancel it; anyone may, and the deposit goes back.")))]
    OrderExpired = 6067,
    #[cfg_attr(feature = "idl", codama(error(6068, "No successor is sought for this lease. Read its failover state; docs/protocol/failover.md says when bids count.")))]
    NotBidding = 6068,
    #[cfg_attr(feature = "idl", codama(error(6069, "The lease's policy allows no further hop. Stop it instead: what is not used goes back.")))]
    NoHopLeft = 6069,
    #[cfg_attr(feature = "idl", codama(error(6070, "The provider of a lease cannot succeed itself. Submit an offer of another provider.")))]
    SameProvider = 6070,
    #[cfg_attr(feature = "idl", codama(error(6071, "An earlier bid is as cheap. Submit a cheaper offer.")))]
    NotCheaper = 6071,
    #[cfg_attr(feature = "idl", codama(error(6072, "What is left of the escrow does not pay for the rest at this price. Submit a cheaper offer.")))]
    ShortOfFunds = 6072,
    #[cfg_attr(feature = "idl", codama(error(6073, "A failover policy needs both hops and a highest rate, within bounds, or neither. See docs/protocol/failover.md.")))]
    InvalidPolicy = 6073,
}

impl From<PyronetError> for solana_program_error::ProgramError {
    fn from(error: PyronetError) -> Self {
        Self::Custom(error as u32)
    }
}
