//! How the messages of `wire` lie in bytes: one flag byte and postcard, packed with zstd where that pays.
//!
//! What comes from outside is bounded before memory is asked for, and nothing in it makes this module panic.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::wire::{MAX_TO_HOST, ToDesk, ToHost};
use crate::base::packing;

/// The longest message to a desk, and the longest view, once unpacked \[bytes\]: a hundred times a full table.
pub const MAX_TO_DESK: usize = 1 << 26;

/// The header of the upgrade request in which a desk may send its greeting, in hexadecimal digits: the host answers
/// with the upgrade and the welcome at once, which saves a round trip.
pub const GREETING_HEADER: &str = "x-sarex-hello";

/// Messages up to this length are not worth packing \[bytes\].
const SMALL: usize = 160;

const PLAIN: u8 = 0;
const PACKED: u8 = 1;

/// A message to a desk as it goes on the wire. A view is packed already.
pub fn to_desk(message: &ToDesk) -> Vec<u8> {
    let plain = postcard_of(message);
    if plain.len() > SMALL
        && !matches!(message, ToDesk::View { .. })
        && let Ok(packed) = packing::pack(&plain, &[])
    {
        return with_flag(PACKED, packed);
    }
    with_flag(PLAIN, plain)
}

/// The message to a desk that came over the wire.
///
/// # Errors
/// A sentence on what is wrong with it.
pub fn read_to_desk(bytes: &[u8]) -> Result<ToDesk, Unreadable> {
    match bytes {
        [PLAIN, plain @ ..] => exactly(plain),
        [PACKED, packed @ ..] => exactly(&packing::unpack(packed, &[], MAX_TO_DESK).map_err(Unreadable)?),
        _ => Err(Unreadable("it begins with no flag of this protocol".to_owned())),
    }
}

/// A message to the host as it goes on the wire.
pub fn to_host(message: &ToHost) -> Vec<u8> {
    postcard_of(message)
}

/// The message to the host that came over the wire.
///
/// # Errors
/// A sentence on what is wrong with it.
pub fn read_to_host(bytes: &[u8]) -> Result<ToHost, Unreadable> {
    if bytes.len() > MAX_TO_HOST {
        return Err(Unreadable(format!("it has {} bytes, more than {MAX_TO_HOST}", bytes.len())));
    }
    exactly(bytes)
}

/// A greeting as it stands in the header of the upgrade request.
pub fn greeting_header(hello: &ToHost) -> String {
    to_host(hello).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The greeting that stands in a header.
///
/// # Errors
/// A sentence on what is wrong with it.
pub fn read_greeting_header(text: &str) -> Result<ToHost, Unreadable> {
    let text = text.trim();
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    match digits {
        Some(digits) if digits.len() % 2 == 0 => {
            let bytes: Vec<u8> = digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect();
            read_to_host(&bytes)
        }
        _ => Err(Unreadable("the greeting in the header is not in hexadecimal digits".to_owned())),
    }
}

/// A view as it is kept, before it is packed.
pub fn view<T: Serialize>(seen: &T) -> Vec<u8> {
    postcard_of(seen)
}

/// Packs a view for a desk that has another; with none, `base` is empty.
pub fn pack_view(view: &[u8], base: &[u8]) -> Option<Vec<u8>> {
    packing::pack(view, base).ok()
}

/// The bytes of a view a desk got, given the bytes of the one it builds on.
///
/// # Errors
/// A sentence on what is wrong with it.
pub fn unpack_view(packed: &[u8], base: &[u8]) -> Result<Vec<u8>, Unreadable> {
    packing::unpack(packed, base, MAX_TO_DESK).map_err(Unreadable)
}

/// What a view's bytes say: a `Picture` for a seat, an `Overview` for EXCON.
///
/// # Errors
/// A sentence on what is wrong with them.
pub fn read_view<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    exactly(bytes)
}

/// Why bytes are no message of this protocol, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

fn with_flag(flag: u8, mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.insert(0, flag);
    bytes
}

fn postcard_of<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("derived Serialize does not fail")
}

fn exactly<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        Ok((_, rest)) => Err(Unreadable(format!("{} bytes are left over", rest.len()))),
        Err(error) => Err(Unreadable(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::wire::PROTOCOL;

    #[test]
    fn messages_arrive_as_they_were_sent() {
        let long = ToDesk::NotTaken { seq: 7, why: "because ".repeat(100) };
        assert!(to_desk(&long).len() < 100);
        for message in [long, ToDesk::Taken { seq: 1 }, ToDesk::View { base: 0, number: 1, packed: vec![7; 1000] }] {
            assert_eq!(read_to_desk(&to_desk(&message)), Ok(message));
        }
        let hello =
            ToHost::Hello {
                protocol: PROTOCOL, code: "ABCD".to_owned(), name: "Jakarta ☂".to_owned(), desk: u64::MAX
            };
        assert_eq!(read_to_host(&to_host(&hello)), Ok(hello.clone()));
        assert_eq!(read_greeting_header(&greeting_header(&hello)), Ok(hello));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_at_all_are_answered(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            let _ = (read_to_desk(&bytes), read_to_host(&bytes), unpack_view(&bytes, &[1, 2, 3]));
            let _ = read_greeting_header(&String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn what_is_too_long_is_not_looked_at() {
        assert!(read_to_host(&vec![0; MAX_TO_HOST + 1]).is_err());
        let bomb = with_flag(PACKED, packing::pack(&vec![0; MAX_TO_DESK + 1], &[]).unwrap());
        assert!(bomb.len() < 100_000 && read_to_desk(&bomb).is_err());
    }
}
