import { failoverScenes } from './failover-scenes';
import { leaseScenes } from './lease-scenes';
import { moneyScenes } from './money-scenes';
import { networkScenes } from './network-scenes';
import { orderScenes } from './order-scenes';
import { providerScenes } from './provider-scenes';
import { type Scenes } from './scene';

/** A scene for every instruction of the program. A new instruction needs its entry in one of these. */
export const scenes: Scenes = {
  ...networkScenes,
  ...providerScenes,
  ...orderScenes,
  ...leaseScenes,
  ...failoverScenes,
  ...moneyScenes,
};
