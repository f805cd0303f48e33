//! What happens at the portal: posting, arriving, reading, and intelligence from outside.

use super::super::authority::{bounded, heard, sound_persons, sound_position};
use super::super::command::{Rejection, ReportedPosition};
use super::super::comms;
use super::super::event::Event as Told;
use super::super::ledger::Fact as Entry;
use super::super::rights::{self, Right};
use super::super::step::Now;
use super::super::world::World;
use super::{Command, Event, Fact, Post, PostCopy, PostId, Posted, Truth, Warning};
use crate::base::ids::{CraftId, SeatId};
use crate::base::{Span, Stream, noise};
use crate::scenario::{Indicator, Milestone};

/// Applies what a focal point does, or says why not.
pub(in crate::sim) fn apply(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    command: &Command,
) -> Result<(), Rejection> {
    rights::must(now.theatre.seat(seat).role, Right::UsePortal)?;
    if !now.theatre.scenario.portal.has(seat) {
        let why = "your state has not opted in; write to the others yourself".to_owned();
        return Err(Rejection::NotReady { what: "the portal".to_owned(), why });
    }
    match command {
        Command::Post(what) => post(now, world, seat, what),
        Command::Read { post } => read(now, world, seat, *post),
    }
}

fn post(now: &mut Now<'_>, world: &mut World, seat: SeatId, what: &Post) -> Result<(), Rejection> {
    if let Some(case) = what.case() {
        heard(now, world, seat, case)?;
    }
    bounded(what.text())?;
    if let Post::IncidentReport(report) = what {
        for words in report.words() {
            bounded(words)?;
        }
        report.sound(&now.theatre.scenario)?;
    }
    // Whatever is posted can be passed on by an ordinary message.
    sound_persons(what.persons())?;
    if let Some(reported) = what.position() {
        sound_position(now, reported.error_m, reported.true_at)?;
    }
    let number = world.portal.posts.iter().filter(|posted| posted.post.by == seat).count();
    let post = PostId { by: seat, number: u32::try_from(number).unwrap_or(u32::MAX) };
    let portal = &now.theatre.scenario.portal;
    let (shortest, longest) = (portal.min_delay.seconds() as f64, portal.max_delay.seconds() as f64);
    let copies = portal.members.iter().filter(|to| **to != seat).map(|to| {
        // A message's address is its number alone, below these.
        let subject = noise::pair(1 << 24 | seat.0 << 16 | (post.number & 0xFFFF), to.0);
        let delay = world.noise.at(Stream::Comms, subject, now.tick).between(shortest, longest.max(shortest));
        let arrives_at = now.tick.after(Span(delay.round() as i64));
        PostCopy { to: *to, arrives_at, arrived: false, read_at: None }
    });
    let copies = copies.collect();
    world.portal.posts.push(Posted { post, at: now.tick, what: what.clone(), copies });
    now.tell(world, seat, Entry::Portal(Box::new(Fact::WePosted { post, what: what.clone() })));
    now.emit_by(seat, Told::Portal(Box::new(Event::Posted { post, what: what.clone() })));
    Ok(())
}

fn read(now: &mut Now<'_>, world: &mut World, seat: SeatId, post: PostId) -> Result<(), Rejection> {
    let tick = now.tick;
    let found = world.portal.posts.iter_mut().find(|posted| posted.post == post);
    let copy = found.and_then(|posted| {
        let copy = posted.copies.iter_mut().find(|copy| copy.to == seat && copy.arrived)?;
        Some((copy, posted.what.clone(), posted.at))
    });
    // What is on its way is as unknown as what was never written.
    let Some((copy, what, written_at)) = copy else {
        return Err(Rejection::Unknown { what: "that post".to_owned() });
    };
    if copy.read_at.is_some() {
        let why = "you have read it".to_owned();
        return Err(Rejection::NotReady { what: "that post".to_owned(), why });
    }
    copy.read_at = Some(tick);
    let (case, placed) = (what.case(), what.position().is_some());
    if let Post::Advice { kind, case, .. } = what {
        world.portal.leads.pass((post.by, written_at), (seat, tick), kind, case);
    }
    now.tell_of(world, seat, written_at, Entry::Portal(Box::new(Fact::WeRead { post, what })));
    now.tell(world, post.by, Entry::Portal(Box::new(Fact::Receipt { post, by: seat })));
    now.emit_by(seat, Told::Portal(Box::new(Event::Read { post, by: seat })));
    learn(now, world, seat, case, placed);
    Ok(())
}

/// A seat learns of a case, and of a position for it.
fn learn(now: &mut Now<'_>, world: &mut World, seat: SeatId, case: Option<CraftId>, placed: bool) {
    let Some(case) = case else { return };
    comms::hear_of(now, world, seat, case, false);
    if placed {
        now.milestone(world, Milestone::PositionKnown(seat, case));
    }
}

/// Posts that come to lie in a member's portal now, in order of writing.
pub(in crate::sim) fn advance(now: &mut Now<'_>, world: &mut World) {
    let tick = now.tick;
    let mut arrived: Vec<(PostId, SeatId, super::PostSort)> = Vec::new();
    for posted in &mut world.portal.posts {
        for copy in posted.copies.iter_mut().filter(|copy| !copy.arrived && copy.arrives_at <= tick) {
            copy.arrived = true;
            arrived.push((posted.post, copy.to, posted.what.sort()));
        }
    }
    for (post, to, sort) in arrived {
        now.tell(world, to, Entry::Portal(Box::new(Fact::Arrived { post, sort })));
        now.emit(Told::Portal(Box::new(Event::Arrived { post, to })));
    }
}

/// Intelligence comes to a focal point. How good a position from a third party is, is the receiver's to judge.
pub(in crate::sim) fn indicate(now: &mut Now<'_>, world: &mut World, indicator: &Indicator, error_m: f64) {
    let reported = |position| ReportedPosition { position, error_m, true_at: now.tick };
    let what = Warning {
        kind: indicator.kind,
        case: indicator.case,
        position: indicator.position.map(reported),
        persons: indicator.persons,
        text: indicator.text.clone(),
    };
    let (to, sound) = (indicator.to, indicator.sound);
    if !indicator.kind.is_about_a_boat() {
        let lead = Truth { about: indicator.kind, case: indicator.case, sound };
        world.portal.leads.come(to, lead, now.tick);
    }
    now.tell(world, to, Entry::Portal(Box::new(Fact::Indicated { what: what.clone() })));
    now.emit(Told::Portal(Box::new(Event::Indicated { to, what, sound })));
    learn(now, world, to, indicator.case, indicator.position.is_some());
}
