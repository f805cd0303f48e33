//! The line a host prints for whoever joins: its address, and the codes of the seats.

use crate::session::seat_codes;

/// The address and the codes in a whole join line, as the host prints it: `sarex join URL --seat-code CODE`, with the
/// code once for each seat that shall be held. Several codes come with commas between.
pub(super) fn read(text: &str) -> Option<(String, String)> {
    let mut words = text.split_whitespace().skip_while(|word| *word != "join");
    words.next()?;
    // Shells need quotation marks round the fingerprint's sign.
    let url = words.next()?.trim_matches(['\'', '"']).to_owned();
    let rest: Vec<&str> = words.collect();
    let codes: Vec<&str> = rest.windows(2).filter(|pair| pair[0] == "--seat-code").map(|pair| pair[1]).collect();
    if codes.is_empty() {
        return None;
    }
    Some((url, codes.join(", ")))
}

/// Whether every seat code has all its letters and digits.
pub(super) fn is_whole(codes: &str) -> bool {
    let codes = seat_codes(codes);
    !codes.is_empty() && codes.iter().all(|code| code.chars().filter(char::is_ascii_alphanumeric).count() >= 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_join_line_fills_both_fields() {
        let line = "sarex join 'wss://10.0.0.2:7878#ab12' --seat-code K7QF-0000-1111-2222";
        let found = read(line).unwrap();
        assert_eq!(found, ("wss://10.0.0.2:7878#ab12".to_owned(), "K7QF-0000-1111-2222".to_owned()));
        assert_eq!(read("wss://10.0.0.2:7878"), None);
    }

    #[test]
    fn a_join_line_may_have_the_codes_of_several_seats() {
        let line = "sarex join ws://10.0.0.2 --seat-code K7QF-0000-1111-2222 --seat-code 0000-0000-1111-3333";
        let (_, codes) = read(line).unwrap();
        assert_eq!(codes, "K7QF-0000-1111-2222, 0000-0000-1111-3333");
        assert!(is_whole(&codes) && !is_whole("K7QF-0000-1111-2222, 0000-00") && !is_whole(""));
    }
}
