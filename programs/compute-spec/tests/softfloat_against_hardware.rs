//! Soft-float against the processor, on directed and random operands.
//!
//! Each operation runs a million cases. The long run, before a change of the soft-float is accepted, is
//! `PYRONET_SOFTFLOAT_CASES=100000000 cargo test --release --test softfloat_against_hardware`.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::{real::multiply_add_in_f64, softfloat};

const SPECIALS: [u32; 26] = [
    0,
    0x8000_0000,
    0x7f80_0000,
    0xff80_0000,
    0x7fc0_0000,
    0x7f80_0001,
    0xffc1_2345,
    1,
    0x8000_0001,
    0x007f_ffff,
    0x807f_ffff,
    0x0080_0000,
    0x8080_0000,
    0x0080_0001,
    0x7f7f_ffff,
    0xff7f_ffff,
    0x3f80_0000,
    0xbf80_0000,
    0x3f7f_ffff,
    0x3f80_0001,
    0x4000_0000,
    0x3380_0000,
    0x3400_0000,
    0x4b80_0000,
    0x4f00_0000,
    0xcf00_0000,
];

/// xorshift64*, enough to spread test operands.
struct Operands(u64);

impl Operands {
    fn word(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) as u32
    }

    fn with_exponent(&mut self, lowest: u32, count: u32) -> u32 {
        let exponent = lowest + self.word() % count;
        (self.word() & 0x807f_ffff) | (exponent << 23)
    }

    /// Uniform bits; close exponents (cancellation); subnormals; specials; few significant bits (ties); all exponents;
    /// small integers; exponents whose products fall among the subnormals.
    fn operand(&mut self, family: u32) -> u32 {
        match family {
            0 => self.word(),
            1 => self.with_exponent(120, 14),
            2 => self.word() & 0x80ff_ffff,
            3 => SPECIALS[self.word() as usize % SPECIALS.len()],
            4 => self.with_exponent(110, 34) & (0xff80_0000 | (u32::MAX << (self.word() % 24))),
            5 => self.with_exponent(1, 254),
            6 => ((self.word() % 4097) as f32 - 2048.0).to_bits(),
            _ => self.with_exponent(58, 12),
        }
    }

    fn triple(&mut self) -> [u32; 3] {
        let families = self.word();
        let shared = families & 0x100 != 0;
        [0, 3, 5].map(|shift| {
            let family = if shared { families % 8 } else { (families >> (9 + shift)) % 8 };
            self.operand(family)
        })
    }
}

fn cases() -> u64 {
    std::env::var("PYRONET_SOFTFLOAT_CASES").map_or(1_000_000, |count| count.parse().unwrap())
}

fn canonical(value: f32) -> u32 {
    if value.is_nan() { softfloat::CANONICAL_NAN } else { value.to_bits() }
}

fn agree(soft: impl Fn(u32, u32, u32) -> u32, hard: impl Fn(f32, f32, f32) -> u32) {
    let check = |a: u32, b: u32, c: u32| {
        let expected = hard(f32::from_bits(a), f32::from_bits(b), f32::from_bits(c));
        let found = soft(a, b, c);
        assert_eq!(found, expected, "operands {a:#010x} {b:#010x} {c:#010x}: {found:#010x} is not {expected:#010x}");
    };
    for a in SPECIALS {
        for b in SPECIALS {
            for c in SPECIALS {
                check(a, b, c);
            }
        }
    }
    let mut operands = Operands(0x9e37_79b9_7f4a_7c15);
    for _ in 0..cases() {
        let [a, b, c] = operands.triple();
        check(a, b, c);
        // Cancellation to the last bits: the addend next to the product.
        if b & 15 == 0 {
            let product = (-(f32::from_bits(a) * f32::from_bits(b))).to_bits();
            check(a, b, product.wrapping_add(c % 5).wrapping_sub(2));
        }
    }
}

#[test]
fn addition_agrees() {
    agree(|a, b, _| softfloat::add(a, b), |a, b, _| canonical(a + b));
}

#[test]
fn subtraction_agrees() {
    agree(|a, b, _| softfloat::subtract(a, b), |a, b, _| canonical(a - b));
}

#[test]
fn multiplication_agrees() {
    agree(|a, b, _| softfloat::multiply(a, b), |a, b, _| canonical(a * b));
}

#[test]
fn division_agrees() {
    agree(|a, b, _| softfloat::divide(a, b), |a, b, _| canonical(a / b));
}

#[test]
fn square_root_agrees() {
    agree(|a, _, _| softfloat::square_root(a), |a, _, _| canonical(a.sqrt()));
}

#[test]
fn fused_multiply_add_agrees() {
    agree(softfloat::fused_multiply_add, |a, b, c| canonical(a.mul_add(b, c)));
}

/// What WebAssembly computes instead.
#[test]
fn multiply_add_in_binary64_agrees() {
    agree(
        |a, b, c| {
            let [a, b, c] = [a, b, c].map(f32::from_bits);
            canonical(multiply_add_in_f64(a, b, c))
        },
        |a, b, c| canonical(a.mul_add(b, c)),
    );
}

#[test]
fn fused_multiply_add_of_an_integer_agrees() {
    agree(
        |a, b, c| softfloat::fused_multiply_add_integer(a as i32 >> 8, b, c),
        |a, b, c| canonical(((a.to_bits() as i32 >> 8) as f32).mul_add(b, c)),
    );
}

#[test]
fn comparisons_agree() {
    agree(
        |a, b, _| {
            let less = u32::from(softfloat::less(a, b));
            let less_or_equal = u32::from(softfloat::less_or_equal(a, b));
            less | less_or_equal << 1 | u32::from(softfloat::equal(a, b)) << 2
        },
        |a, b, _| u32::from(a < b) | u32::from(a <= b) << 1 | u32::from(a == b) << 2,
    );
}

#[test]
fn conversions_agree() {
    agree(|a, _, _| softfloat::from_i32(a as i32), |a, _, _| (a.to_bits() as i32 as f32).to_bits());
    agree(|a, _, _| softfloat::from_u32(a), |a, _, _| (a.to_bits() as f32).to_bits());
    agree(|a, _, _| softfloat::to_i32_truncated(a) as u32, |a, _, _| (a as i32) as u32);
}
