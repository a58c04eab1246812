import { Agent, request } from 'node:http';

import { processorSeconds } from '@/programs/localnet/bench/process-cpu';

export type HttpRate = {
  /** Answers a second. */
  readonly rate: number;
  /** Processor seconds that the server's process used for all of them; undefined where the platform does not tell. */
  readonly seconds: number | undefined;
};

/** Posts every body to a server on a few kept-alive connections and expects a result for each. */
export async function postAll(
  url: string,
  serverPid: number,
  bodies: readonly string[],
  connections: number,
): Promise<HttpRate> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const usedBefore = processorSeconds(serverPid);
  const started = performance.now();
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      await postExpectingResult(url, agent, body);
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  const elapsed = performance.now() - started;
  const usedAfter = processorSeconds(serverPid);
  agent.destroy();
  const seconds = usedBefore === undefined || usedAfter === undefined ? undefined : usedAfter - usedBefore;
  return { rate: (bodies.length * 1000) / elapsed, seconds };
}

function postExpectingResult(rpcUrl: string, agent: Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request(rpcUrl, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
      response.on('end', () => (text.includes('"result"') ? resolve() : reject(new Error(text))));
    });
    call.on('error', reject);
    call.end(body);
  });
}
