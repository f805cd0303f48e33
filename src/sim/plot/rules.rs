//! How a plot changes: by a centre's decision, by a message from a seat's own centre, by a new report.

use crate::base::Tick;
use crate::base::ids::{CraftId, SeatId};
use crate::scenario::{Role, Scenario};

use super::super::authority;
use super::super::command::{MessageBody, Rejection};
use super::super::comms;
use super::super::event::{self, Source};
use super::super::forms::Form;
use super::super::ledger;
use super::super::rights::{self, Right};
use super::super::step::Now;
use super::super::world::{Fate, Whereabouts, World};
use super::{Command, Conclusion, Event, Fact, Note};

/// What a centre decides about its cases, or why it may not.
pub(in crate::sim) fn apply(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    order: &Command,
) -> Result<(), Rejection> {
    rights::must(now.theatre.seat(seat).role, Right::KeepPlot)?;
    match order {
        Command::Merge { case, into, reason } => {
            both_heard(now, world, seat, *case, *into)?;
            let reason = authority::bounded(reason)?;
            if let Some(merged) = world.cases[case.index()].plots[seat.index()].into {
                let why = format!("it is part of {merged} already; keep the two apart first");
                return Err(Rejection::NotReady { what: case.to_string(), why });
            }
            if !join(world, seat, *case, *into) {
                let why = "they are one case already".to_owned();
                return Err(Rejection::NotReady { what: format!("{case} and {into}"), why });
            }
            let (case, into) = (*case, *into);
            tell(now, world, seat, Fact::Merged { case, into, reason: reason.clone() });
            emit(now, seat, Event::Merged { seat, case, into, reason });
        }
        Command::KeepApart { case, from, reason } => {
            both_heard(now, world, seat, *case, *from)?;
            let reason = authority::bounded(reason)?;
            if case == from {
                let why = "it is one case; name two".to_owned();
                return Err(Rejection::NotReady { what: case.to_string(), why });
            }
            let (case, from, undone) = (*case, *from, part(world, seat, *case, *from));
            tell(now, world, seat, Fact::KeptApart { case, from, undone, reason: reason.clone() });
            emit(now, seat, Event::KeptApart { seat, case, from, undone, reason });
        }
        Command::Conclude { case, reason } => conclude(now, world, seat, *case, *reason)?,
        Command::Reopen { case, reason } => {
            authority::heard(now, world, seat, *case)?;
            let reason = Some(authority::bounded(reason)?);
            let case = root(world, seat, *case);
            if !reopen(world, seat, case) {
                return Err(Rejection::NotReady { what: case.to_string(), why: "it is open".to_owned() });
            }
            tell(now, world, seat, Fact::Reopened { case, reason: reason.clone() });
            emit(now, seat, Event::Reopened { seat, case, reason });
        }
    }
    Ok(())
}

fn both_heard(now: &Now<'_>, world: &World, seat: SeatId, one: CraftId, other: CraftId) -> Result<(), Rejection> {
    authority::heard(now, world, seat, one)?;
    authority::heard(now, world, seat, other)
}

fn conclude(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    case: CraftId,
    reason: Conclusion,
) -> Result<(), Rejection> {
    authority::heard(now, world, seat, case)?;
    if matches!(reason, Conclusion::NoHope { alive_percent } if alive_percent > 100) {
        let what = "the share thought to be alive still".to_owned();
        return Err(Rejection::BadNumber { what, rule: "at most 100 %".to_owned() });
    }
    let case = root(world, seat, case);
    let vessels = behind(&now.theatre.scenario, world, seat, case);
    if !close(now, world, seat, case) {
        return Err(Rejection::NotReady { what: case.to_string(), why: "it is closed already".to_owned() });
    }
    let alive = vessels.iter().map(|vessel| alive_at_sea(world, *vessel)).fold(0, u32::saturating_add);
    let holder = |label: CraftId| world.cases[label.index()].responsible.map(|(holder, _)| holder);
    let holds = labels(world, seat, case).any(|label| holder(label) == Some(seat));
    tell(now, world, seat, Fact::Concluded { case, reason });
    emit(now, seat, Event::Concluded { seat, case, reason, vessels, alive, holds });
    Ok(())
}

/// The case under which reports of a case stand in a seat's plot.
fn root(world: &World, seat: SeatId, case: CraftId) -> CraftId {
    let mut at = case;
    // A plot without a ring, which `check` looks after, has no longer chain than there are cases.
    for _ in 0..world.cases.len() {
        match world.cases[at.index()].plots[seat.index()].into {
            Some(into) => at = into,
            None => break,
        }
    }
    at
}

/// Whether a seat takes two cases for one. Both have to exist.
pub(in crate::sim) fn is_one_case(world: &World, seat: SeatId, one: CraftId, other: CraftId) -> bool {
    root(world, seat, one) == root(world, seat, other)
}

/// All cases that stand under one in a seat's plot, itself among them.
fn labels(world: &World, seat: SeatId, case: CraftId) -> impl Iterator<Item = CraftId> {
    (0..world.cases.len()).map(CraftId::new).filter(move |label| root(world, seat, *label) == case)
}

/// Makes a case part of another. False when they are one already.
fn join(world: &mut World, seat: SeatId, case: CraftId, into: CraftId) -> bool {
    if root(world, seat, case) == root(world, seat, into) {
        return false;
    }
    world.cases[case.index()].plots[seat.index()].into = Some(into);
    true
}

/// Takes two cases apart; gives the one that was part of the other, or of a third together with it.
fn part(world: &mut World, seat: SeatId, case: CraftId, from: CraftId) -> Option<CraftId> {
    if root(world, seat, case) != root(world, seat, from) {
        return None;
    }
    let of_another = |label: &CraftId| world.cases[label.index()].plots[seat.index()].into.is_some();
    let undone = [case, from].into_iter().find(of_another)?;
    world.cases[undone.index()].plots[seat.index()].into = None;
    Some(undone)
}

fn close(now: &Now<'_>, world: &mut World, seat: SeatId, case: CraftId) -> bool {
    let plot = &mut world.cases[case.index()].plots[seat.index()];
    let open = plot.concluded.is_none();
    plot.concluded.get_or_insert(now.tick);
    open
}

fn reopen(world: &mut World, seat: SeatId, case: CraftId) -> bool {
    world.cases[case.index()].plots[seat.index()].concluded.take().is_some()
}

fn tell(now: &Now<'_>, world: &mut World, seat: SeatId, fact: Fact) {
    now.tell(world, seat, ledger::Fact::Plot(Box::new(fact)));
}

fn emit(now: &mut Now<'_>, seat: SeatId, event: Event) {
    now.emit_by(seat, event::Event::Plot(Box::new(event)));
}

/// The vessels, in truth, that a seat works for under a case and under no other that is open there.
fn behind(scenario: &Scenario, world: &World, seat: SeatId, case: CraftId) -> Vec<CraftId> {
    let mut vessels: Vec<CraftId> = labels(world, seat, case).filter_map(|label| scenario.vessel_of(label)).collect();
    vessels.sort_unstable();
    vessels.dedup();
    let elsewhere = |vessel: &CraftId| {
        (0..world.cases.len()).map(CraftId::new).any(|label| {
            let at = root(world, seat, label);
            at != case
                && scenario.vessel_of(label) == Some(*vessel)
                && comms::has_heard(world, seat, label)
                && world.cases[at.index()].plots[seat.index()].concluded.is_none()
        })
    };
    vessels.retain(|vessel| !elsewhere(vessel));
    vessels
}

/// Living people of a vessel who are neither aboard a rescuer nor ashore.
fn alive_at_sea(world: &World, vessel: CraftId) -> u32 {
    let at_sea = |w: Whereabouts| {
        !matches!(w, Whereabouts::AboardSru(_) | Whereabouts::AtPlace(_) | Whereabouts::OnShore(_) | Whereabouts::Lost)
    };
    let alive =
        world.people.iter().filter(|p| p.craft == vessel && p.fate == Fate::Living && at_sea(p.whereabouts)).count();
    u32::try_from(alive).unwrap_or(u32::MAX)
}

/// Whose telephone rings when a seat calls the vessel of a case: of all the callers merged into it the one that is
/// there.
pub(in crate::sim) fn answering(now: &Now<'_>, world: &World, seat: SeatId, case: CraftId) -> CraftId {
    let there = |label: &CraftId| !now.theatre.scenario.is_only_reported(*label);
    if there(&case) {
        return case;
    }
    let case_root = root(world, seat, case);
    labels(world, seat, case_root).filter(|label| comms::has_heard(world, seat, *label)).find(there).unwrap_or(case)
}

/// What a message that came in does to the receiver's plot: it may be a new report of a closed case, or the word of the
/// centre that the receiver follows.
pub(in crate::sim) fn arrived(
    now: &mut Now<'_>,
    world: &mut World,
    to: SeatId,
    from: &Source,
    body: &MessageBody,
    before: Option<u32>,
) {
    match body {
        MessageBody::Plotted { case, note } => follow(now, world, to, from, *case, *note),
        MessageBody::Call { case, .. } | MessageBody::Sighting { case, .. } | MessageBody::Distress { case, .. } => {
            reported(now, world, to, *case);
        }
        // A situation report repeats what is known, unless it has a position from after the end or more people than
        // were known of.
        MessageBody::Sitrep { case, position, persons, .. } => {
            let at = root(world, to, *case);
            let Some(closed) = world.cases[at.index()].plots[to.index()].concluded else { return };
            let newer = position.is_some_and(|told| told.true_at > closed);
            let more = persons.is_some_and(|persons| before.is_some_and(|known| persons > known));
            if newer || more {
                reported(now, world, to, *case);
            }
        }
        MessageBody::AtYourDisposal { .. } | MessageBody::Text { .. } | MessageBody::Lead { .. } => {}
        MessageBody::Form(form) => {
            if let Form::MaydayRelay(relay) = &**form {
                reported(now, world, to, relay.case);
            }
        }
    }
}

/// The most persons a seat has been told of in a case, for the next situation report to be held against. `None` where
/// it was told no number, or the case is open, and nothing hangs on it.
pub(in crate::sim) fn told_before(world: &World, seat: SeatId, case: CraftId) -> Option<u32> {
    let at = root(world, seat, case);
    world.cases[at.index()].plots[seat.index()].concluded?;
    let told = world.ledgers[seat.index()].entries().iter().filter_map(|entry| match &entry.fact {
        ledger::Fact::Received { body, .. } if body.case().is_some_and(|of| root(world, seat, of) == at) => {
            match body {
                MessageBody::Call { persons, .. } | MessageBody::Sitrep { persons, .. } => *persons,
                _ => None,
            }
        }
        _ => None,
    });
    told.max()
}

/// A report of a case came to a seat: if the seat had closed it, it is open again.
pub(in crate::sim) fn reported(now: &mut Now<'_>, world: &mut World, seat: SeatId, case: CraftId) {
    let case = root(world, seat, case);
    if !reopen(world, seat, case) {
        return;
    }
    tell(now, world, seat, Fact::Reopened { case, reason: None });
    if rights::may(now.theatre.seat(seat).role, Right::KeepPlot) {
        emit(now, seat, Event::Reopened { seat, case, reason: None });
    }
}

/// A seat without a plot of its own takes over what its centre tells it of its own.
fn follow(now: &mut Now<'_>, world: &mut World, to: SeatId, from: &Source, case: CraftId, note: Note) {
    let Source::Seat(centre) = *from else { return };
    let scenario = &now.theatre.scenario;
    let (me, them) = (now.theatre.seat(to), now.theatre.seat(centre));
    let keeps = |role: Role| rights::may(role, Right::KeepPlot);
    let has_centre = scenario.seats.iter().any(|seat| seat.party == me.party && keeps(seat.role));
    if keeps(me.role) || !keeps(them.role) || (has_centre && them.party != me.party) {
        return;
    }
    let reason = format!("by word of {}", them.name);
    match note {
        Note::SameAs(into) => {
            let free = world.cases[case.index()].plots[to.index()].into.is_none();
            if free && join(world, to, case, into) {
                tell(now, world, to, Fact::Merged { case, into, reason });
            }
        }
        Note::Apart(other) => {
            let undone = part(world, to, case, other);
            tell(now, world, to, Fact::KeptApart { case, from: other, undone, reason });
        }
        Note::Concluded(why) => {
            let case = root(world, to, case);
            if close(now, world, to, case) {
                tell(now, world, to, Fact::Concluded { case, reason: why });
            }
        }
        Note::Reopened => {
            let case = root(world, to, case);
            if reopen(world, to, case) {
                tell(now, world, to, Fact::Reopened { case, reason: Some(reason) });
            }
        }
    }
}

/// No plot runs in a ring, and none is of a case its seat has not heard of.
pub(in crate::sim) fn check(world: &World) {
    for (seat, _) in world.ledgers.iter().enumerate() {
        let seat = SeatId::new(seat);
        for case in (0..world.cases.len()).map(CraftId::new) {
            let plot = world.cases[case.index()].plots[seat.index()];
            let ended = world.cases[root(world, seat, case).index()].plots[seat.index()].into.is_none();
            assert!(ended, "{case} is part of itself at {seat}");
            assert!(plot.into.is_none() || comms::has_heard(world, seat, case), "{seat} has not heard of {case}");
            assert!(plot.concluded.is_none_or(|at| at <= world.tick && at > Tick::START), "{case} closed at {seat}");
        }
    }
}
