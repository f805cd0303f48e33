//! The score as plain text for a terminal: the answer first, then the tables.

use std::fmt::{self, Write};

use crate::sim::Rating;

use super::journeys::EndState;
use super::model::{Clock, Score};
use super::words::end_words;

/// Widest line \[columns\].
const WIDTH: usize = 100;

/// The score as text: a summary one takes in within ten seconds, then clocks, outcome, process, expectations.
pub fn to_text(score: &Score) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_score(&mut text, score);
    text
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_score(f, self)
    }
}

fn write_score(out: &mut impl Write, score: &Score) -> fmt::Result {
    let n = &score.persons;
    writeln!(out, "EXERCISE  {}  ({}, seed {}, crew {})", score.title, score.scenario, score.seed, score.crew)?;
    writeln!(out)?;
    writeln!(out, "  {} at risk    {} saved    {} dead    {} missing", n.at_risk, n.saved, n.dead, n.missing)?;
    if n.missing > 0 {
        let parts = [
            (n.missing_died, "died, not recovered"),
            (n.missing_at_sea, "alive at sea"),
            (n.missing_aboard_rescuer, "aboard a rescuer, not landed"),
            (n.missing_ashore_unsafe, "ashore, not at a place of safety"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        writeln!(out, "  of those missing: {}", parts.join("; "))?;
    }
    let e = &score.expectations;
    let open = if e.open > 0 { format!(", {} not due", e.open) } else { String::new() };
    let unrated = if e.not_rated > 0 { format!(", {} not rated", e.not_rated) } else { String::new() };
    writeln!(out, "  expectations: {} met, {} partly, {} missed{open}{unrated}", e.met, e.partial, e.missed)?;
    let ended = score.ended.as_ref().map_or_else(
        || format!("scored up to {}, not ended", score.start.at(score.until).dtg()),
        |ended| format!("ended {}: {}", score.start.at(ended.evidence.tick).dtg(), end_words(ended.why)),
    );
    writeln!(out, "  {ended}")?;
    if let Some(standing) = super::references::standing(score) {
        writeln!(out, "  {standing}")?;
    }
    beside_references(out, score)?;

    heading(out, "Clocks, from the first alert")?;
    let (overall, own): (Vec<&Clock>, Vec<&Clock>) =
        score.clocks.iter().partition(|clock| clock.party.is_none() && clock.case.is_none());
    for clock in overall {
        clock_row(out, score, clock)?;
    }
    own_clocks(out, score, &own)?;
    heading(out, "Outcome")?;
    for measure in &score.outcome {
        row(out, &measure.name, &measure.words())?;
    }
    if !score.deaths.is_empty() {
        heading(out, "Deaths, by cause and place (established of all)")?;
        for cell in &score.deaths {
            let name = format!("{}, {}", cell.cause.words(), cell.setting.words());
            row(out, &name, &format!("{} ({} established)", cell.persons, cell.established))?;
        }
    }
    if !score.ends.is_empty() {
        heading(out, "After landing, all who came ashore alive")?;
        for end in EndState::ALL {
            let persons: u32 = score.ends.iter().filter(|cell| cell.end == end).map(|cell| cell.persons).sum();
            if persons > 0 {
                row(out, end.words(), &persons.to_string())?;
            }
        }
        let all: u32 = score.ends.iter().map(|cell| cell.persons).sum();
        row(out, "all", &all.to_string())?;
    }
    heading(out, "Process")?;
    for measure in &score.process {
        row(out, &measure.name, &measure.words())?;
    }
    if !e.items.is_empty() {
        heading(out, "Expectations")?;
        for item in &e.items {
            let took =
                item.from.zip(item.done).map_or_else(|| "-".to_owned(), |(from, done)| done.since(from).to_string());
            writeln!(out, "  {:<9} {took:>10} of {:<10} {}", item.result.word(), item.within.to_string(), item.what)?;
            for step in &item.steps {
                let word = if step.in_time { "done" } else { "not done" };
                writeln!(out, "  {:<9} {word:>10} in {:<10} - {}", "", step.within.to_string(), step.what)?;
            }
            if let Some(rated) = &item.rated {
                writeln!(out, "  {:<9} the evaluator's rating: {}", "", rated.words())?;
            }
        }
    }
    if !score.objectives.is_empty() {
        heading(out, "Objectives, by capability")?;
        for capability in super::objectives::capabilities(&score.objectives) {
            writeln!(out, "  {capability}")?;
            for objective in score.objectives.iter().filter(|objective| objective.capability == capability) {
                let letter = objective.rating().map_or('-', Rating::letter);
                let credit = objective.credit.map_or_else(|| "-".to_owned(), |credit| format!("{credit:.2}"));
                let by = if objective.rated.is_some() { ", by the evaluator" } else { "" };
                writeln!(out, "    {letter}  credit {credit}{by}  {}", objective.text)?;
            }
        }
    }
    writeln!(out)?;
    writeln!(out, "  final hash {}", score.final_hash)?;
    writeln!(out, "EXERCISE")
}

/// One row for each clock and one column for each state, counted from its own alert; then the clocks of single cases.
fn own_clocks(out: &mut impl Write, score: &Score, own: &[&Clock]) -> fmt::Result {
    let mut parties: Vec<_> = own.iter().filter_map(|clock| clock.party).collect();
    parties.dedup();
    if let Some(first) = parties.first() {
        heading(out, "Clocks of each state, from its own alert (the first row: from the first alert)")?;
        let name = |id| {
            let clock = own.iter().find(|clock| clock.party == Some(id));
            clock.and_then(|clock| clock.name.split_once(": ")).map_or("", |(party, _)| party)
        };
        write!(out, "  {:<40}", "")?;
        for party in &parties {
            write!(out, " {:>18}", name(*party))?;
        }
        writeln!(out)?;
        for row in own.iter().filter(|clock| clock.party == Some(*first)) {
            let key = row.key.split('.').next();
            let cells: Vec<&&Clock> = parties
                .iter()
                .filter_map(|id| own.iter().find(|c| c.party == Some(*id) && c.key.split('.').next() == key))
                .collect();
            if cells.iter().all(|clock| clock.seconds.is_none()) {
                continue;
            }
            let what = row.name.split_once(" to ").map_or(row.name.as_str(), |(_, what)| what);
            write!(out, "  {what:<40}")?;
            for cell in cells {
                write!(out, " {:>18}", cell.words())?;
            }
            writeln!(out)?;
        }
    }
    let cases: Vec<&&Clock> = own.iter().filter(|clock| clock.case.is_some() && clock.seconds.is_some()).collect();
    if !cases.is_empty() {
        heading(out, "Clocks of each case (only what happened)")?;
        cases.into_iter().try_for_each(|clock| clock_row(out, score, clock))?;
    }
    Ok(())
}

/// The run beside its references.
fn beside_references(out: &mut impl Write, score: &Score) -> fmt::Result {
    let rows = super::references::beside(score);
    if rows.is_empty() {
        return Ok(());
    }
    heading(out, "Beside crews with the same chance")?;
    write!(out, "  {:<58} {:>18}", "", "this run")?;
    score.references.iter().try_for_each(|reference| write!(out, " {:>18}", reference.crew))?;
    writeln!(out)?;
    for row in rows {
        write!(out, "  {:<58} {:>18}", row.name, row.run)?;
        row.references.iter().try_for_each(|words| write!(out, " {words:>18}"))?;
        writeln!(out)?;
    }
    Ok(())
}

fn heading(out: &mut impl Write, title: &str) -> fmt::Result {
    writeln!(out)?;
    writeln!(out, "{title}")
}

fn clock_row(out: &mut impl Write, score: &Score, clock: &Clock) -> fmt::Result {
    let at = clock.to.as_ref().map_or_else(|| "did not happen".to_owned(), |to| score.start.at(to.tick).dtg());
    row(out, &clock.name, &format!("{:>12}   {at}", clock.words()))
}

/// A name, dots, a value; long names get a line of their own.
fn row(out: &mut impl Write, name: &str, value: &str) -> fmt::Result {
    let value = value.trim_end();
    let name_width = name.chars().count();
    let column = WIDTH - 30;
    if name_width + 2 > column {
        writeln!(out, "  {name}")?;
        return writeln!(out, "  {}  {value}", ".".repeat(column));
    }
    writeln!(out, "  {name} {} {value}", ".".repeat(column - name_width))
}
