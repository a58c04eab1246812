//! What a caller says of each account of an instruction, for programs that call ours.
use crate::layout::InstructionData;

/// Whether an account signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signature {
    No,
    Yes,
    /// A key signs; the instructions sysvar in its place says that a signed message stands in the
    /// instruction before.
    UnlessMessage,
}

/// What one account of an instruction must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Role {
    pub writable: bool,
    pub signature: Signature,
    /// The program's own address stands for absent.
    pub optional: bool,
}

/// An instruction with its accounts, in the order they are passed.
pub trait Accounts: InstructionData {
    const ACCOUNTS: &'static [Role];
}
