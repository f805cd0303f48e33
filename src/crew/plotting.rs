//! Which reports are of one vessel, and when a case is closed: the doctrine of a rescue coordination centre.
//!
//! A case that is known only from what others tell is held against those that are certain: if what was told of it fits
//! one of them in place and number, it is that one. What was searched for well and never seen, and of which one voice
//! alone ever spoke, was a false alarm. SAR Convention 4.8 by sar-models.md 5.1: the search goes on until all
//! reasonable hope has passed; for a vessel that has called or been seen it is over when it is known to be lost, the
//! area has been searched well, and by the tables of survival not even the strongest of the missing could live.

use crate::base::Span;
use crate::base::ids::{CraftId, SeatId};
use crate::base::math;
use crate::base::quantity::metres;
use crate::base::time::TICKS_PER_MINUTE;
use crate::picture::{self, CaseView, MessageView, Truth, Way};
use crate::plan;
use crate::scenario::{Channel, Nature, Role};
use crate::sim::plot::{Command as Decision, Conclusion, Note};
use crate::sim::{Command, MessageBody, Source};

use super::datum;
use super::delay::COMPARE;
use super::desk::Desk;
use super::outlook;
use super::responsibility::ours;

/// Two cases fit when they are no farther apart than so many times their probable errors together: two hold nine in ten
/// of what is one (3.3, derived from a circle that holds half).
const ERRORS_APART: f64 = 2.0;
/// Errors larger than this together fit anything, and prove nothing \[NM\] (*proposed*).
const ERRORS_AT_MOST_NMI: f64 = 25.0;
/// Numbers aboard differ by no more than this factor when both are of one vessel: callers miscount (*proposed*).
const MISCOUNT: f64 = 2.0;
/// Reports of one vessel come within so long of each other (*proposed*).
const WITHIN: Span = Span::hours(48);
/// A search has been good when it would have found what was reported with this probability (*proposed*).
const GOOD_SEARCH: f64 = 0.8;
/// Hope is past when of all who are missing together fewer than this could live (*proposed*: one chance in twenty).
const HOPE: f64 = 0.05;
/// Nobody has called again for so long (*proposed*).
const NOBODY_CALLS: Span = Span::hours(6);
/// The map is looked at for that at each half hour: it takes time to draw (*proposed*).
const LOOKED_AT_MIN: u32 = 30;
/// Particles of that map.
const PARTICLES: usize = 400;

/// What the centre decides about its cases now, and whom it tells.
pub(super) fn decide(desk: &Desk<'_>) -> Vec<Command> {
    let mut out = Vec::new();
    let merge = desk.picture.cases.iter().find_map(|view| same(desk, view)).or_else(|| by_word(desk));
    out.extend(merge.map(Command::Plot));
    if out.is_empty() {
        let conclude = desk.picture.cases.iter().find_map(|view| Some((view, conclusion(desk, view)?)));
        if let Some((view, (reason, why))) = conclude {
            out.extend(why.map(|text| Command::Log { text }));
            out.push(Command::Plot(Decision::Conclude { case: view.case, reason }));
        }
    }
    out.extend(tell(desk));
    out
}

/// What a centre that knows the truth decides: reports of nothing are closed, and those of one vessel merged, at once.
pub(super) fn known(desk: &Desk<'_>, truth: &Truth) -> Vec<Command> {
    let open = |case: CraftId| desk.case(case).is_some_and(|view| view.concluded.is_none());
    let reports = truth.casualties.iter().filter_map(|c| Some((c.case, c.report?))).filter(|(case, _)| open(*case));
    let decisions = reports.filter_map(|(case, report)| match report.same_as {
        None => Some(Decision::Conclude { case, reason: Conclusion::FalseAlarm }),
        Some(into) if desk.case(into).is_some() => {
            Some(Decision::Merge { case, into, reason: "reports of one vessel".to_owned() })
        }
        Some(_) => None,
    });
    decisions.map(Command::Plot).chain(tell(desk)).collect()
}

/// Whether a case is known from people ashore or passing by alone: it has not called itself, nobody at the table has
/// seen it, and nobody has been taken from it.
fn only_told(desk: &Desk<'_>, view: &CaseView) -> bool {
    !certain(desk, view) && callers(desk, view.case).next().is_some()
}

/// Whether there is a vessel for certain: it has called, or it or its people have been seen or taken aboard.
fn certain(desk: &Desk<'_>, view: &CaseView) -> bool {
    let itself = desk.heard(view.case).any(|message| {
        matches!(message.way, Way::From(Source::Casualty(_))) || matches!(message.body, MessageBody::Sighting { .. })
    });
    let found = outlook::found(desk, view.case) > 0 || view.told.iter().any(|told| told.recovered + told.bodies > 0);
    let homed = desk.picture.bearings.iter().any(|bearings| bearings.case == view.case);
    itself || found || homed || desk.picture.contacts.iter().any(|contact| contact.case == view.case)
}

/// Who outside the table has told of a case.
fn callers<'a>(desk: &Desk<'a>, case: CraftId) -> impl Iterator<Item = &'a str> + use<'a> {
    desk.heard(case).filter_map(|message| match (&message.way, &message.body) {
        (Way::From(Source::Outside(name)), MessageBody::Call { .. }) => Some(name.as_str()),
        _ => None,
    })
}

/// Whether another centre answers for a case and has reported on it: it has its reasons.
fn held_elsewhere(desk: &Desk<'_>, view: &CaseView) -> bool {
    desk.others(Role::Rcc).any(|seat| acts(view, seat))
}

/// Whether a centre answers for a case as far as this desk knows, or has reported on it while nobody is known to.
fn acts(view: &CaseView, seat: SeatId) -> bool {
    view.responsible.map_or_else(|| view.told.iter().any(|told| told.seat == seat), |(holder, _)| holder == seat)
}

/// The decision that a case known from callers alone is one that is certain, here or at another centre.
fn same(desk: &Desk<'_>, view: &CaseView) -> Option<Decision> {
    let alone = desk.picture.cases.len() < 2;
    if alone || view.concluded.is_some() || !ours(desk, view) || !only_told(desk, view) {
        return None;
    }
    let other = desk.picture.cases.iter().find(|other| {
        other.case != view.case
            && !desk.picture.plot.keeps_apart(view.case, other.case)
            && (certain(desk, other) || held_elsewhere(desk, other))
            && fits(desk, view, other)
    })?;
    let since = view.opened_at.max(other.opened_at).max(datum::best_fix(desk, view.case)?.known_at);
    desk.waited(since, view.case, COMPARE).then(|| Decision::Merge {
        case: view.case,
        into: other.case,
        reason: "what is told of it fits in place, time and number".to_owned(),
    })
}

/// Whether what is known of two cases fits one vessel: where they are by now, how many are aboard, when they were told.
fn fits(desk: &Desk<'_>, one: &CaseView, other: &CaseView) -> bool {
    let (here, there) = (datum::datum(desk, one.case, desk.now()), datum::datum(desk, other.case, desk.now()));
    let (Some(here), Some(there)) = (here, there) else { return false };
    let error_m = math::hypot(here.error_m, there.error_m);
    let near = here.position.distance_m(there.position) <= ERRORS_APART * error_m;
    let apart = if one.opened_at > other.opened_at {
        one.opened_at.since(other.opened_at)
    } else {
        other.opened_at.since(one.opened_at)
    };
    near && error_m <= metres(ERRORS_AT_MOST_NMI) && numbers_fit(one, other) && apart <= WITHIN
}

fn numbers_fit(one: &CaseView, other: &CaseView) -> bool {
    let (Some(one), Some(other)) = (one.persons, other.persons) else { return true };
    let (least, most) = (one.min(other), one.max(other));
    f64::from(most) <= MISCOUNT * f64::from(least)
}

/// What to make of another centre's word that two cases are one: believed of the centre that answers for either, unless
/// what is known here speaks against it.
fn by_word(desk: &Desk<'_>) -> Option<Decision> {
    desk.picture.messages.iter().rev().find_map(|message| {
        let (Way::From(Source::Seat(from)), MessageBody::Plotted { case, note: Note::SameAs(into) }) =
            (&message.way, &message.body)
        else {
            return None;
        };
        let root = |case: CraftId| desk.picture.plot.root(case);
        let (case, into) = (root(*case), root(*into));
        let (one, other) = (desk.case(case)?, desk.case(into)?);
        let open = case != into && !desk.picture.plot.keeps_apart(case, into);
        if !open || !(acts(one, *from) || acts(other, *from)) || !desk.waited(message.at, case, COMPARE) {
            return None;
        }
        if against(desk, one, other) {
            let reason = format!("{} takes them for one; what we know does not fit", desk.name(*from));
            return Some(Decision::KeepApart { case, from: into, reason });
        }
        Some(Decision::Merge { case, into, reason: format!("by word of {}", desk.name(*from)) })
    })
}

/// Whether what is known of two cases speaks against their being one vessel.
fn against(desk: &Desk<'_>, one: &CaseView, other: &CaseView) -> bool {
    let both = certain(desk, one) && certain(desk, other);
    let (here, there) = (datum::datum(desk, one.case, desk.now()), datum::datum(desk, other.case, desk.now()));
    let far = here.zip(there).is_some_and(|(here, there)| {
        let error_m = math::hypot(here.error_m, there.error_m);
        here.position.distance_m(there.position) > 2.0 * ERRORS_APART * error_m.min(metres(ERRORS_AT_MOST_NMI))
    });
    (both && far) || !numbers_fit(one, other)
}

/// The reason for which a case is over, if it is, and what is written down about it beside.
fn conclusion(desk: &Desk<'_>, view: &CaseView) -> Option<(Conclusion, Option<String>)> {
    if view.concluded.is_some() || !ours(desk, view) {
        return None;
    }
    if all_accounted_for(desk, view) {
        return Some((Conclusion::AllAccountedFor, None));
    }
    if false_alarm(desk, view) {
        return Some((Conclusion::FalseAlarm, None));
    }
    let (reason, why) = no_hope(desk, view)?;
    Some((reason, Some(why)))
}

/// Whether hope is past: the vessel is lost, nobody alive is in sight, of those missing hardly one in all could live by
/// the tables, and the area has been searched so well that they would have been found.
fn no_hope(desk: &Desk<'_>, view: &CaseView) -> Option<(Conclusion, String)> {
    let case = view.case;
    let missing = outlook::missing(desk, case);
    if !looks_at_map(desk) || missing == 0 || desk.survivors_seen(case).next().is_some() {
        return None;
    }
    let scenario = &desk.theatre.scenario;
    let hope = plan::hope(desk.picture, case, &scenario.sea, scenario.start)?;
    if f64::from(missing) * hope.alive >= HOPE {
        return None;
    }
    let searched = searched(desk, case).filter(|pos| *pos >= GOOD_SEARCH)?;
    let why = format!(
        "No hope left for the {missing} missing of {}: lost {:.0} h ago, nobody seen or heard alive for {:.0} h, the strongest \
         would live with {:.2} %; searches so far would have found them with {:.0} %",
        desk.vessel(case),
        desk.now().since(hope.lost_at).as_hours(),
        desk.now().since(hope.alive_at).as_hours(),
        100.0 * hope.alive,
        100.0 * searched,
    );
    let alive_percent = (100.0 * hope.alive).round().clamp(0.0, 100.0) as u8;
    Some((Conclusion::NoHope { alive_percent }, why))
}

/// Whether it is time to look at the map.
fn looks_at_map(desk: &Desk<'_>) -> bool {
    desk.now().0 % (LOOKED_AT_MIN * TICKS_PER_MINUTE) < TICKS_PER_MINUTE
}

/// Probability that all searches so far would have found what is searched for in a case. None when no position is
/// known.
fn searched(desk: &Desk<'_>, case: CraftId) -> Option<f64> {
    let hypotheses = plan::hypotheses(desk.picture, case);
    let shelf = picture::briefing(desk.theatre, None);
    let known = !hypotheses.is_empty();
    known.then(|| plan::belief(&shelf, desk.picture, case, hypotheses, PARTICLES, u64::from(case.0)).pos_so_far)
}

/// Whether all who were told aboard have been found, and those alive landed.
fn all_accounted_for(desk: &Desk<'_>, view: &CaseView) -> bool {
    let counted = view.persons.is_some() && outlook::found(desk, view.case) > 0;
    let aboard = desk.picture.srus.iter().any(|unit| unit.case == Some(view.case) && unit.survivors > 0);
    counted && outlook::missing(desk, view.case) == 0 && !aboard && outlook::closed(desk, view.case)
}

/// Whether a report was of nothing: one voice alone told of trouble, the vessel did not answer, and a good search has
/// found nothing.
fn false_alarm(desk: &Desk<'_>, view: &CaseView) -> bool {
    let case = view.case;
    let unanswered = matches!(view.last_called, Some((_, false)));
    let Some(last) = desk.heard(case).filter(|m| matches!(m.body, MessageBody::Call { .. })).map(|m| m.at).max() else {
        return false;
    };
    let mut voices: Vec<&str> = callers(desk, case).collect();
    voices.sort_unstable();
    voices.dedup();
    if !looks_at_map(desk)
        || !unanswered
        || voices.len() != 1
        || view.nature < Nature::EngineTrouble
        || !only_told(desk, view)
        || !desk.passed(last, NOBODY_CALLS)
    {
        return false;
    }
    searched(desk, case).is_some_and(|pos| pos >= GOOD_SEARCH)
}

/// Everybody concerned is told what was decided: that two cases are one, that one was a false alarm, that it is none
/// after all. Who counts by itself that all are accounted for is told nothing.
fn tell(desk: &Desk<'_>) -> Vec<Command> {
    let plot = &desk.picture.plot;
    let merged = plot.merged.iter().map(|view| (view.case, Note::SameAs(view.into), desk.case(plot.root(view.case))));
    let closed = desk.picture.cases.iter().filter_map(|view| {
        let concluded = view.concluded.filter(|c| c.reason != Conclusion::AllAccountedFor)?;
        Some((view.case, Note::Concluded(concluded.reason), Some(view)))
    });
    let mut out = Vec::new();
    for (case, note, view) in merged.chain(closed) {
        let Some(view) = view else { continue };
        for to in concerned(desk, view) {
            if last_note(desk, to, case) != Some(note) && !told_us(desk, to, case, note) {
                out.push(word(to, case, note));
            }
        }
    }
    // Nobody has to be told that a case is open who was never told that it was closed.
    let spoken = |m: &MessageView| matches!((&m.way, &m.body), (Way::To(_), MessageBody::Plotted { .. }));
    if !desk.picture.messages.iter().any(spoken) {
        return out;
    }
    for view in desk.picture.cases.iter().filter(|view| view.concluded.is_none()) {
        for to in concerned(desk, view) {
            if matches!(last_note(desk, to, view.case), Some(Note::Concluded(_))) {
                out.push(word(to, view.case, Note::Reopened));
            }
        }
    }
    out
}

fn word(to: SeatId, case: CraftId, note: Note) -> Command {
    Command::Send { to, channel: Channel::Phone, body: MessageBody::Plotted { case, note } }
}

/// What a seat was last told of this desk's decisions about a case.
fn last_note(desk: &Desk<'_>, to: SeatId, case: CraftId) -> Option<Note> {
    let about = |body: &MessageBody| matches!(body, MessageBody::Plotted { case: of, .. } if *of == case);
    match desk.last_sent(to, about)?.body {
        MessageBody::Plotted { note, .. } => Some(note),
        _ => None,
    }
}

/// Whether a seat has told this desk the same.
fn told_us(desk: &Desk<'_>, from: SeatId, case: CraftId, note: Note) -> bool {
    let body = MessageBody::Plotted { case, note };
    desk.picture.messages.iter().any(|m| m.way == Way::From(Source::Seat(from)) && m.body == body)
}

/// Seats that this desk has told of a case, or been told by; and the masters, if shipping was called.
fn concerned(desk: &Desk<'_>, view: &CaseView) -> Vec<SeatId> {
    let about = |body: &MessageBody| body.case() == Some(view.case);
    let mut seats: Vec<SeatId> = desk
        .picture
        .messages
        .iter()
        .filter(|message| about(&message.body))
        .filter_map(|message| match message.way {
            Way::To(seat) | Way::From(Source::Seat(seat)) => Some(seat),
            Way::From(_) => None,
        })
        .collect();
    if view.broadcast_at.is_some() {
        seats.extend(desk.others(Role::Masters));
    }
    seats.sort_unstable();
    seats.dedup();
    seats
}

/// Whether a closed case is still worked on by this desk: what remains to be said of people found is said.
pub(super) fn goes_on(view: &CaseView) -> bool {
    view.concluded.is_none_or(|concluded| concluded.reason == Conclusion::AllAccountedFor)
}
