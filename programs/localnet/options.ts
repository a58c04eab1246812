import { parseArgs } from 'node:util';

export const USAGE = `Runs a private Solana-compatible chain on this computer, with the Pyronet program and worthless money.

Usage: npm run localnet -- [options]

  --port <n>      HTTP port for JSON-RPC; 0 takes any free one   (default 8899)
  --ws-port <n>   websocket port for PubSub                      (default: the HTTP port + 1)
  --data <dir>    where the chain keeps its state                (default .pyronet/localnet)
  --reset         forget the state in that directory and start from genesis
  --slot-ms <n>   length of a slot in milliseconds, 10 to 10000  (default 400)
  --help          show this text

It listens on 127.0.0.1 only. Stop it with Ctrl-C; its state is kept.`;

export type CommandLine = {
  readonly help: boolean;
  readonly port: number;
  readonly wsPort: number | undefined;
  readonly dataDirectory: string;
  readonly reset: boolean;
  readonly slotMillis: number;
};

/** Options on the command line, or the sentence that says what is wrong with them. */
export function parseCommandLine(args: readonly string[]): CommandLine | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false, short: 'h' },
        port: { type: 'string', default: '8899' },
        'ws-port': { type: 'string' },
        data: { type: 'string', default: '.pyronet/localnet' },
        reset: { type: 'boolean', default: false },
        'slot-ms': { type: 'string', default: '400' },
      },
    });
    const wsPort = values['ws-port'];
    return {
      help: values.help,
      port: wholeNumber('--port', values.port, 0, 65_535),
      wsPort: wsPort === undefined ? undefined : wholeNumber('--ws-port', wsPort, 0, 65_535),
      dataDirectory: values.data,
      reset: values.reset,
      slotMillis: wholeNumber('--slot-ms', values['slot-ms'], 10, 10_000),
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new Error(`${option} must be a whole number from ${least} to ${most}, not '${text}'`);
  }
  return value;
}
