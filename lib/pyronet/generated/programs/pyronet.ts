/** Rendered from programs/idl/pyronet.json by `npm run generate`. Do not edit. */
import { type Address } from '@solana/kit';

export const PYRONET_PROGRAM_ADDRESS =
  'HY6hWAThHHVjVYdnvfEosPsbqihESdrxQCqCCBeyw2fn' as Address<'HY6hWAThHHVjVYdnvfEosPsbqihESdrxQCqCCBeyw2fn'>;

/** Instruction names by their first data byte. */
export const pyronetInstructionNames: Readonly<Record<number, string>> = {
  '0': 'genesis',
  '1': 'addGpuClass',
  '2': 'registerProvider',
  '3': 'updateProvider',
  '4': 'beatProvider',
  '5': 'depositStake',
  '6': 'depositBond',
  '7': 'requestUnbond',
  '8': 'withdrawUnbonded',
  '9': 'listOffer',
  '10': 'repriceOffer',
  '11': 'withdrawOffer',
  '12': 'takeOffer',
  '13': 'acceptLease',
  '14': 'startLease',
  '15': 'rejectLease',
  '16': 'expireLease',
  '17': 'cancelLease',
  '18': 'topUp',
  '19': 'stopLease',
  '20': 'endLease',
  '21': 'rotateSession',
  '22': 'heartbeat',
  '23': 'checkpoint',
  '24': 'redeemVoucher',
  '25': 'attestResult',
  '26': 'acceptResult',
  '27': 'settleLease',
  '28': 'claimProvider',
  '29': 'claimFees',
  '30': 'claimRenter',
  '31': 'releaseBond',
  '32': 'closeAttestation',
  '33': 'closeLease',
  '34': 'noticeExit',
  '35': 'exitLease',
  '36': 'pingLease',
  '37': 'failLease',
  '38': 'placeOrder',
  '39': 'cancelOrder',
  '40': 'matchOrder',
  '55': 'heartbeatLeases',
  '56': 'settleLeases',
};

/** Account names by their first data byte. */
export const pyronetAccountNames: Readonly<Record<number, string>> = {
  '1': 'config',
  '2': 'params',
  '3': 'gpuClass',
  '4': 'provider',
  '5': 'offer',
  '6': 'order',
  '7': 'lease',
  '8': 'attestation',
};
