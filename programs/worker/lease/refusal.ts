/** Why a lease is not served. Said to the renter before the lease is rejected, which gives all money back. */
export interface Refusal {
  readonly code:
    | 'mode_not_served'
    | 'too_many_gpus'
    | 'inputs_too_large'
    | 'memory_too_large'
    | 'output_too_large'
    | 'disk_full'
    | 'fees_short'
    | 'machine_busy'
    | 'deadline_too_short'
    | 'inputs_missing'
    | 'job_unreadable'
    | 'job_not_as_agreed'
    | 'model_missing'
    | 'engine_failed'
    | 'draining';
  readonly message: string;
  readonly next: string;
}

export const refusal = (code: Refusal['code'], message: string, next: string): Refusal => ({
  code,
  message,
  next,
});
