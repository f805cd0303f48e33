//! Requests between seats and their life: asked, answered, agreed to, withdrawn, met with silence, or at their end.
//!
//! What a seat may do about a request is judged by what that seat knows of it; what comes of it by what is true. So an
//! answer and a withdrawal may cross. Then a hand-over of responsibility stands, because there must never be nobody who
//! answers for a case; every other acceptance of what was withdrawn gives nothing. What an agreed landing lets a unit
//! do is in `landings`.

use crate::base::Tick;
use crate::base::ids::{CraftId, PlaceId, RequestId, SeatId, SruId};
use crate::base::time::TICKS_PER_MINUTE;
use crate::scenario::{Channel, Milestone};

use super::ashore;
use super::authority::{bounded, heard, other_seat, own_sru, sound_persons, sound_position};
use super::command::{Answer, Ask, Command, MessageBody, Order, Rejection};
use super::comms;
use super::dealings::{Dealing, Life, Notice};
use super::event::{Event, Source};
use super::ledger::Fact;
use super::means::{self, Made, Wanted};
use super::plot;
use super::rights::{self, Right};
use super::signals;
use super::step::Now;
use super::terms::{Clearance, Terms};
use super::world::{Payload, Request, World};

/// A request as it is made.
pub(super) struct Asking<'c> {
    /// Whom.
    pub(super) to: SeatId,
    /// By what.
    pub(super) channel: Channel,
    /// About which case.
    pub(super) case: CraftId,
    /// What.
    pub(super) what: &'c Ask,
    /// By when an answer is wanted.
    pub(super) by: Option<Tick>,
}

/// Makes a request.
pub(super) fn ask(now: &mut Now<'_>, world: &mut World, seat: SeatId, asking: &Asking<'_>) -> Result<(), Rejection> {
    let Asking { to, channel, case, what, by } = *asking;
    other_seat(now, seat, to)?;
    // Police know a case by its evidence, and nobody need have told them of it.
    if !matches!(what, Ask::Assist(_)) {
        heard(now, world, seat, case)?;
    }
    let (asks, is_asked) = rights::rights_of(what);
    rights::must(now.theatre.seat(seat).role, asks)?;
    let asked = || rights::must(now.theatre.seat(to).role, is_asked);
    match what {
        Ask::Coordinate | Ask::Enter => asked()?,
        Ask::Deploy { error_m, true_at, .. } => {
            asked()?;
            sound_position(now, *error_m, *true_at)?;
        }
        Ask::Divert { sru, .. } | Ask::Lend { sru } => {
            if !now.theatre.knows_of(world, seat, *sru) {
                return Err(Rejection::Unknown { what: "that ship".to_owned() });
            }
            asked()?;
            own_sru(now, world, to, *sru)?;
        }
        Ask::Land { place, persons } => {
            sound_persons([*persons])?;
            let place = now
                .theatre
                .scenario
                .places
                .get(place.index())
                .ok_or_else(|| Rejection::Unknown { what: format!("{place}") })?;
            if now.theatre.seat(to).party != place.party {
                return Err(Rejection::LandingNotAgreed {
                    place: place.name.clone(),
                    country: now.theatre.scenario.parties[place.party.index()].name.clone(),
                });
            }
            asked()?;
        }
        Ask::Clear(clearance) => {
            asked()?;
            sound_clearance(now, world, seat, to, case, clearance)?;
        }
        Ask::Means(wanted) => {
            asked()?;
            means::sound(now, seat, to, wanted)?;
        }
        Ask::Assist(wanted) => {
            asked()?;
            ashore::assistance_sound(now, world, seat, to, case, *wanted)?;
        }
    }
    if by.is_some_and(|by| by <= now.tick) {
        let rule = "later than now".to_owned();
        return Err(Rejection::BadNumber { what: "the time for an answer".to_owned(), rule });
    }
    signals::sound(now.theatre, world, seat, to, channel)?;
    if *what == Ask::Coordinate {
        now.milestone(world, Milestone::CoordinationAsked(seat, case));
    }
    let id = RequestId(world.next_number(&Source::Seat(seat), to));
    world.requests.push(Request {
        id,
        from: seat,
        to,
        channel,
        case,
        what: what.clone(),
        made_at: now.tick,
        received_at: None,
        answer: None,
        answer_known_at: None,
        life: Life { by, ..Life::default() },
    });
    if *what == Ask::Means(Wanted::Consult) {
        means::invite(world, Made { request: id, from: seat, to, case, at: now.tick });
    }
    comms::dispatch(now, world, Source::Seat(seat), to, channel, Payload::Request(id));
    now.tell(world, seat, Fact::Asked { request: id, to, case, what: what.clone(), by });
    now.emit_by(seat, Event::RequestMade { request: id, from: seat, to, case, what: what.clone(), by });
    Ok(())
}

/// A ministry is asked about a landing that its own centre was asked for, as it was asked for.
fn sound_clearance(
    now: &Now<'_>,
    world: &World,
    seat: SeatId,
    ministry: SeatId,
    case: CraftId,
    told: &Clearance,
) -> Result<(), Rejection> {
    let unknown = |what: &str| Err(Rejection::Unknown { what: what.to_owned() });
    if now.theatre.seat(ministry).party != now.theatre.seat(seat).party {
        return unknown("that ministry, as your own state's,");
    }
    // A centre that has taken two cases for one asks under the one that is left.
    let same = |r: &Request| plot::is_one_case(world, seat, r.case, case);
    let of_us = world.request(told.landing).filter(|r| r.to == seat && r.received_at.is_some() && same(r));
    let asked_for =
        |r: &&Request| r.from == told.asker && r.what == Ask::Land { place: told.place, persons: told.persons };
    if of_us.filter(asked_for).is_none() {
        return unknown("that request to land people");
    }
    sound_persons([told.persons, told.dead, told.elsewhere, told.pledged])?;
    if told.waiting_since > now.tick {
        let rule = "now or earlier".to_owned();
        return Err(Rejection::BadNumber { what: "the time since when people wait".to_owned(), rule });
    }
    Ok(())
}

/// Answers a request.
pub(super) fn reply(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    id: RequestId,
    answer: &Answer,
) -> Result<(), Rejection> {
    let request = world
        .request(id)
        .filter(|r| r.to == seat && r.received_at.is_some() && r.answer.is_none())
        .filter(|r| r.life.withdrawal_known_at.is_none())
        .ok_or(Rejection::NotWaiting)?
        .clone();
    match answer {
        Answer::Refuse { reason } => {
            bounded(reason)?;
        }
        Answer::Accept => {
            decided(now, world, seat, &request, &Terms::default())?;
            shareable(now, world, &request, &Terms::default())?;
            accept(now, world, seat, &request)?;
        }
        Answer::AcceptIf { terms } => {
            terms.fit(&request.what, now.tick)?;
            let ours = |place: PlaceId| {
                let there = now.theatre.scenario.places.get(place.index());
                there.is_some_and(|there| there.party == now.theatre.seat(seat).party)
            };
            if terms.place.is_some_and(|place| !ours(place)) {
                return Err(Rejection::Unknown { what: "that place, as one of your own state's,".to_owned() });
            }
            decided(now, world, seat, &request, terms)?;
            shareable(now, world, &request, terms)?;
        }
    }
    if let Some(request) = world.request_mut(id) {
        request.answer = Some((answer.clone(), now.tick));
    }
    let by = signals::answer_by(now.theatre, world, seat, request.from, request.channel);
    comms::dispatch(now, world, Source::Seat(seat), request.from, by, Payload::Answer(id));
    now.tell(world, seat, Fact::WeAnswered { request: id, answer: answer.clone() });
    now.emit_by(seat, Event::RequestAnswered { request: id, by: seat, answer: answer.clone() });
    Ok(())
}

/// What accepting does. Responsibility passes at this moment, and not before.
fn accept(now: &mut Now<'_>, world: &mut World, seat: SeatId, request: &Request) -> Result<(), Rejection> {
    let case = request.case;
    match &request.what {
        Ask::Coordinate => {
            let holder = world.cases[case.index()].responsible.map(|(holder, _)| holder);
            if let Some(holder) = holder.filter(|holder| *holder != request.from && *holder != seat) {
                return Err(Rejection::HeldElsewhere { holder: now.theatre.seat(holder).name.clone() });
            }
            if holder != Some(seat) {
                world.cases[case.index()].responsible = Some((seat, now.tick));
                now.emit_by(seat, Event::ResponsibilityTaken { case, from: holder, to: seat });
            }
            now.tell(world, seat, Fact::Responsible { case, holder: seat });
            now.milestone(world, Milestone::ResponsibilityAccepted(seat, case));
        }
        Ask::Land { .. } => now.milestone(world, Milestone::LandingAgreed(seat)),
        Ask::Means(wanted) => {
            let Request { id: request, from, to, made_at: at, .. } = *request;
            means::grant(now, world, Made { request, from, to, case, at }, wanted)?;
        }
        Ask::Deploy { .. } | Ask::Divert { .. } | Ask::Enter | Ask::Lend { .. } | Ask::Clear(_) | Ask::Assist(_) => {}
    }
    Ok(())
}

/// Who grants legal assistance has something to share, as far as it knows.
fn shareable(now: &Now<'_>, world: &World, request: &Request, terms: &Terms) -> Result<(), Rejection> {
    match request.what {
        Ask::Assist(wanted) => ashore::assistance_grantable(now, world, request, wanted, terms),
        _ => Ok(()),
    }
}

/// Where a state has a foreign ministry, its centre may let people come ashore only as that has decided: on the terms
/// of the last decision the centre knows of.
fn decided(now: &Now<'_>, world: &World, seat: SeatId, request: &Request, given: &Terms) -> Result<(), Rejection> {
    let scenario = &now.theatre.scenario;
    let Some(ministry) = scenario.ministry_of(now.theatre.seat(seat).party) else { return Ok(()) };
    if !matches!(request.what, Ask::Land { .. }) {
        return Ok(());
    }
    let name = || scenario.seats[ministry.index()].name.clone();
    let about = |r: &&Request| {
        r.from == seat && r.to == ministry && matches!(&r.what, Ask::Clear(told) if told.landing == request.id)
    };
    let known = world.requests.iter().filter(about).filter(|r| r.life.withdrawn_at.is_none());
    let last = known.filter_map(|r| Some((r.answer_known_at?, &r.answer.as_ref()?.0))).max_by_key(|(at, _)| *at);
    match last {
        None => Err(Rejection::Undecided { ministry: name() }),
        Some((_, Answer::Refuse { .. })) => Err(Rejection::DecidedAgainst { ministry: name() }),
        Some((_, Answer::Accept)) => Ok(()),
        Some((_, Answer::AcceptIf { terms })) if given.within(terms) => Ok(()),
        Some((_, Answer::AcceptIf { terms })) => {
            let place =
                |id: PlaceId| scenario.places.get(id.index()).map_or_else(|| id.to_string(), |p| p.name.clone());
            let terms = terms.words(place, |at| scenario.start.at(at).dtg());
            Err(Rejection::BeyondDecision { ministry: name(), terms })
        }
    }
}

impl Request {
    /// What the asker has been given, as far as it knows: the terms of an acceptance, empty for a plain one. None for a
    /// request that was withdrawn, refused, is open, or whose terms the asker has not agreed to.
    pub fn granted(&self) -> Option<Terms> {
        if self.life.withdrawn_at.is_some() || self.answer_known_at.is_none() {
            return None;
        }
        match &self.answer {
            Some((Answer::Accept, _)) => Some(Terms::default()),
            Some((Answer::AcceptIf { terms }, _)) if self.life.agreed_at.is_some() => Some(*terms),
            _ => None,
        }
    }

    /// Whether it still waits for something, as far as the asker knows: for an answer, or for the asker's own word on
    /// the terms of one.
    pub(super) fn is_open(&self) -> bool {
        let answer = self.answer_known_at.and(self.answer.as_ref()).map(|(answer, _)| answer);
        let offered = matches!(answer, Some(Answer::AcceptIf { .. })) && self.life.agreed_at.is_none();
        self.life.withdrawn_at.is_none() && (answer.is_none() || offered)
    }
}

/// Takes a request back. Whoever was asked learns of it when word arrives.
pub(super) fn withdraw(now: &mut Now<'_>, world: &mut World, seat: SeatId, id: RequestId) -> Result<(), Rejection> {
    let tick = now.tick;
    let request = world.request_mut(id).filter(|r| r.from == seat && r.is_open()).ok_or(Rejection::NotOpen)?;
    request.life.withdrawn_at = Some(tick);
    let (to, channel) = (request.to, request.channel);
    let by = signals::answer_by(now.theatre, world, seat, to, channel);
    comms::dispatch(now, world, Source::Seat(seat), to, by, Payload::Withdrawal(id));
    now.tell(world, seat, Fact::Notice(Notice::WeWithdrew { request: id }));
    now.emit_by(seat, Event::Dealing(Dealing::RequestWithdrawn { request: id, by: seat }));
    Ok(())
}

/// Agrees to the terms of an answer: from now on they hold.
pub(super) fn agree(now: &mut Now<'_>, world: &mut World, seat: SeatId, id: RequestId) -> Result<(), Rejection> {
    let tick = now.tick;
    let offered = |r: &Request| match r.answer {
        // What a ministry tells its own centre is a decision, and needs nobody's agreement.
        Some((Answer::AcceptIf { terms }, _)) if !matches!(r.what, Ask::Clear(_)) => Some(terms),
        _ => None,
    };
    let request = world.request(id).filter(|r| r.from == seat && r.is_open()).ok_or(Rejection::NotOpen)?;
    let known = request.answer_known_at.is_some();
    let terms = offered(request).filter(|terms| known && terms.hold_at(tick)).ok_or(Rejection::NotOpen)?;
    if terms.pledge.is_some() {
        rights::must(now.theatre.seat(seat).role, Right::Pledge)?;
    }
    if terms.cost_share.is_some() {
        rights::must(now.theatre.seat(seat).role, Right::ShareCost)?;
    }
    let (to, channel, what) = (request.to, request.channel, request.what.clone());
    let (answered_at, sent) = (request.answer.as_ref().map(|(_, at)| *at), Payload::Agreement(id));
    if let Some(persons) = terms.pledge {
        means::pledge(now, world, seat, persons)?;
    }
    if let Some(request) = world.request_mut(id) {
        request.life.agreed_at = Some(tick);
    }
    let by = signals::answer_by(now.theatre, world, seat, to, channel);
    comms::dispatch(now, world, Source::Seat(seat), to, by, sent);
    now.tell(world, seat, Fact::Notice(Notice::WeAgreed { request: id }));
    now.emit_by(seat, Event::Dealing(Dealing::TermsAgreed { request: id, by: seat, terms }));
    match what {
        Ask::Land { .. } => now.milestone(world, Milestone::LandingAgreed(to)),
        Ask::Divert { sru, .. } | Ask::Lend { sru } => place_at_disposal(world, sru, seat, answered_at.unwrap_or(tick)),
        _ => {}
    }
    Ok(())
}

/// A unit comes to another's disposal by word sent at a moment, unless it was called back after that.
pub(super) fn place_at_disposal(world: &mut World, sru: SruId, at: SeatId, sent_at: Tick) {
    let unit = &mut world.srus[sru.index()];
    if unit.released_at.is_none_or(|released| sent_at > released) {
        unit.lent_to = Some(at);
    }
}

/// Gives a unit back, or calls one back: either side may at any time.
pub(super) fn release(now: &mut Now<'_>, world: &mut World, seat: SeatId, sru: SruId) -> Result<(), Rejection> {
    rights::must(now.theatre.seat(seat).role, Right::ReleaseUnit)?;
    if !now.theatre.knows_of(world, seat, sru) {
        return Err(Rejection::Unknown { what: "that unit".to_owned() });
    }
    let spec = now.theatre.sru(sru);
    let (borrower, other) = if spec.seat == seat {
        // By its own books: whether the other side has learnt of the loan, or has ended it already, it may not know.
        let borrower = lent_by(world, seat, sru).ok_or_else(|| Rejection::NotOnLoan { sru: spec.name.clone() })?;
        (borrower, borrower)
    } else if world.srus[sru.index()].lent_to == Some(seat) {
        (seat, spec.seat)
    } else if now.theatre.sees(world, seat, sru) {
        let commander = now.theatre.seat(spec.seat).name.clone();
        return Err(Rejection::NotUnderYou { sru: spec.name.clone(), commander });
    } else {
        return Err(Rejection::NotOnLoan { sru: spec.name.clone() });
    };
    end_loan(world, sru, now.tick);
    let by = signals::answer_by(now.theatre, world, seat, other, Channel::Phone);
    comms::dispatch(now, world, Source::Seat(seat), other, by, Payload::Release(sru));
    now.tell(world, seat, Fact::Notice(Notice::WeReleased { sru }));
    now.emit_by(seat, Event::Dealing(Dealing::UnitReleased { sru, from: borrower, by: Some(seat) }));
    Ok(())
}

fn end_loan(world: &mut World, sru: SruId, at: Tick) {
    let unit = &mut world.srus[sru.index()];
    unit.lent_to = None;
    unit.released_at = Some(at);
}

/// Whom the commander of a unit has lent it to, by the commander's own ledger.
fn lent_by(world: &World, owner: SeatId, sru: SruId) -> Option<SeatId> {
    for entry in world.ledgers[owner.index()].entries().iter().rev() {
        match &entry.fact {
            Fact::Notice(Notice::WeReleased { sru: of } | Notice::Released { sru: of, .. }) if *of == sru => {
                return None;
            }
            Fact::Ordered { sru: of, order: Order::Resume, .. } if *of == sru => return None,
            Fact::Sent { to, body: MessageBody::AtYourDisposal { sru: of, .. }, .. } if *of == sru => return Some(*to),
            Fact::WeAnswered { request, answer: Answer::Accept | Answer::AcceptIf { .. } } => {
                let lent = world.request(*request).filter(|r| match r.what {
                    Ask::Divert { sru: of, .. } | Ask::Lend { sru: of } => of == sru,
                    _ => false,
                });
                if let Some(request) = lent {
                    return Some(request.from);
                }
            }
            _ => {}
        }
    }
    None
}

/// Once a minute: times for an answer that have passed, and loans whose time is over.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    if !now.tick.0.is_multiple_of(TICKS_PER_MINUTE) {
        return;
    }
    for i in 0..world.requests.len() {
        let request = &mut world.requests[i];
        let (id, from, to) = (request.id, request.from, request.to);
        let waits = request.answer_known_at.is_none() && request.life.withdrawn_at.is_none();
        if waits && request.life.silent_at.is_none() && request.life.by.is_some_and(|by| by <= now.tick) {
            request.life.silent_at = Some(now.tick);
            now.tell(world, from, Fact::Notice(Notice::Silent { request: id }));
            now.emit(Event::Dealing(Dealing::RequestSilent { request: id, from, to }));
        }
        loan_over(now, world, i);
    }
}

/// A unit lent until a moment is its commander's again from then on, as both sides know.
fn loan_over(now: &mut Now<'_>, world: &mut World, request: usize) {
    let request = &world.requests[request];
    let (Ask::Divert { sru, .. } | Ask::Lend { sru }) = request.what else { return };
    let Some(until) = request.granted().and_then(|terms| terms.until) else { return };
    let (from, owner) = (request.from, request.to);
    let just_now = until <= now.tick && now.tick.0 - until.0 < TICKS_PER_MINUTE;
    if just_now && world.srus[sru.index()].lent_to == Some(from) {
        end_loan(world, sru, now.tick);
        for seat in [from, owner] {
            now.tell(world, seat, Fact::Notice(Notice::Released { sru, by: None }));
        }
        now.emit(Event::Dealing(Dealing::UnitReleased { sru, from, by: None }));
    }
}

/// What each of these commands does.
pub(super) fn apply(now: &mut Now<'_>, world: &mut World, seat: SeatId, command: &Command) -> Result<(), Rejection> {
    match command {
        Command::Ask { to, channel, case, what, by } => {
            ask(now, world, seat, &Asking { to: *to, channel: *channel, case: *case, what, by: *by })
        }
        Command::Answer { request, answer } => reply(now, world, seat, *request, answer),
        Command::Withdraw { request } => withdraw(now, world, seat, *request),
        Command::Agree { request } => agree(now, world, seat, *request),
        Command::Release { sru } => release(now, world, seat, *sru),
        _ => Ok(()),
    }
}
