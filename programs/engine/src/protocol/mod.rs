//! The engine as a process: one JSON object per line in, JSON lines out. `docs/engine-protocol.md` is the reference.

mod answer;
mod command;
mod files;
mod request;
mod session;
mod work;

pub use session::serve;
