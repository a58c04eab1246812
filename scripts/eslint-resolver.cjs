// Resolves `@/…` and relative imports to TypeScript files, for the layer rules in eslint.config.js.
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const endings = ['', '.ts', '.tsx', '.js', '/index.ts', '/index.tsx'];

exports.interfaceVersion = 2;

exports.resolve = (source, file) => {
  if (!source.startsWith('@/') && !source.startsWith('.')) return { found: false };
  const base = source.startsWith('@/')
    ? path.join(root, source.slice(2))
    : path.resolve(path.dirname(file), source);
  const hit = endings
    .map((ending) => base + ending)
    .find((name) => fs.existsSync(name) && fs.statSync(name).isFile());
  return hit === undefined ? { found: false } : { found: true, path: hit };
};
