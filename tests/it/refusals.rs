//! Crews ask for little that they are refused, and what was refused once they do not say again every minute: whatever
//! others at the table make of their plans, and in the exercises that are shipped. And no crew gives one unit two
//! orders in one minute.

use std::collections::{BTreeMap, BTreeSet};

use sarex::base::Tick;
use sarex::base::ids::{SeatId, SruId};
use sarex::crew::Crew;
use sarex::scenario::Scenario;
use sarex::sim::{Event, Stamped};

use super::drill::{exercise, for_seeds};
use super::nonsense;

/// Refusals of one crew in a day of the exercise, at most.
const RARELY: f64 = 3.0;
const TICKS_PER_DAY: f64 = 8640.0;

/// Tables of nonsense: some as they come, and those of two hundred at which crews were once refused up to two hundred
/// times a minute: landings asked for under a case that was merged since, numbers and areas that could be had and not
/// told on.
const TABLES: [u64; 18] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 33, 44, 53, 75, 88, 145, 154, 179];

/// What each seat was refused: role and command, with the reason, and how often.
type Refused = BTreeMap<SeatId, BTreeMap<String, usize>>;

fn refused(scenario: &Scenario, events: &[Stamped<Event>]) -> Refused {
    let mut all = Refused::new();
    for event in events {
        if let Event::CommandRejected { seat, what, why } = &event.body {
            let role = scenario.seats[seat.index()].role;
            *all.entry(*seat).or_default().entry(format!("{role:?}: {what}: {why}")).or_insert(0) += 1;
        }
    }
    all
}

/// Orders beyond the first that one seat gave one unit in one tick.
fn twice(events: &[Stamped<Event>]) -> Vec<String> {
    let mut given: BTreeSet<(Tick, SeatId, SruId)> = BTreeSet::new();
    let mut again = Vec::new();
    for event in events {
        if let Event::OrderGiven { seat, sru, case, order } = &event.body
            && !given.insert((event.tick, *seat, *sru))
        {
            again.push(format!(
                "{seat} orders {sru} to {} for {case:?} at {}, and not only that",
                order.verb(),
                event.tick
            ));
        }
    }
    again
}

/// What a run of one table came to.
struct Table {
    name: String,
    days: f64,
    refused: Refused,
    twice: Vec<String>,
}

fn table(name: String, scenario: &Scenario, until: Tick, events: &[Stamped<Event>]) -> Table {
    let days = f64::from(until.0) / TICKS_PER_DAY;
    Table { name, days, refused: refused(scenario, events), twice: twice(events) }
}

/// Holds each crew of each table to the bound; what was refused most comes first.
fn hold(tables: &[Table]) {
    let mut worst: Vec<(f64, String)> = Vec::new();
    let mut total = 0;
    for table in tables {
        assert!(table.twice.is_empty(), "{}: {:#?}", table.name, table.twice);
        for (seat, reasons) in &table.refused {
            let count: usize = reasons.values().sum();
            total += count;
            // A run of some hours is no day.
            let per_day = count as f64 / table.days.max(1.0);
            let of_all = reasons.iter().max_by_key(|(_, n)| **n).map_or("", |(reason, _)| reason);
            worst.push((per_day, format!("{}, {seat}: {count} refusals, most of all \"{of_all}\"", table.name)));
        }
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("{total} refusals at {} tables", tables.len());
    let lines: Vec<&str> = worst.iter().take(20).map(|(_, line)| line.as_str()).collect();
    println!("{lines:#?}");
    let most = worst.first().map_or(0.0, |(per_day, _)| *per_day);
    assert!(most <= RARELY, "{most:.1} refusals of one crew in a day: {lines:#?}");
}

#[test]
fn at_tables_of_nonsense_crews_are_refused_rarely_and_order_each_unit_once_a_minute() {
    hold(&for_seeds(0..=TABLES.len() as u64 - 1, |i| {
        let seed = TABLES[i as usize];
        let played = nonsense::play(seed);
        let (theatre, until) = (played.exercise.theatre(), played.exercise.world().tick);
        table(format!("table {seed}"), &theatre.scenario, until, &played.crews_did)
    }));
}

#[test]
fn in_the_shipped_exercises_doctrine_is_refused_rarely_and_orders_each_unit_once_a_minute() {
    let shipped: Vec<&str> = sarex::scenario::SHIPPED.iter().map(|shipped| shipped.id).collect();
    hold(&for_seeds(1..=shipped.len() as u64, |i| {
        let name = shipped[i as usize - 1];
        let mut exercise = exercise(name, 1, Crew::Doctrine);
        let scenario = exercise.theatre().scenario.clone();
        let until = scenario.last_tick().min(Tick(3 * 8640));
        let events = exercise.play_to(until);
        table(name.to_owned(), &scenario, exercise.world().tick, &events)
    }));
}
