import { existsSync } from 'node:fs';
import path from 'node:path';

import { NATIVE_ENGINE_FILE } from '../open-engine';

/** What `cargo test --profile suite` leaves of the engine. */
const ofItsOwnTests = path.resolve(path.dirname(NATIVE_ENGINE_FILE), '../suite/pyronet-engine');

/** The native engine to test: the released one, else that of its own tests; undefined where neither was built. */
export const nativeUnderTest = [NATIVE_ENGINE_FILE, ofItsOwnTests].find(existsSync);
