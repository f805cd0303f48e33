//! One chart of a part of the sea, with everything on it.
//!
//! Told positions are hollow and true ones solid, as on the desk; units differ by dash pattern and label first and by
//! colour second.

use maud::{Markup, html};

use crate::base::ids::{CraftId, SruId};
use crate::base::time::TICKS_PER_HOUR;
use crate::base::{Position, Tick};
use crate::chart::Coast;
use crate::scenario::{Place, Role, Stage};
use crate::sim::{Event, Seen};

use super::frame::{Frame, LETTER, Labels, Spot, WIDTH, degrees_minutes};
use super::map::landed_at;
use super::marks::{self, BLACK, GREEN, GREY, Symbol, VERMILLION, px, symbol, text, unit_style};
use super::story::Story;

/// One chart being drawn.
pub(super) struct Chart<'s, 'a> {
    story: &'s Story<'a>,
    frame: Frame,
    /// Prefix of ids within the drawing.
    id: String,
    title: String,
    /// The only casualty it is about. Exists when and only when it is about one of several.
    only: Option<CraftId>,
    /// Whether this is the overview: ports and region limits, but no single deaths.
    wide: bool,
    labels: Labels,
    /// Where symbols were put.
    symbols: Vec<(f64, f64)>,
}

impl<'s, 'a> Chart<'s, 'a> {
    /// The overview, with everything on it.
    pub(super) fn overview(story: &'s Story<'a>, frame: Frame) -> Self {
        let labels = Labels::around(WIDTH, frame.height, &[]);
        let (id, title) = ("ov".to_owned(), "The whole area".to_owned());
        Self { story, frame, id, title, only: None, wide: true, labels, symbols: Vec::new() }
    }

    /// The scene, of all casualties or of one of several.
    pub(super) fn scene(story: &'s Story<'a>, frame: Frame, only: Option<CraftId>) -> Self {
        let labels = Labels::around(WIDTH, frame.height, &[]);
        let id = only.map_or_else(|| "sc".to_owned(), |case| format!("sc{}", case.0));
        let title = only.map_or_else(|| "The scene".to_owned(), |case| format!("The scene of {}", story.craft(case)));
        Self { story, frame, id, title, only, wide: false, labels, symbols: Vec::new() }
    }

    /// Whether this chart is about a case.
    fn is_about(&self, case: CraftId) -> bool {
        self.only.is_none_or(|only| only == case)
    }

    /// Whether so many casualties are on it that each has room for its name and its last moment only.
    fn is_crowded(&self) -> bool {
        self.only.is_none() && self.story.tracks.casualties.len() > 2
    }

    pub(super) fn draw(mut self, coast: &Coast) -> Markup {
        let (w, h) = (WIDTH, self.frame.height);
        // A first pass finds where symbols lie, so that in the second no label covers one. The weightiest labels first.
        let _ = (self.landings(), self.casualties(), self.rescues(), self.centres(), self.told(), self.ports());
        self.labels = Labels::around(WIDTH, self.frame.height, &self.symbols);
        let landings = self.landings();
        let casualty = self.casualties();
        let rescue = self.rescues();
        let centres = self.centres();
        let told = self.told();
        let units = self.units();
        let ports = self.ports();
        let regions = self.regions();
        html! {
            svg.chart viewBox=(format!("0 0 {w} {}", px(h))) role="img"
                aria-labelledby=(format!("{0}-t {0}-d", self.id)) {
                title id=(format!("{}-t", self.id)) { (self.title) }
                desc id=(format!("{}-d", self.id)) {
                    "Chart from " (self.frame.south_west()) " to " (self.frame.north_east())
                    " with the true track of the casualty, positions told, units, sightings and rescues. "
                    "The tables and the event list hold the same in words."
                }
                clipPath id=(format!("{}-c", self.id)) { rect width=(px(w)) height=(px(h)) {} }
                g clip-path=(format!("url(#{}-c)", self.id)) {
                    rect width=(px(w)) height=(px(h)) fill="#f3f8fb" {}
                    (self.land(coast))
                    (self.graticule())
                    (regions)
                    (units)
                    (told)
                    (casualty)
                    (rescue)
                    (ports)
                    (centres)
                    (landings)
                }
                (self.furniture())
                rect width=(px(w)) height=(px(h)) fill="none" stroke=(BLACK) stroke-width="1.5" {}
            }
        }
    }

    fn land(&self, coast: &Coast) -> Markup {
        let (sw, ne) = (self.frame.south_west(), self.frame.north_east());
        let tolerance = self.frame.pixel_deg() * 0.6;
        let mut fill = String::new();
        for ring in coast.land_rings(sw, ne, tolerance) {
            fill.push_str(&marks::path(ring.iter().map(|p| self.frame.xy(*p))));
            fill.push('Z');
        }
        let mut shore = String::new();
        for line in coast.lines(sw, ne, tolerance) {
            shore.push_str(&marks::path(line.iter().map(|p| self.frame.xy(*p))));
        }
        html! {
            path d=(fill) fill="#efe6d2" fill-rule="evenodd" {}
            path d=(shore) fill="none" stroke="#8d7b52" stroke-width="1" {}
        }
    }

    fn graticule(&self) -> Markup {
        let (meridians, parallels) = self.frame.graticule();
        let h = self.frame.height;
        html! {
            @for (minutes, x) in &meridians {
                path d=(marks::path([(*x, 0.0), (*x, h)])) stroke="#b9c7d3" stroke-width="0.7" {}
                (text(*x + 3.0, h - 5.0, 11.0, "start", "#44525e", &degrees_minutes(*minutes, true)))
            }
            @for (minutes, y) in &parallels {
                path d=(marks::path([(0.0, *y), (WIDTH, *y)])) stroke="#b9c7d3" stroke-width="0.7" {}
                (text(5.0, *y - 3.0, 11.0, "start", "#44525e", &degrees_minutes(*minutes, false)))
            }
        }
    }

    /// Scale bar and north.
    fn furniture(&self) -> Markup {
        let (miles, length) = self.frame.scale_bar();
        let (x, y) = (WIDTH - length - 28.0, self.frame.height - 20.0);
        html! {
            rect x=(px(x - 10.0)) y=(px(y - 22.0)) width=(px(length + 30.0)) height="36" fill="#ffffff" fill-opacity="0.85" {}
            path d=(marks::path([(x, y - 4.0), (x, y), (x + length, y), (x + length, y - 4.0)])) fill="none" stroke=(BLACK) stroke-width="1.6" {}
            (text(x + length / 2.0, y - 8.0, 12.0, "middle", BLACK, &format!("{miles} NM")))
            path d="M964 58L972 22L980 58L972 50Z" fill=(BLACK) {}
            (text(972.0, 18.0, 13.0, "middle", BLACK, "N"))
            (text(12.0, 20.0, 13.0, "start", BLACK, "EXERCISE"))
        }
    }

    fn regions(&mut self) -> Markup {
        // Neighbours share limits: drawn twice, their dashes would fill each other's gaps.
        let mut drawn: Vec<(Position, Position)> = Vec::new();
        let mut limits = String::new();
        let mut names = Vec::new();
        for region in &self.story.scenario.regions {
            let next = region.corners.iter().skip(1).chain(region.corners.first());
            for (a, b) in region.corners.iter().zip(next) {
                if !drawn.contains(&(*a, *b)) && !drawn.contains(&(*b, *a)) {
                    drawn.push((*a, *b));
                    limits.push_str(&marks::path([self.frame.xy(*a), self.frame.xy(*b)]));
                }
            }
            // The name stands inside, near the middle of the part of the region that this chart shows.
            let spot =
                self.grid_spot(|p| self.story.scenario.responsible_for(p) == Some(region.rcc) && region.contains(p));
            let name = region.name.split(" (").next().unwrap_or_default().to_owned();
            names.extend(spot.map(|(x, y)| (x, y, name)));
        }
        html! {
            path d=(limits) fill="none" stroke="#7b5ea7" stroke-width="1.4" stroke-dasharray="9 5" {}
            @for (x, y, name) in &names {
                text x=(px(*x)) y=(px(*y)) class="halo region" text-anchor="middle" fill="#5d4486" { (name) }
            }
        }
    }

    /// The middle of those points of a coarse grid that hold, put on the one of them nearest to it and free.
    fn grid_spot(&self, holds: impl Fn(Position) -> bool) -> Option<(f64, f64)> {
        let (sw, ne) = (self.frame.south_west(), self.frame.north_east());
        let mut inside: Vec<(f64, f64)> = Vec::new();
        for i in 2..19 {
            for j in 2..14 {
                let lon = sw.lon_deg() + (ne.lon_deg() - sw.lon_deg()) * f64::from(i) / 20.0;
                let lat = sw.lat_deg() + (ne.lat_deg() - sw.lat_deg()) * f64::from(j) / 15.0;
                let p = Position::clamped(lat, lon);
                if holds(p) {
                    inside.push(self.frame.xy(p));
                }
            }
        }
        let n = inside.len() as f64;
        let (mx, my) = inside.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0 / n, y + p.1 / n));
        inside.retain(|(x, y)| self.labels.is_free(*x, *y, 90.0, 14.0));
        inside.into_iter().min_by(|a, b| {
            let d = |p: &(f64, f64)| (p.0 - mx) * (p.0 - mx) + (p.1 - my) * (p.1 - my);
            d(a).total_cmp(&d(b))
        })
    }

    fn casualties(&mut self) -> Markup {
        let mut parts = Vec::new();
        for (case, track) in
            self.story.tracks.casualties.iter().filter(|(case, _)| self.is_about(*case)).collect::<Vec<_>>()
        {
            let capsized = self.story.stage(*case, Stage::Capsized).map(|(tick, _)| tick);
            let upright = track.iter().filter(|(tick, _)| capsized.is_none_or(|c| *tick <= c));
            let hull = track.iter().filter(|(tick, _)| capsized.is_some_and(|c| *tick >= c));
            let upright = marks::track(upright.map(|(_, p)| self.frame.xy(*p)));
            let hull = marks::track(hull.map(|(_, p)| self.frame.xy(*p)));
            let marks = self.time_marks(*case, track);
            parts.push(html! {
                path d=(upright) fill="none" stroke=(VERMILLION) stroke-width="3" stroke-linejoin="round" {}
                path d=(hull) fill="none" stroke=(VERMILLION) stroke-width="3" stroke-dasharray="6 4" {}
                (marks)
            });
        }
        let mut stages = Vec::new();
        for stamped in self.story.events {
            if let Event::StageReached { case, stage, position, .. } = &stamped.body
                && self.is_about(*case)
                && self.frame.holds(*position)
                && *stage >= Stage::Capsized
            {
                let (x, y) = self.frame.xy(*position);
                self.symbols.push((x, y));
                let words = format!("{} {}", crate::score::stage_words(*stage), self.story.when(stamped.tick));
                let label = self.label(x, y, &words, 13.0, VERMILLION, true);
                stages.push(html! { (symbol(Symbol::Cross, x, y, 6.0, VERMILLION, true)) (label) });
            }
        }
        html! { @for part in &parts { (part) } @for stage in &stages { (stage) } }
    }

    /// Ticks on the true track at whole hours, every other or third one if they would crowd.
    fn time_marks(&mut self, case: CraftId, track: &[(Tick, Position)]) -> Markup {
        let inside: Vec<Tick> = track.iter().filter(|(_, p)| self.frame.holds(*p)).map(|(tick, _)| *tick).collect();
        let (Some(first), Some(last)) = (inside.first(), inside.last()) else { return html! {} };
        let length: f64 = track
            .windows(2)
            .filter(|pair| self.frame.holds(pair[0].1))
            .map(|pair| self.frame.px(pair[0].1.distance_m(pair[1].1)))
            .sum();
        let hours = f64::from(last.0 - first.0) / f64::from(TICKS_PER_HOUR);
        let step = [1_u32, 2, 3, 6, 12, 24]
            .into_iter()
            .find(|h| length / (hours / f64::from(*h)).max(1.0) > 60.0)
            .unwrap_or(24);
        let start = self.story.scenario.start.0;
        let mut marks = Vec::new();
        let begin = (self.story.utc(*first).0).div_euclid(3600) + 1;
        for hour in begin..=self.story.utc(*last).0.div_euclid(3600) {
            if hour % i64::from(step) != 0 {
                continue;
            }
            let Some(tick) = u32::try_from((hour * 3600 - start) / 10).ok().map(Tick) else { continue };
            let Some(p) = self.story.tracks.casualty_at(case, tick).filter(|p| self.frame.holds(*p)) else { continue };
            let (x, y) = self.frame.xy(p);
            self.symbols.push((x, y));
            marks.push((x, y, self.story.when(tick), self.story.dtg(tick)));
        }
        if self.is_crowded() {
            // Its name where it began, and no more.
            let begins = track.iter().find(|(_, p)| self.frame.holds(*p)).map(|(_, p)| self.frame.xy(*p));
            let Some((x, y)) = begins else { return html! {} };
            let name = self.story.craft(case).to_owned();
            let label = self.label(x, y, &name, 12.0, "#7d3300", true);
            return html! { circle cx=(px(x)) cy=(px(y)) r="3.4" fill=(VERMILLION) stroke="#fff" stroke-width="1" {} (label) };
        }
        let labelled: Vec<Markup> = marks
            .iter()
            .enumerate()
            .map(|(i, (x, y, when, dtg))| {
                let words = if i == 0 || when == "0000Z" { dtg } else { when };
                let label = self.label(*x, *y, words, 11.5, "#7d3300", false);
                html! { circle cx=(px(*x)) cy=(px(*y)) r="3.4" fill=(VERMILLION) stroke="#fff" stroke-width="1" {} (label) }
            })
            .collect();
        html! { @for mark in &labelled { (mark) } }
    }

    fn told(&mut self) -> Markup {
        let mut parts = Vec::new();
        let mut shown: Vec<usize> = Vec::new();
        for told in &self.story.told {
            // What centres tell each other of a vessel they can see is true and would only crowd the chart.
            let matters = self.is_about(told.case) && (told.is_first_hand || told.off_m.is_none_or(|off| off > 1852.0));
            if !self.frame.holds(told.reported.position) || !matters || shown.contains(&told.number) {
                continue;
            }
            shown.push(told.number);
            let (x, y) = self.frame.xy(told.reported.position);
            self.symbols.push((x, y));
            let radius = self.frame.px(told.reported.error_m);
            // The table has the times; where there are many, numbers are enough.
            let words = if self.is_crowded() {
                told.number.to_string()
            } else {
                format!("{} · {}", told.number, self.story.when(told.tick))
            };
            let truth = self.story.tracks.casualty_at(told.case, told.tick).map(|p| self.frame.xy(p));
            parts.push((x, y, radius, words, truth, told.event));
        }
        let drawn: Vec<Markup> = parts
            .iter()
            .map(|(x, y, radius, words, truth, event)| {
                let label = self.label(*x, *y, words, 11.0, "#00507d", false);
                html! {
                    a href=(format!("#e{event}")) {
                        @if *radius > 5.0 {
                            circle cx=(px(*x)) cy=(px(*y)) r=(px(*radius)) fill="none" stroke="#0072B2" stroke-width="1"
                                stroke-dasharray="4 3" stroke-opacity="0.75" {}
                        }
                        @if let Some((tx, ty)) = truth {
                            path d=(marks::path([(*x, *y), (*tx, *ty)])) stroke="#0072B2" stroke-width="0.8" stroke-dasharray="1 3" {}
                        }
                        circle cx=(px(*x)) cy=(px(*y)) r="4.5" fill="#fff" stroke="#0072B2" stroke-width="1.8" {}
                    }
                    (label)
                }
            })
            .collect();
        html! { @for part in &drawn { (part) } }
    }

    /// Sightings, people taken aboard, people who died, people landed.
    fn rescues(&mut self) -> Markup {
        let mut parts = Vec::new();
        let mut boarded: Vec<Boarding> = Vec::new();
        // Units see a vessel many times over; a chart shows the first time as what.
        let mut seen: Vec<(SruId, Seen)> = Vec::new();
        for stamped in self.story.events {
            match &stamped.body {
                Event::PersonDied { position, .. } if !self.wide && self.frame.holds(*position) => {
                    let (x, y) = self.frame.xy(*position);
                    parts.push(
                        html! { circle cx=(px(x)) cy=(px(y)) r="1.8" fill="none" stroke=(GREY) stroke-width="1" {} },
                    );
                }
                Event::Sighted { sru, case, what, position, .. }
                    if self.is_about(*case)
                        && self.frame.holds(*position)
                        && matches!(what, Seen::Vessel | Seen::CapsizedHull)
                        && !seen.contains(&(*sru, *what)) =>
                {
                    let is_first = seen.is_empty();
                    seen.push((*sru, *what));
                    if self.is_crowded() || (self.wide && !is_first) {
                        continue;
                    }
                    let (x, y) = self.frame.xy(*position);
                    self.symbols.push((x, y));
                    let words = format!("seen {} by {}", self.story.when(stamped.tick), self.story.sru(*sru));
                    let label = self.label(x, y, &words, 11.0, BLACK, false);
                    parts.push(html! { (symbol(Symbol::Up, x, y, 5.0, BLACK, false)) (label) });
                }
                Event::PersonRecovered { sru, case, .. } if self.is_about(*case) => {
                    if let Some(at) = self.story.tracks.sru_at(*sru, stamped.tick) {
                        board(&mut boarded, *sru, at, stamped.tick);
                    }
                }
                _ => {}
            }
        }
        for group in &boarded {
            if !self.frame.holds(group.at) {
                continue;
            }
            let (x, y) = self.frame.xy(group.at);
            self.symbols.push((x, y));
            let words = format!("{} aboard {}", group.persons, self.story.sru(group.sru));
            let label = if self.wide || self.is_crowded() {
                html! {}
            } else {
                self.label(x, y, &words, 12.0, "#00664a", true)
            };
            parts.push(html! { (symbol(Symbol::Circle, x, y, 5.5, GREEN, true)) (label) });
        }
        html! { @for part in &parts { (part) } }
    }

    /// Rescue coordination centres.
    fn centres(&mut self) -> Markup {
        if !self.wide {
            return html! {};
        }
        let mut parts = Vec::new();
        for seat in &self.story.scenario.seats {
            if seat.role != Role::Rcc || !self.frame.holds(seat.position) {
                continue;
            }
            let (x, y) = self.frame.xy(seat.position);
            self.symbols.push((x, y));
            let label = self.label(x, y, &seat.name, 12.0, "#5d4486", true);
            parts.push(html! { (symbol(Symbol::Star, x, y, 5.0, "#7b5ea7", true)) (label) });
        }
        html! { @for part in &parts { (part) } }
    }

    /// Places where people were landed, with how many: the weightiest labels, which go farther for room than others.
    fn landings(&mut self) -> Markup {
        let mut parts = Vec::new();
        for (place, n) in self.places(true) {
            let (x, y) = self.frame.xy(place.position);
            self.symbols.push((x, y));
            let words = format!("{}: {n} landed", place.name);
            let spot = self.labels.place_far(x, y, &words, 12.0 * 1.1);
            let label = spot.map(|spot| draw_label((x, y), spot, &words, 12.0, BLACK, true));
            parts.push(html! { (symbol(Symbol::Square, x, y, 4.0, GREEN, true)) (label.unwrap_or_default()) });
        }
        html! { @for part in &parts { (part) } }
    }

    /// The other ports and airfields.
    fn ports(&mut self) -> Markup {
        let mut parts = Vec::new();
        for (place, _) in self.places(false) {
            let (x, y) = self.frame.xy(place.position);
            self.symbols.push((x, y));
            let label = self.label(x, y, &place.name, 11.0, BLACK, false);
            parts.push(html! { (symbol(Symbol::Square, x, y, 3.5, BLACK, false)) (label) });
        }
        html! { @for part in &parts { (part) } }
    }

    /// The places on the overview at which people were landed, or were not, with how many.
    fn places(&self, landed: bool) -> Vec<(&'s Place, u32)> {
        let numbers = landed_at(self.story);
        let all = self.story.scenario.places.iter().zip(numbers);
        let shown = |(place, n): &(&'s Place, u32)| self.wide && self.frame.holds(place.position) && (*n > 0) == landed;
        all.filter(shown).collect()
    }

    /// Tracks of units while they worked for a case; on the scene only of those that took people aboard.
    fn units(&mut self) -> Markup {
        let mut parts = Vec::new();
        for (n, sru) in self.story.units.iter().enumerate() {
            let Some(part) = took_part(self.story, *sru, self.only) else { continue };
            if !self.wide && part.rescued.is_none() {
                continue;
            }
            let until = if self.wide { part.until } else { part.rescued.unwrap_or(part.until) };
            let Some((_, track)) = self.story.tracks.srus.iter().find(|(id, _)| id == sru) else { continue };
            let track: Vec<Position> =
                track.iter().filter(|(tick, _)| (part.from..=until).contains(tick)).map(|(_, p)| *p).collect();
            let moved = track.windows(2).any(|pair| pair[0].distance_m(pair[1]) > 100.0);
            let inside: Vec<(f64, f64)> =
                track.iter().filter(|p| self.frame.holds(**p)).map(|p| self.frame.xy(*p)).collect();
            if !moved || inside.is_empty() {
                continue;
            }
            let (colour, dash) = unit_style(n);
            let d = marks::track(track.iter().map(|p| self.frame.xy(*p)));
            // Tries the middle of the part shown, then other parts of it.
            let label = [2, 4, 1, 3, 0, 5].into_iter().find_map(|k| {
                let (x, y) = inside[(inside.len() - 1) * k / 5];
                self.try_label(x, y, self.story.sru(*sru), 11.0, colour, false)
            });
            parts.push(html! {
                path d=(d) fill="none" stroke=(colour) stroke-width="1.3" stroke-opacity="0.7" stroke-dasharray=(dash)
                    stroke-linejoin="round" {}
                (label.unwrap_or_default())
            });
        }
        html! { @for part in &parts { (part) } }
    }

    fn label(&mut self, x: f64, y: f64, words: &str, size: f64, colour: &str, bold: bool) -> Markup {
        self.try_label(x, y, words, size, colour, bold).unwrap_or_default()
    }

    fn try_label(&mut self, x: f64, y: f64, words: &str, size: f64, colour: &str, bold: bool) -> Option<Markup> {
        // Bold letters are about a tenth wider.
        let em = if bold { size * 1.1 } else { size };
        let spot = self.labels.place(x, y, words, em)?;
        Some(draw_label((x, y), spot, words, size, colour, bold))
    }
}

/// A text at its spot, with a line to its point where it lies far off.
fn draw_label((x, y): (f64, f64), spot: Spot, words: &str, size: f64, colour: &str, bold: bool) -> Markup {
    let em = if bold { size * 1.1 } else { size };
    let Spot { x: left, y: base, leader } = spot;
    let (w, h) = (words.chars().count() as f64 * em * LETTER, size);
    let near = (x.clamp(left, left + w), y.clamp(base - h, base));
    html! {
        @if leader { path d=(marks::path([(x, y), near])) stroke=(colour) stroke-width="0.6" {} }
        text x=(px(left)) y=(px(base)) font-size=(px(size)) fill=(colour) class="halo" font-weight=(if bold { "600" } else { "400" }) { (words) }
    }
}

/// When a unit worked for a case.
struct Part {
    from: Tick,
    /// Its last sighting, rescue, search or landing.
    until: Tick,
    /// When it last took anybody aboard. Exists when and only when it did.
    rescued: Option<Tick>,
}

/// When a unit worked for a case: from its first order to the last thing it did there. Nothing if it did nothing.
fn took_part(story: &Story<'_>, sru: SruId, only: Option<CraftId>) -> Option<Part> {
    let about = |case: &CraftId| only.is_none_or(|only| only == *case);
    let mut part: Option<Part> = None;
    for stamped in story.events {
        let tick = stamped.tick;
        match &stamped.body {
            Event::OrderGiven { sru: s, case: Some(case), .. } if *s == sru && about(case) && part.is_none() => {
                part = Some(Part { from: tick, until: tick, rescued: None });
            }
            Event::PersonRecovered { sru: s, case, .. } if *s == sru && about(case) => {
                let part = part.get_or_insert(Part { from: tick, until: tick, rescued: None });
                part.until = tick;
                part.rescued = Some(tick);
            }
            Event::BodyRecovered { sru: s, .. } if *s == sru && only.is_none() => {
                let part = part.get_or_insert(Part { from: tick, until: tick, rescued: None });
                part.until = tick;
                part.rescued = Some(tick);
            }
            Event::PersonLanded { sru: Some(s), .. }
            | Event::Sighted { sru: s, .. }
            | Event::SearchBegan { sru: s, .. }
                if *s == sru && only.is_none() =>
            {
                part.get_or_insert(Part { from: tick, until: tick, rescued: None }).until = tick;
            }
            _ => {}
        }
    }
    part.filter(|part| part.until > part.from)
}

/// People taken aboard by one unit about one place.
struct Boarding {
    sru: SruId,
    at: Position,
    last: Tick,
    persons: u32,
}

fn board(all: &mut Vec<Boarding>, sru: SruId, at: Position, tick: Tick) {
    let near = |group: &&mut Boarding| {
        group.sru == sru && tick.0.saturating_sub(group.last.0) < 6 * TICKS_PER_HOUR && group.at.distance_nmi(at) < 5.0
    };
    match all.iter_mut().rev().find(near) {
        Some(group) => {
            group.persons += 1;
            group.last = tick;
        }
        None => all.push(Boarding { sru, at, last: tick, persons: 1 }),
    }
}
