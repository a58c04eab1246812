//! Bond sizes against vectors that were computed from the text with exact fractions; the TypeScript calculator
//! reads the same file.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod market;

use market::values;
use pyronet_interface::state::ParamsValues;
use pyronet_rules::{
    bond::{detection_chance, required, required_with_audit},
    PyronetError,
};

#[test]
fn bonds_are_what_the_text_says() {
    let vectors = include_str!("../vectors/bond-size.txt");
    let mut tried = 0;
    for line in vectors.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(' ').collect();
        let number = |at: usize| fields[at].parse::<u64>().unwrap();
        let small = |at: usize| fields[at].parse::<u32>().unwrap();
        let params = ParamsValues {
            audit_ppm: small(2),
            diligence_ppm: small(3),
            audit_segments: small(4),
            slash_burn_bps: fields[5].parse().unwrap(),
            bond_per_lease_min: number(6),
            ..values()
        };
        assert_eq!(
            detection_chance(small(2), small(3), small(4)),
            u128::from(number(7)),
            "{line}"
        );
        assert_eq!(
            required(number(0), number(1), &params),
            Ok(number(8)),
            "{line}"
        );
        let with_audit = required_with_audit(number(0), number(1), &params);
        match (number(7), fields[9]) {
            (0, _) => assert_eq!(with_audit, Err(PyronetError::AuditUnavailable), "{line}"),
            (_, "-") => assert_eq!(with_audit, Err(PyronetError::Overflow), "{line}"),
            (_, bond) => assert_eq!(with_audit, Ok(bond.parse().unwrap()), "{line}"),
        }
        tried += 1;
    }
    assert!(tried > 200);
}
