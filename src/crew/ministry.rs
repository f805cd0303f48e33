//! The crew of a foreign ministry: the national decision about a landing (sar-models.md 6.2, steps 4 and 5).
//!
//! It decides by its stance, moved by what its picture shows. The first look takes its time; from then on the file lies
//! open, and it decides as soon as it is willing. One that pushes back refuses at the first look; the others let the
//! request wait, and refuse when nothing has moved them by the third escalation, or the last.

use crate::base::{Span, Tick};
use crate::picture::RequestView;
use crate::scenario::Stance;
use crate::sim::means::Wanted;
use crate::sim::press::{self, Mood};
use crate::sim::{Answer, Ask, Clearance, Command, Right, Terms, may};

use super::delay::{DECIDE, ESCALATIONS};
use super::desk::{self, Desk};
use super::{assistance, entry, means};

/// What moves a state that is asked to let people land.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pressure {
    /// What it is inclined to.
    pub(super) stance: Stance,
    /// Persons who would be landed.
    pub(super) persons: u32,
    /// Hours they have waited for a port.
    pub(super) waited_h: f64,
    /// Deaths of the case told so far.
    pub(super) dead: u32,
    /// Persons of the case whom others have taken in.
    pub(super) elsewhere: u32,
    /// Persons whom others have undertaken to resettle.
    pub(super) pledged: u32,
    /// Persons it has agreed to take in already.
    pub(super) taken: u32,
    /// How often the matter has been escalated.
    pub(super) escalated: u32,
    /// Whether, at a consultation it took part in, somebody had moved: agreed to land people or to resettle them.
    pub(super) together: bool,
    /// Share of the cost that others bear, by what it knows, 0 to 1.
    pub(super) relieved: f64,
    /// What was published, as it bears on this state.
    pub(super) mood: Mood,
}

/// Willing enough to say yes (*proposed*).
const YES: f64 = 0.6;
/// Willing enough to say yes on terms (*proposed*).
const ON_TERMS: f64 = 0.4;

/// How willing a state is to let people land, 0 to 1. All numbers *proposed*; the drivers are those of the cases in
/// sar-models.md 6.2 and 6.6.
///
/// It begins with the stance: 0.7 to cooperate, 0.3 to delay, 0.05 to push back. It rises with pressure: by 0.1 for
/// each twelve hours that people have waited, to 0.3; by 0.02 for each death told, to 0.2; by up to 0.2 as others take
/// people of the case in; by up to 0.3 as others undertake to resettle them; by 0.05 for each escalation; by 0.15 once
/// somebody had moved at a consultation it took part in; by up to 0.1 as others bear the cost; by up to 0.25 as the
/// press and statements press it. It falls by up to 0.15 as they blame it, and with burden:
/// by 0.02 for each ten persons taken in before, to 0.3; by 0.01 for each ten to be landed now, to 0.15.
pub(super) fn willingness(p: &Pressure) -> f64 {
    let base = match p.stance {
        Stance::Cooperate => 0.7,
        Stance::Delay => 0.3,
        Stance::PushBack => 0.05,
    };
    let of_all = |part: u32| (f64::from(part) / f64::from(p.persons.max(1))).min(1.0);
    let pressure = (0.1 * p.waited_h.max(0.0) / 12.0).min(0.3)
        + (0.02 * f64::from(p.dead)).min(0.2)
        + 0.2 * of_all(p.elsewhere)
        + 0.3 * of_all(p.pledged)
        + 0.05 * f64::from(p.escalated)
        + if p.together { 0.15 } else { 0.0 }
        + 0.1 * p.relieved.clamp(0.0, 1.0)
        + 0.25 * p.mood.pressure
        - 0.15 * p.mood.blame;
    let burden = (0.002 * f64::from(p.taken)).min(0.3) + (0.001 * f64::from(p.persons)).min(0.15);
    (base + pressure - burden).clamp(0.0, 1.0)
}

/// What the ministry does now.
pub(super) fn decide(desk: &Desk<'_>) -> Vec<Command> {
    let answer = |request: &RequestView| match &request.what {
        Ask::Clear(told) => {
            let answer = decision(desk, request, told, first_asked(desk, request, told))?;
            Some(Command::Answer { request: request.request, answer })
        }
        Ask::Enter => entry::answer(desk, request),
        Ask::Means(wanted) => means::answer(desk, request, wanted),
        Ask::Assist(wanted) => assistance::answer(desk, request, *wanted),
        _ => Some(desk::refuse(request, "ask our rescue coordination centre")),
    };
    let mut out: Vec<Command> = desk.waiting().filter_map(answer).collect();
    out.extend(means::convene(desk));
    out.extend(means::contribute(desk));
    out.extend(means::ask_places(desk));
    out.extend(means::tell_places(desk));
    out
}

/// When a ministry was first asked about a landing; to be asked again is no new matter.
fn first_asked(desk: &Desk<'_>, request: &RequestView, told: &Clearance) -> Tick {
    let same = |r: &&RequestView| {
        r.of_us && matches!(&r.what, Ask::Clear(other) if (other.landing, other.asker) == (told.landing, told.asker))
    };
    desk.picture.requests.iter().filter(same).map(|r| r.at).min().unwrap_or(request.at)
}

/// The decision about a landing, if there is one now. `first` is when the desk was first asked about it.
pub(super) fn decision(desk: &Desk<'_>, request: &RequestView, told: &Clearance, first: Tick) -> Option<Answer> {
    let stance = desk.manner().stance;
    // A state that waits for others does not so much as look before ministers ask.
    let looks_after = match stance {
        Stance::Delay => desk.takes(request.case.0, DECIDE).max(ESCALATIONS[0]),
        Stance::Cooperate | Stance::PushBack => desk.takes(request.case.0, DECIDE),
    };
    if !desk.passed(first, desk.hastened(request, looks_after)) {
        return None;
    }
    let pressure = pressure(desk, request, told, first);
    let willing = willingness(&pressure);
    if willing >= YES {
        return Some(Answer::Accept);
    }
    if willing >= ON_TERMS {
        return Some(Answer::AcceptIf { terms: terms(desk, told, &pressure, willing) });
    }
    let patience = match stance {
        Stance::PushBack => Span::ZERO,
        Stance::Cooperate => ESCALATIONS[2],
        Stance::Delay => ESCALATIONS[3],
    };
    let reason = match stance {
        Stance::PushBack => "not in our country",
        Stance::Cooperate | Stance::Delay => "we have taken in what we can, and nobody else has moved",
    };
    desk.passed(first, patience).then(|| Answer::Refuse { reason: reason.to_owned() })
}

/// What the picture shows of a case: the form, and what situation reports have told since.
fn pressure(desk: &Desk<'_>, request: &RequestView, told: &Clearance, first: Tick) -> Pressure {
    let view = desk.case(request.case);
    let reported = view.map_or(0, |view| view.told.iter().map(|t| t.bodies).max().unwrap_or(0).max(view.bodies));
    let granted = |r: &RequestView| match (&r.what, r.granted()) {
        (Ask::Clear(told), Some(terms)) if r.of_us => terms.at_most.unwrap_or(told.persons),
        (Ask::Land { persons, .. }, Some(terms)) if r.of_us => terms.at_most.unwrap_or(*persons),
        _ => 0,
    };
    // What was promised to this ministry itself, and what others said at the table.
    let given =
        desk.picture.requests.iter().filter(|r| !r.of_us && matches!(r.what, Ask::Means(Wanted::Resettle { .. })));
    let given = given.filter_map(|r| desk.picture.means.given(r.request)).fold(0, u32::saturating_add);
    let promised = given.max(desk.picture.means.resettled_by_others(request.case, desk.me()));
    let escalated = ESCALATIONS.iter().filter(|after| desk.passed(first, **after)).count();
    Pressure {
        stance: desk.manner().stance,
        persons: told.persons,
        waited_h: desk.now().since(told.waiting_since).as_hours(),
        dead: told.dead.max(reported),
        elsewhere: told.elsewhere,
        pledged: told.pledged.saturating_add(promised),
        taken: desk.picture.requests.iter().map(granted).fold(0, u32::saturating_add),
        escalated: u32::try_from(escalated).unwrap_or(u32::MAX),
        together: desk.picture.means.others_moved(request.case),
        relieved: relieved(desk),
        mood: press::mood(&desk.picture.press, desk.picture.party, desk.now()),
    }
}

/// Share of the cost of people taken in that others bear: the most that a decision of this ministry asked for in
/// return.
fn relieved(desk: &Desk<'_>) -> f64 {
    let shares = desk.picture.requests.iter().filter(|r| r.of_us).filter_map(|r| r.granted()?.cost_share);
    shares.max().map_or(0.0, |share| f64::from(share) / 100.0)
}

/// The terms of a state that is half willing: half of them and more, the more willing it is; and from a state that can
/// promise it, that it resettles half.
fn terms(desk: &Desk<'_>, told: &Clearance, pressure: &Pressure, willing: f64) -> Terms {
    let share = ((willing - ON_TERMS) / (YES - ON_TERMS)).clamp(0.0, 1.0);
    let at_most = (f64::from(told.persons) * (0.5 + 0.5 * share)).ceil().max(1.0) as u32;
    let scenario = &desk.theatre.scenario;
    let can_pledge = scenario
        .seats
        .get(told.asker.index())
        .is_some_and(|seat| may(seat.role, Right::Pledge) && scenario.is_country(seat.party));
    let wanted = (told.persons / 2).saturating_sub(told.pledged);
    let pledge = (can_pledge && pressure.stance != Stance::Cooperate && wanted > 0).then_some(wanted);
    // Half of the cost (*proposed*), in an exercise in which states have money to give.
    let money = desk.theatre.scenario.means.are_given();
    let can_share = scenario.seats.get(told.asker.index()).is_some_and(|seat| may(seat.role, Right::ShareCost));
    let cost_share = (money && can_pledge && can_share && pressure.stance != Stance::Cooperate).then_some(50);
    Terms { at_most: Some(at_most), pledge, cost_share, ..Terms::default() }
}
