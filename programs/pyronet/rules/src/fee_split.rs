//! Where the fees go.
use pyronet_interface::state::ParamsValues;

use crate::{
    arithmetic::{add, mul_div_floor, sub, wide_product, BPS},
    PyronetError, Rule,
};

/// Parts of one amount, which they add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeSplit {
    pub burn: u64,
    pub verifiers: u64,
    pub treasury: u64,
}

/// Splits `amount` by the largest remainder: each gets its share rounded down, and the atoms that are left
/// go one by one to who lost most by rounding. Where two lost the same, the burn comes first, then the
/// verifiers: whoever holds the treasury gains nothing by when it splits.
pub fn split(amount: u64, values: &ParamsValues) -> Rule<FeeSplit> {
    let shares = [
        u64::from(values.fee_burn_bps),
        u64::from(values.fee_verifier_bps),
        u64::from(values.fee_treasury_bps),
    ];
    let [burn, verifiers, treasury] = largest_remainder(amount, shares)?;
    Ok(FeeSplit {
        burn,
        verifiers,
        treasury,
    })
}

/// Parts of `amount` by shares that are together one whole in ten thousandths; ties go to the earlier.
pub fn largest_remainder<const PARTS: usize>(
    amount: u64,
    shares: [u64; PARTS],
) -> Rule<[u64; PARTS]> {
    let whole = shares.iter().try_fold(0, |sum, share| add(sum, *share))?;
    if whole != BPS {
        return Err(PyronetError::ParamsOutOfBounds);
    }
    let mut parts = [0; PARTS];
    let mut remainders = [0; PARTS];
    let mut left = amount;
    for ((part, remainder), share) in parts.iter_mut().zip(&mut remainders).zip(shares) {
        *part = mul_div_floor(amount, share, BPS)?;
        left = sub(left, *part)?;
        // Both parts of the exact share: below ten thousand, so that it always fits.
        *remainder = wide_product(amount, share)
            .checked_sub(wide_product(*part, BPS))
            .ok_or(PyronetError::InvariantBroken)?;
    }
    // Fewer atoms are left than there are parts.
    while left != 0 {
        let mut most: Option<(&mut u64, &mut u128)> = None;
        for (part, remainder) in parts.iter_mut().zip(&mut remainders) {
            match &most {
                Some((_, known)) if **known >= *remainder => {}
                _ => most = Some((part, remainder)),
            }
        }
        let (part, remainder) = most.ok_or(PyronetError::InvariantBroken)?;
        *part = add(*part, 1)?;
        *remainder = 0;
        left = sub(left, 1)?;
    }
    Ok(parts)
}
