//! Functions of one number: the same bits from the processor and from integers, and near the true value. All 2^32 inputs are
//! a command of their own, `npm run exact:unary`.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::{
    functions::{cos, exp, from_half, log, sin, tanh},
    real::Real,
    softfloat::Soft32,
};

/// A function in both arithmetics, its true value, and the error allowed in units of the last place.
struct Function {
    name: &'static str,
    hard: fn(f32) -> f32,
    soft: fn(Soft32) -> Soft32,
    truth: fn(f64) -> f64,
    most_ulps: f64,
}

const FUNCTIONS: [Function; 5] = [
    Function { name: "exp", hard: exp, soft: exp, truth: f64::exp, most_ulps: 1.0 },
    Function { name: "log", hard: log, soft: log, truth: f64::ln, most_ulps: 1.0 },
    Function { name: "sin", hard: sin, soft: sin, truth: f64::sin, most_ulps: 1.5 },
    Function { name: "cos", hard: cos, soft: cos, truth: f64::cos, most_ulps: 1.5 },
    Function { name: "tanh", hard: tanh, soft: tanh, truth: f64::tanh, most_ulps: 2.5 },
];

/// Every 8,191st number, and what stands at the edges of formats, ranges and quarter turns.
fn inputs() -> impl Iterator<Item = u32> {
    let edges = [0, 1, 0x007f_ffff, 0x0080_0000, 0x3980_0000, 0x3f20_0000, 0x3f35_04f3, 0x3f49_0fdb, 0x3f80_0000]
        .into_iter()
        .chain([
            0x3fc9_0fdb,
            0x4016_cbe4,
            0x42ae_ac50,
            0x42b1_7218,
            0x42cf_f1b5,
            0x42d0_0000,
            0x7f7f_ffff,
            0x7f80_0000,
        ]);
    let near = edges.flat_map(|edge: u32| (0..5).map(move |step| edge.wrapping_add(step).wrapping_sub(2)));
    (0..=u32::MAX).step_by(8_191).chain(near.flat_map(|bits| [bits & 0x7fff_ffff, bits | 0x8000_0000]))
}

/// Distance of `bits` from `truth` in units of the last place of a binary32 of that size.
fn ulps(bits: u32, truth: f64) -> f64 {
    let value = f64::from(f32::from_bits(bits));
    if truth.abs() >= f64::from(f32::MAX) * (1.0 + 2.0_f64.powi(-25)) {
        return if value == truth.signum() * f64::INFINITY { 0.0 } else { f64::INFINITY };
    }
    let exponent = truth.abs().max(f64::from(f32::MIN_POSITIVE)).log2().floor() as i32;
    (value - truth).abs() / 2.0_f64.powi(exponent - 23)
}

#[test]
fn processor_and_integers_agree_and_stay_near_the_truth() {
    for Function { name, hard, soft, truth, most_ulps } in FUNCTIONS {
        let mut worst = (0.0, 0);
        for bits in inputs() {
            let x = f32::from_bits(bits);
            let found = Real::to_canonical_bits(hard(x));
            assert_eq!(found, soft(Soft32::from_bits(bits)).to_canonical_bits(), "{name} of {bits:#010x}");
            let expected = truth(f64::from(x));
            if expected.is_nan() {
                assert_eq!(found, 0x7fc0_0000, "{name} of {bits:#010x}");
            } else if expected.is_infinite() {
                assert_eq!(f64::from(f32::from_bits(found)), expected, "{name} of {bits:#010x}");
            } else {
                let error = ulps(found, expected);
                if error > worst.0 {
                    worst = (error, bits);
                }
            }
        }
        println!("{name}: at most {:.3} ulp, at {:#010x}", worst.0, worst.1);
        assert!(worst.0 <= most_ulps, "{name} of {:#010x} is {} ulp off", worst.1, worst.0);
    }
}

#[test]
fn small_numbers_keep_their_sign() {
    for function in [sin::<f32>, tanh::<f32>] {
        for bits in [0, 0x8000_0000, 1, 0x8000_0001] {
            assert_eq!(function(f32::from_bits(bits)).to_bits(), bits);
        }
    }
    assert_eq!(log(-0.0_f32), f32::NEG_INFINITY);
}

#[test]
fn every_binary16_becomes_the_number_it_is() {
    for bits in 0..=u16::MAX {
        let (sign, exponent, fraction) = (bits >> 15, i32::from(bits >> 10 & 31), f64::from(bits & 1023));
        let magnitude = match exponent {
            0 => fraction * 2.0_f64.powi(-24),
            31 if fraction == 0.0 => f64::INFINITY,
            31 => f64::NAN,
            _ => (1024.0 + fraction) * 2.0_f64.powi(exponent - 25),
        };
        let expected = if sign == 1 { -magnitude } else { magnitude };
        let [hard, soft] = [from_half::<f32>(bits).to_bits(), from_half::<Soft32>(bits).to_bits()];
        assert_eq!(hard, soft);
        if expected.is_nan() {
            assert_eq!(hard, 0x7fc0_0000);
        } else {
            assert_eq!(hard, (expected as f32).to_bits());
        }
    }
}
