//! Conditions: what they name must exist, and none may wait for itself.

use super::super::diagnostic::{LOOP, NONE, RANGE, RECEPTION, WORD};
use super::super::doc::{Choice, ConditionDoc, Count, Id};
use super::super::leaf::{Leaf, Raw};
use super::super::model::{Condition, Expectation, Inject, Milestone, Phase, Situation, Stage, Wrong};
use super::super::reading::Reading;
use super::super::values::Within;
use super::Written;
use super::plan::{craft, seat};
use super::reports::vessel;
use crate::base::ids::{CraftId, ExpectationId, InjectId, PartyId, PlaceId, SeatId};
use crate::base::quantity::Kind;

/// Persons or beds in a condition at most.
const MOST: u32 = 100_000;

/// Reads a condition. `at` is the entry it stands in, for what has no place of its own.
pub(super) fn condition<'a>(reading: &mut Reading<'a>, at: Raw<'a>, form: &ConditionDoc<'a>) -> Option<Condition> {
    match form {
        ConditionDoc::At(moment) => reading.tick(*moment, Within::Exercise).map(Condition::At),
        ConditionDoc::After(duration, inner) => {
            let span = reading.span(*duration);
            let inner = condition(reading, at, inner);
            Some(Condition::After(span?, Box::new(inner?)))
        }
        ConditionDoc::All(list) => conditions(reading, at, list).map(Condition::All),
        ConditionDoc::Any(list) => conditions(reading, at, list).map(Condition::Any),
        ConditionDoc::AtLeast(number, list) => {
            let list = conditions(reading, at, list);
            let most = list.as_ref().map_or(MOST, |list| u32::try_from(list.len()).unwrap_or(MOST));
            let number = reading.count(*number, "conditions that must hold", 1..=most);
            Some(Condition::AtLeast(number?, list?))
        }
        ConditionDoc::Not(inner) => condition(reading, at, inner).map(|inner| Condition::Not(Box::new(inner))),
        ConditionDoc::Manual => {
            let message = "`Manual` stands here for what is to happen by itself";
            reading.error(WORD, at, message, "write it only as the whole `when` of an inject")
        }
        form => match milestone(reading, form) {
            Some(milestone) => milestone.map(Condition::Reached),
            None => situation(reading, form).map(Condition::Is),
        },
    }
}

/// When an inject fires: as any condition, or by the trainer's hand alone.
pub(super) fn when<'a>(reading: &mut Reading<'a>, at: Raw<'a>, form: &ConditionDoc<'a>) -> Option<Condition> {
    match form {
        ConditionDoc::Manual => Some(Condition::Manual),
        form => condition(reading, at, form),
    }
}

fn conditions<'a>(reading: &mut Reading<'a>, at: Raw<'a>, list: &[ConditionDoc<'a>]) -> Option<Vec<Condition>> {
    if list.is_empty() {
        let help = "write one inside `All([…])`, `Any([…])` or `AtLeast(1, […])`";
        return reading.error(NONE, at, "a condition of no conditions", help);
    }
    let judged: Vec<_> = list.iter().map(|form| condition(reading, at, form)).collect();
    judged.into_iter().collect()
}

/// What is to have happened once. Nothing, where the form is of another sort; inside, nothing where it is not sound.
fn milestone<'a>(reading: &mut Reading<'a>, form: &ConditionDoc<'a>) -> Option<Option<Milestone>> {
    Some(match form {
        ConditionDoc::Alerted(s, c) => both(reading, craft, *s, *c, Milestone::Alerted),
        ConditionDoc::PositionKnown(s, c) => both(reading, craft, *s, *c, Milestone::PositionKnown),
        ConditionDoc::PhaseDeclared(s, c, phase_form) => {
            let pair = both(reading, craft, *s, *c, |seat, craft| (seat, craft));
            let phase = phase(reading, *phase_form);
            pair.and_then(|(seat, craft)| Some(Milestone::PhaseDeclared(seat, craft, phase?)))
        }
        ConditionDoc::CoordinationAsked(s, c) => both(reading, craft, *s, *c, Milestone::CoordinationAsked),
        ConditionDoc::ResponsibilityAccepted(s, c) => both(reading, craft, *s, *c, Milestone::ResponsibilityAccepted),
        ConditionDoc::DistressBroadcast(s, c) => both(reading, craft, *s, *c, Milestone::DistressBroadcast),
        ConditionDoc::UnitTasked(s) => seat(reading, *s).map(Milestone::SruTasked),
        ConditionDoc::UnitUnderWay(s) => seat(reading, *s).map(Milestone::SruUnderWay),
        ConditionDoc::OnScene(s, c) => both(reading, vessel, *s, *c, Milestone::OnScene),
        ConditionDoc::Sighted(s, c) => both(reading, vessel, *s, *c, Milestone::Sighted),
        ConditionDoc::Recovered(s, c) => both(reading, vessel, *s, *c, Milestone::Recovered),
        ConditionDoc::Landed(s, c) => both(reading, vessel, *s, *c, Milestone::Landed),
        ConditionDoc::Stage(c, stage_form) => {
            let craft = vessel(reading, *c);
            let stage = stage(reading, *stage_form);
            craft.and_then(|craft| Some(Milestone::Stage(craft, stage?)))
        }
        ConditionDoc::LandingAgreed(s) => seat(reading, *s).map(Milestone::LandingAgreed),
        ConditionDoc::TurnedBack(s, c) => both(reading, vessel, *s, *c, Milestone::TurnedBack),
        _ => return None,
    })
}

/// What is to be so of the world.
fn situation<'a>(reading: &mut Reading<'a>, form: &ConditionDoc<'a>) -> Option<Situation> {
    match form {
        ConditionDoc::Dead(c, n) => people(reading, *c, *n, Situation::Dead),
        ConditionDoc::Saved(c, n) => people(reading, *c, *n, Situation::Saved),
        ConditionDoc::AboardRescuers(c, n) => people(reading, *c, *n, Situation::AboardRescuers),
        ConditionDoc::InWater(c, n) => people(reading, *c, *n, Situation::InWater),
        ConditionDoc::WaterLeft(c, amount) => {
            let craft = vessel(reading, *c);
            let range = (0.0..=100.0, "0 to 100 L");
            let litres = reading.quantity(*amount, Kind::Volume, "the water for each person", range.0, range.1);
            // To the millilitre, so that conditions have an order and can be looked up.
            Some(Situation::WaterLeft(craft?, (litres? * 1_000.0).round() as u32))
        }
        ConditionDoc::Waiting(p, n) => {
            let place = place_of_site(reading, *p);
            let number = reading.count(*n, "persons", 1..=MOST);
            Some(Situation::Waiting(place?, number?))
        }
        ConditionDoc::BedsFree(p, n) => {
            let place = place_of_site(reading, *p);
            let number = reading.count(*n, "beds", 1..=MOST);
            Some(Situation::BedsFree(place?, number?))
        }
        ConditionDoc::Refused(s) => seat(reading, *s).map(Situation::Refused),
        ConditionDoc::Unread(s, n) => {
            let seat = seat(reading, *s);
            let number = reading.count(*n, "posts", 1..=MOST);
            Some(Situation::Unread(seat?, number?))
        }
        ConditionDoc::Violation(kind) => wrong(reading, *kind).map(Situation::Violated),
        ConditionDoc::Registered(p, n) => {
            let party = reading.reference(|r| &mut r.parties, *p).map(PartyId::new);
            let number = reading.count(*n, "persons", 1..=MOST);
            Some(Situation::Registered(party?, number?))
        }
        ConditionDoc::Fired(i) => inject(reading, *i).map(Situation::Fired),
        ConditionDoc::Overtaken(i) => inject(reading, *i).map(Situation::Overtaken),
        ConditionDoc::Met(e) => expectation(reading, *e).map(Situation::Met),
        ConditionDoc::Missed(e) => expectation(reading, *e).map(Situation::Missed),
        ConditionDoc::Responsible(s, c) => both(reading, craft, *s, *c, Situation::Responsible),
        // The others are not about the world.
        _ => None,
    }
}

/// What is so of a seat and a case: `find` is `craft` where reports of one are enough, and `vessel` where it can only
/// come about if there is one.
fn both<'a, M>(
    reading: &mut Reading<'a>,
    find: fn(&mut Reading<'a>, Id<'a>) -> Option<CraftId>,
    seat_id: Id<'a>,
    craft_id: Id<'a>,
    milestone: impl FnOnce(SeatId, CraftId) -> M,
) -> Option<M> {
    let (seat, craft) = (seat(reading, seat_id), find(reading, craft_id));
    Some(milestone(seat?, craft?))
}

/// So many of a craft's people: not more than are aboard, where that is known.
fn people<'a>(
    reading: &mut Reading<'a>,
    craft_id: Id<'a>,
    number: Count<'a>,
    situation: fn(CraftId, u32) -> Situation,
) -> Option<Situation> {
    let craft = vessel(reading, craft_id);
    let count = reading.count(number, "persons", 1..=MOST);
    let (craft, count) = (craft?, count?);
    let aboard = reading.aboard.get(craft.index()).copied().flatten();
    if let Some(aboard) = aboard.filter(|aboard| count > *aboard) {
        let message = format!("persons: {count} is more than the {aboard} aboard {}", craft_id.raw().text());
        return reading.error(RANGE, number.raw(), message, format!("type a whole number from 1 to {aboard}"));
    }
    Some(situation(craft, count))
}

/// A place that has a reception site.
pub(super) fn place_of_site<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<PlaceId> {
    let place = reading.reference(|r| &mut r.places, id).map(PlaceId::new)?;
    match &reading.site_places {
        Some(sites) if !sites.contains(&place) => {
            let message = format!("there is no reception site at {}", id.raw().text());
            reading.error(RECEPTION, id.raw(), message, "name the place of an entry of `reception`, or write one")
        }
        _ => Some(place),
    }
}

fn inject<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<InjectId> {
    reading.reference(|r| &mut r.injects, id).map(InjectId::new)
}

fn expectation<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<ExpectationId> {
    reading.reference(|r| &mut r.expectations, id).map(ExpectationId::new)
}

fn phase<'a>(reading: &mut Reading<'a>, choice: Choice<'a>) -> Option<Phase> {
    let known = [("Uncertainty", Phase::Uncertainty), ("Alert", Phase::Alert), ("Distress", Phase::Distress)];
    reading.word(choice, &known)
}

fn stage<'a>(reading: &mut Reading<'a>, choice: Choice<'a>) -> Option<Stage> {
    let known = [
        ("UnderWay", Stage::UnderWay),
        ("Adrift", Stage::Adrift),
        ("Flooding", Stage::Flooding),
        ("Listing", Stage::Listing),
        ("Capsized", Stage::Capsized),
        ("Sunk", Stage::Sunk),
    ];
    reading.word(choice, &known)
}

fn wrong<'a>(reading: &mut Reading<'a>, choice: Choice<'a>) -> Option<Wrong> {
    let known = [
        ("Refoulement", Wrong::Refoulement),
        ("FamilySeparated", Wrong::FamilySeparated),
        ("ChildDetained", Wrong::ChildDetained),
        ("SmuggledCharged", Wrong::SmuggledCharged),
        ("Disclosure", Wrong::Disclosure),
    ];
    reading.word(choice, &known)
}

/// One node of who waits for whom: an inject or an expectation, by its place among all of them.
struct Node<'a> {
    at: Raw<'a>,
    waits_for: Vec<usize>,
}

/// Puts down every inject and expectation that waits for itself, by itself or by way of others. Those that could not be
/// read wait for nothing here.
pub(super) fn loops<'a, I, E>(
    reading: &mut Reading<'a>,
    injects: (&[Written<'a, I>], &[Option<Inject>]),
    expectations: (&[Written<'a, E>], &[Option<Expectation>]),
) {
    let first_expectation = injects.1.len();
    let of = |conditions: Vec<&Condition>| {
        let mut all = Vec::new();
        conditions.into_iter().for_each(|condition| condition.walk(&mut all));
        all.into_iter()
            .filter_map(|condition| match condition {
                Condition::Is(Situation::Fired(inject) | Situation::Overtaken(inject)) => Some(inject.index()),
                Condition::Is(Situation::Met(expectation) | Situation::Missed(expectation)) => {
                    Some(first_expectation + expectation.index())
                }
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let mut nodes = Vec::new();
    for (written, inject) in injects.0.iter().zip(injects.1) {
        nodes.push(Node { at: written.raw, waits_for: inject.as_ref().map_or_else(Vec::new, |i| of(vec![&i.when])) });
    }
    for (written, expectation) in expectations.0.iter().zip(expectations.1) {
        let waits_for = expectation.as_ref().map_or_else(Vec::new, |e| of(e.conditions()));
        nodes.push(Node { at: written.raw, waits_for });
    }
    for start in 0..nodes.len() {
        if reaches_itself(&nodes, start) {
            let message = "this waits for itself, by way of `Fired`, `Overtaken`, `Met` or `Missed`";
            let help = "take one of these out of the ring, or put a moment in its place";
            let _: Option<()> = reading.error(LOOP, nodes[start].at, message, help);
        }
    }
}

fn reaches_itself(nodes: &[Node<'_>], start: usize) -> bool {
    let mut seen = vec![false; nodes.len()];
    let mut ahead = nodes[start].waits_for.clone();
    while let Some(next) = ahead.pop() {
        if next == start {
            return true;
        }
        if let (Some(node), Some(false)) = (nodes.get(next), seen.get(next)) {
            seen[next] = true;
            ahead.extend(&node.waits_for);
        }
    }
    false
}
