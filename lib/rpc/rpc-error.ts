/** Stable reasons why the chain could not be asked. A node's own JSON-RPC errors are Kit's `SolanaError`. */
export type RpcErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'rate-limited'
  | 'http-error'
  | 'malformed-answer'
  | 'answer-too-large'
  | 'node-behind'
  | 'stale-answer'
  | 'wrong-network'
  | 'aborted';

const nextStep: Record<RpcErrorCode, string> = {
  unreachable: 'Check that the network is running and that the RPC address is right.',
  timeout: 'Try again, or add a second RPC address.',
  'rate-limited': 'Wait a little, or use an RPC address with a higher limit.',
  'http-error': 'Check the RPC address and its access key.',
  'malformed-answer': 'Check that the RPC address belongs to a Solana node.',
  'answer-too-large': 'Ask for less at once, or raise the limit.',
  'node-behind': 'Wait until the node has caught up, or use another one.',
  'stale-answer': 'Wait until the node has caught up, or use another one.',
  'wrong-network': 'Point every RPC address at the same network.',
  aborted: 'Nothing to do: the request was withdrawn.',
};

/** The chain could not be asked; says why, at which endpoint, and what to do. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly next: string;

  constructor(
    readonly code: RpcErrorCode,
    message: string,
    readonly detail: {
      /** URL without credentials, path or query, which may hold an access key. */
      readonly endpoint?: string;
      /** True when the request may have reached a node although no answer came back. */
      readonly maybeDelivered?: boolean;
    } = {},
  ) {
    super(message);
    this.next = nextStep[code];
  }
}
