//! Units placed at another's disposal: when a centre asks for one, when operations lend it, and when it is given back.

use crate::base::Span;
use crate::base::ids::{CraftId, SruId};
use crate::picture::{CaseView, Doing, RequestView, SruView, Way};
use crate::scenario::{Channel, Phase, SruKind, Stance};
use crate::sim::{Ask, Command, MessageBody};

use super::delay::{ANSWER_CALL_OUT, LOAN_WANTED, TELL};
use super::desk::{self, Desk};
use super::{datum, outlook};

/// A unit farther away than this is not asked for (*proposed*).
const WITHIN: Span = Span::hours(6);
/// An AIS report older than this says little (*proposed*).
const AIS_FRESH: Span = Span::hours(1);
/// Units of others asked for at a time (*proposed*).
const AT_A_TIME: usize = 2;

/// Asks for other states' vessels near by, when more people are seen than those at hand have room for.
pub(super) fn ask(desk: &Desk<'_>, view: &CaseView) -> Vec<Command> {
    let case = view.case;
    let distress = matches!(view.phase, Some((Phase::Distress, _)));
    if !desk.states_negotiate() || !distress || outlook::closed(desk, case) {
        return Vec::new();
    }
    let seen = desk.survivors_seen(case).map(|c| c.persons).fold(0, u32::saturating_add);
    let engaged = desk.picture.srus.iter().filter(|v| v.case == Some(case) && !matches!(v.doing, Doing::Failed));
    let room = engaged.map(|v| v.room).fold(0, u32::saturating_add);
    let Some(place) = datum::datum(desk, case, desk.now()).map(|d| d.position).filter(|_| seen > room) else {
        return Vec::new();
    };
    let asked = |sru: SruId| desk.picture.requests.iter().any(|r| !r.of_us && r.what == Ask::Lend { sru });
    let waiting = desk.picture.requests.iter().filter(|r| !r.of_us && r.waits() && matches!(r.what, Ask::Lend { .. }));
    let mut near: Vec<(f64, SruId)> = desk
        .picture
        .traffic
        .iter()
        .filter(|ship| {
            let sru = desk.sru(ship.sru);
            let others = sru.party != desk.picture.party && desk.theatre.scenario.is_country(sru.party);
            others && sru.kind == SruKind::Vessel && !sru.methods.is_empty()
        })
        .filter(|ship| !asked(ship.sru) && !desk.passed(ship.heard_at, AIS_FRESH))
        .map(|ship| (ship.position.distance_m(place) / desk.sru(ship.sru).transit_mps.max(0.1) / 3600.0, ship.sru))
        .filter(|(hours, _)| *hours <= WITHIN.as_hours())
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    near.into_iter()
        .take(AT_A_TIME.saturating_sub(waiting.count()))
        .map(|(_, sru)| desk::ask_by(desk.sru(sru).seat, case, Ask::Lend { sru }, desk.within(LOAN_WANTED)))
        .collect()
}

/// The word to whoever has placed a ship at this desk's disposal, once: it is known of, and what it is to do until
/// ordered.
pub(super) fn acknowledge(desk: &Desk<'_>, case: CraftId) -> Option<Command> {
    let (to, sru, at) = desk.heard(case).find_map(|m| match (&m.way, &m.body) {
        (Way::From(from), MessageBody::AtYourDisposal { sru, .. }) => Some((desk::seat_of(from)?, *sru, m.at)),
        _ => None,
    })?;
    let about = |body: &MessageBody| matches!(body, MessageBody::Text { case: Some(of), .. } if *of == case);
    if !desk.waited(at, case, TELL) || desk.last_sent(to, about).is_some() {
        return None;
    }
    let (ship, vessel) = (&desk.sru(sru).name, desk.vessel(case));
    let text = format!(
        "We have your report of {ship}. Stay with {vessel} until it is relieved or we tell you otherwise. Keep off while it \
         floats, and take up whoever is in the water."
    );
    let body = MessageBody::Text { case: Some(case), text };
    Some(Command::Send { to, channel: Channel::Phone, body })
}

/// Requests for units that nobody answered in time are taken back.
pub(super) fn give_up(desk: &Desk<'_>) -> Vec<Command> {
    let silent = |r: &&RequestView| {
        !r.of_us && matches!(r.what, Ask::Lend { .. }) && r.stands() == crate::picture::Stands::Silent
    };
    desk.picture.requests.iter().filter(silent).map(desk::withdraw).collect()
}

/// The answer of operations to a request for a unit, if it is time.
pub(super) fn answer(desk: &Desk<'_>, request: &RequestView, sru: SruId) -> Option<Command> {
    if !desk.waited(request.at, request.case, ANSWER_CALL_OUT) {
        return None;
    }
    let free = |v: &SruView| v.case.is_none_or(|case| case == request.case) && v.survivors == 0;
    let able = desk.orderable().any(|v| v.sru == sru && free(v) && !matches!(v.doing, Doing::Failed));
    Some(match desk.manner().stance {
        Stance::PushBack => desk::refuse(request, "our units stay under our own orders"),
        Stance::Cooperate | Stance::Delay if able => desk::accept(request),
        Stance::Cooperate | Stance::Delay => desk::refuse(request, "it is needed where it is"),
    })
}

/// Whether a unit of this desk is at another's disposal, as far as it knows: lent, and not released since.
pub(super) fn lent_away(desk: &Desk<'_>, view: &SruView) -> bool {
    let lent = |r: &&RequestView| r.of_us && r.what == Ask::Lend { sru: view.sru } && r.granted().is_some();
    let since = desk.picture.requests.iter().filter(lent).filter_map(|r| r.answer.as_ref().map(|(_, at)| *at)).max();
    let Some(since) = since else { return false };
    let released = desk.noted(&format!("{} released", desk.sru(view.sru).name));
    released.is_none_or(|at| at < since)
}

/// State vessels at this desk's disposal are given back when their case is over and nobody is aboard.
pub(super) fn give_back(desk: &Desk<'_>, case: CraftId) -> Vec<Command> {
    if !outlook::closed(desk, case) {
        return Vec::new();
    }
    let done = |v: &&SruView| {
        let state = desk.sru(v.sru).kind != SruKind::Merchant;
        v.lent && state && v.case == Some(case) && v.survivors + v.bodies == 0 && !desk.refused_lately("release")
    };
    desk.picture.srus.iter().filter(done).map(|v| Command::Release { sru: v.sru }).collect()
}
