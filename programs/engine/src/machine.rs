//! What this machine is.

/// Name of the processor, or of its architecture where the name is not told.
pub fn processor_name() -> String {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::__cpuid;
        const BRAND: u32 = 0x8000_0002;
        // Every x86-64 processor has `cpuid`; the first leaf says how many there are.
        if __cpuid(0x8000_0000).eax >= BRAND + 2 {
            let words = (BRAND..BRAND + 3).flat_map(|leaf| {
                let answer = __cpuid(leaf);
                [answer.eax, answer.ebx, answer.ecx, answer.edx]
            });
            let bytes: Vec<u8> = words.flat_map(u32::to_le_bytes).take_while(|byte| *byte != 0).collect();
            let name = String::from_utf8_lossy(&bytes).trim().to_owned();
            if !name.is_empty() {
                return name;
            }
        }
    }
    std::env::consts::ARCH.to_owned()
}

/// Instruction sets that matter to the engine and that this processor has.
pub fn processor_features() -> Vec<&'static str> {
    #[cfg(target_arch = "x86_64")]
    {
        let known = [
            ("sse4.1", std::arch::is_x86_feature_detected!("sse4.1")),
            ("avx", std::arch::is_x86_feature_detected!("avx")),
            ("avx2", std::arch::is_x86_feature_detected!("avx2")),
            ("fma", std::arch::is_x86_feature_detected!("fma")),
            ("avx512f", std::arch::is_x86_feature_detected!("avx512f")),
            ("sha", std::arch::is_x86_feature_detected!("sha")),
        ];
        known.into_iter().filter(|(_, present)| *present).map(|(name, _)| name).collect()
    }
    #[cfg(not(target_arch = "x86_64"))]
    Vec::new()
}
