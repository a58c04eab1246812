/** What a machine is offered as. */
export interface MachineTerms {
  /** Shown on the market. */
  readonly name: string;
  readonly classId: number;
  readonly regionId: number;
  /** 1 consumer, 2 mining fleet, 3 data center; its stake opens it. */
  readonly tier: 1 | 2 | 3;
  /** Memory of each GPU. */
  readonly vramMib: number;
  readonly gpuCount: number;
  /** USDC atoms per GPU-hour. */
  readonly pricePerHour: bigint;
  /** USDC atoms that cover leases; each lease locks a part until fraud in it can no longer be proved. */
  readonly bondAtoms: bigint;
  /** Most that all blobs together may take. */
  readonly diskBytes: number;
}
