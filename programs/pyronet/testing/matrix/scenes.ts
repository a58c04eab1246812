import { failoverScenes } from './failover-scenes';
import { feeScenes } from './fee-scenes';
import { leaseScenes } from './lease-scenes';
import { moneyScenes } from './money-scenes';
import { networkScenes } from './network-scenes';
import { orderScenes } from './order-scenes';
import { parkingScenes } from './parking-scenes';
import { providerScenes } from './provider-scenes';
import { reputationScenes } from './reputation-scenes';
import { type Scenes } from './scene';
import { slashingScenes } from './slashing-scenes';

/** A scene for every instruction of the program. A new instruction needs its entry in one of these. */
export const scenes: Scenes = {
  ...networkScenes,
  ...providerScenes,
  ...orderScenes,
  ...leaseScenes,
  ...failoverScenes,
  ...moneyScenes,
  ...slashingScenes,
  ...feeScenes,
  ...parkingScenes,
  ...reputationScenes,
};
