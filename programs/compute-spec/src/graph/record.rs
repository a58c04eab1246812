//! The two kinds of record of a graph.

use crate::little_endian::{u32_at, u64_at};

/// Length of a weight's record.
pub const WEIGHT_BYTES: usize = 24;
/// Length of an operation's record.
pub const OPERATION_BYTES: usize = 40;
/// Number of an operand that is not there.
pub const NONE: u32 = u32::MAX;

/// How a row of weights is stored. Block formats are ggml's (`ggml-common.h`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// 1: IEEE-754 binary32.
    F32 = 1,
    /// 2: IEEE-754 binary16.
    F16 = 2,
    /// 3: blocks of 32 signed bytes with an f16 scale.
    Q8_0 = 3,
    /// 4: blocks of 32 half bytes with an f16 scale and an f16 minimum.
    Q4_1 = 4,
}

impl Encoding {
    /// Bytes of a row, or nothing where the columns are no whole number of blocks.
    pub fn row_bytes(self, columns: u32) -> Option<u64> {
        let (block_columns, block_bytes) = match self {
            Self::F32 => (1, 4),
            Self::F16 => (1, 2),
            Self::Q8_0 => (32, 34),
            Self::Q4_1 => (32, 20),
        };
        columns.is_multiple_of(block_columns).then(|| u64::from(columns / block_columns) * block_bytes)
    }
}

/// A matrix of the model, row after row.
///
/// ```text
///  0  u32 encoding   see [`Encoding`]
///  4  u32 rows       1 … 2^24
///  8  u32 columns    1 … 2^24, whole blocks
/// 12  u32 zero
/// 16  u64 offset     of the first row in the model, in bytes
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// How rows are stored; nothing where the code is unknown, which a checked graph never has.
    pub encoding: Option<Encoding>,
    /// Rows.
    pub rows: u32,
    /// Columns.
    pub columns: u32,
    /// Byte offset in the model.
    pub offset: u64,
    pub(super) zero: u32,
}

impl Weight {
    /// A matrix at `offset` bytes of the model.
    pub fn new(encoding: Encoding, rows: u32, columns: u32, offset: u64) -> Self {
        Self { encoding: Some(encoding), rows, columns, offset, zero: 0 }
    }
    pub(super) fn read(record: &[u8]) -> Self {
        let encoding = match u32_at(record, 0) {
            1 => Some(Encoding::F32),
            2 => Some(Encoding::F16),
            3 => Some(Encoding::Q8_0),
            4 => Some(Encoding::Q4_1),
            _ => None,
        };
        let (rows, columns) = (u32_at(record, 4), u32_at(record, 8));
        Self { encoding, rows, columns, offset: u64_at(record, 16), zero: u32_at(record, 12) }
    }
    /// Bytes from the first to the last row, or nothing where the shape has none.
    pub fn bytes(&self) -> Option<u64> {
        self.encoding?.row_bytes(self.columns)?.checked_mul(u64::from(self.rows))
    }
}

/// What an operation computes. Operands are *a*, *b*, *c*; parameters are *p*, *q*; unused ones are [`NONE`] and 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opcode {
    /// 1: the token of this step: `prompt[step]` where there is one, else row `step − 1` of *a*, a later [`Opcode::Choose`].
    Token = 1,
    /// 2: row *b* of the weights *a*; *b* is a token.
    Embed = 2,
    /// 3: RMSNorm of *a* with the weights *b* (one row) and epsilon *p* (bits of an f32).
    Normalise = 3,
    /// 4: the weights *a* times the row *b*.
    Product = 4,
    /// 5: rotary embedding of *a* at position `step`, pairs of neighbours; head size *p*, base *q* (bits of an f32).
    Rotate = 5,
    /// 6: attention of *a* over the kept rows 0 … step of keys *b* and values *c*; *p* heads, *q* heads of keys.
    Attend = 6,
    /// 7: `silu(a) · b`.
    Gate = 7,
    /// 8: `a + b`.
    Add = 8,
    /// 9: the next token from logits *a*; temperature *p* and top-p *q* (bits of f32).
    Choose = 9,
}

/// What becomes of the rows an operation writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 1: forgotten after the step.
    Temporary = 1,
    /// 2: kept for later steps.
    State = 2,
    /// 3: kept, and part of the result.
    Output = 3,
}

/// One operation of a step.
///
/// ```text
///  0  u32 opcode        see [`Opcode`]
///  4  u32 role          see [`Role`]
///  8  u32 first step    0 … steps − 1; in earlier steps it is left out
/// 12  u32 columns       of the row it writes, 1 … 2^24
/// 16  u32 operands      three
/// 28  u32 parameters    two
/// 36  u32 zero
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What it computes; nothing where the code is unknown, which a checked graph never has.
    pub opcode: Option<Opcode>,
    /// What becomes of its rows; nothing where the code is unknown, which a checked graph never has.
    pub role: Option<Role>,
    /// The first step that executes it.
    pub first_step: u32,
    /// Numbers in the row it writes.
    pub columns: u32,
    /// Numbers of *a*, *b*, *c*.
    pub operands: [u32; 3],
    /// *p*, *q*.
    pub parameters: [u32; 2],
    pub(super) zero: u32,
}

impl Operation {
    /// A temporary of every step without parameters.
    pub fn new(opcode: Opcode, columns: u32, operands: [u32; 3]) -> Self {
        let (opcode, role) = (Some(opcode), Some(Role::Temporary));
        Self { opcode, role, first_step: 0, columns, operands, parameters: [0; 2], zero: 0 }
    }
    pub(super) fn read(record: &[u8]) -> Self {
        use Opcode::*;
        let opcodes = [Token, Embed, Normalise, Product, Rotate, Attend, Gate, Add, Choose];
        let roles = [Role::Temporary, Role::State, Role::Output];
        let place = |offset| (u32_at(record, offset) as usize).wrapping_sub(1);
        Self {
            opcode: opcodes.get(place(0)).copied(),
            role: roles.get(place(4)).copied(),
            first_step: u32_at(record, 8),
            columns: u32_at(record, 12),
            operands: [u32_at(record, 16), u32_at(record, 20), u32_at(record, 24)],
            parameters: [u32_at(record, 28), u32_at(record, 32)],
            zero: u32_at(record, 36),
        }
    }
    /// Whether its row is one token number rather than numbers of profile F32.
    pub fn writes_token(&self) -> bool {
        matches!(self.opcode, Some(Opcode::Token | Opcode::Choose))
    }
    /// Whether its rows are kept for later steps.
    pub fn is_kept(&self) -> bool {
        matches!(self.role, Some(Role::State | Role::Output))
    }
}
