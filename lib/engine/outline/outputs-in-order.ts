import { concatBytes } from '@/lib/domain/bytes';

import { EngineError } from '../engine-error';
import { type ResultInTheMaking } from './job-outline';

/** A result that is a header, every segment's output in order, and a state where the family ends it with one. */
export function outputsInOrder(headerOf: (segments: number) => Uint8Array): ResultInTheMaking {
  const outputs: Uint8Array[] = [];
  let last = new Uint8Array();
  return {
    place: (index, output) => {
      if (index !== outputs.length) {
        throw new EngineError('bad-result', `Segment ${index} comes where ${outputs.length} is due.`);
      }
      outputs.push(output);
    },
    placeState: (state) => {
      last = new Uint8Array(state);
    },
    bytes: () => concatBytes(headerOf(outputs.length), ...outputs, last),
  };
}
