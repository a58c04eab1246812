//! The seeds with which an account of the program signs for its vaults.
use pinocchio::{cpi::Seed, Address};
use pyronet_interface::{
    seeds,
    state::{Config, Lease, Order, Parking, Provider},
};

/// Signs for a lease's address.
pub struct LeaseSigner {
    renter: Address,
    nonce: [u8; 8],
    bump: [u8; 1],
}

impl LeaseSigner {
    #[inline(always)]
    pub fn of(lease: &Lease) -> Self {
        Self {
            renter: lease.renter,
            nonce: lease.nonce.to_le_bytes(),
            bump: [lease.bump],
        }
    }

    #[inline(always)]
    pub fn seeds(&self) -> [Seed<'_>; 4] {
        [
            Seed::from(seeds::LEASE),
            Seed::from(self.renter.as_array().as_slice()),
            Seed::from(self.nonce.as_slice()),
            Seed::from(self.bump.as_slice()),
        ]
    }
}

/// Signs for a provider's address.
pub struct ProviderSigner {
    authority: Address,
    bump: [u8; 1],
}

impl ProviderSigner {
    #[inline(always)]
    pub fn of(provider: &Provider) -> Self {
        Self {
            authority: provider.authority,
            bump: [provider.bump],
        }
    }

    #[inline(always)]
    pub fn seeds(&self) -> [Seed<'_>; 3] {
        [
            Seed::from(seeds::PROVIDER),
            Seed::from(self.authority.as_array().as_slice()),
            Seed::from(self.bump.as_slice()),
        ]
    }
}

/// Signs for an order's address.
pub struct OrderSigner {
    renter: Address,
    nonce: [u8; 8],
    bump: [u8; 1],
}

impl OrderSigner {
    #[inline(always)]
    pub fn of(order: &Order) -> Self {
        Self {
            renter: order.renter,
            nonce: order.nonce.to_le_bytes(),
            bump: [order.bump],
        }
    }

    #[inline(always)]
    pub fn seeds(&self) -> [Seed<'_>; 4] {
        [
            Seed::from(seeds::ORDER),
            Seed::from(self.renter.as_array().as_slice()),
            Seed::from(self.nonce.as_slice()),
            Seed::from(self.bump.as_slice()),
        ]
    }
}

/// Signs for a parking's address.
pub struct ParkingSigner {
    owner: Address,
    bump: [u8; 1],
}

impl ParkingSigner {
    #[inline(always)]
    pub fn of(parking: &Parking) -> Self {
        Self {
            owner: parking.owner,
            bump: [parking.bump],
        }
    }

    #[inline(always)]
    pub fn seeds(&self) -> [Seed<'_>; 3] {
        [
            Seed::from(seeds::PARKING),
            Seed::from(self.owner.as_array().as_slice()),
            Seed::from(self.bump.as_slice()),
        ]
    }
}

/// Signs for the config's address, which the network's own vaults belong to.
pub struct ConfigSigner {
    bump: [u8; 1],
}

impl ConfigSigner {
    #[inline(always)]
    pub fn of(config: &Config) -> Self {
        Self {
            bump: [config.bump],
        }
    }

    #[inline(always)]
    pub fn seeds(&self) -> [Seed<'_>; 2] {
        [Seed::from(seeds::CONFIG), Seed::from(self.bump.as_slice())]
    }
}
