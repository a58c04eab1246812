//! Checked integers. Products are taken in 128 bits.
use crate::{PyronetError, Rule};

#[inline(always)]
pub fn add(left: u64, right: u64) -> Rule<u64> {
    left.checked_add(right).ok_or(PyronetError::Overflow)
}

#[inline(always)]
pub fn sub(left: u64, right: u64) -> Rule<u64> {
    left.checked_sub(right).ok_or(PyronetError::Overflow)
}

#[inline(always)]
pub fn mul(left: u64, right: u64) -> Rule<u64> {
    left.checked_mul(right).ok_or(PyronetError::Overflow)
}

/// floor(left · right / divisor).
#[inline(always)]
pub fn mul_div_floor(left: u64, right: u64, divisor: u64) -> Rule<u64> {
    match small_product(left, right) {
        Some(small) => small.checked_div(divisor).ok_or(PyronetError::Overflow),
        None => divide(wide_product(left, right), u128::from(divisor)),
    }
}

/// ceil(left · right / divisor).
#[inline(always)]
pub fn mul_div_ceil(left: u64, right: u64, divisor: u64) -> Rule<u64> {
    let excess = divisor.saturating_sub(1);
    match small_product(left, right).and_then(|small| small.checked_add(excess)) {
        Some(raised) => raised.checked_div(divisor).ok_or(PyronetError::Overflow),
        None => divide(
            wide_product(left, right)
                .checked_add(u128::from(excess))
                .ok_or(PyronetError::Overflow)?,
            u128::from(divisor),
        ),
    }
}

/// left · right where both fit 32 bits, as they mostly do: one machine multiplication.
#[inline(always)]
pub fn small_product(left: u64, right: u64) -> Option<u64> {
    ((left | right) >> 32 == 0).then(|| left.wrapping_mul(right))
}

/// left · right; two 64-bit factors always fit.
#[inline(never)]
pub fn wide_product(left: u64, right: u64) -> u128 {
    u128::from(left).wrapping_mul(u128::from(right))
}

/// floor(dividend / divisor), refusing zero and what does not fit.
#[inline(never)]
pub fn divide(dividend: u128, divisor: u128) -> Rule<u64> {
    if let (Ok(small), Ok(by)) = (u64::try_from(dividend), u64::try_from(divisor)) {
        return small.checked_div(by).ok_or(PyronetError::Overflow);
    }
    let quotient = dividend
        .checked_div(divisor)
        .ok_or(PyronetError::Overflow)?;
    u64::try_from(quotient).map_err(|_| PyronetError::Overflow)
}

/// Ten thousandths.
pub const BPS: u64 = 10_000;
