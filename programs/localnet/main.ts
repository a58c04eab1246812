import { parseCommandLine, USAGE } from '@/programs/localnet/options';
import { startLocalnet } from '@/programs/localnet/server';

const options = parseCommandLine(process.argv.slice(2));
if ('problem' in options) {
  console.error(`localnet: ${options.problem}. See --help.`);
  process.exit(2);
}
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const { port, wsPort, slotMillis } = options;
const localnet = await startLocalnet({ port, slotMillis, ...(wsPort === undefined ? {} : { wsPort }) });
console.log(`Local network: ${localnet.rpcUrl} (websocket ${localnet.wsUrl})`);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void localnet.close().then(() => process.exit(0)));
}
