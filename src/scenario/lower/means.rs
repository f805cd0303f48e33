//! Trust fund, budgets, places, staff to lend, and the states of a task force.

use std::ops::RangeInclusive;

use super::super::diagnostic::{SAME_PARTY, STATE};
use super::super::doc::{FundDoc, Id, PartyDoc};
use super::super::leaf::{Leaf, Part};
use super::super::means::{Fund, Means, Purse};
use super::super::model::PartyKind;
use super::super::reading::Reading;
use super::{Written, reception};
use crate::base::ids::{LanguageId, PartyId, SeatId};

/// Money at most \[USD\]: a round figure above any such fund, and far from overflow.
const MOST_USD: u32 = 1_000_000_000;
/// Places for resettlement at most.
const MOST_PLACES: u32 = 1_000_000;
/// States of a task force at most.
const MOST_STATES: usize = 50;

/// All of it. `kinds` says what sort of body each party is, where it is well written.
pub(super) fn means<'a>(
    reading: &mut Reading<'a>,
    fund: Option<Part<'a, FundDoc<'a>>>,
    task_force: Option<Part<'a, Vec<Id<'a>>>>,
    parties: &[Written<'a, PartyDoc<'a>>],
    kinds: &[Option<PartyKind>],
) -> Option<Means> {
    let fund = fund.map(|part| reading.form(part, "a fund").and_then(|form| self::fund(reading, &form)));
    let purses: Vec<Option<Purse>> = (0..)
        .zip(parties)
        .map(|(place, entry): (usize, _)| purse(reading, &entry.form, kinds.get(place).copied().flatten()))
        .collect();
    let task_force = task_force
        .map(|list| states(reading, list, ("states of a task force", "a task force"), 0..=MOST_STATES, kinds));
    let mut purses: Vec<Purse> = purses.into_iter().collect::<Option<_>>()?;
    if purses.iter().all(|purse| *purse == Purse::default()) {
        purses.clear();
    }
    let fund = match fund {
        Some(fund) => Some(fund?),
        None => None,
    };
    let task_force = match task_force {
        Some(states) => Some(states?),
        None => None,
    };
    Some(Means { fund, purses, task_force })
}

fn fund<'a>(reading: &mut Reading<'a>, form: &FundDoc<'a>) -> Option<Fund> {
    let name = reading.text(form.name);
    let balance = reading.count(form.balance, "the balance of a fund", 0..=MOST_USD);
    let manager = reading.reference(|r| &mut r.seats, form.manager).map(SeatId::new);
    Some(Fund { name: name?, balance_usd: balance?, manager: manager? })
}

fn purse<'a>(reading: &mut Reading<'a>, form: &PartyDoc<'a>, kind: Option<PartyKind>) -> Option<Purse> {
    let only_states = |reading: &mut Reading<'a>, raw, what: &str| {
        if kind.is_some_and(|kind| kind != PartyKind::Country) {
            let message = format!("{} is no state and has no {what}", form.id.raw().text());
            let _: Option<()> = reading.error(STATE, raw, message, "leave it out, or write `kind: Country`");
        }
    };
    if let Some(places) = form.resettlement_places {
        only_states(reading, places.raw(), "places for resettlement");
    }
    if let Some(budget) = form.budget {
        only_states(reading, budget.raw(), "budget");
    }
    let places = form.resettlement_places.map(|count| reading.count(count, "places for resettlement", 0..=MOST_PLACES));
    let budget = form.budget.map_or(Some(0), |count| reading.count(count, "a budget", 0..=MOST_USD));
    let stock = match form.stock {
        Some(part) => reading.form(part, "the staff to lend").and_then(|form| reception::staff(reading, &form)),
        None => Some(Default::default()),
    };
    let places = match places {
        Some(places) => Some(places?),
        None => None,
    };
    let (staff, written) = stock?;
    let mut interpreters: Vec<(LanguageId, u32)> = Vec::new();
    for (language, number) in written {
        match interpreters.iter_mut().find(|(of, _)| *of == language) {
            Some((_, sum)) => *sum += number,
            None => interpreters.push((language, number)),
        }
    }
    Some(Purse { resettlement_places: places, budget_usd: budget?, staff, interpreters })
}

/// A list of states, each once. `what` names the list, and `body` what they are in: "a task force".
pub(super) fn states<'a>(
    reading: &mut Reading<'a>,
    list: Part<'a, Vec<Id<'a>>>,
    (what, body): (&str, &str),
    many: RangeInclusive<usize>,
    kinds: &[Option<PartyKind>],
) -> Option<Vec<PartyId>> {
    let ids = reading.list(list, what, many)?;
    let mut found: Vec<PartyId> = Vec::new();
    let mut whole = true;
    for id in ids {
        let Some(place) = reading.reference(|r| &mut r.parties, id) else {
            whole = false;
            continue;
        };
        let party = PartyId::new(place);
        if kinds.get(place).copied().flatten().is_some_and(|kind| kind != PartyKind::Country) {
            let message = format!("{} is no state, and {body} is of states", id.raw().text());
            let _: Option<()> = reading.error(STATE, id.raw(), message, "name parties whose kind is `Country`");
        } else if found.contains(&party) {
            let message = format!("{} is in {body} twice", id.raw().text());
            let _: Option<()> = reading.error(SAME_PARTY, id.raw(), message, "leave it out here");
        } else {
            found.push(party);
        }
    }
    found.sort_unstable();
    whole.then_some(found)
}
