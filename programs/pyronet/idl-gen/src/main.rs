//! Writes `programs/idl/pyronet.json` from the attributes in the interface crate's sources.
//!
//! `cargo run -p pyronet-idl-gen` writes it; with `-- --check` it only compares.
mod normalise;

use std::{error::Error, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    match run() {
        Ok(message) => {
            println!("{message}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, Box<dyn Error>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = workspace.join("../idl/pyronet.json");
    let text = describe(&workspace.join("interface"))?;
    if std::env::args().any(|argument| argument == "--check") {
        let committed = fs::read_to_string(&target).unwrap_or_default();
        if committed != text {
            return Err(
                "programs/idl/pyronet.json is stale: run `npm run generate` and commit it".into(),
            );
        }
        return Ok("programs/idl/pyronet.json is up to date".into());
    }
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&target, text)?;
    Ok("programs/idl/pyronet.json written".into())
}

/// The interface description of the crate at `path`, as indented JSON.
fn describe(path: &Path) -> Result<String, Box<dyn Error>> {
    let raw = codama::Codama::load(path)?.get_json_idl()?;
    let mut idl = serde_json::from_str(&raw)?;
    normalise::normalise(&mut idl)?;
    Ok(serde_json::to_string_pretty(&idl)? + "\n")
}
