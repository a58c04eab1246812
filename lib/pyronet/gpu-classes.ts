/**
 * GPU classes of a new network: the models of the whitepaper's price table, the RTX 4060, one generic class that any
 * GPU may join, and the CPU class. Identifiers are for ever.
 */
export interface GpuClassDefinition {
  readonly classId: number;
  /** At most 32 bytes of UTF-8. */
  readonly name: string;
  /** Least memory of a card, in MiB; 0 where the class does not promise any. */
  readonly vramMib: number;
  /** Least provider tier: 1 consumer, 2 mining fleet, 3 data center. */
  readonly tierMin: 1 | 2 | 3;
  /** Price from the whitepaper's snapshot, USDC atoms per GPU-hour; `undefined` where it names none. */
  readonly referencePricePerHour: bigint | undefined;
}

const mibPerGib = 1_024;

/** Classes whose numbers other code refers to. */
export const gpuClassId = { generic: 100, cpu: 101 } as const;

export const genesisGpuClasses: readonly GpuClassDefinition[] = [
  gpu(1, 'NVIDIA RTX 3060', 12, 1, 48_000n),
  gpu(2, 'NVIDIA RTX 3090', 24, 1, 192_000n),
  gpu(3, 'NVIDIA RTX 4090', 24, 1, 320_000n),
  gpu(4, 'NVIDIA RTX 5090', 32, 1, 400_000n),
  gpu(5, 'NVIDIA A6000', 48, 2, 400_000n),
  gpu(6, 'NVIDIA A100 40GB', 40, 3, 610_000n),
  gpu(7, 'NVIDIA A100 80GB', 80, 3, 900_000n),
  gpu(8, 'NVIDIA H100', 80, 3, 1_500_000n),
  gpu(9, 'NVIDIA RTX 4060', 8, 1, undefined),
  gpu(gpuClassId.generic, 'Generic GPU', 0, 1, undefined),
  gpu(gpuClassId.cpu, 'CPU', 0, 1, undefined),
];

function gpu(
  classId: number,
  name: string,
  vramGib: number,
  tierMin: 1 | 2 | 3,
  referencePricePerHour: bigint | undefined,
): GpuClassDefinition {
  return { classId, name, vramMib: vramGib * mibPerGib, tierMin, referencePricePerHour };
}
