use pinocchio::{
    account::Ref,
    address::address_eq,
    error::ProgramError,
    sysvars::instructions::{Instructions, IntrospectedInstruction},
    AccountView, Address,
};
use pyronet_interface::{error::PyronetError, ids, layout::PlainData};

/// Header of the precompile's instruction: count, padding, then seven u16.
const HEADER_SIZE: usize = 16;
const SIGNATURE_SIZE: usize = 64;
/// Says that a part lies in the precompile's own instruction.
const SAME_INSTRUCTION: u16 = u16::MAX;

/// A message whose ed25519 signature the precompile checked in the instruction directly before
/// this one.
pub struct SignedMessage<T> {
    pub signer: Address,
    pub body: T,
}

impl<T: PlainData> SignedMessage<T> {
    /// Reads it through the instructions sysvar. The precompile's instruction must hold exactly one
    /// signature, with key, signature and message inside itself and the message of T's size.
    #[inline(always)]
    pub fn before_this(sysvar: &AccountView) -> Result<Self, ProgramError> {
        let instructions =
            Instructions::try_from(sysvar).map_err(|_| PyronetError::WrongAccount)?;
        let instruction = previous(&instructions)?;
        if !address_eq(instruction.get_program_id(), &ids::ED25519_PROGRAM) {
            return Err(PyronetError::SignatureNotFound.into());
        }
        let (signer, message) =
            parts(instruction.get_instruction_data()).ok_or(PyronetError::SignatureMalformed)?;
        if message.len() != core::mem::size_of::<T>() {
            return Err(PyronetError::WrongMessage.into());
        }
        let body = T::read(message).ok_or(PyronetError::WrongMessage)?;
        Ok(Self { signer, body })
    }
}

/// Signer and message of the precompile's instruction, if it is of the one form accepted.
fn parts(data: &[u8]) -> Option<(Address, &[u8])> {
    let header = data.first_chunk::<HEADER_SIZE>()?;
    let [1, 0, s0, s1, s2, s3, k0, k1, k2, k3, m0, m1, l0, l1, m2, m3] = *header else {
        return None;
    };
    let own = [[s2, s3], [k2, k3], [m2, m3]];
    if own
        .iter()
        .any(|index| u16::from_le_bytes(*index) != SAME_INSTRUCTION)
    {
        return None;
    }
    let part = |low, high, size: usize| {
        let from = usize::from(u16::from_le_bytes([low, high]));
        (from >= HEADER_SIZE).then_some(())?;
        data.get(from..from.checked_add(size)?)
    };
    part(s0, s1, SIGNATURE_SIZE)?;
    let signer = Address::new_from_array(*part(k0, k1, 32)?.first_chunk::<32>()?);
    Some((
        signer,
        part(m0, m1, usize::from(u16::from_le_bytes([l0, l1])))?,
    ))
}

fn previous<'a>(
    instructions: &'a Instructions<Ref<'_, [u8]>>,
) -> Result<IntrospectedInstruction<'a>, ProgramError> {
    let index = usize::from(instructions.load_current_index())
        .checked_sub(1)
        .ok_or(PyronetError::SignatureNotFound)?;
    instructions.load_instruction_at(index)
}
