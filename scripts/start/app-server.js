// Serves the built app on loopback. Arguments: port.
import { createServer } from 'node:http';

import next from 'next';

const hostname = '127.0.0.1';
const port = Number(process.argv[2]);
const app = next({ dev: false, hostname, port, quiet: true });

await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => void handle(request, response));
server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen(port, hostname);
process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => process.exit(0));
