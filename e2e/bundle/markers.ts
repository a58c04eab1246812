import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../..');
/** A sentence, or the name of an error: long enough to be telling, and plain enough to survive minification as it is. */
const telling = /^(?=.* |.*Error$)[\w .,:;()/=-]{20,}$/;

/** Sentences and names that only `files` hold and `others` do not: where one turns up, that code is there. */
export function markersOf(files: readonly string[], others: readonly string[]): readonly string[] {
  const elsewhere = new Set(others.flatMap(literalsOf));
  const own = new Set(files.flatMap(literalsOf));
  return [...own].filter((text) => !elsewhere.has(text));
}

/** Markers that stand in `code`. */
export function markersIn(code: string, markers: readonly string[]): readonly string[] {
  return markers.filter((marker) => code.includes(marker));
}

/** Source files under a folder of the repository that are shipped. */
export function sourcesUnder(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|js|mjs)$/.test(name) && !/\.test\.|testing\/|node_modules\//.test(name))
    .map((name) => path.join(root, folder, name));
}

/** A file of an installed package. */
export function packageFile(name: string): string {
  return path.join(root, 'node_modules', name);
}

function literalsOf(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    const isText =
      ts.isStringLiteral(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && telling.test(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
