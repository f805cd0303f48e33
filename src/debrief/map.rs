//! The charts of a report, and what each must hold: the whole area, and the scene of the rescue.

use maud::{Markup, html};

use crate::base::ids::CraftId;
use crate::base::time::TICKS_PER_HOUR;
use crate::base::{Position, Tick};
use crate::chart::Coast;
use crate::scenario::{Role, Stage};
use crate::sim::Event;

use super::chart::Chart;
use super::frame::Frame;
use super::marks::{self, BLACK, GREEN, GREY, Symbol, VERMILLION, symbol, unit_style};
use super::story::{Story, middle, miles};

/// A chart with its caption and legend.
pub(super) fn charts(story: &Story<'_>, coast: &Coast) -> Markup {
    let several = story.tracks.casualties.len() > 2;
    let scenes: Vec<(Option<CraftId>, Frame)> = if several {
        let of =
            |(case, _): &(CraftId, _)| Some((Some(*case), Frame::around(&scene_points(story, Some(*case)), 12.0)?));
        story.tracks.casualties.iter().filter_map(of).collect()
    } else {
        Frame::around(&scene_points(story, None), 12.0).map(|frame| (None, frame)).into_iter().collect()
    };
    html! {
        @if let Some(frame) = Frame::around(&overview_points(story), 60.0) {
            figure {
                (Chart::overview(story, frame).draw(coast))
                figcaption {
                    "The whole area. Bold line: where the casualty truly was, dashed after it capsized. Hollow circles: "
                    "positions as told to centres, with their stated error; numbers as in the table of positions told. Limits of "
                    "regions are exercise approximations."
                }
            }
        }
        @for (only, frame) in scenes {
            @let figure = html! {
                figure {
                    (Chart::scene(story, frame, only).draw(coast))
                    figcaption {
                        "The scene, from two hours before the first sighting to the last rescue, with the tracks of the units that "
                        "took people aboard. A unit's first sighting of the vessel, and of the hull, is shown."
                    }
                }
            };
            @match only {
                // Of many vessels each has its scene, folded away under its name.
                Some(case) => details.day { summary { "The scene of " (story.craft(case)) } (figure) },
                None => (figure),
            }
        }
        (legend(story))
        (off_chart(story))
    }
}

/// Everything the overview must hold: the casualty, what was told and seen, where people landed and units lay.
fn overview_points(story: &Story<'_>) -> Vec<Position> {
    let mut points: Vec<Position> =
        story.tracks.casualties.iter().flat_map(|(_, track)| track.iter().map(|(_, p)| *p)).collect();
    points.extend(story.told.iter().map(|told| told.reported.position));
    for stamped in story.events {
        match &stamped.body {
            Event::Sighted { position, .. } | Event::StageReached { position, .. } => points.push(*position),
            Event::PersonLanded { place: Some(place), .. } => {
                points.extend(story.scenario.places.get(place.index()).map(|place| place.position));
            }
            _ => {}
        }
    }
    // A unit's base belongs on the chart if it is no further from the case than the case is wide, or 150 NM.
    if let Some(centre) = middle(&points) {
        let reach = points.iter().map(|p| centre.distance_m(*p)).fold(150.0 * 1852.0, f64::max);
        for sru in &story.units {
            let start = story.tracks.sru_at(*sru, Tick::START);
            points.extend(start.filter(|p| centre.distance_m(*p) <= reach * 1.3));
        }
        let centres = story.scenario.seats.iter().filter(|seat| seat.role == Role::Rcc).map(|seat| seat.position);
        points.extend(centres.filter(|p| centre.distance_m(*p) <= reach * 1.3));
    }
    points
}

/// The scene: where people were seen and taken aboard, and the casualty from shortly before.
fn scene_points(story: &Story<'_>, only: Option<CraftId>) -> Vec<Position> {
    let about = |case: &CraftId| only.is_none_or(|only| only == *case);
    let mut points: Vec<Position> = Vec::new();
    let mut first: Option<Tick> = None;
    let mut last_aboard = Tick::START;
    for stamped in story.events {
        let here = match &stamped.body {
            Event::Sighted { case, position, .. } if about(case) => Some(*position),
            Event::PersonRecovered { sru, case, .. } if about(case) => {
                last_aboard = last_aboard.max(stamped.tick);
                story.tracks.sru_at(*sru, stamped.tick)
            }
            Event::StageReached { case, position, stage: Stage::Capsized | Stage::Sunk, .. } if about(case) => {
                Some(*position)
            }
            _ => None,
        };
        if let Some(position) = here {
            points.push(position);
            first = first.or(Some(stamped.tick));
        }
    }
    let Some(first) = first else { return points };
    let from = Tick(first.0.saturating_sub(2 * TICKS_PER_HOUR));
    for (_, track) in story.tracks.casualties.iter().filter(|(case, _)| about(case)) {
        points.extend(track.iter().filter(|(tick, _)| (from..=last_aboard.max(first)).contains(tick)).map(|(_, p)| *p));
    }
    points
}

/// Persons landed alive at each place, in order of place.
pub(super) fn landed_at(story: &Story<'_>) -> Vec<u32> {
    let mut landed = vec![0; story.scenario.places.len()];
    for stamped in story.events {
        if let Event::PersonLanded { place: Some(place), .. } = &stamped.body
            && let Some(n) = landed.get_mut(place.index())
        {
            *n += 1;
        }
    }
    landed
}

fn legend(story: &Story<'_>) -> Markup {
    let told = html! { circle cx="17" cy="8" r="4.5" fill="#fff" stroke="#0072B2" stroke-width="1.8" {} };
    html! {
        p.legend {
            (marks::legend_entry(&marks::legend_line(VERMILLION, "none", 3.0), "casualty, true track"))
            (marks::legend_entry(&marks::legend_line(VERMILLION, "6 4", 3.0), "hull after the capsize"))
            (marks::legend_entry(&told, "position told (number · time); dotted line to the truth then"))
            (marks::legend_entry(&symbol(Symbol::Up, 17.0, 8.0, 5.0, BLACK, false), "vessel or hull sighted"))
            (marks::legend_entry(&symbol(Symbol::Circle, 17.0, 8.0, 5.0, GREEN, true), "people taken aboard"))
            (marks::legend_entry(&symbol(Symbol::Square, 17.0, 8.0, 4.0, GREEN, true), "people landed"))
            (marks::legend_entry(&symbol(Symbol::Square, 17.0, 8.0, 4.0, BLACK, false), "port or airfield"))
            (marks::legend_entry(&symbol(Symbol::Star, 17.0, 8.0, 5.0, "#7b5ea7", true), "rescue coordination centre"))
            (marks::legend_entry(&marks::legend_line("#7b5ea7", "9 5", 1.4), "limit of a search and rescue region"))
            (marks::legend_entry(&html! { circle cx="17" cy="8" r="2" fill="none" stroke=(GREY) {} }, "where a person died (scene only)"))
            (marks::legend_entry(&symbol(Symbol::Cross, 17.0, 8.0, 5.0, VERMILLION, true), "capsize or sinking"))
            @for (n, sru) in story.units.iter().enumerate() {
                @let (colour, dash) = unit_style(n);
                (marks::legend_entry(&marks::legend_line(colour, dash, 1.6), story.sru(*sru)))
            }
        }
    }
}

/// Centres that do not fit on the chart, by bearing and distance from the case.
fn off_chart(story: &Story<'_>) -> Markup {
    let points = overview_points(story);
    let (Some(frame), Some(centre)) = (Frame::around(&points, 60.0), middle(&points)) else { return html! {} };
    let away: Vec<String> = story
        .scenario
        .seats
        .iter()
        .filter(|seat| seat.role == Role::Rcc && !frame.holds(seat.position))
        .map(|seat| {
            let bearing = centre.bearing_true(seat.position).round() % 360.0;
            format!("{} {bearing:03.0}° {}", seat.name, miles(centre.distance_m(seat.position)))
        })
        .collect();
    html! {
        @if !away.is_empty() {
            p.small { "Off the chart, from its middle: " (away.join("; ")) "." }
        }
    }
}
