//! Everybody's journey: a list to search, and one journey as a line of its parts with every step and its time.

use egui::{RichText, ScrollArea, Ui, WidgetInfo, WidgetType, vec2};

use super::desk::{Act, Desk, Panel};
use crate::base::Tick;
use crate::base::ids::PersonId;
use crate::score::{Leg, Trail};
use crate::ui::theme::Theme;
use crate::ui::{kit, words};

/// Height of the list \[points at 100 % text\].
const LIST: f32 = 130.0;

/// The panel.
#[derive(Default)]
pub(super) struct Journeys {
    query: String,
    /// Only those with this outcome. Exists when and only when one was chosen.
    outcome: Option<&'static str>,
    /// Whose journey is shown. Exists when and only when one was chosen.
    shown: Option<PersonId>,
}

impl Panel for Journeys {
    fn name(&self) -> &'static str {
        "Journeys"
    }

    fn open_at_first(&self) -> bool {
        false
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let trails = desk.data.trails;
        kit::line(ui, "Find a person", &mut self.query, "number, age, outcome, ship...");
        self.outcomes(ui, trails);
        let query = self.query.trim().to_lowercase();
        let fits = |trail: &&Trail| {
            let text = text(desk, trail);
            let outcome = self.outcome.is_none_or(|outcome| outcome == trail.outcome());
            outcome && query.split_whitespace().all(|word| text.contains(word))
        };
        let listed: Vec<&Trail> = trails.iter().filter(fits).collect();
        kit::weak(ui, desk.theme, format!("{} of {} people", listed.len(), trails.len()));
        let row_px = ui.spacing().interact_size.y;
        let height = LIST * f32::from(crate::ui::theme::percent(ui.ctx())) / 100.0;
        ScrollArea::vertical().id_salt("journeys").max_height(height).auto_shrink([false, true]).show_rows(
            ui,
            row_px,
            listed.len(),
            |ui, rows| {
                for trail in listed.get(rows).unwrap_or_default() {
                    let label = format!("{}: {}", who(trail), trail.outcome());
                    let on = self.shown == Some(trail.person);
                    // Each in one line: the list reckons with rows of one height.
                    let response = ui.add(egui::Button::selectable(on, label.as_str()).truncate());
                    let name = format!("Show the journey of {label}");
                    response.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, on, &name));
                    if response.clicked() {
                        self.shown = Some(trail.person);
                    }
                }
            },
        );
        match trails.iter().find(|trail| Some(trail.person) == self.shown) {
            Some(trail) => journey(ui, desk, trail, out),
            None => {
                kit::weak(ui, desk.theme, "Choose somebody to see the journey.");
            }
        }
    }
}

impl Journeys {
    /// A choice of outcomes, each with how many had it.
    fn outcomes(&mut self, ui: &mut Ui, trails: &[Trail]) {
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        for trail in trails {
            match counts.iter_mut().find(|(outcome, _)| *outcome == trail.outcome()) {
                Some((_, count)) => *count += 1,
                None => counts.push((trail.outcome(), 1)),
            }
        }
        let mut options = vec![(None, "any outcome".to_owned())];
        options.extend(counts.into_iter().map(|(outcome, count)| (Some(outcome), format!("{outcome} ({count})"))));
        kit::choice(ui, "Outcome", &mut self.outcome, &options);
    }
}

/// Who somebody is: "person 12, woman, 34".
fn who(trail: &Trail) -> String {
    let word = match (trail.age_years < crate::sim::ashore::ADULT_YEARS, trail.male) {
        (true, true) => "boy",
        (true, false) => "girl",
        (false, true) => "man",
        (false, false) => "woman",
    };
    format!("person {}, {word}, {}", u64::from(trail.person.0) + 1, trail.age_years)
}

fn text(desk: &Desk<'_>, trail: &Trail) -> String {
    let steps: Vec<&str> = trail.steps.iter().map(|step| step.text.as_str()).collect();
    let craft = desk.names().craft(trail.craft);
    format!("{} {} {craft} {}", who(trail), trail.outcome(), steps.join(" ")).to_lowercase()
}

fn journey(ui: &mut Ui, desk: &Desk<'_>, trail: &Trail, out: &mut Vec<Act>) {
    ui.label(RichText::new(words::sentence(&who(trail))).strong());
    strip(ui, desk, trail, out);
    let legs: Vec<String> = Leg::ALL
        .into_iter()
        .filter(|leg| trail.steps.iter().any(|step| step.leg == *leg))
        .map(|leg| format!("{} {}", leg.letter(), leg.words()))
        .collect();
    kit::weak(ui, desk.theme, legs.join(" · "));
    for (i, step) in trail.steps.iter().enumerate() {
        let at = words::dtg(desk.briefing, step.tick);
        let after = i.checked_sub(1).and_then(|before| trail.steps.get(before));
        let took =
            after.map_or_else(String::new, |before| format!(" (after {})", words::span(step.tick.since(before.tick))));
        let face = format!("{} {at}  {}{took}", step.leg.letter(), step.text);
        let passed = step.tick <= desk.cursor();
        let text = if passed { RichText::new(&face) } else { RichText::new(&face).color(desk.theme.weak) };
        let button = egui::Button::new(text).frame(false).wrap();
        let response = ui.add(button);
        kit::named(&response, WidgetType::Button, &format!("Go to {at}: {}", step.text));
        if response.clicked() {
            out.push(Act::seek(step.tick));
        }
    }
    let last = trail.outcome();
    ui.label(RichText::new(format!("Outcome: {last}")).strong());
}

/// The parts of a journey as stretches on a line, each with its letter; a press goes to its moment.
fn strip(ui: &mut Ui, desk: &Desk<'_>, trail: &Trail, out: &mut Vec<Act>) {
    let (first, last) = (desk.data.first, desk.data.last);
    let height = ui.spacing().interact_size.y;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::click());
    let length = (last.hours() - first.hours()).max(1e-6);
    let x = |tick: Tick| rect.left() + ((tick.hours() - first.hours()) / length) as f32 * rect.width();
    let painter = ui.painter_at(rect);
    let font = egui::TextStyle::Small.resolve(ui.style());
    for (i, (from, to, leg)) in parts(trail, last).into_iter().enumerate() {
        let part = egui::Rect::from_x_y_ranges(x(from)..=x(to).max(x(from) + 2.0), rect.y_range());
        let colour = colour(desk.theme, leg);
        painter.rect_filled(part, 2.0, colour.gamma_multiply(0.35));
        // Neighbours are told apart by an edge where their colours are near.
        let edge = egui::Stroke::new(1.0, colour);
        painter.rect_stroke(part.shrink(0.5), 2.0, edge, egui::StrokeKind::Inside);
        // Parts too short for a letter have it in the list below.
        if part.width() > font.size || i == 0 {
            let at = if part.width() > font.size { part.center() } else { part.left_center() };
            painter.text(at, egui::Align2::CENTER_CENTER, leg.letter(), font.clone(), desk.theme.text);
        }
    }
    let cursor = x(desk.cursor());
    painter.vline(cursor, rect.y_range(), egui::Stroke::new(1.5, desk.theme.accent));
    let told: Vec<String> = parts(trail, last)
        .into_iter()
        .map(|(from, to, leg)| format!("{} for {}", leg.words(), words::span(to.since(from))))
        .collect();
    let label = format!("Journey: {}", told.join(", then "));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, &label));
    if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        let share = f64::from((at.x - rect.left()) / rect.width().max(1.0)).clamp(0.0, 1.0);
        let ticks = f64::from(last.0.saturating_sub(first.0)) * share;
        out.push(Act::seek(Tick(first.0 + ticks as u32)));
    }
}

/// Stretches of one leg each, from when to when.
fn parts(trail: &Trail, last: Tick) -> Vec<(Tick, Tick, Leg)> {
    let mut parts: Vec<(Tick, Tick, Leg)> = Vec::new();
    for step in &trail.steps {
        match parts.last_mut() {
            Some((_, to, leg)) if *leg == step.leg => *to = step.tick,
            Some((_, to, _)) => {
                *to = step.tick;
                parts.push((step.tick, step.tick, step.leg));
            }
            None => parts.push((step.tick, step.tick, step.leg)),
        }
    }
    if let Some((_, to, _)) = parts.last_mut() {
        *to = last.max(*to);
    }
    parts
}

fn colour(theme: &Theme, leg: Leg) -> egui::Color32 {
    match leg {
        Leg::Aboard => theme.weak,
        Leg::AtSea => theme.contact,
        Leg::Rescuer => theme.own,
        Leg::Ashore => theme.ok,
        Leg::Dead => theme.text,
        Leg::Gone => theme.told,
    }
}
