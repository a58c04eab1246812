export type WorkerErrorCode =
  | 'bad_usage'
  | 'bad_fleet_file'
  | 'data_folder_in_use'
  | 'other_network'
  | 'not_local_network'
  | 'no_genesis'
  | 'key_unsafe'
  | 'key_missing'
  | 'key_damaged'
  | 'no_key_for_owner'
  | 'not_registered'
  | 'not_enough_funds'
  | 'address_in_use'
  | 'selftest_failed'
  | 'transaction_failed'
  | 'transaction_unknown';

/** Ends a command: a stable code, a sentence for people, and what to do next. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';

  constructor(
    readonly code: WorkerErrorCode,
    message: string,
    readonly next: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
