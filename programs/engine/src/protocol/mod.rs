//! The engine as a process: one JSON object per line in, JSON lines out. `docs/engine-protocol.md` is the reference.

mod answer;
mod command;
mod request;
mod session;

pub use session::serve;

/// Version of the protocol; requests name it, and another one is refused.
pub const PROTOCOL_VERSION: u32 = 1;
