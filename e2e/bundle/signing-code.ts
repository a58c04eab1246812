import { type Chunk, readChunk } from './first-load';
import { markersIn, markersOf, packageFile, sourcesUnder } from './markers';

/** Code that signs, by what its source says and nothing else does. */
export const signingCode = {
  'web3.js': markersOf(
    [packageFile('@solana/web3.js/lib/index.browser.esm.js')],
    [packageFile('@solana/errors/dist/index.browser.mjs'), packageFile('@solana/kit/dist/index.browser.mjs')],
  ),
  'wallet-adapter': markersOf(
    [
      packageFile('@solana/wallet-adapter-base/lib/esm/errors.js'),
      packageFile('@solana/wallet-adapter-react/lib/esm/useWallet.js'),
    ],
    [],
  ),
  'lib/tx': markersOf(sourcesUnder('lib/tx'), openSources()),
  'lib/wallet': markersOf(sourcesUnder('lib/wallet'), openSources()),
} as const;

export type SigningCode = keyof typeof signingCode;

/** What of it stands in `code`: the library and the telling words. */
export function signingWordsIn(code: string, libraries = Object.keys(signingCode)): readonly string[] {
  return Object.entries(signingCode)
    .filter(([name]) => libraries.includes(name))
    .flatMap(([name, markers]) => markersIn(code, markers).map((marker) => `${name}, "${marker}"`));
}

/** Chunks that hold a wallet library. */
export function walletLibraryChunks(chunks: readonly Chunk[]): readonly Chunk[] {
  return chunks.filter((chunk) => signingWordsIn(readChunk(chunk), ['web3.js', 'wallet-adapter']).length > 0);
}

/** Our own code that public pages may load. */
function openSources(): readonly string[] {
  return ['lib', 'components', 'app'].flatMap((folder) =>
    sourcesUnder(folder).filter((file) => !/\/lib\/(tx|wallet)\//.test(file)),
  );
}
