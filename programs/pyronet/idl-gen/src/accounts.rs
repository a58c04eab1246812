//! The roles of every instruction's accounts, as a module of the interface crate.
use std::error::Error;

use serde_json::Value;

const HEADER: &str = "\
//! Written by `npm run generate` from the attributes of each instruction.
use crate::{
    instruction as ix,
    roles::{
        Accounts, Role,
        Signature::{No, UnlessMessage, Yes},
    },
};

const fn role(writable: bool, signature: crate::roles::Signature, optional: bool) -> Role {
    Role {
        writable,
        signature,
        optional,
    }
}

const READ: Role = role(false, No, false);
const WRITE: Role = role(true, No, false);
const SIGN: Role = role(false, Yes, false);
const SIGN_WRITE: Role = role(true, Yes, false);
const APPROVE: Role = role(false, UnlessMessage, false);
const WRITE_OPTIONAL: Role = role(true, No, true);
";

pub fn source(idl: &Value) -> Result<String, Box<dyn Error>> {
    let mut text = HEADER.to_owned();
    for instruction in list(&idl["program"], "instructions")? {
        let name = instruction["name"]
            .as_str()
            .ok_or("an instruction has no name")?;
        let type_name = name[..1].to_uppercase() + &name[1..];
        text += &format!("\n#[rustfmt::skip]\nimpl Accounts for ix::{type_name} {{\n");
        text += "    const ACCOUNTS: &'static [Role] = &[\n";
        for account in list(instruction, "accounts")? {
            let label = account["name"].as_str().ok_or("an account has no name")?;
            text += &format!("        {}, // {label}\n", role(account)?);
        }
        text += "    ];\n}\n";
    }
    Ok(text)
}

fn role(account: &Value) -> Result<&'static str, Box<dyn Error>> {
    let is = |flag: &str| account[flag].as_bool().unwrap_or(false);
    if account["isSigner"] == "either" && !is("isWritable") && !is("isOptional") {
        return Ok("APPROVE");
    }
    match (is("isWritable"), is("isSigner"), is("isOptional")) {
        (false, false, false) => Ok("READ"),
        (true, false, false) => Ok("WRITE"),
        (false, true, false) => Ok("SIGN"),
        (true, true, false) => Ok("SIGN_WRITE"),
        (true, false, true) => Ok("WRITE_OPTIONAL"),
        _ => Err(format!("there is no role for {account}").into()),
    }
}

fn list<'a>(of: &'a Value, name: &str) -> Result<&'a Vec<Value>, Box<dyn Error>> {
    of[name]
        .as_array()
        .ok_or_else(|| format!("no list of {name}").into())
}
