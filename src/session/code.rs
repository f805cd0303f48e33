//! Seat codes: the secret words that let people in.
//!
//! Eighty bits from the system's own source of chance, in groups of four letters and digits without I, L, O and U
//! (Crockford's base 32), so that a code can be read over the telephone.

use std::fmt;

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use super::wire::Chair;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters and digits in a code.
const LETTERS: usize = 16;
const BYTES: usize = LETTERS * 5 / 8;

/// A chair's code.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SeatCode([u8; BYTES]);

impl SeatCode {
    /// A new one.
    ///
    /// # Errors
    /// If the system has no source of chance.
    pub(crate) fn draw() -> std::io::Result<Self> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        Ok(Self(bytes))
    }

    /// The code somebody typed: case, spaces and hyphens do not matter, O is read as 0, I and L as 1. `None` if it
    /// cannot be one.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut bits: u128 = 0;
        let mut letters = 0;
        for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '_' | '.')) {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            };
            let value = ALPHABET.iter().position(|letter| char::from(*letter) == c)?;
            letters += 1;
            if letters > LETTERS {
                return None;
            }
            bits = bits << 5 | value as u128;
        }
        if letters != LETTERS {
            return None;
        }
        let mut bytes = [0; BYTES];
        bytes.copy_from_slice(&bits.to_be_bytes()[16 - BYTES..]);
        Some(Self(bytes))
    }
}

impl fmt::Display for SeatCode {
    /// As it is handed out: "7K2M-PQ9D-0XWT-4HJB".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut wide = [0; 16];
        wide[16 - BYTES..].copy_from_slice(&self.0);
        let bits = u128::from_be_bytes(wide);
        for i in 0..LETTERS {
            if i > 0 && i.is_multiple_of(4) {
                f.write_str("-")?;
            }
            let letter = ALPHABET[(bits >> (5 * (LETTERS - 1 - i)) & 31) as usize];
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl fmt::Debug for SeatCode {
    /// Not the code: debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SeatCode(…)")
    }
}

/// The chair a typed code opens. All codes are compared, whole, whichever fits, so that the time it takes tells
/// nothing.
pub(crate) fn chair_of(codes: &[(Chair, SeatCode)], typed: &str) -> Option<Chair> {
    let code = SeatCode::read(typed);
    let bytes = code.as_ref().map_or([0; BYTES], |code| code.0);
    let mut found = u32::MAX;
    for (i, (_, code)) in (0..).zip(codes) {
        found = u32::conditional_select(&found, &i, bytes.ct_eq(&code.0));
    }
    found = u32::conditional_select(&found, &u32::MAX, Choice::from(u8::from(code.is_none())));
    codes.get(found as usize).map(|(chair, _)| *chair)
}

/// Several codes that were typed one after the other with nothing but spaces and hyphens between. `None` if it is not
/// that.
pub(crate) fn apart(text: &str) -> Option<Vec<String>> {
    let letters: Vec<char> = text.chars().filter(char::is_ascii_alphanumeric).collect();
    if letters.len() <= LETTERS || !letters.len().is_multiple_of(LETTERS) {
        return None;
    }
    let codes = letters.chunks(LETTERS).map(|code| code.iter().collect::<String>());
    codes.map(|code| SeatCode::read(&code).map(|code| code.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::SeatId;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let codes: Vec<_> = (0..20).map(|i| (Chair::Seat(SeatId(i)), SeatCode::draw().unwrap())).collect();
        for (chair, code) in &codes {
            let shown = code.to_string();
            assert_eq!(shown.len(), 19);
            let sloppy = shown.to_lowercase().replace('-', "  ").replace('0', "o").replace('1', "l");
            for typed in [shown, sloppy] {
                assert_eq!(chair_of(&codes, &typed), Some(*chair), "{typed}");
            }
        }
    }

    #[test]
    fn nothing_else_opens_a_chair() {
        let codes = [(Chair::Excon, SeatCode([0; BYTES])), (Chair::Seat(SeatId(0)), SeatCode([7; BYTES]))];
        for typed in ["", "0000", "0000-0000-0000-000", "0000-0000-0000-00000", "0000-0000-0000-000U", "☂"] {
            assert_eq!(chair_of(&codes, typed), None, "{typed}");
        }
        assert_eq!(chair_of(&codes, "oooo ooooooooooo o"), Some(Chair::Excon));
        assert_eq!(format!("{:?}", codes[1].1), "SeatCode(…)");
    }
}
