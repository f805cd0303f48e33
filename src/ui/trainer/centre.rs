//! The middle: the chart with the truth, what each seat sees, and a strip of small pictures to choose from.

use egui::{Rect, RichText, Stroke, StrokeKind, Ui, UiBuilder, vec2};

use super::beliefs;
use super::desk::{Act, Desk};
use crate::base::Position;
use crate::base::ids::SeatId;
use crate::base::time::TICKS_PER_HOUR;
use crate::picture::Picture;
use crate::ui::chart::{Chart, ChartEvent, Overlay, Scene, Selected};
use crate::ui::{extent, kit, words};

/// The charts and what is looked at.
pub(super) struct Centre {
    truth: Chart,
    seat: Chart,
    /// The seat looked through. Exists when and only when one is.
    pub(super) through: Option<SeatId>,
    /// Whether truth and seat stand side by side.
    side_by_side: bool,
    overlay: Overlay,
    /// The panel that waits for a position pressed on the chart. Exists when and only when one does.
    picking: Option<&'static str>,
    /// Whether the charts have been turned to where it happens.
    turned: bool,
    /// The small charts of the strip, by seat, with the hour each was last fitted to what its seat knows.
    small: Vec<(Chart, u32)>,
}

impl Default for Centre {
    fn default() -> Self {
        let named = |name: &str| {
            let mut chart = Chart::default();
            chart.name = name.to_owned();
            chart
        };
        Self {
            truth: named("Chart of the truth"),
            seat: named("Chart of a seat"),
            through: None,
            side_by_side: true,
            overlay: Overlay::default(),
            picking: None,
            turned: false,
            small: Vec::new(),
        }
    }
}

impl Centre {
    /// The chart in front is to have the focus.
    pub(super) fn take_focus(&mut self) {
        let through = self.through.is_some() && !self.side_by_side;
        if through { self.seat.take_focus() } else { self.truth.take_focus() }
    }

    /// Hears what panels ask of the charts.
    pub(super) fn hear(&mut self, act: &Act) {
        match act {
            Act::LookThrough(seat) => self.through = *seat,
            Act::PointAt(places) => {
                self.overlay.pointer = places.first().copied();
                for chart in [&mut self.truth, &mut self.seat] {
                    match places.as_slice() {
                        [one] => chart.look_at(*one, 60.0),
                        several => chart.fit(several),
                    }
                }
            }
            Act::Pick(panel) => self.picking = Some(panel),
            Act::Picked(_, position) => self.overlay.pointer = Some(*position),
            _ => {}
        }
    }

    /// Shows the strip and the charts.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let scene = extent::scene_of_action(desk.overview);
        if !std::mem::replace(&mut self.turned, true) {
            self.truth.fit(&scene);
            self.seat.fit(&scene);
        }
        self.strip(ui, desk, &scene, out);
        if let Some(panel) = self.picking {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(format!("Press the place on the chart, for \"{panel}\"")).strong());
                if kit::press(ui, "Never mind", "Pick no place on the chart") {
                    self.picking = None;
                }
            });
        }
        let picture = self.through.and_then(|seat| desk.picture(seat));
        let room = ui.available_rect_before_wrap();
        let events = match (picture, self.side_by_side) {
            (None, _) => self.chart(ui, desk, room, None),
            (Some(picture), false) => self.chart(ui, desk, room, Some(picture)),
            (Some(picture), true) => {
                let (left, right) = room.split_left_right_at_fraction(0.5);
                let mut events = self.chart(ui, desk, left.shrink2(vec2(1.0, 0.0)), None);
                events.extend(self.chart(ui, desk, right.shrink2(vec2(1.0, 0.0)), Some(picture)));
                events
            }
        };
        ui.advance_cursor_after_rect(room);
        for event in events {
            self.take(event, out);
        }
    }

    /// One chart: of the truth, or of what a seat sees.
    fn chart(&mut self, ui: &mut Ui, desk: &Desk<'_>, room: Rect, picture: Option<&Picture>) -> Vec<ChartEvent> {
        let truth = picture.is_none().then_some(&desk.overview.truth);
        let scene = Scene {
            briefing: desk.briefing,
            picture,
            truth,
            plan: truth.map(|_| desk.plan),
            now: desk.now(),
            overlay: &self.overlay,
            selected: desk.selected,
        };
        let chart = if picture.is_some() { &mut self.seat } else { &mut self.truth };
        let mut inside = ui.new_child(UiBuilder::new().max_rect(room).id_salt(("centre", picture.is_some())));
        inside.shrink_clip_rect(room);
        let title = match picture {
            Some(picture) => format!("What {} sees", desk.names().seat(picture.seat)),
            None => "The truth".to_owned(),
        };
        inside.label(RichText::new(title).strong().color(if picture.is_some() {
            desk.theme.own
        } else {
            desk.theme.truth
        }));
        chart.show(&mut inside, &scene, desk.theme)
    }

    fn take(&mut self, event: ChartEvent, out: &mut Vec<Act>) {
        match event {
            ChartEvent::Selected(what) => match (self.picking.take(), what) {
                (Some(panel), Selected::Position(at)) => out.push(Act::Picked(panel, at)),
                (waiting, what) => {
                    // A thing pressed where a bare place was asked for: it stays asked for.
                    self.picking = waiting;
                    out.push(Act::Select(what));
                }
            },
            ChartEvent::Act(what, at) => match self.picking.take() {
                Some(panel) => out.push(Act::Picked(panel, at)),
                None => {
                    out.push(Act::Select(what));
                    out.push(Act::Picked(super::edit::NAME, at));
                    out.push(Act::Open(super::edit::NAME));
                }
            },
            ChartEvent::Area(_) | ChartEvent::Hover(_) => {}
        }
    }

    fn strip(&mut self, ui: &mut Ui, desk: &Desk<'_>, places: &[Position], out: &mut Vec<Act>) {
        let worst = beliefs::differences(desk.briefing, desk.plan, desk.overview).into_iter().next();
        ui.horizontal_wrapped(|ui| {
            if kit::toggle(ui, self.through.is_none(), "Truth alone", "Look at the truth alone") {
                out.push(Act::LookThrough(None));
            }
            ui.checkbox(&mut self.side_by_side, "Side by side").on_hover_text("The truth beside what the seat sees");
            // Where a seat is furthest from the truth is said beside the charts, whatever else is open.
            if let Some(worst) = &worst {
                ui.label(RichText::new(format!("! {}", worst.text)).small().strong());
                if kit::press(ui, "Show", &format!("Show the greatest difference: {}", worst.text)) {
                    out.extend(beliefs::show(worst));
                }
            }
        });
        let worst = worst.map(|difference| difference.seat);
        egui::ScrollArea::horizontal().id_salt("strip").max_height(200.0).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                self.small.resize_with(desk.overview.pictures.len(), || (Chart::default(), u32::MAX));
                for (picture, (chart, hour)) in desk.overview.pictures.iter().zip(&mut self.small) {
                    if desk.now().0 / TICKS_PER_HOUR != *hour {
                        *hour = desk.now().0 / TICKS_PER_HOUR;
                        chart.fit(places);
                    }
                    let look = Look { chosen: self.through == Some(picture.seat), worst: worst == Some(picture.seat) };
                    if small_picture(ui, desk, picture, chart, look) {
                        out.push(Act::LookThrough(Some(picture.seat)));
                    }
                }
            });
        });
    }
}

/// How a small picture stands among the others.
#[derive(Clone, Copy)]
struct Look {
    /// It is the one looked through.
    chosen: bool,
    /// Its seat's belief is furthest from the truth.
    worst: bool,
}

/// A seat's picture in small, over the truth, with its name and phase below. Whether it was pressed.
fn small_picture(ui: &mut Ui, desk: &Desk<'_>, picture: &Picture, chart: &mut Chart, look: Look) -> bool {
    let theme = desk.theme;
    let seat = desk.names().seat(picture.seat);
    let case = picture.cases.first();
    let phase = case.map_or("no case", |case| case.phase.map_or("no phase", |(phase, _)| words::phase_code(phase)));
    let (sign, hint) = if look.worst { ("! ", ", whose belief is furthest from the truth") } else { ("", "") };
    let nothing = Overlay::default();
    let scene = Scene {
        briefing: desk.briefing,
        picture: Some(picture),
        truth: Some(&desk.overview.truth),
        plan: Some(desk.plan),
        now: desk.now(),
        overlay: &nothing,
        selected: desk.selected,
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let text = ui.text_style_height(&egui::TextStyle::Small);
        let size = vec2(text * 11.0, 64.0);
        let name = format!("Look through {seat}, {phase}{hint}");
        let response = chart.show_small(ui, size, &scene, theme, &name);
        let chosen = look.chosen || response.has_focus();
        let edge = if chosen { Stroke::new(2.5, theme.accent) } else { Stroke::new(1.0, theme.line()) };
        ui.painter().rect_stroke(response.rect, 0.0, edge, StrokeKind::Inside);
        let below = format!("{sign}{seat}: {phase}");
        let below = if look.chosen { RichText::new(below).small().strong() } else { RichText::new(below).small() };
        ui.scope(|ui| {
            ui.set_max_width(size.x);
            ui.add(egui::Label::new(below).truncate());
        });
        response.clicked()
    })
    .inner
}
