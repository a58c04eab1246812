//! Every function of one number over ranges of its inputs, as a hash of the results: equal hashes are equal bits.

use pyronet_compute_spec::{
    functions::{cos, exp, log, sin, tanh},
    real::Real,
    softfloat::Soft32,
};

/// Names, in the order of their numbers.
pub const FUNCTIONS: [&str; 6] = ["exp", "log", "sin", "cos", "tanh", "sqrt"];

/// The result of a function, by its number, with every NaN the same.
#[inline(always)]
fn result<R: Real>(function: usize, bits: u32) -> u32 {
    let x = R::from_bits(bits);
    let value = match function {
        0 => exp(x),
        1 => log(x),
        2 => sin(x),
        3 => cos(x),
        4 => tanh(x),
        _ => x.sqrt(),
    };
    value.to_canonical_bits()
}

fn hash<R: Real>(function: usize, from: u32, count: u32) -> u64 {
    // FNV-1a over whole results.
    (0..count).fold(0xcbf2_9ce4_8422_2325, |hash, step| {
        (hash ^ u64::from(result::<R>(function, from.wrapping_add(step)))).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Hash of the results for `count` inputs from the bits `from` on, by the processor's floats.
#[unsafe(no_mangle)]
pub extern "C" fn hard(function: usize, from: u32, count: u32) -> u64 {
    hash::<f32>(function, from, count)
}

/// The same by integers.
#[unsafe(no_mangle)]
pub extern "C" fn soft(function: usize, from: u32, count: u32) -> u64 {
    hash::<Soft32>(function, from, count)
}

/// Largest distance from the true value, in units of the last place, and where.
pub fn worst(function: usize, from: u32, count: u32) -> (f64, u32) {
    let truth = [f64::exp, f64::ln, f64::sin, f64::cos, f64::tanh, f64::sqrt][function];
    let mut worst = (0.0, from);
    for bits in (0..count).map(|step| from.wrapping_add(step)) {
        let expected = truth(f64::from(f32::from_bits(bits)));
        if !expected.is_finite() || expected.abs() > f64::from(f32::MAX) {
            continue;
        }
        let found = f64::from(f32::from_bits(result::<f32>(function, bits)));
        let size = expected.abs().max(f64::from(f32::MIN_POSITIVE)).to_bits() >> 52;
        let ulp = f64::from_bits((size - 23) << 52);
        let error = (found - expected).abs() / ulp;
        if !(error <= worst.0) {
            worst = (error, bits);
        }
    }
    worst
}
