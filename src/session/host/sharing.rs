//! Seats of one state on one screen: who holds what together, and what may not be held together.
//!
//! A screen has one number, and a connection for each of its seats. So every seat is sent what it would be sent if
//! somebody else sat there, and nothing here touches what a seat knows.

use std::collections::BTreeSet;

use super::table::Table;
use crate::base::ids::PartyId;
use crate::session::wire::Chair;

impl Table {
    /// Why a chair may not be on the same screen as what is held there already. `None` if it may.
    pub(super) fn keeps_apart(&self, chair: Chair, desk: u64) -> Option<String> {
        let held = self.links.values().filter(|link| link.key.desk == desk).map(|link| link.key.chair);
        let mut others = held.filter(|other| *other != chair);
        let other = others.find(|other| self.party(*other).is_none() || self.party(*other) != self.party(chair))?;
        Some(format!(
            "this screen holds {}, and {} is not of the same state: each knows only what it is told, so they do not share \
             a screen. Take it from another window, or leave it to somebody else or a crew",
            self.called(other),
            self.called(chair)
        ))
    }

    /// The other chairs that those who sit at this one hold on the same screen.
    pub(super) fn held_beside(&self, chair: Chair) -> Vec<Chair> {
        let here = self.links.values().filter(|link| link.key.chair == chair).map(|link| link.key.desk);
        let desks: BTreeSet<u64> = here.collect();
        let beside = self.links.values().filter(|link| link.key.chair != chair && desks.contains(&link.key.desk));
        let chairs: BTreeSet<Chair> = beside.map(|link| link.key.chair).collect();
        chairs.into_iter().collect()
    }

    /// Whose chair it is. `None` for EXCON's, who is nobody's and sees all.
    fn party(&self, chair: Chair) -> Option<PartyId> {
        chair.seat().map(|seat| self.theatre.seat(seat).party)
    }

    /// A chair and whose it is, in words.
    fn called(&self, chair: Chair) -> String {
        let Some(seat) = chair.seat() else { return "EXCON's chair".to_owned() };
        let seat = self.theatre.seat(seat);
        let party = self.theatre.scenario.parties.get(seat.party.index());
        party.map_or_else(|| seat.name.clone(), |party| format!("{} ({})", seat.name, party.name))
    }
}
