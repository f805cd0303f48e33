//! The press: news and statements, which everybody has at once, and what they do to the public mood in each state.
//!
//! The mood is worked out from what was published and from nothing else, by one function that the score and the crews
//! call alike. Communication campaigns help or harm (Jakarta Declaration 10.A.d): statements that call on a state press
//! it, statements that blame it harden it. All numbers are *proposed*; that pressure moved ministers in May 2015 is in
//! sar-models.md 6.6.

use serde::{Deserialize, Serialize};

use super::authority::{bounded, heard};
use super::command::{Ask, MessageBody, Rejection};
use super::comms;
use super::event::{Event, Source};
use super::ledger::Fact;
use super::rights::{self, Right};
use super::step::Now;
use super::world::{Fate, Whereabouts, World};
use crate::base::ids::{CraftId, PartyId, SeatId};
use crate::base::time::TICKS_PER_HOUR;
use crate::base::{Span, Tick, math};
use crate::scenario::News;

/// What was published loses half its weight in this time (*proposed*).
pub const HALF_LIFE: Span = Span::hours(72);
/// A seat speaks to the press once in this time: more often is not listened to (*proposed*).
const APART: Span = Span::hours(6);
/// What a statement adds to pressure or blame, or takes from it (*proposed*).
const STATEMENT: f64 = 0.1;
/// What the press adds to the pressure for each day that people known to it wait aboard a ship for a port (*proposed*).
const STAND_OFF: f64 = 0.15;
/// A stand-off is news after this, and again after as long (*proposed*).
const STAND_OFF_EACH: Span = Span::hours(24);

/// How a statement speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tone {
    /// It calls on states to let people land.
    Calls,
    /// It thanks them.
    Thanks,
    /// It says that all is well in hand.
    Reassures,
    /// It blames them.
    Blames,
}

impl Tone {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Calls, Self::Thanks, Self::Reassures, Self::Blames];

    /// What it does, to follow a name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Calls => "calls on",
            Self::Thanks => "thanks",
            Self::Reassures => "reassures",
            Self::Blames => "blames",
        }
    }

    /// What it adds to pressure and to blame.
    fn weight(self) -> (f64, f64) {
        match self {
            Self::Calls => (STATEMENT, 0.0),
            Self::Thanks => (0.0, -STATEMENT),
            Self::Reassures => (-STATEMENT, 0.0),
            Self::Blames => (0.0, 2.0 * STATEMENT),
        }
    }
}

/// A statement to the press.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// How it speaks.
    pub tone: Tone,
    /// The state it speaks of. Exists when and only when it does not speak of them all.
    pub of: Option<PartyId>,
    /// The words.
    pub text: String,
    /// The case it is about. Exists when and only when it is about one; it then speaks of no state but those concerned
    /// in it, as far as the speaker knows.
    pub case: Option<CraftId>,
}

/// Who speaks in the press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Voice {
    /// A newspaper, a broadcaster, a site.
    Outlet(String),
    /// A seat, in a statement.
    Seat(SeatId, Tone),
    /// The press at large: people wait for a port, for so many days.
    StandOff(u32),
}

/// Something published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// When.
    pub at: Tick,
    /// By whom.
    pub by: Voice,
    /// The words.
    pub text: String,
    /// The case it is about. Exists when and only when it is about one.
    pub about: Option<CraftId>,
    /// The state it presses. Exists when and only when it does not press them all.
    pub on: Option<PartyId>,
    /// What it adds to the pressure, -1 to 1.
    pub pressure: f64,
    /// What it adds to the blame, -1 to 1.
    pub blame: f64,
    /// The states it speaks of, in order, where it is a statement about one case. Empty for everything else.
    pub concerned: Vec<PartyId>,
}

impl Published {
    /// Whether it bears on the mood towards a state.
    pub fn bears_on(&self, state: PartyId) -> bool {
        let concerned = self.concerned.is_empty() || self.concerned.contains(&state);
        concerned && self.on.is_none_or(|on| on == state)
    }
}

/// The public mood towards a state.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Mood {
    /// How strongly it is pressed to let people land, 0 to 1.
    pub pressure: f64,
    /// How much it is blamed, 0 to 1.
    pub blame: f64,
}

/// The mood towards a state at a moment, from what was published by then.
pub fn mood<'p>(published: impl IntoIterator<Item = &'p Published>, state: PartyId, at: Tick) -> Mood {
    let mut mood = Mood::default();
    for item in published {
        if item.at <= at && item.bears_on(state) {
            let age = at.since(item.at).as_hours() / HALF_LIFE.as_hours();
            let weight = math::exp(-std::f64::consts::LN_2 * age);
            mood.pressure += item.pressure * weight;
            mood.blame += item.blame * weight;
        }
    }
    Mood { pressure: mood.pressure.clamp(0.0, 1.0), blame: mood.blame.clamp(0.0, 1.0) }
}

/// What has been published, and which stand-offs the press has told of.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Press {
    /// Oldest first.
    pub published: Vec<Published>,
    /// For how many days the people of a case have been told to wait for a port of a state.
    pub stand_offs: std::collections::BTreeMap<(CraftId, PartyId), u32>,
}

/// Publishes: every seat has it at once, and has heard of the case it is about.
fn publish(now: &mut Now<'_>, world: &mut World, by: Option<SeatId>, item: Published) {
    for seat in now.theatre.seats() {
        now.tell(world, seat, Fact::Press(Box::new(item.clone())));
    }
    let about = item.about;
    world.press.published.push(item.clone());
    match by {
        Some(seat) => now.emit_by(seat, Event::Press(Box::new(item))),
        None => now.emit(Event::Press(Box::new(item))),
    }
    if let Some(case) = about {
        for seat in now.theatre.seats() {
            comms::hear_of(now, world, seat, case, false);
        }
    }
}

/// News of the scenario comes out.
pub(super) fn news(now: &mut Now<'_>, world: &mut World, news: &News) {
    let item = Published {
        at: now.tick,
        by: Voice::Outlet(news.outlet.clone()),
        text: news.text.clone(),
        about: news.about,
        on: news.on,
        pressure: news.pressure,
        blame: 0.0,
        concerned: Vec::new(),
    };
    publish(now, world, None, item);
}

/// A seat speaks to the press.
pub(super) fn state(now: &mut Now<'_>, world: &mut World, seat: SeatId, said: &Statement) -> Result<(), Rejection> {
    rights::must(now.theatre.seat(seat).role, Right::Speak)?;
    let text = bounded(&said.text)?;
    if said.of.is_some_and(|of| !now.theatre.scenario.is_country(of)) {
        return Err(Rejection::Unknown { what: "that party, as a state,".to_owned() });
    }
    let own = |item: &&Published| matches!(item.by, Voice::Seat(by, _) if by == seat);
    let last = world.press.published.iter().rev().find(own).map(|item| now.tick.since(item.at));
    if let Some(since) = last.filter(|since| *since < APART) {
        let wait_min = u32::try_from((APART.seconds() - since.seconds() + 59) / 60).unwrap_or(1);
        return Err(Rejection::TooSoon { what: "your last statement".to_owned(), wait_min });
    }
    let concerned = match said.case {
        Some(case) => concerned(now, world, seat, case, said.of)?,
        None => Vec::new(),
    };
    let (pressure, blame) = said.tone.weight();
    let by = Voice::Seat(seat, said.tone);
    let item = Published { at: now.tick, by, text, about: said.case, on: said.of, pressure, blame, concerned };
    publish(now, world, Some(seat), item);
    Ok(())
}

/// The states concerned in a case as far as a seat has been told: who answers for it, and who was asked by it, or asked
/// it, about a port or to take the case over; with a state named, that one alone. What a statement tells of it
/// everybody may know, because its speaker did.
fn concerned(
    now: &Now<'_>,
    world: &World,
    seat: SeatId,
    case: CraftId,
    of: Option<PartyId>,
) -> Result<Vec<PartyId>, Rejection> {
    heard(now, world, seat, case)?;
    let about = |what: &Ask| matches!(what, Ask::Land { .. } | Ask::Clear(_) | Ask::Coordinate);
    let named = |entry: &super::ledger::Entry| match &entry.fact {
        Fact::Responsible { case: which, holder } if *which == case => vec![*holder],
        Fact::Asked { to, case: which, what, .. } if *which == case && about(what) => vec![*to],
        Fact::AskedOfUs { from, case: which, what, .. } if *which == case && about(what) => match what {
            Ask::Clear(told) => vec![*from, told.asker],
            _ => vec![*from],
        },
        Fact::Received { from: Source::Seat(from), body: MessageBody::Sitrep { case: which, .. }, .. }
            if *which == case =>
        {
            vec![*from]
        }
        _ => Vec::new(),
    };
    let entries = world.ledgers[seat.index()].entries().iter();
    let mut states: Vec<PartyId> = entries.flat_map(named).map(|seat| now.theatre.seat(seat).party).collect();
    states.extend(of);
    states.retain(|state| now.theatre.scenario.is_country(*state) && of.is_none_or(|of| of == *state));
    states.sort_unstable();
    states.dedup();
    if states.is_empty() {
        let why = "you know of no state that is concerned in it; name one, or speak of no case".to_owned();
        return Err(Rejection::NotReady { what: "a statement about that case".to_owned(), why });
    }
    Ok(states)
}

/// Once an hour: who waits aboard a ship for a port, in cases that the press knows of.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    if world.press.published.is_empty() || !now.tick.0.is_multiple_of(TICKS_PER_HOUR) {
        return;
    }
    for (case, state, days) in waiting(now, world) {
        if world.press.stand_offs.get(&(case, state)).is_some_and(|told| *told >= days) {
            continue;
        }
        world.press.stand_offs.insert((case, state), days);
        let name = &now.theatre.scenario.parties[state.index()].name;
        let hours = STAND_OFF_EACH.as_hours() * f64::from(days);
        let text =
            format!("People taken from the sea have waited aboard a ship for a port of {name} for {hours:.0} hours");
        let item = Published {
            at: now.tick,
            by: Voice::StandOff(days),
            text,
            about: Some(case),
            on: Some(state),
            pressure: STAND_OFF,
            blame: 0.0,
            concerned: Vec::new(),
        };
        publish(now, world, None, item);
    }
}

/// Cases the press knows, with a state that has been asked for a port and has granted none, and since how many whole
/// days people have been aboard a ship of those who asked.
fn waiting(now: &Now<'_>, world: &World) -> Vec<(CraftId, PartyId, u32)> {
    let known = |case: CraftId| world.press.published.iter().any(|item| item.about == Some(case));
    let aboard = |case: CraftId, asker: SeatId| {
        world.people.iter().any(|p| {
            p.craft == case
                && p.fate == Fate::Living
                && matches!(p.whereabouts, Whereabouts::AboardSru(sru) if now.theatre.commands(world, asker, sru))
        })
    };
    let mut found: Vec<(CraftId, PartyId, u32)> = Vec::new();
    for first in world.requests.iter().filter(|r| matches!(r.what, Ask::Land { .. }) && known(r.case)) {
        let state = now.theatre.seat(first.to).party;
        let days = now.tick.since(first.made_at).seconds() / STAND_OFF_EACH.seconds();
        let days = u32::try_from(days).unwrap_or(0);
        if days == 0 || found.iter().any(|(case, of, _)| (*case, *of) == (first.case, state)) {
            continue;
        }
        let granted = world.requests.iter().any(|r| {
            matches!(r.what, Ask::Land { .. })
                && r.case == first.case
                && now.theatre.seat(r.to).party == state
                && r.granted().is_some()
        });
        if !granted && aboard(first.case, first.from) {
            found.push((first.case, state, days));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(at: Tick, on: Option<PartyId>, tone: Tone) -> Published {
        let (pressure, blame) = tone.weight();
        let by = Voice::Seat(SeatId(0), tone);
        Published { at, by, text: String::new(), about: None, on, pressure, blame, concerned: Vec::new() }
    }

    #[test]
    fn what_was_published_loses_half_its_weight_in_three_days() {
        let said = [item(Tick(0), None, Tone::Calls)];
        let now = mood(&said, PartyId(1), Tick(0)).pressure;
        let later = mood(&said, PartyId(1), Tick::START.after(HALF_LIFE)).pressure;
        assert!((now - STATEMENT).abs() < 1e-12 && (later - STATEMENT / 2.0).abs() < 1e-12, "{now} {later}");
    }

    #[test]
    fn a_statement_moves_the_mood_towards_the_state_it_is_about_and_no_other() {
        let (one, other) = (PartyId(0), PartyId(1));
        let said = [item(Tick(0), Some(one), Tone::Calls), item(Tick(0), Some(one), Tone::Blames)];
        let mood_of = |state| mood(&said, state, Tick(1));
        assert!(mood_of(one).pressure > 0.0 && mood_of(one).blame > 0.0);
        assert_eq!(mood_of(other), Mood::default());
        let said = [&said[..], &[item(Tick(1), None, Tone::Thanks), item(Tick(1), None, Tone::Reassures)]].concat();
        let eased = mood(&said, one, Tick(1));
        assert!(eased.blame < mood_of(one).blame && eased.pressure < mood_of(one).pressure);
    }

    #[test]
    fn a_statement_about_a_case_moves_the_mood_towards_the_states_concerned_in_it_and_no_other() {
        let mut said = item(Tick(0), None, Tone::Blames);
        said.concerned = vec![PartyId(1), PartyId(2)];
        let blame = |state| mood([&said], PartyId(state), Tick(1)).blame;
        assert!(blame(1) > 0.0 && blame(2) > 0.0);
        assert_eq!(blame(0), 0.0);
    }

    #[test]
    fn what_is_not_yet_published_moves_nothing_and_a_mood_stays_between_none_and_all() {
        let said = vec![item(Tick(10), None, Tone::Blames); 40];
        assert_eq!(mood(&said, PartyId(0), Tick(9)), Mood::default());
        assert_eq!(mood(&said, PartyId(0), Tick(10)).blame, 1.0);
        let said = vec![item(Tick(10), None, Tone::Reassures); 40];
        assert_eq!(mood(&said, PartyId(0), Tick(10)).pressure, 0.0);
    }
}
