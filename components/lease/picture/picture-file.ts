import { decodeResult } from '@/lib/engine/result';
import { type LiveLease } from '@/lib/session/browser/live-lease';

import { type Download } from '../work/Downloads';

/** The finished picture as PNG. */
export function pictureFile(live: LiveLease, name: string): Download {
  return {
    label: 'Download PNG',
    fileName: `${name}.png`,
    type: 'image/png',
    make: async () => {
      const { encodePng } = await import('@/lib/engine/png');
      return encodePng(decodeResult(live.result ?? new Uint8Array()));
    },
  };
}
