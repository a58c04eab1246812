//! Words to tokens and back, and vocabularies that are none.

#![allow(clippy::unwrap_used)]

mod inference;

use inference::{
    Mix,
    file::{file_of, merges, model_file, names},
    synthetic,
};
use pyronet_compute_spec::philox::philox4x32;
use pyronet_engine::inference::{
    gguf::metadata::Metadata,
    tokenizer::{
        Tokenizer,
        chat::{Message, Role},
    },
};

fn tokenizer_of(names: &[String], merges: &[String]) -> Result<Tokenizer, String> {
    let file = file_of(&synthetic(Mix::Q8, 0), names, merges);
    let metadata = Metadata::read(&file).map_err(|fault| fault.detail.to_string())?;
    Tokenizer::read(&metadata).map_err(|fault| fault.detail.to_string())
}

/// Merges by looking for the best pair anew each time.
fn merged_slowly(piece: &str) -> Vec<u32> {
    let ids = |name: &str| names().iter().position(|known| known == name).unwrap() as u32;
    let mut parts: Vec<String> = piece.replace(' ', "Ġ").replace('\n', "Ċ").chars().map(String::from).collect();
    for merge in merges() {
        let (left, right) = merge.split_once(' ').unwrap();
        let mut at = 0;
        while at + 1 < parts.len() {
            if parts[at] == left && parts[at + 1] == right {
                let behind = parts.remove(at + 1);
                parts[at].push_str(&behind);
            }
            at += 1;
        }
    }
    parts.iter().map(|part| ids(part)).collect()
}

#[test]
fn pairs_are_merged_in_the_order_of_the_file() {
    let tokenizer = tokenizer_of(&names(), &merges()).unwrap();
    let letters: Vec<char> = "theinrasw'".chars().collect();
    for round in 0..3_000_u32 {
        let words = philox4x32([round, 0, 0, 0], 1);
        let length = words[0] as usize % 24;
        let letter = |at: usize| letters[philox4x32([round, 1, at as u32, 0], 1)[0] as usize % letters.len()];
        // One word, so that nothing is cut: contractions are left out.
        let piece: String = (0..length).map(letter).filter(|letter| *letter != '\'').collect();
        let spaced = format!(" {piece}");
        let piece = if words[1].is_multiple_of(2) || piece.is_empty() { piece } else { spaced };
        assert_eq!(tokenizer.encode(&piece).unwrap(), merged_slowly(&piece), "{piece:?}");
    }
}

#[test]
fn tokens_are_text_again_and_no_text_is_a_control_token() {
    let tokenizer = tokenizer_of(&names(), &merges()).unwrap();
    for text in ["", "the cat, and 42 things?\n\n  ok.", "it's\n", " "] {
        let tokens = tokenizer.encode(text).unwrap();
        let bytes: Vec<u8> = tokens.iter().flat_map(|token| tokenizer.bytes_of(*token)).copied().collect();
        assert_eq!(bytes, text.as_bytes());
        assert!(tokens.iter().all(|token| *token > 1));
    }
    assert_eq!((tokenizer.bytes_of(0), tokenizer.bytes_of(1), tokenizer.bytes_of(71)), (&[][..], &[][..], &[][..]));
    for unknown in ["A", "é", "a\tb", "<|im_end|>"] {
        assert_eq!(tokenizer.encode(unknown).unwrap_err().code, "bad-job", "{unknown:?}");
    }
    assert!(tokenizer.encode(&"a".repeat((1 << 20) + 1)).is_err());
}

#[test]
fn conversations_are_written_as_the_template_does() {
    let tokenizer = tokenizer_of(&names(), &merges()).unwrap();
    let said = |role, content: &str| Message { role, content: content.into() };
    let written = |parts: &[&str]| -> Vec<u32> {
        let one = |part: &&str| match *part {
            "<" => vec![0],
            ">" => vec![1],
            words => tokenizer.encode(words).unwrap(),
        };
        parts.iter().flat_map(one).collect()
    };
    let short = tokenizer.chat(&[said(Role::User, "hello")]).unwrap();
    let system = ["<", "system\nyou are a test", ">", "\n"];
    assert_eq!(short, written(&[&system[..], &["<", "user\nhello", ">", "\n", "<", "assistant\n"]].concat()));
    let own = [said(Role::System, "be brief"), said(Role::User, "why?"), said(Role::Assistant, "because")];
    let long = ["<", "system\nbe brief", ">", "\n", "<", "user\nwhy?", ">", "\n", "<", "assistant\nbecause", ">", "\n"];
    assert_eq!(tokenizer.chat(&own).unwrap(), written(&[&long[..], &["<", "assistant\n"]].concat()));
    assert!(tokenizer.chat(&[]).is_err());
}

#[test]
fn a_vocabulary_is_laid_out_by_offsets() {
    let tokenizer = tokenizer_of(&names(), &merges()).unwrap();
    let bytes = tokenizer.vocabulary();
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!((&bytes[..8], word(8), word(12)), (&b"PYROVOC1"[..], 71, 1));
    let texts = 16 + 4 * 72;
    for token in 0..71 {
        let [from, to] = [word(16 + 4 * token), word(20 + 4 * token)].map(|offset| texts + offset as usize);
        assert_eq!(&bytes[from..to], tokenizer.bytes_of(token as u32));
    }
    assert_eq!(texts + word(16 + 4 * 71) as usize, bytes.len());
}

#[test]
fn vocabularies_that_are_none_are_refused_by_code() {
    let with = |change: fn(&mut Vec<String>, &mut Vec<String>)| {
        let (mut names, mut merges) = (names(), merges());
        change(&mut names, &mut merges);
        tokenizer_of(&names, &merges).err().unwrap_or_default()
    };
    assert_eq!(with(|_, _| ()), "");
    assert_eq!(with(|names, _| names.clear()), "tokenizer-range");
    assert_eq!(with(|names, _| names[5] = "a b".into()), "tokenizer-token");
    assert_eq!(with(|_, merges| merges[3] = "x".into()), "tokenizer-merge");
    assert_eq!(with(|_, merges| merges[3] = "q z".into()), "tokenizer-merge");
    assert_eq!(with(|_, merges| merges[3] = String::new()), "tokenizer-merge");
}

#[test]
fn damaged_headers_end_in_a_fault_or_a_tokenizer_that_works() {
    let file = model_file(Mix::Q8, 0);
    let header = &file[..4_096.min(file.len())];
    for round in 0..4_000_u32 {
        let mut damaged = header.to_vec();
        for change in 0..=round % 4 {
            let [at, byte, ..] = philox4x32([round, change, 0, 0], 2);
            let at = at as usize % damaged.len();
            damaged[at] = byte as u8;
        }
        damaged.truncate(header.len() - (round as usize % 64));
        let Ok(metadata) = Metadata::read(&damaged) else { continue };
        let _ = pyronet_engine::inference::hyperparameters::hyperparameters(&metadata);
        let Ok(tokenizer) = Tokenizer::read(&metadata) else { continue };
        let _ = tokenizer.encode("the cat's 42");
        assert!(tokenizer.vocabulary().len() > 16);
    }
}
