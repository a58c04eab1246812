/** Rendered from programs/idl/pyronet.json by `npm run generate`. Do not edit. */
/** What each error code of the program means. Codes are never reused. */
export const pyronetErrors = {
  6000: {
    name: 'missingSignature',
    message: 'A required signature is missing. Sign with the account named in the instruction.',
  },
  6001: {
    name: 'wrongAuthority',
    message:
      'The signer has no authority here. Sign with the recorded authority, worker, renter or session key.',
  },
  6002: {
    name: 'wrongAccount',
    message:
      'An account is not the one this instruction needs. Pass the address recorded in the lease, offer, provider or config.',
  },
  6003: {
    name: 'wrongOwner',
    message: "An account is not owned by this program. Pass an account of this network's Pyronet program.",
  },
  6004: {
    name: 'wrongAccountType',
    message: 'An account holds another type of data. Check the order of the accounts.',
  },
  6005: {
    name: 'wrongAddress',
    message:
      'An address does not follow from its seeds, or its bump is not the canonical one. Derive the address anew and pass its canonical bump.',
  },
  6006: {
    name: 'wrongMint',
    message: 'A token account or mint is of another token. Use the USDC or PYRO mint named in the config.',
  },
  6007: {
    name: 'wrongTokenAccount',
    message:
      'A token account is missing, frozen, or not of the classic token program. Create or thaw the account and try again.',
  },
  6008: { name: 'alreadyExists', message: 'The account exists already. Use another nonce, id or version.' },
  6009: {
    name: 'duplicateAccount',
    message: 'One account was passed in two places that must differ. Pass two different accounts.',
  },
  6010: {
    name: 'invalidInstruction',
    message:
      "The instruction's bytes are not understood. Use a client generated from this program's interface description.",
  },
  6011: {
    name: 'notEnoughAccounts',
    message: 'Too few accounts were passed. Pass every account of the instruction, in order.',
  },
  6012: { name: 'overflow', message: 'A number left its range. Use smaller amounts.' },
  6013: {
    name: 'paramsOutOfBounds',
    message:
      "A parameter is outside the bounds compiled into the program. Choose a value within docs/program.md's table.",
  },
  6014: {
    name: 'staleParams',
    message: 'The parameters are not the version in force. Read the config and pass its parameters version.',
  },
  6015: {
    name: 'providerOffline',
    message: 'The provider has not shown itself lately. Choose another offer, or try again when it is back.',
  },
  6016: {
    name: 'notEnoughStake',
    message: "The provider's stake does not open the tier this GPU class needs. Stake more PYRO.",
  },
  6017: {
    name: 'notEnoughBond',
    message:
      "The provider's free bond does not cover this lease. Choose a smaller lease or another offer; as provider, add to the bond.",
  },
  6018: { name: 'amountZero', message: 'The amount is zero. Pass an amount above zero.' },
  6019: { name: 'notEnoughFree', message: 'The amount is more than what is free. Ask for less.' },
  6020: {
    name: 'stillLocked',
    message:
      'The deposit still covers leases, evidence or disputes. Withdraw the offers, let leases settle, release their bonds, then try again.',
  },
  6021: {
    name: 'stillUnbonding',
    message: "The unbonding time has not passed. Try again after the time shown in the provider's account.",
  },
  6022: {
    name: 'liveForOutOfBounds',
    message: "The announced time is outside the parameters' bounds. Announce a time within the bounds.",
  },
  6023: { name: 'offerNotListed', message: 'The offer is not listed. Choose another offer.' },
  6024: {
    name: 'invalidTerms',
    message:
      'The terms contradict each other or the parameters. Check prices, durations and deadlines against the parameters.',
  },
  6025: {
    name: 'belowClassFloor',
    message:
      'The machine is below what its GPU class requires. List it in another class, or in the generic class.',
  },
  6026: {
    name: 'notEnoughGpus',
    message: 'The offer has fewer free GPUs than asked for. Ask for fewer, or choose another offer.',
  },
  6027: {
    name: 'priceMoved',
    message:
      'The price rose above your limit before the transaction landed. Read the new price and sign again.',
  },
  6028: {
    name: 'classMismatch',
    message: 'The offer is of another GPU class. Refresh the offer and sign again.',
  },
  6029: {
    name: 'vramTooSmall',
    message: 'The offer has less memory per GPU than you ask for. Choose another offer.',
  },
  6030: { name: 'regionMismatch', message: 'The offer is in another region. Choose another offer.' },
  6031: {
    name: 'reputationTooLow',
    message: "The provider's reputation is below your minimum. Choose another offer, or lower the minimum.",
  },
  6032: {
    name: 'tierTooLow',
    message:
      "The provider's tier or isolation is below your minimum. Choose another offer, or lower the minimum.",
  },
  6033: {
    name: 'termsMoved',
    message: "The offer's terms are not the ones you read. Read the terms and sign again.",
  },
  6034: {
    name: 'modeNotOffered',
    message: 'The offer does not serve this mode. Choose Run or Rent as the offer states.',
  },
  6035: {
    name: 'durationOutOfBounds',
    message: "The duration is outside what the offer allows. Choose a duration within the offer's bounds.",
  },
  6036: {
    name: 'valueAtRiskTooHigh',
    message:
      'The declared value at risk is above what the offer accepts. Declare less, or choose another offer.',
  },
  6037: {
    name: 'uploadTooLarge',
    message:
      'The inputs or the memory needed are larger than the offer accepts. Choose an offer with more room.',
  },
  6038: {
    name: 'invalidJob',
    message: "The job's roots, segments or units are missing or zero. Plan the job anew and pass its plan.",
  },
  6039: {
    name: 'auditUnavailable',
    message: 'Audits by drawn verifiers are not part of this program version. Set the audit reward to zero.',
  },
  6040: { name: 'tipTooHigh', message: 'The tip is above the limit. Lower the tip.' },
  6041: { name: 'notEnoughFunds', message: 'The account does not hold enough. Add funds and sign again.' },
  6042: {
    name: 'wrongState',
    message:
      'The lease is not in a state that allows this. Read the lease; docs/program.md lists who may do what when.',
  },
  6043: {
    name: 'tooLate',
    message: 'The deadline for this has passed. Use the instruction that ends the wait.',
  },
  6044: {
    name: 'tooEarly',
    message: 'The deadline has not passed yet, in seconds and in slots. Try again later.',
  },
  6045: { name: 'clockUnusable', message: "The network's clock is unusable. Try again in a moment." },
  6046: { name: 'noExtension', message: 'This lease cannot be extended that far. Open a new lease.' },
  6047: {
    name: 'chargeTooHigh',
    message: 'This would cost more than your limit. Read the lease and sign again.',
  },
  6048: {
    name: 'signatureNotFound',
    message:
      'The signature check does not stand directly before this instruction. Put one ed25519 instruction directly before.',
  },
  6049: {
    name: 'signatureMalformed',
    message:
      'The signature check must hold one signature with all its parts inside itself. Build it as docs/contracts.md says.',
  },
  6050: {
    name: 'wrongSigner',
    message:
      "The message was not signed by this lease's session key. Sign with the key recorded in the lease.",
  },
  6051: {
    name: 'wrongMessage',
    message:
      'The message is of another lease, network, program or time. Sign the message anew for this lease.',
  },
  6052: { name: 'messageExpired', message: 'The signed message has expired. Sign it anew.' },
  6053: {
    name: 'invalidVoucher',
    message: 'The voucher claims more than can have happened. Sign a voucher with times within the lease.',
  },
  6054: {
    name: 'invalidProof',
    message: "The Merkle proof does not lead to the agreed root. Build the proof from the job's plan.",
  },
  6055: { name: 'nothingNew', message: 'There is nothing new in this. Nothing needs to be done.' },
  6056: {
    name: 'tooManyAttestations',
    message: 'Too many attestations of this lease are open. Close settled ones first.',
  },
  6057: {
    name: 'wrongSecret',
    message: 'The secret does not match the commitment. Reveal the secret committed for this lease.',
  },
  6058: {
    name: 'outOfOrder',
    message: 'An earlier attestation must be settled first. Settle attestations in order.',
  },
  6059: {
    name: 'windowOpen',
    message: 'The dispute window is still open. Try again after its end, or let the renter accept.',
  },
  6060: {
    name: 'notFinished',
    message:
      'Something is still open: dues, attestations, bond or disputes. Claim, settle and release first, then close.',
  },
  6061: {
    name: 'invariantBroken',
    message: "The lease's accounts would not add up; nothing was changed. Report this with the transaction.",
  },
  6062: {
    name: 'pingWaits',
    message:
      'A ping waits for its answer already. Wait for the answer, or fail the lease once the time to answer has passed.',
  },
  6063: { name: 'noPing', message: 'No ping waits for an answer. Ping the lease first.' },
  6064: {
    name: 'unacknowledged',
    message:
      'The lease failed, and the renter never said that it holds so many segments. Attest no more than the acknowledged ones.',
  },
  6065: {
    name: 'belowRequirement',
    message:
      'The offer is below what the order asks for in score, speed, memory, disk or deadlines, or is for local networks only. Match another offer.',
  },
  6066: {
    name: 'aboveLimit',
    message:
      "The offer's price is above what the order pays at this slot. Match it in a later slot, or match a cheaper offer.",
  },
  6067: {
    name: 'orderExpired',
    message: "The order's time is over. Cancel it; anyone may, and the deposit goes back.",
  },
  6068: {
    name: 'notBidding',
    message:
      'No successor is sought for this lease. Read its failover state; docs/protocol/failover.md says when bids count.',
  },
  6069: {
    name: 'noHopLeft',
    message: "The lease's policy allows no further hop. Stop it instead: what is not used goes back.",
  },
  6070: {
    name: 'sameProvider',
    message: 'The provider of a lease cannot succeed itself. Submit an offer of another provider.',
  },
  6071: { name: 'notCheaper', message: 'An earlier bid is as cheap. Submit a cheaper offer.' },
  6072: {
    name: 'shortOfFunds',
    message: 'What is left of the escrow does not pay for the rest at this price. Submit a cheaper offer.',
  },
  6073: {
    name: 'invalidPolicy',
    message:
      'A failover policy needs both hops and a highest rate, within bounds, or neither. See docs/protocol/failover.md.',
  },
  6080: {
    name: 'noContradiction',
    message: 'The two attestations say the same there. Open them at segments where they differ.',
  },
  6081: {
    name: 'notConvictable',
    message:
      'These attestations convict nobody: one is refuted already, or neither can be paid for. Choose two that count.',
  },
  6082: { name: 'noLot', message: 'No lot is for sale. Open the next one once the burn vault holds it.' },
  6083: { name: 'lotOpen', message: 'A lot is for sale already. Buy it first.' },
  6084: {
    name: 'lotNotFull',
    message: 'The burn vault holds less than a lot. Try again when more fees were split.',
  },
  6085: {
    name: 'lotMoved',
    message: 'Another lot is for sale than the one you saw. Read the auction and sign again.',
  },
  6086: {
    name: 'lotTooDear',
    message: 'The lot costs more PYRO than your limit. Wait until its price has fallen, or raise the limit.',
  },
  6087: {
    name: 'payeeCanBePaid',
    message: 'The account recorded for this party can take the money. Claim it instead of parking it.',
  },
  6088: {
    name: 'resultDisputed',
    message: 'Somebody disputes the result or waits for an answer about it. It cannot be withdrawn any more.',
  },
  6095: {
    name: 'alreadyCredited',
    message: 'The lease has raised the reputation already. Nothing needs to be done.',
  },
  6096: {
    name: 'feesUnclaimed',
    message: "The lease's fees have not all been claimed. Claim the fees, then credit them.",
  },
  6097: {
    name: 'earnsNothing',
    message:
      "The lease earns no reputation: it ended in a fault, was priced below its class's floor, or the renter signed for none of it. Nothing needs to be done.",
  },
  6098: {
    name: 'epochCapReached',
    message:
      'The provider or this pair has earned as much reputation as one epoch allows. Try again in the next epoch.',
  },
  6099: {
    name: 'valueNeedsReputation',
    message:
      'A lease of this value needs a provider of higher reputation. Lease for less, or choose another provider.',
  },
} as const;

export type PyronetErrorCode = keyof typeof pyronetErrors;
export type PyronetErrorName = (typeof pyronetErrors)[PyronetErrorCode]['name'];
