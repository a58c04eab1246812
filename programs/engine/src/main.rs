//! The engine as a process: one JSON object per line in, one per line out.

fn main() {}
