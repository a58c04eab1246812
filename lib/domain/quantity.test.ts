import { describe, expect, it } from 'vitest';

import { formatBytes, formatCompact, formatCount, formatReputation, formatVram } from './quantity';

describe('quantities for people', () => {
  it('group thousands', () => {
    expect(formatCount(1_234_567n)).toBe('1,234,567');
    expect(formatCount(999)).toBe('999');
  });

  it('shorten rates to what can be compared at a glance', () => {
    expect([0n, 999n, 1_234n, 56_789n, 999_999n, 12_400_000n, 735_000_000_000n].map(formatCompact)).toEqual([
      '0',
      '999',
      '1.23 k',
      '56.8 k',
      '1.00 M',
      '12.4 M',
      '735 G',
    ]);
  });

  it('print memory as vendors do, and nothing where nothing is promised', () => {
    expect([0, 12_288, 81_920, 6_656].map(formatVram)).toEqual([undefined, '12 GB', '80 GB', '6.5 GB']);
  });

  it('print sizes in binary units', () => {
    expect([12n, 1_536n, 67_108_864n, 2_147_483_648n].map(formatBytes)).toEqual([
      '12 B',
      '1.5 KiB',
      '64 MiB',
      '2 GiB',
    ]);
  });

  it('never round a reputation up to full', () => {
    expect([0n, 500_000n, 999_999n, 1_000_000n].map(formatReputation)).toEqual([
      '0.0',
      '50.0',
      '99.9',
      '100.0',
    ]);
  });
});
