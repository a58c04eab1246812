import { isAddress } from '@solana/kit';

import { DataPlaneError, errorResponse } from '@/lib/blobs/data-plane-error';
import { readWorkerCard, workerCardFolder } from '@/lib/blobs/worker-card-folder';
import { readEnvironment } from '@/lib/env/environment';

export const dynamic = 'force-dynamic';

/**
 * The card of the machine of this computer that waits for a wallet: `GET /api/local/worker-card?authority=<address>`.
 * Local network only; anywhere else a provider pastes the card of its own machine.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    const reading = readEnvironment(process.env);
    const authority = new URL(request.url).searchParams.get('authority') ?? '';
    if (!reading.ok || reading.environment.network !== 'localnet') throw noMachine();
    if (!isAddress(authority))
      throw new DataPlaneError('bad_request', 'authority is the address of a wallet.', 'Send it in base58.');
    const folder = workerCardFolder(/* turbopackIgnore: true */ reading.environment.dataDir);
    const card = await readWorkerCard(folder, authority);
    if (card === undefined) throw noMachine();
    return Response.json(card, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    return errorResponse(error);
  }
}

const noMachine = (): DataPlaneError =>
  new DataPlaneError(
    'not_found',
    'No machine of this computer waits for this wallet.',
    'Run `npm run worker -- card --for <wallet>` on your machine and paste what it prints.',
  );
