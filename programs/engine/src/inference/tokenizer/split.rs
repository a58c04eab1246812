//! Cuts a text into the pieces that are merged each by itself, as the vocabulary "smollm" was made: every number character
//! alone, and what is between them by GPT-2's pattern
//!
//! ```text
//! 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
//! ```

use unicode_general_category::{GeneralCategory, get_general_category};

/// The pieces in order; together they are the text.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if kind_of(first) == Kind::Number {
            first.len_utf8()
        } else {
            let end = rest.find(|letter| kind_of(letter) == Kind::Number).unwrap_or(rest.len());
            first_length(&rest[..end])
        };
        let (piece, behind) = rest.split_at(length);
        pieces.push(piece);
        rest = behind;
    }
    pieces
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Space,
    Letter,
    Number,
    Other,
}

fn kind_of(letter: char) -> Kind {
    use GeneralCategory::{LowercaseLetter, ModifierLetter, OtherLetter, TitlecaseLetter, UppercaseLetter};
    if letter.is_whitespace() {
        return Kind::Space;
    }
    if letter.is_numeric() {
        return Kind::Number;
    }
    match get_general_category(letter) {
        LowercaseLetter | ModifierLetter | OtherLetter | TitlecaseLetter | UppercaseLetter => Kind::Letter,
        _ => Kind::Other,
    }
}

const CONTRACTIONS: [&str; 7] = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

/// Length of the first piece of a text without numbers that is not empty.
fn first_length(text: &str) -> usize {
    if let Some(contraction) = CONTRACTIONS.iter().find(|contraction| text.starts_with(**contraction)) {
        return contraction.len();
    }
    let word = text.strip_prefix(' ').unwrap_or(text);
    let before = text.len() - word.len();
    match word.chars().next().map(kind_of) {
        Some(kind @ (Kind::Letter | Kind::Other)) => before + run_length(word, kind),
        _ => spaces_length(text),
    }
}

/// Length of the characters of one kind that a text begins with.
fn run_length(text: &str, kind: Kind) -> usize {
    text.find(|letter| kind_of(letter) != kind).unwrap_or(text.len())
}

/// Length of the spaces that a text begins with, without the last one where a word follows.
fn spaces_length(text: &str) -> usize {
    let length = run_length(text, Kind::Space);
    if length == text.len() {
        return length;
    }
    let last = text[..length].chars().next_back().map_or(0, char::len_utf8);
    if last < length { length - last } else { length }
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn texts_are_cut_as_the_pattern_says() {
        let cases: [(&str, &[&str]); 14] = [
            ("", &[]),
            ("The capital of France", &["The", " capital", " of", " France"]),
            ("it's they'll I'D", &["it", "'s", " they", "'ll", " I", "'", "D"]),
            ("x--'s", &["x", "--'", "s"]),
            ("a  b", &["a", " ", " b"]),
            ("a \n b", &["a", " \n", " b"]),
            ("a\n\nb", &["a", "\n", "\n", "b"]),
            ("a\t", &["a", "\t"]),
            ("end  ", &["end", "  "]),
            ("12 345", &["1", "2", " ", "3", "4", "5"]),
            ("x²½ٳ", &["x", "²", "½", "ٳ"]),
            ("naïve café—ok", &["naïve", " café", "—", "ok"]),
            ("日本 語", &["日本", " 語"]),
            // A vowel sign is a mark and no letter.
            ("हिन्दी", &["ह", "ि", "न", "्", "द", "ी"]),
        ];
        for (text, expected) in cases {
            assert_eq!(pieces(text), expected, "{text:?}");
        }
    }

    #[test]
    fn pieces_make_up_the_text() {
        let letters: Vec<char> = "aé1'sd \n\u{a0}.語\u{301}".chars().collect();
        let mut state = 1_u32;
        for _ in 0..2_000 {
            let text: String = (0..12)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    letters[(state >> 16) as usize % letters.len()]
                })
                .collect();
            let cut = pieces(&text);
            assert_eq!(cut.concat(), text);
            assert!(cut.iter().all(|piece| !piece.is_empty()));
        }
    }
}
