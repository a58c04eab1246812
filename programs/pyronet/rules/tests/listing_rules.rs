//! What may be listed: each bound broken by itself, with everything else in order.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod market;

use market::{values, zeroed};
use pyronet_interface::{
    instruction::ListOffer,
    state::{offer_flags, GpuClass, ParamsValues, Provider, ProviderStatus},
};
use pyronet_rules::{offer, PyronetError, Rule};

/// A listing that is in order, of a class with floors.
struct Listing {
    terms: ListOffer,
    class: GpuClass,
    provider: Provider,
    params: ParamsValues,
}

impl Listing {
    fn new() -> Self {
        let mut provider: Provider = zeroed();
        provider.status = ProviderStatus::Active as u8;
        provider.tier = 1;
        Self {
            terms: ListOffer {
                price_per_hour: 360_000,
                guaranteed_units_per_s: 1_000,
                score: 1_000,
                min_duration_s: 60,
                max_duration_s: 86_400,
                vram_mib: 8_192,
                interval_s: 60,
                accept_within_s: 60,
                start_within_s: 600,
                prefix_within_s: 120,
                gpu_count: 1,
                modes: 3,
                ..zeroed()
            },
            class: GpuClass {
                tier_min: 1,
                score_min: 1_000,
                vram_mib: 8_192,
                units_per_s_min: 1_000,
                ..zeroed()
            },
            provider,
            params: values(),
        }
    }

    fn check(&self) -> Rule {
        offer::check_terms(&self.terms, &self.class, &self.provider, &self.params)
    }

    fn with(change: impl FnOnce(&mut Self)) -> Rule {
        let mut listing = Self::new();
        change(&mut listing);
        listing.check()
    }
}

#[test]
fn a_listing_at_its_bounds_is_taken() {
    assert_eq!(Listing::new().check(), Ok(()));
    let longest = Listing::with(|listing| {
        let most = listing.params;
        listing.terms.interval_s = most.interval_max_s;
        listing.terms.prefix_within_s = most.prefix_within_max_s;
        listing.terms.min_duration_s = most.duration_max_s;
        listing.terms.max_duration_s = most.duration_max_s;
        listing.terms.accept_within_s = most.accept_within_max_s;
        listing.terms.start_within_s = most.start_within_max_s;
        listing.terms.price_per_hour = most.price_per_hour_max;
    });
    assert_eq!(longest, Ok(()));
    let shortest = Listing::with(|listing| {
        let least = listing.params;
        listing.terms.interval_s = least.interval_min_s;
        listing.terms.prefix_within_s = least.prefix_within_min_s;
        listing.terms.min_duration_s = least.duration_min_s;
        listing.terms.max_duration_s = least.duration_min_s;
        listing.terms.accept_within_s = 1;
        listing.terms.start_within_s = 1;
        listing.terms.price_per_hour = least.price_per_hour_min;
    });
    assert_eq!(shortest, Ok(()));
}

#[test]
fn terms_beyond_any_bound_are_refused() {
    let beyond: &[fn(&mut Listing)] = &[
        |listing| listing.terms.price_per_hour = listing.params.price_per_hour_min - 1,
        |listing| listing.terms.price_per_hour = listing.params.price_per_hour_max + 1,
        |listing| listing.terms.modes = 0,
        |listing| listing.terms.modes = 4 | 1,
        |listing| listing.terms.flags = 1 << 31,
        |listing| listing.terms.isolation = 255,
        |listing| listing.terms.privacy = 255,
        |listing| listing.terms.gpu_count = 0,
        |listing| {
            listing.class.units_per_s_min = 0;
            listing.terms.guaranteed_units_per_s = 0;
        },
        |listing| listing.terms.min_duration_s = listing.params.duration_min_s - 1,
        |listing| listing.terms.min_duration_s = listing.terms.max_duration_s + 1,
        |listing| listing.terms.max_duration_s = listing.params.duration_max_s + 1,
        |listing| listing.terms.interval_s = listing.params.interval_min_s - 1,
        |listing| {
            listing.terms.prefix_within_s = listing.params.prefix_within_max_s;
            listing.terms.interval_s = listing.params.interval_max_s + 1;
        },
        |listing| listing.terms.accept_within_s = 0,
        |listing| listing.terms.accept_within_s = listing.params.accept_within_max_s + 1,
        |listing| listing.terms.start_within_s = 0,
        |listing| listing.terms.start_within_s = listing.params.start_within_max_s + 1,
        |listing| {
            listing.params.interval_min_s = 1;
            listing.terms.interval_s = 1;
            listing.terms.prefix_within_s = listing.params.prefix_within_min_s - 1;
        },
        |listing| listing.terms.prefix_within_s = listing.params.prefix_within_max_s + 1,
        // Who is stopped must have one interval to prove the rest.
        |listing| {
            listing.terms.interval_s = 61;
            listing.terms.prefix_within_s = 60;
        },
    ];
    for (place, change) in beyond.iter().enumerate() {
        let refused = Listing::with(change);
        assert_eq!(refused, Err(PyronetError::InvalidTerms), "case {place}");
    }
}

#[test]
fn a_machine_below_its_classs_floors_is_refused_unless_it_is_only_local() {
    let below: &[fn(&mut Listing)] = &[
        |listing| listing.terms.score -= 1,
        |listing| listing.terms.vram_mib -= 1,
        |listing| listing.terms.guaranteed_units_per_s -= 1,
    ];
    for change in below {
        let refused = Listing::with(change);
        assert_eq!(refused, Err(PyronetError::BelowClassFloor));
        let local = Listing::with(|listing| {
            change(listing);
            listing.terms.flags |= offer_flags::LOCAL_ONLY;
        });
        assert_eq!(local, Ok(()));
    }
    // Who rents time only guarantees no speed.
    let rents = Listing::with(|listing| {
        listing.terms.modes = 2;
        listing.terms.guaranteed_units_per_s = 0;
    });
    assert_eq!(rents, Ok(()));
}

#[test]
fn a_provider_that_left_or_staked_too_little_lists_nothing() {
    let left = Listing::with(|listing| listing.provider.status = 0);
    assert_eq!(left, Err(PyronetError::WrongState));
    let small = Listing::with(|listing| listing.provider.tier = 0);
    assert_eq!(small, Err(PyronetError::NotEnoughStake));
}
