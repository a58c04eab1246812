// `npm run costs`: writes docs/costs.md from the measured compute units.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { format } from 'prettier';

import { costsPage } from './page';

const docs = path.resolve(import.meta.dirname, '../../docs');
const page = costsPage(readFileSync(path.join(docs, 'measurements/compute-units.md'), 'utf8'));
writeFileSync(path.join(docs, 'costs.md'), await format(page, { parser: 'markdown', printWidth: 110 }));
console.log('docs/costs.md written');
