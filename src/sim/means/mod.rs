//! Means: a trust fund, places for resettlement, staff lent to reception sites, consultations and a task force.
//!
//! What is given on a request leaves the giver's books when it accepts, and becomes true when the asker knows and has
//! not withdrawn; an answer that crosses a withdrawal gives nothing, and the giver has it back when word of that comes.
//! **The books are what their owners know**, so a picture may show them to their owners. What passes leaves one purse
//! for another and is never made or lost: `check` says so. Method: sar-models.md 6.2 and 6.5; numbers *proposed* there
//! or here.

mod command;
mod consultation;
mod event;
#[cfg(test)]
mod fixture;
mod grants;
mod stock;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::command::Rejection;
use super::ledger::Fact;
use super::rights::{self, Right};
use super::step::Now;
use super::theatre::Theatre;
use super::world::World;
use super::{Event as Told, Notice as Noticed};
use crate::base::Tick;
use crate::base::ids::{CraftId, LanguageId, PartyId, RequestId, SeatId};
use crate::sar::reception::Staff;
use crate::scenario::{PartyKind, Scenario};

pub use command::{Command, Help, Wanted};
pub use consultation::Consultation;
pub use event::{Event, Notice, SiteLeft, Statement, UnitLeft};
pub use grants::Grant;

pub(super) use consultation::invite;
pub(super) use grants::{grant, settle, sound, withdrawn};
pub(super) use stock::take as take_stock;

/// Everything about means that changes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Means {
    /// What is in the fund \[USD\].
    pub balance_usd: u64,
    /// The same as its manager has it: less what was promised and has not been paid.
    pub book_usd: u64,
    /// What each party still has to give, in order of `PartyId`.
    pub books: Vec<Books>,
    /// Requests accepted, oldest first.
    pub grants: Vec<Grant>,
    /// Consultations asked for, oldest first.
    pub consultations: Vec<Consultation>,
    /// The states whose task force stands, in order. Empty while none does.
    pub task_force: Vec<PartyId>,
    /// What the fund has paid for hearings at a regional centre \[USD\].
    pub hearings_usd: u64,
}

/// What a party still has to give.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Books {
    /// Money \[USD\].
    pub budget_usd: u32,
    /// Persons it can still undertake to resettle. Exists when and only when the number is limited.
    pub places: Option<u32>,
    /// Staff it can lend, in the order of `Staff::ALL`.
    pub staff: [u32; Staff::ALL.len()],
    /// Interpreters it can lend, by language.
    pub interpreters: Vec<(LanguageId, u32)>,
}

impl Books {
    /// How many of some help there are.
    pub fn help(&self, help: Help) -> u32 {
        match help {
            Help::Staff(staff) => self.staff[staff as usize],
            Help::Interpreters(language) => {
                self.interpreters.iter().find(|(of, _)| *of == language).map_or(0, |(_, number)| *number)
            }
        }
    }

    fn help_mut(&mut self, help: Help) -> Option<&mut u32> {
        match help {
            Help::Staff(staff) => Some(&mut self.staff[staff as usize]),
            Help::Interpreters(language) => {
                self.interpreters.iter_mut().find(|(of, _)| *of == language).map(|(_, number)| number)
            }
        }
    }
}

impl Means {
    /// The beginning: everything is where the scenario has it.
    pub(super) fn new(scenario: &Scenario) -> Self {
        let balance = scenario.means.fund.as_ref().map_or(0, |fund| u64::from(fund.balance_usd));
        let books = (0..scenario.parties.len()).map(|party| {
            let purse = scenario.means.purse(PartyId::new(party));
            // Whoever is no state has none but those that states leave with it.
            let state = scenario.parties[party].kind == PartyKind::Country;
            let places = if state { purse.resettlement_places } else { Some(0) };
            Books { budget_usd: purse.budget_usd, places, staff: purse.staff, interpreters: purse.interpreters }
        });
        Self { balance_usd: balance, book_usd: balance, books: books.collect(), ..Self::default() }
    }

    /// The grant on a request; the newest, as numbers of a pair of correspondents begin again after very many.
    fn grant_mut(&mut self, request: RequestId) -> Option<&mut Grant> {
        self.grants.iter_mut().rev().find(|grant| grant.request == request)
    }

    fn books_mut(&mut self, party: PartyId) -> Option<&mut Books> {
        self.books.get_mut(party.index())
    }
}

fn emit_by(now: &mut Now<'_>, seat: SeatId, event: Event) {
    now.emit_by(seat, Told::Means(Box::new(event)));
}

fn emit(now: &mut Now<'_>, event: Event) {
    now.emit(Told::Means(Box::new(event)));
}

fn tell(now: &Now<'_>, world: &mut World, seat: SeatId, notice: Notice) {
    now.tell(world, seat, Fact::Notice(Noticed::Means(Box::new(notice))));
}

fn not_ready(what: &str, why: impl Into<String>) -> Rejection {
    Rejection::NotReady { what: what.to_owned(), why: why.into() }
}

fn at_least_one(what: &str) -> Rejection {
    Rejection::BadNumber { what: what.to_owned(), rule: "at least one".to_owned() }
}

/// Applies an order about means, or says why not.
pub(super) fn apply(now: &mut Now<'_>, world: &mut World, seat: SeatId, command: &Command) -> Result<(), Rejection> {
    match command {
        Command::Contribute { amount_usd } => contribute(now, world, seat, *amount_usd),
    }
}

fn contribute(now: &mut Now<'_>, world: &mut World, seat: SeatId, amount_usd: u32) -> Result<(), Rejection> {
    rights::must(now.theatre.seat(seat).role, Right::Contribute)?;
    let scenario = &now.theatre.scenario;
    let fund = scenario.means.fund.as_ref().ok_or(Rejection::Unknown { what: "a trust fund".to_owned() })?;
    if amount_usd == 0 {
        return Err(at_least_one("the contribution"));
    }
    let party = now.theatre.seat(seat).party;
    let left = world.means.books.get(party.index()).map_or(0, |books| books.budget_usd);
    let Some(rest) = left.checked_sub(amount_usd) else {
        return Err(not_ready("the contribution", format!("your state has USD {left} left to give")));
    };
    if let Some(books) = world.means.books_mut(party) {
        books.budget_usd = rest;
    }
    world.means.balance_usd += u64::from(amount_usd);
    world.means.book_usd += u64::from(amount_usd);
    let balance_usd = world.means.balance_usd;
    tell(now, world, seat, Notice::WeContributed { amount_usd });
    // Whoever keeps an account sees what comes in.
    tell(now, world, fund.manager, Notice::Contribution { from: seat, amount_usd });
    emit_by(now, seat, Event::Contributed { seat, amount_usd, balance_usd });
    Ok(())
}

/// The fund pays for something that needs no request, as agreed before the exercise. Gives what is left in it \[USD\];
/// none where there is no fund, or not so much that is not promised.
pub(super) fn pay_from_fund(world: &mut World, usd: u32) -> Option<u64> {
    let means = &mut world.means;
    means.book_usd = means.book_usd.checked_sub(u64::from(usd))?;
    means.balance_usd = means.balance_usd.saturating_sub(u64::from(usd));
    means.hearings_usd += u64::from(usd);
    Some(means.balance_usd)
}

/// Takes places for an undertaking made by agreeing to terms, or says that there are not so many.
pub(super) fn pledge(now: &Now<'_>, world: &mut World, seat: SeatId, persons: u32) -> Result<(), Rejection> {
    let party = now.theatre.seat(seat).party;
    let Some(Some(left)) = world.means.books_mut(party).map(|books| books.places.as_mut()) else { return Ok(()) };
    match left.checked_sub(persons) {
        Some(rest) => {
            *left = rest;
            Ok(())
        }
        None => Err(not_ready("the undertaking", format!("your state has {left} places for resettlement left"))),
    }
}

/// Once a minute: staff who arrive, and consultations whose time has come.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    if !now.tick.0.is_multiple_of(crate::base::time::TICKS_PER_MINUTE) {
        return;
    }
    grants::arrivals(now, world);
    consultation::advance(now, world);
}

impl Consultation {
    /// Whether it is still to be held.
    pub fn is_open(&self) -> bool {
        self.held_at.is_none()
    }
}

/// What must hold of means after every tick: nothing is made and nothing is lost.
///
/// # Panics
/// On a broken invariant. For tests.
pub(super) fn check(theatre: &Theatre, world: &World) {
    let (scenario, means) = (&theatre.scenario, &world.means);
    let fund = scenario.means.fund.as_ref().map_or(0, |fund| u64::from(fund.balance_usd));
    let budgets = |party: usize| u64::from(scenario.means.purse(PartyId::new(party)).budget_usd);
    let given: u64 = means.books.iter().enumerate().map(|(p, books)| budgets(p) - u64::from(books.budget_usd)).sum();
    let draws = |settled: bool| -> u64 {
        let of = means.grants.iter().filter(|g| matches!(g.what, Wanted::Draw { .. }));
        of.filter(|g| !g.is_void() && (!settled || g.settled_at.is_some())).map(|g| u64::from(g.number)).sum()
    };
    let hearings = means.hearings_usd;
    assert_eq!(fund + given, means.balance_usd + draws(true) + hearings, "money of the fund");
    assert_eq!(fund + given, means.book_usd + draws(false) + hearings, "the book of the fund");
    for (p, books) in means.books.iter().enumerate() {
        let party = PartyId::new(p);
        let purse = scenario.means.purse(party);
        let lent = |help: Help| -> u32 {
            let theirs = means.grants.iter().filter(|g| theatre.seat(g.from).party == party && !g.is_void());
            theirs.filter(|g| matches!(g.what, Wanted::Staff { help: of, .. } if of == help)).map(|g| g.number).sum()
        };
        for staff in Staff::ALL {
            let help = Help::Staff(staff);
            assert_eq!(purse.staff[staff as usize], books.help(help) + lent(help), "{staff:?} of {party}");
        }
        for (language, number) in &purse.interpreters {
            let help = Help::Interpreters(*language);
            assert_eq!(*number, books.help(help) + lent(help), "interpreters of {party}");
        }
    }
    for grant in &means.grants {
        assert!(grant.arrived_at.is_none() || grant.settled_at.is_some(), "{} arrived unsettled", grant.request);
    }
}

/// The case and the asker of a request, and whom it was made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made {
    pub(super) request: RequestId,
    pub(super) from: SeatId,
    pub(super) to: SeatId,
    pub(super) case: CraftId,
    pub(super) at: Tick,
}
