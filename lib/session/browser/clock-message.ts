/** To the clock worker: call me back about `id` in `ms`, or never mind. */
export type ClockRequest =
  { readonly id: number; readonly ms: number } | { readonly id: number; readonly cancelled: true };
