//! The letters that vocabularies are written in, one for each byte: itself where it is printable in Latin-1, else one from
//! U+0100 on, counted over the bytes that are not.

/// Whether a byte is written as the character of the same number.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff)
}

/// The bytes that are written otherwise, in order.
fn others() -> impl Iterator<Item = u8> {
    (0..=255).filter(|byte| !is_plain(*byte))
}

/// The letter of a byte.
pub(super) fn letter(byte: u8) -> String {
    let other = others().position(|other| other == byte).map_or(u32::from(byte), |place| 0x100 + place as u32);
    char::from_u32(other).into_iter().collect()
}

/// The bytes that a token is written for; nothing where it is not written in these letters.
pub(super) fn spell(token: &[u8]) -> Option<Vec<u8>> {
    let byte_of = |letter: char| match u32::from(letter) {
        number @ ..=0xff => u8::try_from(number).ok().filter(|byte| is_plain(*byte)),
        number => others().nth((number - 0x100) as usize),
    };
    core::str::from_utf8(token).ok()?.chars().map(byte_of).collect()
}

#[cfg(test)]
mod tests {
    use super::{letter, spell};

    #[test]
    fn every_byte_has_a_letter_of_its_own() {
        let mut letters: Vec<String> = (0..=255).map(letter).collect();
        for (byte, letter) in (0..=255).zip(&letters) {
            assert_eq!(spell(letter.as_bytes()), Some(vec![byte]));
        }
        assert_eq!([letter(b' '), letter(b'\n'), letter(b'a'), letter(0xad)], ["Ġ", "Ċ", "a", "Ń"]);
        letters.sort();
        letters.dedup();
        assert_eq!(letters.len(), 256);
    }

    #[test]
    fn what_is_written_otherwise_is_no_token() {
        for token in ["a b".as_bytes(), "ł€".as_bytes(), &[0xff], "\u{144}".as_bytes()] {
            assert_eq!(spell(token), None, "{token:?}");
        }
    }
}
