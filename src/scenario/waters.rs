//! What states hold and how they are minded: territorial seas, and the stance of seats that a crew plays.

use serde::{Deserialize, Serialize};

use super::model::{PartyKind, Role, Scenario, inside};
use crate::base::ids::{PartyId, SeatId};
use crate::base::{Position, Tick};

/// A territorial sea: twelve miles of water, drawn by the author (*exercise approximation*: no baseline is computed).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Territory {
    /// Whose.
    pub party: PartyId,
    /// Its corners in order; the last joins the first. Straight in latitude and longitude.
    pub corners: Vec<Position>,
}

impl Territory {
    /// Whether a position lies inside.
    pub fn contains(&self, position: Position) -> bool {
        inside(&self.corners, position)
    }
}

/// How a computer crew plays a seat.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Manner {
    /// What it is inclined to when another asks something of its state.
    pub stance: Stance,
    /// How practised it is, 0 to 1: at 1 staff work takes as long as it should.
    pub skill: f64,
    /// What it is told from outside the table to be inclined to from a moment on. Exists when and only when the scenario says
    /// so: ministers have met and undertaken something, and it goes down the line.
    pub turns: Option<Turn>,
}

/// A moment from which a crew is minded otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// From when.
    pub at: Tick,
    /// What it is inclined to then.
    pub stance: Stance,
}

impl Manner {
    /// The manner as it is at a moment.
    pub fn at(self, now: Tick) -> Self {
        let turned = self.turns.filter(|turn| turn.at <= now);
        Self { stance: turned.map_or(self.stance, |turn| turn.stance), ..self }
    }
}

impl Default for Manner {
    /// Willing and practised: what every seat is unless the scenario says otherwise.
    fn default() -> Self {
        Self { stance: Stance::Cooperate, skill: 1.0, turns: None }
    }
}

/// What a state is inclined to, before the case itself moves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stance {
    /// It helps unless there is a reason not to.
    Cooperate,
    /// It waits for others to move.
    Delay,
    /// It refuses unless it is pressed.
    PushBack,
}

impl Scenario {
    /// The foreign ministry of a party. None when the scenario gives it no such seat.
    pub fn ministry_of(&self, party: PartyId) -> Option<SeatId> {
        self.seat_of(party, Role::ForeignMinistry)
    }

    /// The first seat of a party with a role. None when it has none.
    pub fn seat_of(&self, party: PartyId, role: Role) -> Option<SeatId> {
        self.seats.iter().position(|seat| seat.party == party && seat.role == role).map(SeatId::new)
    }

    /// The party in whose territorial sea a position lies; where two are drawn over each other, the earlier. None on
    /// the high seas, and wherever none is drawn.
    pub fn territory_at(&self, position: Position) -> Option<PartyId> {
        self.territories.iter().find(|waters| waters.contains(position)).map(|waters| waters.party)
    }

    /// Whether a party is a state.
    pub fn is_country(&self, party: PartyId) -> bool {
        self.parties.get(party.index()).is_some_and(|party| party.kind == PartyKind::Country)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crew_is_minded_otherwise_from_the_moment_it_is_told() {
        let turn = Turn { at: Tick(100), stance: Stance::Delay };
        let manner = Manner { stance: Stance::PushBack, turns: Some(turn), ..Manner::default() };
        let stances = [0, 99, 100, 5000].map(|at| manner.at(Tick(at)).stance);
        assert_eq!(stances, [Stance::PushBack, Stance::PushBack, Stance::Delay, Stance::Delay]);
        assert_eq!(Manner::default().at(Tick(5000)), Manner::default());
    }

    #[test]
    fn a_territory_holds_what_lies_between_its_corners() {
        let at = |lat, lon| Position::new(lat, lon).unwrap();
        let waters = Territory {
            party: PartyId(0),
            corners: vec![at(-7.0, 105.0), at(-7.0, 106.0), at(-6.0, 106.0), at(-6.0, 105.0)],
        };
        assert!(waters.contains(at(-6.5, 105.5)));
        assert!(!waters.contains(at(-7.5, 105.5)));
        assert!(!waters.contains(at(-6.5, 106.5)));
    }
}
