//! The doctrine crew of a national focal point: reads the portal, passes on what concerns its region, shares its own
//! cases.
//!
//! What its state tells others is minded as the seat is: a state that waits for others shares late, one that pushes
//! back shares nothing. What it passes on to its own centre it passes on in any case. What has been done is known by
//! the posts and messages themselves.

use std::borrow::Cow;

use crate::base::ids::{CraftId, SeatId};
use crate::base::quantity::metres;
use crate::base::{Span, Tick};
use crate::picture::{self, CaseView, MessageView, Way};
use crate::scenario::{Channel, Phase, Role, Stance};
use crate::sim::portal::{self, Post, SharedCase};
use crate::sim::{Command, MessageBody, ReportedPosition, Source};

use super::delay::Step;
use super::desk::Desk;
use super::outlook;

/// From a post lying in the portal to its being read: minutes where somebody looks (*proposed*).
const READ: Step = Step::new(40, 5.0, 20.0);
/// From reading to passing on to the own centre (*proposed*).
const PASS_ON: Step = Step::new(41, 5.0, 15.0);
/// From knowing to sharing with the other states (*proposed*).
const SHARE: Step = Step::new(42, 20.0, 60.0);
/// A state that waits for others shares this much later (*proposed*).
const SHARES_LATE: Span = Span::hours(6);
/// What is known anew of a case is shared this far apart at least (*proposed*).
const SHARE_APART: Span = Span::hours(1);
/// A report is filed anew after this, if more is known (*proposed*).
const REPORT_AGAIN: Span = Span::hours(1);
/// A case that moved this far from where it was shared is shared again \[NM\] (*proposed*).
const SHARE_MOVED_NMI: f64 = 15.0;

/// What the focal point does now.
pub(super) fn decide(desk: &Desk<'_>) -> Vec<Command> {
    let mut out = Vec::new();
    if desk.theatre.scenario.portal.has(desk.me()) {
        out.extend(read(desk));
        out.extend(warn(desk));
        out.extend(desk.picture.cases.iter().filter_map(|view| share(desk, view)));
        out.extend(desk.picture.cases.iter().filter_map(|view| report(desk, view)));
    }
    out.extend(pass_on(desk));
    out.extend(tell_police(desk));
    out
}

/// Reads what has lain there long enough.
fn read<'d>(desk: &'d Desk<'_>) -> impl Iterator<Item = Command> + use<'d> {
    let due = desk.picture.portal.unread(desk.me()).filter(|view| {
        let subject = view.post.by.0 << 16 | (view.post.number & 0xFFFF);
        desk.passed(view.at, desk.takes(subject, READ))
    });
    due.map(|view| at_portal(portal::Command::Read { post: view.post }))
}

fn at_portal(order: portal::Command) -> Command {
    Command::Portal(Box::new(order))
}

fn post(what: Post) -> Command {
    at_portal(portal::Command::Post(what))
}

/// Whether this state tells others now what it has known since a moment.
fn tells(desk: &Desk<'_>, since: Tick, subject: u32) -> bool {
    let takes = desk.takes(subject, SHARE);
    match desk.manner().stance {
        Stance::Cooperate => desk.passed(since, takes),
        Stance::Delay => desk.passed(since.after(SHARES_LATE), takes),
        Stance::PushBack => false,
    }
}

/// This seat's own posts.
fn posted<'d>(desk: &'d Desk<'_>) -> impl DoubleEndedIterator<Item = (&'d Post, Tick)> + use<'d> {
    let own = desk.picture.portal.posts.iter().filter(|view| view.post.by == desk.me());
    own.filter_map(|view| Some((view.what.as_ref()?, view.at)))
}

/// Early warnings that came to this seat, and are not posted yet.
fn warn(desk: &Desk<'_>) -> Vec<Command> {
    let mut out = Vec::new();
    for (view, subject) in desk.picture.portal.warnings.iter().zip(1 << 24..) {
        let what = Post::of_warning(view.what.clone());
        if !posted(desk).any(|(own, _)| *own == what) && tells(desk, view.at, subject) {
            out.push(post(what));
        }
    }
    out
}

/// Shares a case of this state, or what is newly known of it.
fn share(desk: &Desk<'_>, view: &CaseView) -> Option<Command> {
    let case = view.case;
    let last = posted(desk).rev().find_map(|(what, at)| match what {
        Post::CaseShared(shared) if shared.case == case => Some((shared, at)),
        _ => None,
    });
    if last.is_some_and(|(_, at)| !desk.passed(at, SHARE_APART)) {
        return None;
    }
    let since = own_since(desk, case)?;
    let shared = SharedCase {
        case,
        nature: view.nature,
        phase: phase(view),
        position: best(desk, case),
        persons: view.persons,
        text: format!("{}, known to us since {}", desk.vessel(case), desk.theatre.scenario.start.at(since).dtg()),
    };
    let due = match last {
        None => tells(desk, since, case.0),
        Some((told, _)) => is_news(told, &shared),
    };
    due.then(|| post(Post::CaseShared(shared)))
}

/// Files the incident report when people of a case have been landed, or the case is over, as far as this state knows,
/// and again when it knows more.
fn report(desk: &Desk<'_>, view: &CaseView) -> Option<Command> {
    let case = view.case;
    if desk.manner().stance == Stance::PushBack {
        return None;
    }
    let last = posted(desk).rev().find_map(|(what, at)| match what {
        Post::IncidentReport(filed) if filed.case == case => Some((filed, at)),
        _ => None,
    });
    if last.is_some_and(|(_, at)| !desk.passed(at, REPORT_AGAIN)) {
        return None;
    }
    own_since(desk, case)?;
    let scenario = &desk.theatre.scenario;
    let report = picture::incident_report(desk.picture, case, &scenario.seats, &scenario.parties)?;
    let landed = report.survivors.is_some_and(|survivors| survivors > 0);
    if !landed && !outlook::closed(desk, case) {
        return None;
    }
    let due = last.is_none_or(|(filed, _)| **filed != report);
    due.then(|| post(Post::IncidentReport(Box::new(report))))
}

/// Whether what is known now is worth another post.
fn is_news(told: &SharedCase, now: &SharedCase) -> bool {
    let moved = match (&told.position, &now.position) {
        (Some(told), Some(now)) => {
            now.true_at > told.true_at && now.position.distance_m(told.position) > metres(SHARE_MOVED_NMI)
        }
        (told, now) => told.is_none() && now.is_some(),
    };
    moved || now.phase > told.phase || now.nature > told.nature || (told.persons.is_none() && now.persons.is_some())
}

/// Since when this state has known of a case by itself: by a message that is not another state's, or by its own units.
/// What it has read at the portal is not its own to share.
fn own_since(desk: &Desk<'_>, case: CraftId) -> Option<Tick> {
    let seats = &desk.theatre.scenario.seats;
    let own = |m: &&MessageView| match &m.way {
        Way::From(Source::Seat(seat)) => seats[seat.index()].party == desk.picture.party,
        Way::From(Source::Casualty(_) | Source::Outside(_)) => true,
        Way::To(_) => false,
    };
    let told = desk.heard(case).filter(own).map(|m| m.at);
    let seen = desk.picture.contacts.iter().filter(|contact| contact.case == case).map(|contact| contact.first_seen);
    told.chain(seen).min()
}

/// The gravest phase that the own centre has told.
fn phase(view: &CaseView) -> Option<Phase> {
    view.told.iter().filter_map(|told| told.phase).max()
}

/// The best position that does not come from another focal point.
fn best(desk: &Desk<'_>, case: CraftId) -> Option<ReportedPosition> {
    let portal = &desk.theatre.scenario.portal;
    let theirs = |source: &Option<Source>| matches!(source, Some(Source::Seat(seat)) if portal.has(*seat));
    let fixes = desk.fixes(case);
    let fix = fixes.iter().rev().find(|fix| !theirs(&fix.from))?;
    Some(ReportedPosition { position: fix.position, error_m: fix.error_m, true_at: fix.true_at })
}

/// Passes on to the own centre what was read or came from the services, if it concerns its region.
fn pass_on(desk: &Desk<'_>) -> Vec<Command> {
    let scenario = &desk.theatre.scenario;
    let Some(centre) = scenario.seat_of(desk.picture.party, Role::Rcc) else { return Vec::new() };
    let read = desk.picture.portal.posts.iter().filter_map(|view| {
        let whence = format!("from {} by the portal", desk.name(view.post.by));
        Some((view.read_at?, Cow::Borrowed(view.what.as_ref()?), whence))
    });
    let warned = desk.picture.portal.warnings.iter();
    let warned =
        warned.map(|view| (view.at, Cow::Owned(Post::EarlyWarning(view.what.clone())), "from our services".to_owned()));
    let mut out = Vec::new();
    for (at, what, whence) in read.chain(warned) {
        let Some(case) = what.case().filter(|_| what.nature().is_some()) else { continue };
        // A boat whose position nobody knows may be anybody's.
        let ours = |place: SeatId| place == centre;
        if what.position().is_some_and(|p| !scenario.responsible_for(p.position).is_none_or(ours)) {
            continue;
        }
        let body = what.message(&whence);
        let done = |m: &MessageBody| *m == body;
        if desk.waited(at, case, PASS_ON) && desk.last_sent(centre, done).is_none() {
            out.push(Command::Send { to: centre, channel: Channel::Phone, body });
        }
    }
    out
}

/// Tells the own police of leads about organisers and money, read or come from the services.
fn tell_police(desk: &Desk<'_>) -> Vec<Command> {
    let Some(police) = desk.theatre.scenario.police_of(desk.picture.party) else { return Vec::new() };
    let read = desk.picture.portal.posts.iter().filter_map(|view| {
        let whence = format!("from {} by the portal", desk.name(view.post.by));
        Some((view.read_at?, Cow::Borrowed(view.what.as_ref()?), whence))
    });
    let warned = desk.picture.portal.warnings.iter();
    let warned =
        warned.map(|view| (view.at, Cow::Owned(Post::of_warning(view.what.clone())), "from our services".to_owned()));
    let mut out = Vec::new();
    for (at, what, whence) in read.chain(warned) {
        let Post::Advice { case, .. } = &*what else { continue };
        let subject = case.map_or(u32::MAX, |case| case.0);
        let body = what.message(&whence);
        let done = |m: &MessageBody| *m == body;
        if desk.passed(at, desk.takes(subject, PASS_ON)) && desk.last_sent(police, done).is_none() {
            out.push(Command::Send { to: police, channel: Channel::Phone, body });
        }
    }
    out
}
