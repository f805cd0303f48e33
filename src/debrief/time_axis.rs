//! Time along the x axis, shared by all drawings that have one: labels in UTC and local time, and shaded nights.

use maud::{Markup, html};

use crate::base::{Tick, Utc};
use crate::sar::sun;

use super::marks::{self, px};
use super::story::Story;

/// Times on paper, shared by all drawings with a time axis.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeAxis {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) from: Tick,
    pub(super) until: Tick,
}

impl TimeAxis {
    pub(super) fn x(&self, tick: Tick) -> f64 {
        let whole = f64::from(self.until.0.saturating_sub(self.from.0).max(1));
        let part = f64::from(tick.0.clamp(self.from.0, self.until.0.max(self.from.0)) - self.from.0);
        self.left + (self.right - self.left) * part / whole
    }

    /// Whole UTC hours to label, 12 at the most.
    fn hours(&self, start: Utc) -> Vec<(Tick, Utc)> {
        let (first, last) = (start.at(self.from).0, start.at(self.until).0);
        let length = last - first;
        let step =
            [1_i64, 2, 3, 6, 12, 24, 48].into_iter().map(|h| h * 3600).find(|s| length / s <= 12).unwrap_or(86_400 * 4);
        let begin = first.div_euclid(step) * step;
        (0..=length / step + 1)
            .map(|n| Utc(begin + n * step))
            .filter_map(|utc| Some((start.tick_of(utc)?, utc)))
            .filter(|(tick, _)| (self.from..=self.until).contains(tick))
            .collect()
    }

    /// Grid lines with UTC above and local time below, and shaded nights.
    pub(super) fn draw(&self, story: &Story<'_>, top: f64, bottom: f64) -> Markup {
        let hours = self.hours(story.scenario.start);
        html! {
            @for (from, to) in self.nights(story) {
                rect x=(px(self.x(from))) y=(px(top)) width=(px(self.x(to) - self.x(from))) height=(px(bottom - top))
                    fill="#e9edf2" {}
            }
            @for ((tick, _), words) in hours.iter().zip(labels(&hours)) {
                @let x = self.x(*tick);
                path d=(marks::path([(x, top - 4.0), (x, bottom)])) stroke="#c9ced6" stroke-width="1" {}
                text x=(px(x)) y=(px(top - 18.0)) class="tick" text-anchor="middle" { (words) }
                text x=(px(x)) y=(px(top - 7.0)) class="tick local" text-anchor="middle" {
                    (story.local(*tick)[7..]) " local"
                }
            }
        }
    }

    /// Stretches without daylight at the casualty.
    fn nights(&self, story: &Story<'_>) -> Vec<(Tick, Tick)> {
        const STEP: u32 = 60;
        let Some((case, track)) = story.tracks.casualties.first() else { return Vec::new() };
        let dark = |tick: Tick| {
            let position = story.tracks.casualty_at(*case, tick).or_else(|| track.first().map(|(_, p)| *p));
            position.is_some_and(|position| !sun::is_daylight(position, story.utc(tick)))
        };
        let mut nights: Vec<(Tick, Tick)> = Vec::new();
        let mut tick = self.from;
        while tick < self.until {
            let next = Tick(tick.0.saturating_add(STEP).min(self.until.0));
            if dark(tick) {
                match nights.last_mut() {
                    Some((_, to)) if *to == tick => *to = next,
                    _ => nights.push((tick, next)),
                }
            }
            tick = next;
        }
        nights
    }
}

/// What stands at each labelled hour. Twelve labels with date and time would run into each other: the date stands at the
/// first hour of each day, and alone where there is one label for a day or more.
fn labels(hours: &[(Tick, Utc)]) -> Vec<String> {
    let parts: Vec<(String, String)> = hours
        .iter()
        .map(|(_, utc)| {
            let dtg = utc.dtg();
            let (date, time) = dtg.rsplit_once(' ').unwrap_or(("", &dtg));
            (date.to_owned(), time.to_owned())
        })
        .collect();
    let is_daily = parts.len() > 2 && parts.windows(2).all(|pair| pair[0].0 != pair[1].0);
    let label = |(i, (date, time)): (usize, &(String, String))| match i.checked_sub(1).map(|before| &parts[before].0) {
        Some(before) if before == date => time.clone(),
        _ if is_daily => date.clone(),
        _ => format!("{date} {time}"),
    };
    parts.iter().enumerate().map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_the_date_where_it_is_new_and_alone_where_each_is_a_day() {
        let of = |hours: u32| {
            let axis = TimeAxis { left: 0.0, right: 1000.0, from: Tick(0), until: Tick(hours * 360) };
            // 1 May 2015, 2200Z.
            labels(&axis.hours(Utc(1_430_517_600)))
        };
        assert_eq!(of(5), ["01 MAY 2200Z", "2300Z", "02 MAY 0000Z", "0100Z", "0200Z", "0300Z"]);
        assert_eq!(of(36)[..4], ["02 MAY 0000Z", "0300Z", "0600Z", "0900Z"]);
        assert_eq!(of(24 * 5)[..3], ["02 MAY 0000Z", "1200Z", "03 MAY 0000Z"]);
        assert_eq!(of(24 * 12)[..3], ["02 MAY", "03 MAY", "04 MAY"]);
    }
}
