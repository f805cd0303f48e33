//! Several seats of one state before one person: a connection for each, under one number of the screen.
//!
//! **Nothing passes from one seat to another here.** Each has its own `Client`, so each sees, asks and is answered as if
//! somebody else sat there, and comes back by itself when its connection was cut. The host knows by the number that one
//! screen holds them, and refuses those that are not of one state.

use std::collections::VecDeque;
use std::sync::Arc;

use super::client::{Client, desk_number};
use super::code;
use super::view::LinkStatus;

/// The seats one person holds.
pub struct Bench {
    url: String,
    name: String,
    desk: Result<u64, String>,
    wake: Arc<dyn Fn() + Send + Sync>,
    held: Vec<Client>,
    // The code of each seat held, as it compares.
    codes: Vec<String>,
    // Codes of which nothing has been asked yet: the first seat comes in before the others, so that what is refused is
    // never a matter of which was quicker.
    to_come: VecDeque<String>,
}

impl std::fmt::Debug for Bench {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bench").field("held", &self.held).finish_non_exhaustive()
    }
}

impl Bench {
    /// Connects to a host with the codes of one seat or more; returns at once. The first is in before the others are
    /// asked for. `wake` as for `Client::connect`.
    pub fn join(url: &str, codes: &[String], name: &str, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let mut bench = Self {
            url: url.to_owned(),
            name: name.to_owned(),
            desk: desk_number(),
            wake: Arc::new(wake),
            held: Vec::new(),
            codes: Vec::new(),
            to_come: VecDeque::new(),
        };
        // The host itself says what is wrong with no code at all.
        bench.sit(codes.first().map_or("", String::as_str));
        bench.to_come.extend(codes.iter().skip(1).cloned());
        bench
    }

    /// Takes over what has come at all seats since the last time. Whether anything has.
    pub fn poll(&mut self) -> bool {
        let mut changed = false;
        for client in &mut self.held {
            changed |= client.poll();
        }
        let first = self.held.first();
        if first.is_none_or(|first| first.view().is_some() || matches!(first.link(), LinkStatus::Refused(_))) {
            while let Some(code) = self.to_come.pop_front() {
                self.also(&code);
                changed = true;
            }
        }
        changed
    }

    /// The seats held, in the order they were asked for; those the host has turned away among them.
    pub fn held(&self) -> &[Client] {
        &self.held
    }

    /// One of them, to ask for something.
    pub fn at(&mut self, place: usize) -> Option<&mut Client> {
        self.held.get_mut(place)
    }

    /// Asks for another seat by its code. One that is held already, or on its way, is not asked for twice; one that was
    /// turned away is asked for again. Its place among those held.
    pub fn also(&mut self, code: &str) -> usize {
        let known = self.codes.iter().position(|known| *known == compared(code));
        match known {
            Some(place) if matches!(self.held[place].link(), LinkStatus::Refused(_)) => {
                self.held[place] = self.connect(code);
                place
            }
            Some(place) => place,
            None => self.sit(code),
        }
    }

    /// Keeps a seat no longer, and the others on.
    pub fn let_go(&mut self, place: usize) {
        if place < self.held.len() {
            self.held.remove(place);
            self.codes.remove(place);
        }
    }

    fn sit(&mut self, code: &str) -> usize {
        let client = self.connect(code);
        self.held.push(client);
        self.codes.push(compared(code));
        self.held.len() - 1
    }

    fn connect(&self, code: &str) -> Client {
        let wake = Arc::clone(&self.wake);
        Client::connect_as(&self.url, code, &self.name, self.desk.clone(), move || wake())
    }
}

/// A code as it compares: however it was typed.
fn compared(code: &str) -> String {
    code::SeatCode::read(code).map_or_else(|| code.trim().to_owned(), |code| code.to_string())
}

/// The seat codes somebody typed in one line: with commas between them, or only with spaces where each is whole.
pub fn seat_codes(text: &str) -> Vec<String> {
    let pieces = text.split([',', ';', '\n']).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.flat_map(|piece| code::apart(piece).unwrap_or_else(|| vec![piece.to_owned()])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::code::SeatCode;

    #[test]
    fn codes_are_told_apart_however_they_are_typed() {
        let [a, b] = [(); 2].map(|()| SeatCode::draw().unwrap().to_string());
        let same = |text: &str, wanted: &[&String]| {
            let found: Vec<String> = seat_codes(text).iter().map(|code| compared(code)).collect();
            assert_eq!(found.iter().collect::<Vec<_>>(), wanted, "{text}");
        };
        same(&a, &[&a]);
        same(&format!("{a}, {b}"), &[&a, &b]);
        same(&format!("{a} {b}"), &[&a, &b]);
        same(&format!(" {};\n{} ", a.to_lowercase().replace('-', " "), b), &[&a, &b]);
        assert_eq!(seat_codes("half a code"), ["half a code"], "the host says what is wrong with it");
        assert!(seat_codes("  ").is_empty());
    }

    #[test]
    fn no_seat_is_asked_for_twice() {
        let code = SeatCode::draw().unwrap().to_string();
        let codes = [code.clone(), code.to_lowercase()];
        let mut bench = Bench::join("ws://[", &codes, "a test", || ());
        bench.poll();
        assert_eq!(bench.held().len(), 1);
        assert!(matches!(bench.held()[0].link(), LinkStatus::Refused(_)), "that is no address");
        assert_eq!(bench.also(&SeatCode::draw().unwrap().to_string()), 1);
        bench.let_go(0);
        bench.let_go(7);
        assert_eq!(bench.held().len(), 1);
    }
}
