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
    let product = u128::from(left)
        .checked_mul(u128::from(right))
        .ok_or(PyronetError::Overflow)?;
    divide(product, u128::from(divisor))
}

/// ceil(left · right / divisor).
#[inline(always)]
pub fn mul_div_ceil(left: u64, right: u64, divisor: u64) -> Rule<u64> {
    let product = u128::from(left)
        .checked_mul(u128::from(right))
        .ok_or(PyronetError::Overflow)?;
    let raised = product
        .checked_add(u128::from(divisor.saturating_sub(1)))
        .ok_or(PyronetError::Overflow)?;
    divide(raised, u128::from(divisor))
}

/// floor(dividend / divisor), refusing zero and what does not fit.
#[inline(always)]
pub fn divide(dividend: u128, divisor: u128) -> Rule<u64> {
    // Most amounts fit 64 bits, where a division is many times cheaper on chain.
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
