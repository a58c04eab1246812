import { LocalnetError } from '@/programs/localnet/localnet-error';
import { type CommandLine, parseCommandLine, USAGE } from '@/programs/localnet/options';
import { type Localnet } from '@/programs/localnet/server';

const EXIT_CANNOT_RUN = 1;
const EXIT_BAD_OPTIONS = 2;

const options = parseCommandLine(process.argv.slice(2));
if ('problem' in options) {
  console.error(`localnet: ${options.problem}. See --help.`);
  process.exit(EXIT_BAD_OPTIONS);
}
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const localnet = await start(options);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop());
void localnet.failed.then((error) => fail(`The chain cannot be kept on disk any more: ${String(error)}`));
console.log(
  `Local network: ${localnet.rpcUrl} (websocket ${localnet.wsUrl}), state in ${options.dataDirectory}`,
);

async function start({ port, wsPort, dataDirectory, reset, slotMillis }: CommandLine): Promise<Localnet> {
  // Loaded only now, so that a mistake in the options is answered at once.
  const { startLocalnet } = await import('@/programs/localnet/server');
  try {
    return await startLocalnet({
      port,
      dataDirectory,
      reset,
      slotMillis,
      ...(wsPort === undefined ? {} : { wsPort }),
    });
  } catch (error) {
    if (error instanceof LocalnetError) return fail(error.message);
    throw error;
  }
}

async function stop(): Promise<void> {
  try {
    await localnet.close();
  } catch (error) {
    fail(`The chain could not be saved: ${String(error)}`);
  }
  process.exit(0);
}

function fail(sentence: string): never {
  console.error(`localnet: ${sentence}.`);
  process.exit(EXIT_CANNOT_RUN);
}
