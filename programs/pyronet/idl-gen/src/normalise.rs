//! Brings the generated description into the form the client renderer takes: no list missing,
//! byte arrays as bytes, the vaults' addresses named, and every account as long as it says.
use serde_json::{json, Map, Value};

/// Accounts by size in bytes; the fields of each must add up to it, so no layout has padding.
const ACCOUNT_SIZES: [(&str, u64); 12] = [
    ("config", 512),
    ("params", 512),
    ("gpuClass", 160),
    ("provider", 576),
    ("offer", 304),
    ("order", 704),
    ("lease", 1280),
    ("attestation", 1088),
    ("seizure", 384),
    ("burnAuction", 160),
    ("parking", 128),
    ("pair", 128),
];

pub fn normalise(idl: &mut Value) -> Result<(), String> {
    let root = idl
        .as_object_mut()
        .ok_or("the description is not an object")?;
    root.entry("additionalPrograms").or_insert(json!([]));
    let program = root
        .get_mut("program")
        .and_then(Value::as_object_mut)
        .ok_or("the description has no program")?;
    program.insert("name".into(), json!("pyronet"));
    for list in ["accounts", "instructions", "definedTypes", "pdas", "errors"] {
        program.entry(list).or_insert(json!([]));
    }
    members(program, "pdas")?.extend(vault_addresses());
    let types = Value::Array(members(program, "definedTypes")?.clone());
    for account in members(program, "accounts")? {
        let name = account["name"].as_str().unwrap_or_default().to_owned();
        let expected = ACCOUNT_SIZES
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or(format!("account {name} is not in the size table"))?
            .1;
        let found = size(&account["data"], &types)?;
        if found != expected {
            return Err(format!(
                "account {name}: fields take {found} bytes, layout {expected}"
            ));
        }
        account["size"] = json!(expected);
    }
    bytes_for_byte_arrays(idl);
    complete_lists(idl);
    Ok(())
}

/// The generator leaves out empty lists; readers expect them.
fn complete_lists(node: &mut Value) {
    let lists: &[&str] = match node["kind"].as_str().unwrap_or_default() {
        "instructionNode" => &["accounts", "arguments", "docs"],
        "pdaValueNode" => &["seeds"],
        "structTypeNode" => &["fields"],
        _ => &[],
    };
    for list in lists {
        node.as_object_mut()
            .map(|fields| fields.entry(*list).or_insert(json!([])));
    }
    match node {
        Value::Array(items) => items.iter_mut().for_each(complete_lists),
        Value::Object(fields) => fields.values_mut().for_each(complete_lists),
        _ => {}
    }
}

fn members<'a>(
    program: &'a mut Map<String, Value>,
    list: &str,
) -> Result<&'a mut Vec<Value>, String> {
    program
        .get_mut(list)
        .and_then(Value::as_array_mut)
        .ok_or(format!("the description has no {list}"))
}

/// Token accounts of the program, which have an address but no layout of ours.
fn vault_addresses() -> Vec<Value> {
    let address = |name: &str, seed: &str, of: Option<&str>| {
        let mut seeds = vec![json!({
            "kind": "constantPdaSeedNode",
            "type": { "kind": "stringTypeNode", "encoding": "utf8" },
            "value": { "kind": "stringValueNode", "string": seed },
        })];
        seeds.extend(of.map(|name| {
            json!({ "kind": "variablePdaSeedNode", "name": name, "docs": [], "type": { "kind": "publicKeyTypeNode" } })
        }));
        json!({ "kind": "pdaNode", "name": name, "docs": [], "seeds": seeds })
    };
    vec![
        address("bondVault", "bond", Some("provider")),
        address("stakeVault", "stake", Some("provider")),
        address("vault", "vault", Some("lease")),
        address("feeVault", "fees", None),
        address("treasuryVault", "treasury", None),
        address("burnVault", "burn", None),
        address("verifierVault", "verifiers", None),
    ]
}

/// Bytes a fixed-size type takes.
fn size(node: &Value, types: &Value) -> Result<u64, String> {
    let list = |name: &str| node[name].as_array().cloned().unwrap_or_default();
    match node["kind"].as_str().unwrap_or_default() {
        "structTypeNode" => list("fields")
            .iter()
            .map(|field| size(&field["type"], types))
            .sum(),
        "numberTypeNode" => match node["format"].as_str().unwrap_or_default() {
            "u8" => Ok(1),
            "u16" => Ok(2),
            "u32" => Ok(4),
            "u64" => Ok(8),
            other => Err(format!("number format {other} is not used in accounts")),
        },
        "publicKeyTypeNode" => Ok(32),
        "fixedSizeTypeNode" => node["size"]
            .as_u64()
            .ok_or("a fixed size is missing".into()),
        "arrayTypeNode" => {
            let count = node["count"]["value"]
                .as_u64()
                .ok_or("an array without a fixed count")?;
            Ok(count * size(&node["item"], types)?)
        }
        "enumTypeNode" => size(&node["size"], types),
        "definedTypeLinkNode" => types
            .as_array()
            .into_iter()
            .flatten()
            .find(|defined| defined["name"] == node["name"])
            .ok_or(format!("type {} is not defined", node["name"]))
            .and_then(|defined| size(&defined["type"], types)),
        other => Err(format!("{other} has no fixed size")),
    }
}

fn bytes_for_byte_arrays(node: &mut Value) {
    let is_byte_array = node["kind"] == "arrayTypeNode"
        && node["item"]["kind"] == "numberTypeNode"
        && node["item"]["format"] == "u8"
        && node["count"]["kind"] == "fixedCountNode";
    if is_byte_array {
        *node = json!({
            "kind": "fixedSizeTypeNode",
            "size": node["count"]["value"],
            "type": { "kind": "bytesTypeNode" },
        });
        return;
    }
    match node {
        Value::Array(items) => items.iter_mut().for_each(bytes_for_byte_arrays),
        Value::Object(fields) => fields.values_mut().for_each(bytes_for_byte_arrays),
        _ => {}
    }
}
