//! One output element of a matrix times a row of activations.

use super::{
    BLOCK, Encoding, QuantisedBlock, element, from_integer,
    weight::{half_at, q4_value},
};
use crate::real::Real;

/// Profile F32: `Σ weight[k] · x[k]`, k ascending, one accumulator.
#[inline(always)]
pub fn dot<R: Real>(encoding: Encoding, row: &[u8], x: &[R]) -> R {
    let mut sum = R::constant(0.0);
    for (column, &x) in x.iter().enumerate() {
        sum = element::<R>(encoding, row, column).fused_multiply_add(x, sum);
    }
    sum
}

/// Profile I8, for a row of Q8_0 or Q4_1: integer sums per block, and block after block
///
/// ```text
/// acc = fma(float(Σ value · x), scale · x.scale, acc)
/// acc = fma(float(Σ x), minimum · x.scale, acc)          Q4_1 only
/// ```
///
/// A row stored as floats has no integers to sum; profile I8 takes [`dot`] for it, which is why the answer may be nothing.
#[inline(always)]
pub fn dot_i8<R: Real>(encoding: Encoding, row: &[u8], x: &[QuantisedBlock<R>]) -> Option<R> {
    let mut sum = R::constant(0.0);
    match encoding {
        Encoding::F32 | Encoding::F16 => return None,
        Encoding::Q8_0 => {
            for (block, x) in row.as_chunks::<34>().0.iter().zip(x) {
                let products = (0..BLOCK).map(|k| i32::from(block[2 + k] as i8) * i32::from(x.values[k])).sum();
                sum = from_integer::<R>(products).fused_multiply_add(half_at::<R>(block, 0) * x.scale, sum);
            }
        }
        Encoding::Q4_1 => {
            for (block, x) in row.as_chunks::<20>().0.iter().zip(x) {
                let products = (0..BLOCK).map(|k| i32::from(q4_value(block, k)) * i32::from(x.values[k])).sum();
                sum = from_integer::<R>(products).fused_multiply_add(half_at::<R>(block, 0) * x.scale, sum);
                sum = from_integer::<R>(x.sum).fused_multiply_add(half_at::<R>(block, 2) * x.scale, sum);
            }
        }
    }
    Some(sum)
}
