//! Times, seats, positions and numbers as typed on the command line.

use anyhow::{Result, anyhow, bail};

use crate::base::ids::SeatId;
use crate::base::{Position, Span, Tick, Utc};
use crate::crew::Crew;
use crate::scenario::Scenario;

/// A moment: "+31h5m" or "31h5m" from the start, or a time of day with its date and zone, or "end".
pub(super) fn moment(text: &str, scenario: &Scenario, last: Tick) -> Result<Tick> {
    let text = text.trim();
    if text == "end" {
        return Ok(last);
    }
    if let Ok(span) = Span::parse(text.trim_start_matches('+')) {
        return Ok(Tick::START.after(span));
    }
    let utc =
        Utc::parse(text).map_err(|why| anyhow!("{why}; or a duration from the start, as in \"31h5m\"; or \"end\""))?;
    scenario
        .start
        .tick_of(utc)
        .ok_or_else(|| anyhow!("{utc} lies before the exercise, which began at {}", scenario.start))
}

/// A seat by its id.
pub(super) fn seat(text: &str, scenario: &Scenario) -> Result<SeatId> {
    if let Some(index) = scenario.seats.iter().position(|seat| seat.id == text) {
        return Ok(SeatId::new(index));
    }
    let names: Vec<&str> = scenario.seats.iter().map(|seat| seat.id.as_str()).collect();
    let nearest = names.iter().max_by(|a, b| strsim::jaro(text, a).total_cmp(&strsim::jaro(text, b)));
    match nearest {
        Some(nearest) => bail!("there is no seat \"{text}\"; did you mean \"{nearest}\"? Seats: {}", names.join(", ")),
        None => bail!("the scenario has no seats"),
    }
}

/// A seat and its crew, as in "rcc-jakarta=absent".
pub(super) fn seat_and_crew(pair: &str, scenario: &Scenario) -> Result<(SeatId, Crew)> {
    let Some((text, crew)) = pair.split_once('=') else {
        bail!("--seat {pair}: type a seat and a crew, as in \"--seat rcc-jakarta=absent\"");
    };
    let crew = crew.parse().map_err(|why| anyhow!("--seat {pair}: {why}"))?;
    Ok((seat(text, scenario)?, crew))
}

/// A number from `least` to `most`; the name is what was typed before it.
pub(super) fn number(name: &str, value: f64, least: f64, most: f64) -> Result<f64> {
    if value.is_finite() && (least..=most).contains(&value) {
        return Ok(value);
    }
    bail!("{name} {value}: type a number from {least} to {most}")
}

/// A number greater than 0 and at most `most`.
pub(super) fn positive(name: &str, value: f64, most: f64) -> Result<f64> {
    if value.is_finite() && value > 0.0 && value <= most {
        return Ok(value);
    }
    bail!("{name} {value}: type a number greater than 0 and at most {most}")
}

/// A position in any notation; the name is what was typed before it.
pub(super) fn position(name: &str, text: &str) -> Result<Position> {
    Position::parse(text).map_err(|why| anyhow!("{name}: {why}"))
}
