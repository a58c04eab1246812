import { type OfferRow } from '@/lib/index-api/shapes';

const address = 'J3dxNj7nDRRqRRXuEMynDG57DkZK4jYRuv3Garmb1i99';

/** A takeable offer of an RTX 4090 for tests; what a test is about, it passes itself. */
export function offerRow(changes: Partial<OfferRow> = {}): OfferRow {
  return {
    address,
    provider: address,
    provider_name: 'Nightshift Renders',
    class_id: 3,
    region: 4,
    tier: 1,
    isolation: 0,
    privacy: 0,
    run: true,
    rent: false,
    vram_mib: 24_576,
    gpu_count: 4,
    gpu_free: 2,
    price_per_hour_usdc_atoms: 320_000n,
    pending_price_per_hour_usdc_atoms: 0n,
    pending_from_unix_s: 0n,
    guaranteed_units_per_s: 100_000_000n,
    score_units_per_s: 120_000_000n,
    min_duration_s: 1n,
    max_duration_s: 3_600n,
    interval_s: 60,
    accept_within_s: 30,
    start_within_s: 60,
    prefix_within_s: 120,
    memory_bytes: 1_073_741_824n,
    max_upload_bytes: 67_108_864n,
    extendable: true,
    local_only: false,
    reputation: 500_000n,
    leases_opened: 10,
    leases_completed: 9,
    live_until_unix_s: 2_000n,
    listed_at_unix_s: 100n,
    slot: 1n,
    ...changes,
  };
}
