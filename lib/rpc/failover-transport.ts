import { type Clock } from './clock';
import { type Endpoint, type EndpointPool } from './endpoint-pool';
import { exchange, type Exchange, type JsonRpcAnswer } from './http-exchange';
import { isNodeAtFault, type MethodPolicy, policyOf } from './method-policy';
import { RpcError } from './rpc-error';
import { guardKeys, type SlotGuard, slotOfResult } from './slot-guard';

export interface FailoverOptions {
  readonly pool: EndpointPool;
  readonly guard: SlotGuard;
  readonly clock: Clock;
  /** One attempt's limit in milliseconds. */
  readonly timeoutMs: number;
  /** How long an idempotent request is tried again before its last error is reported, in milliseconds. */
  readonly retryForMs: number;
  readonly maxAnswerBytes: number;
  /** Genesis hash (base58) the network must have; null pins the first one seen. */
  readonly genesisHash: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof globalThis.fetch;
}

/** Asks the chain through whichever endpoint is able to answer; rejects with `RpcError` only. */
export class FailoverTransport {
  #genesisHash: string | null;

  constructor(private readonly options: FailoverOptions) {
    this.#genesisHash = options.genesisHash;
  }

  /** Genesis hash of the network, once an endpoint has answered. */
  get genesisHash(): string | null {
    return this.#genesisHash;
  }

  /** The node's answer, be it a result or its own error. */
  async ask(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<JsonRpcAnswer> {
    const { clock, pool } = this.options;
    const policy = policyOf(method);
    const giveUpAtMs = clock.now() + this.options.retryForMs;
    let lastError: RpcError | null = null;
    for (;;) {
      if (signal?.aborted === true) throw new RpcError('aborted', 'The request was withdrawn.');
      const choice = pool.pick(clock.now());
      if (choice === null)
        throw lastError ?? new RpcError('wrong-network', 'Every RPC address belongs to another network.');
      if ('waitMs' in choice) {
        if (lastError !== null && clock.now() + choice.waitMs > giveUpAtMs) throw lastError;
        await clock.sleep(Math.max(choice.waitMs, 1), signal);
        continue;
      }
      const outcome = await this.#askOne(choice.endpoint, method, params, policy, signal);
      if (!(outcome instanceof RpcError)) return outcome;
      lastError = outcome;
      const repeatable = policy.idempotent || outcome.detail.maybeDelivered !== true;
      if (outcome.code === 'aborted' || !repeatable || method === 'sendTransaction') throw outcome;
      if (clock.now() >= giveUpAtMs) throw outcome;
    }
  }

  async #askOne(
    endpoint: Endpoint,
    method: string,
    params: readonly unknown[],
    policy: MethodPolicy,
    signal: AbortSignal | undefined,
  ): Promise<JsonRpcAnswer | RpcError> {
    const { pool, guard, clock } = this.options;
    const refusal = endpoint.onNetwork ? null : await this.#checkNetwork(endpoint, signal);
    if (refusal !== null) return refusal;

    const keys = guardKeys(method, params);
    const startedMs = clock.now();
    const reply = await this.#exchange(
      endpoint,
      method,
      notOlderThan(params, keys, guard, policy, method),
      signal,
    );
    if (reply.kind !== 'answer') return this.#blame(endpoint, reply);

    if ('error' in reply.answer) {
      if (!isNodeAtFault(reply.answer.error.code)) {
        pool.succeeded(endpoint, clock.now() - startedMs, null);
        return reply.answer;
      }
      pool.fellBehind(endpoint, clock.now());
      return new RpcError(
        'node-behind',
        `${endpoint.origin} cannot answer yet: ${reply.answer.error.message}`,
        {
          endpoint: endpoint.origin,
        },
      );
    }
    const slot = slotOfResult(method, reply.answer.result);
    if (slot !== null && !keys.every((key) => guard.admit(key, slot))) {
      pool.fellBehind(endpoint, clock.now());
      return new RpcError(
        'stale-answer',
        `${endpoint.origin} answered for slot ${slot}, older than what was already seen.`,
        {
          endpoint: endpoint.origin,
        },
      );
    }
    pool.succeeded(endpoint, clock.now() - startedMs, slot);
    return reply.answer;
  }

  /** Null when the endpoint is on our network. */
  async #checkNetwork(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<RpcError | null> {
    const reply = await this.#exchange(endpoint, 'getGenesisHash', [], signal);
    // Nothing of the request proper has been sent yet, so even a payment may be tried elsewhere.
    if (reply.kind !== 'answer') return this.#blame(endpoint, reply, false);
    const hash = 'result' in reply.answer ? reply.answer.result : null;
    if (typeof hash !== 'string') {
      return this.#blame(
        endpoint,
        {
          kind: 'failed',
          code: 'malformed-answer',
          message: 'it names no genesis hash',
          maybeDelivered: false,
        },
        false,
      );
    }
    this.#genesisHash ??= hash;
    if (hash !== this.#genesisHash) {
      endpoint.refused = true;
      return new RpcError(
        'wrong-network',
        `${endpoint.origin} has genesis hash ${hash}, but this network has ${this.#genesisHash}.`,
        { endpoint: endpoint.origin },
      );
    }
    endpoint.onNetwork = true;
    return null;
  }

  #exchange(
    endpoint: Endpoint,
    method: string,
    params: readonly unknown[],
    signal: AbortSignal | undefined,
  ): Promise<Exchange> {
    const { timeoutMs, maxAnswerBytes, headers, fetch } = this.options;
    return exchange({
      url: endpoint.url,
      method,
      params,
      timeoutMs,
      maxAnswerBytes,
      signal,
      ...(headers === undefined ? {} : { headers }),
      ...(fetch === undefined ? {} : { fetch }),
    });
  }

  #blame(
    endpoint: Endpoint,
    reply: Exclude<Exchange, { kind: 'answer' }>,
    maybeDelivered = reply.kind === 'failed' && reply.maybeDelivered,
  ): RpcError {
    const { pool, clock } = this.options;
    const detail = { endpoint: endpoint.origin, maybeDelivered };
    if (reply.kind === 'rate-limited') {
      pool.rateLimited(endpoint, clock.now(), reply.retryAfterMs);
      return new RpcError('rate-limited', `${endpoint.origin} asks us to slow down.`, detail);
    }
    if (reply.code !== 'aborted') pool.failed(endpoint, clock.now());
    return new RpcError(reply.code, `${endpoint.origin}: ${reply.message}.`, detail);
  }
}

/** The parameters with `minContextSlot` raised to what was already seen, where the method has it. */
function notOlderThan(
  params: readonly unknown[],
  keys: readonly string[],
  guard: SlotGuard,
  policy: MethodPolicy,
  method: string,
): readonly unknown[] {
  // Block height counts blocks, not slots, so what was seen of it says nothing about a slot.
  if (policy.optionsIndex === null || method === 'getBlockHeight') return params;
  let newest = 0n;
  for (const key of keys) {
    const seen = guard.newest(key) ?? 0n;
    if (seen > newest) newest = seen;
  }
  if (newest === 0n) return params;
  const given = params[policy.optionsIndex];
  const options = typeof given === 'object' && given !== null ? given : {};
  const asked: unknown = Reflect.get(options, 'minContextSlot');
  const floor = typeof asked === 'bigint' && asked > newest ? asked : newest;
  const raised = [...params];
  raised[policy.optionsIndex] = { ...options, minContextSlot: floor };
  return raised;
}
