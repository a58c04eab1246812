import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

// Node's HTTP with nothing behind it: reads each body and answers a constant. Prints its port.
const ANSWER = JSON.stringify({ jsonrpc: '2.0', result: '1'.repeat(88), id: 1 });

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': ANSWER.length });
    response.end(ANSWER);
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
