//! The engine as a process: one JSON object per line in, one per line out.

use std::io;

fn main() {
    pyronet_engine::protocol::serve(io::BufReader::new(io::stdin()), io::stdout());
}
