/** Why the local network cannot start or go on: a stable code, a sentence and what to do next. */
export class LocalnetError extends Error {
  constructor(
    readonly code: 'port-in-use' | 'data-in-use' | 'data-unreadable' | 'data-unwritable' | 'genesis-failed',
    message: string,
  ) {
    super(message);
  }
}
