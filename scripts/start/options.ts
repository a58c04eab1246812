import path from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly appPort: number;
  readonly rpcPort: number;
  readonly dataDir: string;
  readonly reset: boolean;
  readonly empty: boolean;
  readonly help: boolean;
}

export const usage = `
  npm start [-- options]     a chain, the app and a market of machines on this computer, until Ctrl-C

    --port N        port of the app (default 3000)
    --rpc-port N    port of the chain's JSON-RPC; its websocket takes the next one (default 8899)
    --data DIR      where state is kept (default .pyronet)
    --reset         forget all state first
    --empty         a market without an offer; the machines of Pia and Pablo wait to be registered
    --help          this text
`;

/** Parses the command line; throws an `Error` whose message is a sentence for the user. */
export function parseStartOptions(args: readonly string[], root: string): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '3000' },
      'rpc-port': { type: 'string', default: '8899' },
      data: { type: 'string', default: '.pyronet' },
      reset: { type: 'boolean', default: false },
      empty: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    strict: true,
    allowPositionals: false,
  });
  return {
    appPort: parsePort('--port', values.port),
    rpcPort: parsePort('--rpc-port', values['rpc-port']),
    dataDir: path.resolve(root, values.data),
    reset: values.reset,
    empty: values.empty,
    help: values.help,
  };
}

function parsePort(name: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_534)
    throw new Error(`${name} takes a port number between 1 and 65534, not "${text}".`);
  return port;
}
