//! Writes what follows from the interface crate: `programs/idl/pyronet.json` and the crate's own
//! `accounts.rs` from the attributes in its sources, `docs/billing.md` from its table of steps.
//!
//! `cargo run -p pyronet-idl-gen` writes them; with `-- --check` it only compares.
mod accounts;
mod billing;
mod normalise;

use std::{error::Error, fs, path::Path, process::ExitCode};

use serde_json::Value;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let repository = workspace.join("../..");
    let check = std::env::args().any(|argument| argument == "--check");
    let idl = describe(&workspace.join("interface"))?;
    for (name, text) in [
        (
            "programs/pyronet/interface/src/accounts.rs",
            accounts::source(&idl)?,
        ),
        (
            "programs/idl/pyronet.json",
            serde_json::to_string_pretty(&idl)? + "\n",
        ),
        ("docs/billing.md", billing::page()),
    ] {
        let target = repository.join(name);
        if !check {
            fs::write(&target, text)?;
            println!("{name} written");
        } else if fs::read_to_string(&target).unwrap_or_default() == text {
            println!("{name} is up to date");
        } else {
            return Err(format!("{name} is stale: run `npm run generate` and commit it").into());
        }
    }
    Ok(())
}

/// The interface description of the crate at `path`.
fn describe(path: &Path) -> Result<Value, Box<dyn Error>> {
    let raw = codama::Codama::load(path)?.get_json_idl()?;
    let mut idl = serde_json::from_str(&raw)?;
    normalise::normalise(&mut idl)?;
    Ok(idl)
}
