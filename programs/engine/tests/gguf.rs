//! GGUF files, whole and hostile.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::philox::philox4x32;
use pyronet_engine::inference::{gguf::Gguf, tensors::Tensors};

fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u64).to_le_bytes());
    bytes.extend(text.as_bytes());
}

/// Two tensors, an array of texts, an alignment of 64 and one tensor of an unknown kind.
fn file() -> Vec<u8> {
    let mut bytes = b"GGUF\x03\0\0\0".to_vec();
    bytes.extend(3_u64.to_le_bytes());
    bytes.extend(3_u64.to_le_bytes());
    text(&mut bytes, "tokenizer.ggml.tokens");
    bytes.extend([9_u32, 8].map(u32::to_le_bytes).as_flattened());
    bytes.extend(2_u64.to_le_bytes());
    text(&mut bytes, "a");
    text(&mut bytes, "bc");
    text(&mut bytes, "general.alignment");
    bytes.extend([4_u32, 64].map(u32::to_le_bytes).as_flattened());
    text(&mut bytes, "llama.rope.freq_base");
    bytes.extend(6_u32.to_le_bytes());
    bytes.extend(1e5_f32.to_le_bytes());
    for (name, sizes, kind, offset) in
        [("norm", &[3_u64][..], 0_u32, 0_u64), ("matrix", &[32, 2], 8, 64), ("odd", &[32, 2], 2, 0)]
    {
        text(&mut bytes, name);
        bytes.extend((sizes.len() as u32).to_le_bytes());
        sizes.iter().for_each(|size| bytes.extend(size.to_le_bytes()));
        bytes.extend(kind.to_le_bytes());
        bytes.extend(offset.to_le_bytes());
    }
    bytes.resize(bytes.len().next_multiple_of(64) + 64 + 68, 7);
    bytes
}

fn code(file: &[u8]) -> String {
    Gguf::read(file).err().map(|fault| format!("{} {}", fault.code, fault.detail)).unwrap_or_default()
}

#[test]
fn tensors_are_found_by_name_where_their_encoding_is_known() {
    let file = file();
    let gguf = Gguf::read(&file).unwrap();
    let norm = gguf.tensor("norm").unwrap();
    assert_eq!((norm.rows(), norm.columns()), (1, 3));
    let matrix = gguf.tensor("matrix").unwrap();
    assert_eq!((matrix.rows(), matrix.columns()), (2, 32));
    assert!(gguf.tensor("odd").is_none() && gguf.tensor("none").is_none());
}

#[test]
fn every_truncation_is_refused() {
    let file = file();
    for length in 0..file.len() {
        assert!(code(&file[..length]).starts_with("bad-model gguf-"), "{length}");
    }
}

#[test]
fn impossible_headers_are_refused_by_code() {
    let with = |at: usize, bytes: &[u8]| {
        let mut changed = file();
        changed[at..at + bytes.len()].copy_from_slice(bytes);
        code(&changed)
    };
    let place =
        |name: &str| file().windows(name.len()).position(|window| window == name.as_bytes()).unwrap() + name.len();
    assert_eq!(with(0, b"GGML"), "bad-model gguf-magic");
    assert_eq!(with(4, &[9]), "bad-model gguf-version");
    assert_eq!(with(8, &[255; 8]), "bad-model gguf-range");
    // A real number.
    assert_eq!(with(place("general.alignment"), &[6]), "bad-model gguf-alignment");
    assert_eq!(with(place("general.alignment") + 4, &[3]), "bad-model gguf-alignment");
    assert_eq!(with(place("freq_base"), &[13]), "bad-model gguf-value");
    assert_eq!(with(place("tokens") + 4, &[9]), "bad-model gguf-value");
    assert_eq!(with(place("tokens") + 8, &[255; 8]), "bad-model gguf-truncated");
    assert_eq!(with(place("norm"), &[5]), "bad-model gguf-tensor");
    // Columns, rows and offsets whose product or sum leaves 64 bits.
    assert_eq!(with(place("matrix") + 4, &[255; 8]), "bad-model gguf-tensor");
    assert_eq!(with(place("matrix") + 12, &[255; 8]), "bad-model gguf-tensor");
    assert_eq!(with(place("matrix") + 24, &[255; 8]), "bad-model gguf-tensor");
    // Two tensors of one name.
    let mut twice = file();
    let [norm, matrix] = [place("norm"), place("matrix")];
    twice.splice(norm - 12..norm, [&6_u64.to_le_bytes()[..], b"matrix"].concat());
    assert_eq!(twice[matrix - 4..matrix + 2], *b"matrix");
    assert_eq!(code(&twice), "bad-model gguf-name");
}

#[test]
fn damaged_files_are_read_or_refused_and_nothing_else() {
    let whole = file();
    for round in 0..20_000_u32 {
        let mut damaged = whole.clone();
        let [at, value, second, other] = philox4x32([round, 0, 0, 0], 5);
        let length = damaged.len();
        damaged[at as usize % length] = value as u8;
        damaged[second as usize % length] = other as u8;
        if let Ok(gguf) = Gguf::read(&damaged) {
            let _ = gguf.tensor("matrix").map(|matrix| matrix.rows());
        }
    }
}
