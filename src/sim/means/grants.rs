//! What is given when a request for means is accepted: reserved by the giver, and true when the asker knows.

use serde::{Deserialize, Serialize};

use super::super::ashore;
use super::super::command::Rejection;
use super::super::step::Now;
use super::super::world::World;
use super::{Event, Help, Made, Notice, Wanted, at_least_one, consultation, emit, emit_by, not_ready, tell};
use crate::base::ids::{CraftId, RequestId, SeatId};
use crate::base::{Span, Stream, Tick};
use crate::sar::reception::Staff;

/// Staff are there so long after word of it has come \[h\], at least and at most (*proposed*: an emergency team is
/// flown in and briefed within one to two days; UNHCR and IOM had registered 600 people at two sites within 12 days,
/// 6.4).
const TRAVEL_H: (f64, f64) = (24.0, 48.0);

/// What was given on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// On which.
    pub request: RequestId,
    /// Who gave.
    pub from: SeatId,
    /// Who asked.
    pub to: SeatId,
    /// About which case.
    pub case: CraftId,
    /// What was asked.
    pub what: Wanted,
    /// How much of it was given: dollars, staff or persons. Nothing once it was void.
    pub number: u32,
    /// When the asker knew and it became true. Exists when and only when it did.
    pub settled_at: Option<Tick>,
    /// When staff are to arrive. Exists when and only when they set out.
    pub arrive_at: Option<Tick>,
    /// When they arrived. Exists when and only when they have.
    pub arrived_at: Option<Tick>,
}

impl Grant {
    /// Whether it came to nothing, and its giver has it back.
    pub fn is_void(&self) -> bool {
        self.number == 0
    }
}

/// Whether such a request can be made, by what the asker can know.
pub(in crate::sim) fn sound(now: &Now<'_>, seat: SeatId, to: SeatId, what: &Wanted) -> Result<(), Rejection> {
    let scenario = &now.theatre.scenario;
    let unknown = |what: &str| Err(Rejection::Unknown { what: what.to_owned() });
    match what {
        Wanted::Draw { amount_usd, persons } => {
            if scenario.means.fund.as_ref().is_none_or(|fund| fund.manager != to) {
                return unknown("that seat, as the manager of a fund,");
            }
            if !scenario.is_country(now.theatre.seat(seat).party) {
                return unknown("your state, which could draw,");
            }
            if *amount_usd == 0 || *persons == 0 {
                return Err(at_least_one("the amount, and the number of persons,"));
            }
        }
        Wanted::Staff { site, help, number } => {
            if scenario.reception.site(*site).is_none_or(|site| site.run_by != seat) {
                return unknown("that reception site, as one you run,");
            }
            if let Help::Interpreters(language) = help
                && language.index() >= scenario.reception.languages.len()
            {
                return unknown("that language");
            }
            if *number == 0 {
                return Err(at_least_one("the number of staff"));
            }
            if now.theatre.seat(to).party == now.theatre.seat(seat).party {
                return unknown("that seat, as one of another state or an organisation,");
            }
        }
        Wanted::Resettle { persons } => {
            if *persons == 0 {
                return Err(at_least_one("the number of persons"));
            }
            if now.theatre.seat(to).party == now.theatre.seat(seat).party {
                return unknown("that seat, as one of another state or an organisation,");
            }
        }
        Wanted::Consult => {}
        Wanted::Admit { site, persons } => {
            let own = now.theatre.seat(seat).party;
            let Some(at) = scenario.reception.site(*site).filter(|at| at.party != own) else {
                return unknown("that reception site, as one of another state,");
            };
            let decides = scenario.ministry_of(at.party).unwrap_or(at.run_by);
            if to != decides {
                let name = &scenario.seats[decides.index()].name;
                return unknown(&format!("that seat, as the one that decides about it ({name} does),"));
            }
            if *persons == 0 {
                return Err(at_least_one("the number of persons"));
            }
        }
    }
    Ok(())
}

/// Accepts a request: what is given leaves the giver's books, or it is said that there is not so much.
pub(in crate::sim) fn grant(now: &mut Now<'_>, world: &mut World, made: Made, what: &Wanted) -> Result<(), Rejection> {
    let party = now.theatre.seat(made.to).party;
    let Some(books) = world.means.books.get_mut(party.index()) else { return Ok(()) };
    let number = match what {
        Wanted::Draw { amount_usd, .. } => {
            let Some(rest) = world.means.book_usd.checked_sub(u64::from(*amount_usd)) else {
                let why = format!("the fund has USD {} left; refuse, and say so", world.means.book_usd);
                return Err(not_ready("the payment", why));
            };
            world.means.book_usd = rest;
            *amount_usd
        }
        Wanted::Staff { help, number, .. } => {
            let sent = books.help(*help).min(*number);
            if let Some(left) = books.help_mut(*help).filter(|_| sent > 0) {
                *left -= sent;
            } else {
                return Err(not_ready("sending them", "you have none left; refuse, or offer others"));
            }
            sent
        }
        Wanted::Resettle { persons } => match &mut books.places {
            None => *persons,
            Some(0) => return Err(not_ready("the undertaking", "there are no places left; refuse")),
            Some(left) => {
                let taken = (*left).min(*persons);
                *left -= taken;
                taken
            }
        },
        // Whoever comes gives an hour, and nothing that runs out.
        Wanted::Consult => 1,
        Wanted::Admit { persons, .. } => *persons,
    };
    world.means.grants.push(Grant {
        request: made.request,
        from: made.to,
        to: made.from,
        case: made.case,
        what: *what,
        number,
        settled_at: None,
        arrive_at: None,
        arrived_at: None,
    });
    tell(now, world, made.to, Notice::WeGave { request: made.request, number });
    Ok(())
}

/// The asker has learnt that its request was accepted, and has not withdrawn it: it becomes true.
pub(in crate::sim) fn settle(now: &mut Now<'_>, world: &mut World, request: RequestId) {
    let tick = now.tick;
    let Some(grant) = world.means.grant_mut(request).filter(|g| !g.is_void() && g.settled_at.is_none()) else { return };
    grant.settled_at = Some(tick);
    let Grant { from, to, what, number, .. } = *grant;
    match what {
        Wanted::Draw { persons, .. } => {
            world.means.balance_usd = world.means.balance_usd.saturating_sub(u64::from(number));
            let balance_usd = world.means.balance_usd;
            emit(now, Event::Drawn { request, to, amount_usd: number, persons, balance_usd });
        }
        Wanted::Staff { site, help, .. } => {
            let mut draws = world.noise.at(Stream::Means, u64::from(request.0), tick);
            let (least, most) = TRAVEL_H;
            let arrive = tick.after(Span::from_hours(least + (most - least) * draws.unit()));
            if let Some(grant) = world.means.grant_mut(request) {
                grant.arrive_at = Some(arrive);
            }
            emit_by(now, from, Event::StaffSent { request, from, site, help, number, arrive });
        }
        Wanted::Resettle { .. } => {
            // What states leave with an organisation, it can pass on.
            let holder = now.theatre.seat(to).party;
            if !now.theatre.scenario.is_country(holder)
                && let Some(Some(places)) = world.means.books_mut(holder).map(|books| books.places.as_mut())
            {
                *places = places.saturating_add(number);
            }
            emit_by(now, from, Event::Undertaken { request, by: from, to, persons: number });
        }
        Wanted::Consult => consultation::joined(now, world, request, from),
        Wanted::Admit { site, .. } => {
            emit_by(now, from, Event::Admitted { request, by: from, to, site, persons: number });
        }
    }
    if what != Wanted::Consult {
        tell(now, world, to, Notice::Given { request, number });
    }
}

/// The giver has learnt that the request was withdrawn: what it gave in vain is its own again.
pub(in crate::sim) fn withdrawn(now: &Now<'_>, world: &mut World, request: RequestId) {
    let Some(grant) = world.means.grant_mut(request).filter(|g| g.settled_at.is_none()) else { return };
    let (from, what, number) = (grant.from, grant.what, grant.number);
    grant.number = 0;
    if matches!(what, Wanted::Draw { .. }) {
        world.means.book_usd += u64::from(number);
    }
    let party = now.theatre.seat(from).party;
    let Some(books) = world.means.books_mut(party) else { return };
    match what {
        Wanted::Staff { help, .. } => {
            if let Some(left) = books.help_mut(help) {
                *left += number;
            }
        }
        Wanted::Resettle { .. } => books.places = books.places.map(|left| left.saturating_add(number)),
        Wanted::Draw { .. } | Wanted::Consult | Wanted::Admit { .. } => {}
    }
}

/// Staff who are there by now begin to work.
pub(super) fn arrivals(now: &mut Now<'_>, world: &mut World) {
    let tick = now.tick;
    let due = |g: &Grant| g.arrived_at.is_none() && g.arrive_at.is_some_and(|at| at <= tick);
    for i in 0..world.means.grants.len() {
        let grant = &mut world.means.grants[i];
        let Wanted::Staff { site, help, .. } = grant.what else { continue };
        if !due(grant) {
            continue;
        }
        grant.arrived_at = Some(tick);
        let (from, number) = (grant.from, grant.number);
        let Some(state) = world.ashore.sites.get_mut(site.index()) else { continue };
        match help {
            Help::Staff(staff) => {
                state.staff[staff as usize] += number;
                let of = now.theatre.seat(from).party;
                if staff == Staff::Immigration && now.theatre.scenario.is_country(of) {
                    ashore::liaise(&mut world.ashore, site, of, number);
                }
            }
            Help::Interpreters(language) => state.lent_interpreters.push((language, number)),
        }
        world.ashore.seal();
        if let Some(run_by) = now.theatre.scenario.reception.site(site).map(|site| site.run_by) {
            tell(now, world, run_by, Notice::StaffArrived { from, site, help, number });
        }
        emit(now, Event::StaffArrived { from, site, help, number });
    }
}
