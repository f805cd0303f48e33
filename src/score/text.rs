//! The score as plain text for a terminal: the answer first, then the tables.

use std::fmt::{self, Write};

use super::model::{Clock, Score, Verdict};
use super::words::end_words;

/// Widest line [columns].
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
    let open = if e.open > 0 { format!(", {} open", e.open) } else { String::new() };
    writeln!(out, "  expectations: {} met, {} partly, {} missed{open}", e.met, e.partial, e.missed)?;
    let ended = score.ended.as_ref().map_or_else(
        || format!("scored up to {}, not ended", score.start.at(score.until).dtg()),
        |ended| format!("ended {}: {}", score.start.at(ended.evidence.tick).dtg(), end_words(ended.why)),
    );
    writeln!(out, "  {ended}")?;

    heading(out, "Clocks, from the first alert")?;
    let (overall, own): (Vec<&Clock>, Vec<&Clock>) =
        score.clocks.iter().partition(|clock| clock.party.is_none() && clock.case.is_none());
    for clock in overall {
        clock_row(out, score, clock)?;
    }
    if own.iter().any(|clock| clock.seconds.is_some()) {
        heading(out, "Clocks of each state and case (only what happened)")?;
        for clock in own.iter().filter(|clock| clock.seconds.is_some()) {
            clock_row(out, score, clock)?;
        }
    }
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
    heading(out, "Process")?;
    for measure in &score.process {
        row(out, &measure.name, &measure.words())?;
    }
    if !e.items.is_empty() {
        heading(out, "Expectations")?;
        for item in &e.items {
            let took = item
                .from
                .zip(item.done)
                .map_or_else(String::new, |(from, done)| format!("after {} ", done.since(from)));
            let limit = match item.result {
                Verdict::Met => String::new(),
                _ => format!("(within {})", item.within),
            };
            row(out, &item.what, &format!("{:<7} {took}{limit}", item.result.word()))?;
        }
    }
    writeln!(out)?;
    writeln!(out, "  final hash {}", score.final_hash)?;
    writeln!(out, "EXERCISE")
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
    let column = WIDTH - 40;
    if name_width + 2 > column {
        writeln!(out, "  {name}")?;
        return writeln!(out, "  {}  {value}", ".".repeat(column));
    }
    writeln!(out, "  {name} {} {value}", ".".repeat(column - name_width))
}
