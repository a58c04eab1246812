use pinocchio::{
    sysvars::{rent::Rent, Sysvar},
    AccountView, ProgramResult,
};
use pyronet_interface::{
    error::PyronetError,
    event::ClassAdded,
    instruction::AddGpuClass,
    layout::AccountData,
    seeds,
    state::{Config, GpuClass},
    ID,
};

use crate::{
    chain::{emit, now, rent_of, NewAccount},
    validation::{arguments, create, load_mut, require_authority},
};

const TIER_MAX: u8 = 3;

/// Rules:
/// - the config's authority signs;
/// - an id is used once; the tier is 0 to 3 and the name is not empty.
#[inline(never)]
pub fn add_gpu_class(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [authority, payer, config_account, class_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<AddGpuClass>(data)?;
    let mut config = load_mut::<Config>(config_account)?;
    require_authority(authority, &config.authority)?;
    if args.tier_min > TIER_MAX || args.name == [0; 32] {
        return Err(PyronetError::InvalidTerms.into());
    }
    config.gpu_classes = config
        .gpu_classes
        .checked_add(1)
        .ok_or(PyronetError::Overflow)?;
    let now = now()?;

    NewAccount {
        payer,
        account: class_account,
        owner: &ID,
        size: GpuClass::SIZE,
        lamports: rent_of(&Rent::get()?, GpuClass::SIZE)?,
        bump: args.bump,
    }
    .create(&[seeds::GPU_CLASS, &{ args.class_id }.to_le_bytes()])?;

    let mut class = create::<GpuClass>(class_account, args.bump)?;
    class.class_id = args.class_id;
    class.tier_min = args.tier_min;
    class.vram_mib = args.vram_mib;
    class.name = args.name;
    class.score_min = args.score_min;
    class.units_per_s_min = args.units_per_s_min;
    class.price_per_hour_floor = args.price_per_hour_floor;
    class.added_at = now.at;
    emit(&ClassAdded {
        class_id: class.class_id,
        vram_mib: class.vram_mib,
        price_per_hour_floor: class.price_per_hour_floor,
        score_min: class.score_min,
        units_per_s_min: class.units_per_s_min,
        added_at: now.at,
        ..ClassAdded::NEW
    });
    Ok(())
}
