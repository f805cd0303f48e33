//! Where a desk connects to, as people write it.

use std::fmt;
use std::str::FromStr;

use crate::session::host::DEFAULT_PORT;
use crate::session::tls::Fingerprint;

/// A host's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name or number.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The fingerprint of its certificate. Exists when and only when the connection is encrypted.
    pub fingerprint: Option<Fingerprint>,
}

impl FromStr for Target {
    type Err = String;

    /// Reads "ws://host:port", "wss://host:port#sha256-fingerprint", or "host:port" without encryption; the port may
    /// be left out.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let help = "type an address like \"ws://192.168.1.10:7878\", as the host prints it";
        let (encrypted, rest) = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("ws") => (false, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("wss") => (true, rest),
            Some((scheme, _)) => return Err(format!("\"{scheme}\" is not spoken here; {help}")),
            None => (text.contains('#'), text),
        };
        let (place, fragment) = match rest.split_once('#') {
            Some((place, fragment)) => (place, Some(fragment)),
            None => (rest, None),
        };
        let place = place.trim_end_matches('/');
        let (host, port) = match place.strip_prefix('[') {
            Some(six) => {
                let (host, after) = six.split_once(']').ok_or_else(|| format!("\"{place}\" has no \"]\"; {help}"))?;
                (host, after.strip_prefix(':'))
            }
            None => match place.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (place, None),
            },
        };
        if host.is_empty() || host.contains(['/', ' ', '@']) {
            return Err(format!("\"{text}\" is not the address of a host; {help}"));
        }
        let port = match port {
            None => DEFAULT_PORT,
            Some(port) => port.parse().map_err(|_| format!("\"{port}\" is not a port; {help}"))?,
        };
        let fingerprint = match (encrypted, fragment) {
            (false, _) => None,
            (true, Some(fragment)) => {
                let digits = fragment.strip_prefix("sha256-").unwrap_or(fragment);
                let read = Fingerprint::read(digits);
                Some(read.ok_or("the fingerprint after \"#\" must have 64 hexadecimal digits; copy it whole")?)
            }
            (true, None) => {
                return Err(
                    "the address of an encrypted host ends in \"#sha256-\" and a fingerprint, so that no other \
                            host can take its place; the host prints it with the seat codes"
                        .to_owned(),
                );
            }
        };
        Ok(Self { host: host.to_owned(), port, fingerprint })
    }
}

impl fmt::Display for Target {
    /// Without the fingerprint: what one tells a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.fingerprint.is_some() { "wss" } else { "ws" };
        if self.host.contains(':') {
            write!(f, "{scheme}://[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{scheme}://{}:{}", self.host, self.port)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_write_them() {
        let print = "ab".repeat(32);
        for (text, shown, encrypted) in [
            ("ws://192.168.1.10:7000", "ws://192.168.1.10:7000", false),
            (" trainer.local ", "ws://trainer.local:7878", false),
            ("WS://[::1]:99/", "ws://[::1]:99", false),
            (&format!("wss://host:1#sha256-{print}"), "wss://host:1", true),
            (&format!("host#{print}"), "wss://host:7878", true),
        ] {
            let target: Target = text.parse().unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!((target.to_string().as_str(), target.fingerprint.is_some()), (shown, encrypted));
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_advice() {
        for (text, word) in [
            ("", "type"),
            ("http://host", "not spoken"),
            ("ws://host:port", "port"),
            ("ws://", "type"),
            ("ws://[::1:9", "]"),
            ("wss://host:1", "fingerprint"),
            ("wss://host:1#sha256-12", "64"),
            ("ws://a b", "type"),
        ] {
            let why = text.parse::<Target>().unwrap_err();
            assert!(why.contains(word), "{text}: {why}");
        }
    }
}
