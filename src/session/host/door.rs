//! The door: how often somebody may try a code.
//!
//! A code has eighty bits, so guessing is hopeless at any speed a network allows; this keeps guesses few and seen.
//! After `TRIES` wrong codes from one address, new desks from there are answered slowly for `SHUT`, and told to wait if
//! their code is wrong; then they have as many tries again. **A right code opens the door even then**: a neighbour
//! behind the same address who mistypes, or worse, keeps nobody out. A desk that has been in before is not kept waiting
//! at all. When many addresses fail at once, every newcomer waits `SLOW` before an answer.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

/// Wrong codes from one address before it has to wait.
const TRIES: u32 = 5;
/// How long it has to.
const SHUT: Duration = Duration::from_secs(10);
/// Wrong codes are forgotten after this.
const FORGET: Duration = Duration::from_secs(60);
/// Wrong codes a minute, from everywhere, before all newcomers are answered slowly.
const MANY: f64 = 60.0;
/// How slowly.
pub(super) const SLOW: Duration = Duration::from_secs(1);
/// Addresses remembered at most.
const ADDRESSES: usize = 4096;

/// What the door says to somebody who knocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Knock {
    /// Say your code.
    Open,
    /// Say your code, and wait a moment for the answer.
    Slow,
    /// Say your code, wait a moment for the answer, and if it is wrong come again later \[s\].
    Shut(u32),
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
    shut_until: Option<Instant>,
}

/// Who has failed of late.
#[derive(Debug)]
pub(super) struct Door {
    addresses: BTreeMap<IpAddr, Failures>,
    // Failures from everywhere, draining by one a second.
    level: f64,
    level_at: Instant,
}

impl Door {
    pub(super) fn new(now: Instant) -> Self {
        Self { addresses: BTreeMap::new(), level: 0.0, level_at: now }
    }

    /// Whether somebody from this address may say a code now.
    pub(super) fn knock(&mut self, now: Instant, address: IpAddr) -> Knock {
        self.drain(now);
        let address = house(address);
        if let Some(failures) = self.addresses.get_mut(&address)
            && let Some(until) = failures.shut_until
        {
            let left = until.saturating_duration_since(now);
            if !left.is_zero() {
                return Knock::Shut(u32::try_from(left.as_secs()).unwrap_or(u32::MAX).saturating_add(1));
            }
            self.addresses.remove(&address);
        }
        if self.level > MANY { Knock::Slow } else { Knock::Open }
    }

    /// A wrong code came from this address.
    pub(super) fn failed(&mut self, now: Instant, address: IpAddr) {
        self.drain(now);
        self.level += 1.0;
        if self.addresses.len() >= ADDRESSES {
            self.addresses.retain(|_, failures| now.saturating_duration_since(failures.last) < FORGET);
            if self.addresses.len() >= ADDRESSES {
                self.addresses.pop_first();
            }
        }
        let failures =
            self.addresses.entry(house(address)).or_insert(Failures { count: 0, last: now, shut_until: None });
        if now.saturating_duration_since(failures.last) >= FORGET {
            failures.count = 0;
        }
        failures.count += 1;
        failures.last = now;
        if failures.count >= TRIES && failures.shut_until.is_none() {
            failures.shut_until = Some(now + SHUT);
        }
    }

    fn drain(&mut self, now: Instant) {
        let seconds = now.saturating_duration_since(self.level_at).as_secs_f64();
        self.level = (self.level - seconds).max(0.0);
        self.level_at = now;
    }
}

/// One household has one address, or with version 6 of the protocol 2^64 of them.
pub(super) fn house(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::pacer::now;

    #[test]
    fn an_address_that_fails_waits_and_its_neighbour_does_not() {
        let start = now();
        let mut door = Door::new(start);
        let (one, other): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        for _ in 0..TRIES {
            assert_eq!(door.knock(start, one), Knock::Open);
            door.failed(start, one);
        }
        assert!(matches!(door.knock(start, one), Knock::Shut(1..=11)));
        assert_eq!(door.knock(start, other), Knock::Open);
        // Trying on while it is shut does not keep it shut.
        door.failed(start + SHUT / 2, one);
        assert_eq!(door.knock(start + SHUT, one), Knock::Open);
    }

    #[test]
    fn many_who_fail_slow_newcomers_down_and_shut_nobody_out() {
        let start = now();
        let mut door = Door::new(start);
        for i in 0..10_000_u32 {
            door.failed(start, IpAddr::from(i.to_be_bytes()));
        }
        assert!(door.addresses.len() <= ADDRESSES);
        assert_eq!(door.knock(start, "198.51.100.7".parse().unwrap()), Knock::Slow);
        let later = start + Duration::from_secs(100_000);
        assert_eq!(door.knock(later, "198.51.100.7".parse().unwrap()), Knock::Open);
    }

    #[test]
    fn addresses_of_one_household_count_together() {
        let a: IpAddr = "2001:db8:1:2::5".parse().unwrap();
        let b: IpAddr = "2001:db8:1:2:ffff::9".parse().unwrap();
        assert_eq!(house(a), house(b));
        assert_eq!(house("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1".parse::<IpAddr>().unwrap());
    }
}
