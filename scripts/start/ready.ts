import { setTimeout as sleep } from 'node:timers/promises';

const pauseMs = 100;

/** Calls `probe` until it answers true; throws `sentence` when `limitMs` has passed. */
export async function waitUntil(
  probe: () => Promise<boolean>,
  limitMs: number,
  sentence: string,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await probe().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(sentence);
    await sleep(pauseMs);
  }
}

/** True when the chain's JSON-RPC answers that it is healthy. */
export async function chainAnswers(rpcUrl: string): Promise<boolean> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'getHealth' }),
    signal: AbortSignal.timeout(5_000),
  });
  const answer = (await response.json()) as { result?: unknown };
  return answer.result === 'ok';
}

/** Offers that the app shows. */
export async function offersListed(appUrl: string): Promise<number> {
  const response = await fetch(`${appUrl}/api/market`, { signal: AbortSignal.timeout(5_000) });
  const answer = (await response.json()) as { offers?: readonly unknown[] };
  return answer.offers?.length ?? 0;
}

/** True when `url` answers with success. */
export async function pageAnswers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  return response.ok;
}
