/** One answer of JSON-RPC. */
export type RpcAnswer = {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
  readonly id: unknown;
};

/** Calls a method over HTTP as a bare client would. */
export async function call(rpcUrl: string, method: string, ...params: unknown[]): Promise<RpcAnswer> {
  const { answer } = await post(rpcUrl, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  return answer as RpcAnswer;
}

/** The result of a call that must succeed. */
export async function resultOf<Result>(
  rpcUrl: string,
  method: string,
  ...params: unknown[]
): Promise<Result> {
  const answer = await call(rpcUrl, method, ...params);
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result as Result;
}

/** Posts a body as it is and parses what comes back, if anything. */
export async function post(
  rpcUrl: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly answer: unknown }> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  return { status: response.status, answer: text === '' ? undefined : JSON.parse(text) };
}
