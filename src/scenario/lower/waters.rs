//! Territorial seas, foreign ministries, and how crews are minded.

use super::super::diagnostic::{SAME_PARTY, STATE, TOO_MANY};
use super::super::doc::{MannerDoc, SeatDoc, TerritoryDoc};
use super::super::leaf::{Leaf, Part};
use super::super::model::{Manner, PartyKind, Role, Stance, Territory, Turn};
use super::super::reading::{Chair, Reading};
use super::super::values::Within;
use super::Written;
use super::parties::known_id;
use crate::base::ids::PartyId;

/// Corners of all territories together at most.
const CORNERS: usize = 2_000;

/// The territorial seas. `kinds` says what sort of body each party is, where it is well written.
pub(super) fn territories<'a>(
    reading: &mut Reading<'a>,
    written: &[Written<'a, TerritoryDoc<'a>>],
    kinds: &[Option<PartyKind>],
) -> Vec<Option<Territory>> {
    let mut left = CORNERS;
    written.iter().map(|entry| territory(reading, &entry.form, kinds, &mut left)).collect()
}

fn territory<'a>(
    reading: &mut Reading<'a>,
    form: &TerritoryDoc<'a>,
    kinds: &[Option<PartyKind>],
    left: &mut usize,
) -> Option<Territory> {
    let place = reading.reference(|r| &mut r.parties, form.party);
    let kind = place.and_then(|place| kinds.get(place).copied().flatten());
    let party = if kind.is_some_and(|kind| kind != PartyKind::Country) {
        let message = format!("{} is no state, and only states have territorial seas", form.party.raw().text());
        reading.error(STATE, form.party.raw(), message, "name a party whose kind is `Country`")
    } else {
        place.map(PartyId::new)
    };
    let corners = reading.list(form.corners, "corners", 3..=CORNERS)?;
    let Some(rest) = left.checked_sub(corners.len()) else {
        let message = format!("all territories together have more than {CORNERS} corners");
        return reading.error(TOO_MANY, form.corners.raw(), message, "leave corners out");
    };
    *left = rest;
    let corners: Vec<_> = corners.into_iter().map(|corner| reading.any_position(corner)).collect();
    Some(Territory { party: party?, corners: corners.into_iter().collect::<Option<_>>()? })
}

/// How the crew of a seat is minded; willing and practised where nothing is written.
pub(super) fn manner<'a>(reading: &mut Reading<'a>, written: Option<Part<'a, MannerDoc<'a>>>) -> Option<Manner> {
    let Some(part) = written else { return Some(Manner::default()) };
    let form = reading.form(part, "a crew")?;
    let stances = [("Cooperate", Stance::Cooperate), ("Delay", Stance::Delay), ("PushBack", Stance::PushBack)];
    let stance = form.stance.map_or(Some(Stance::Cooperate), |word| reading.word(word, &stances));
    let skill = form.skill.map_or(Some(1.0), |number| reading.number(number, "a skill", 0.0..=1.0));
    let turns = match form.turns {
        Some(part) => reading.form(part, "a turn").and_then(|turn| {
            let at = reading.tick(turn.at, Within::Exercise);
            let stance = reading.word(turn.stance, &stances);
            Some(Some(Turn { at: at?, stance: stance? }))
        }),
        None => Some(None),
    };
    Some(Manner { stance: stance?, skill: skill?, turns: turns? })
}

/// A state has one foreign ministry at most, and only a state has one.
pub(super) fn ministries<'a>(
    reading: &mut Reading<'a>,
    seats: &[Written<'a, SeatDoc<'a>>],
    kinds: &[Option<PartyKind>],
) {
    let mut first: Vec<(PartyId, usize)> = Vec::new();
    for (place, entry) in seats.iter().enumerate() {
        let chair = reading.chairs.get(place).copied().unwrap_or_default();
        let Chair { party: Some(party), role: Some(Role::ForeignMinistry) } = chair else { continue };
        if kinds.get(party.index()).copied().flatten().is_some_and(|kind| kind != PartyKind::Country) {
            let message = format!("{} is no state and has no foreign ministry", entry.form.party.raw().text());
            let help = "name a party whose kind is `Country`, or give the seat another role";
            let _: Option<()> = reading.error(STATE, entry.form.role.raw(), message, help);
        }
        match first.iter().find(|(of, _)| *of == party) {
            Some((_, earlier)) => {
                let message = format!(
                    "\"{}\" is a second foreign ministry of \"{}\", beside \"{}\"",
                    known_id(entry.form.id),
                    known_id(entry.form.party),
                    known_id(seats[*earlier].form.id),
                );
                let help = "give it another role, or a party of its own";
                let _: Option<()> = reading.error(SAME_PARTY, entry.form.role.raw(), message, help);
            }
            None => first.push((party, place)),
        }
    }
}
