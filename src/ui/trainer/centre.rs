//! The middle: the chart with the truth, what each seat sees, and a strip of small pictures to choose from.

use egui::{Rect, RichText, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, WidgetType, vec2};

use super::beliefs;
use super::desk::{Act, Desk};
use crate::base::Position;
use crate::base::ids::SeatId;
use crate::picture::Picture;
use crate::ui::chart::{Chart, ChartEvent, Overlay, Scene, Selected};
use crate::ui::{kit, words};

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
        }
    }
}

impl Centre {
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
        self.strip(ui, desk, out);
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

    fn strip(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        ui.horizontal_wrapped(|ui| {
            if kit::toggle(ui, self.through.is_none(), "Truth alone", "Look at the truth alone") {
                out.push(Act::LookThrough(None));
            }
            ui.checkbox(&mut self.side_by_side, "Side by side").on_hover_text("The truth beside what the seat sees");
            ui.checkbox(&mut self.truth.measure, "Measure");
            if kit::press(ui, "Show all", "Show everything that matters on the charts") {
                self.truth.fit(&[]);
                self.seat.fit(&[]);
            }
        });
        let worst = beliefs::differences(desk.briefing, desk.plan, desk.overview).first().map(|d| d.seat);
        egui::ScrollArea::horizontal().id_salt("strip").max_height(200.0).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                for picture in &desk.overview.pictures {
                    if small_picture(ui, desk, picture, self.through == Some(picture.seat), worst == Some(picture.seat)) {
                        out.push(Act::LookThrough(Some(picture.seat)));
                    }
                }
            });
        });
    }
}

/// A seat's picture in small: believed and true place of the vessels, its units, its phase. Whether it was pressed.
fn small_picture(ui: &mut Ui, desk: &Desk<'_>, picture: &Picture, chosen: bool, worst: bool) -> bool {
    let theme = desk.theme;
    let text = ui.text_style_height(&egui::TextStyle::Small);
    let size = vec2(text * 11.0, text * 2.2 + 52.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let seat = desk.names().seat(picture.seat);
    let case = picture.cases.first();
    let phase = case.map_or("no case", |case| case.phase.map_or("no phase", |(phase, _)| words::phase_code(phase)));
    let sign = if worst { "! " } else { "" };
    let hint = if worst { ", whose belief is furthest from the truth" } else { "" };
    response.widget_info(|| {
        WidgetInfo::selected(WidgetType::SelectableLabel, true, chosen, format!("Look through {seat}, {phase}{hint}"))
    });
    let painter = ui.painter_at(rect);
    let edge = if chosen || response.has_focus() { Stroke::new(2.5, theme.accent) } else { Stroke::new(1.0, theme.line()) };
    painter.rect(rect, 3.0, theme.sea, edge, StrokeKind::Inside);
    let font = egui::TextStyle::Small.resolve(ui.style());
    painter.text(rect.left_top() + vec2(4.0, 2.0), egui::Align2::LEFT_TOP, format!("{sign}{seat}"), font.clone(), theme.text);
    painter.text(rect.left_bottom() + vec2(4.0, -2.0), egui::Align2::LEFT_BOTTOM, phase, font, theme.weak);
    let room = Rect::from_min_max(rect.min + vec2(8.0, text + 4.0), rect.max - vec2(8.0, text + 4.0));

    // Where each case is believed to be, and where it is.
    let cases: Vec<(Option<Position>, Position)> = picture
        .cases
        .iter()
        .filter_map(|view| {
            let believed = view.latest_position().map(|told| told.reported.position);
            desk.casualty(view.case).map(|truth| (believed, truth.position))
        })
        .collect();
    let srus: Vec<Position> = picture.srus.iter().map(|view| view.position).collect();
    let of_cases = cases.iter().flat_map(|(believed, truth)| believed.iter().chain([truth]));
    let all: Vec<Position> = of_cases.chain(&srus).copied().collect();
    if let Some(to_screen) = fitted(&all, room) {
        for at in &srus {
            painter.rect_filled(Rect::from_center_size(to_screen(*at), vec2(4.0, 4.0)), 0.0, theme.own);
        }
        for (believed, truth) in &cases {
            let at = to_screen(*truth);
            let cross = Stroke::new(1.5, theme.truth);
            painter.line_segment([at + vec2(-4.0, -4.0), at + vec2(4.0, 4.0)], cross);
            painter.line_segment([at + vec2(-4.0, 4.0), at + vec2(4.0, -4.0)], cross);
            if let Some(believed) = believed {
                painter.line_segment([to_screen(*believed), at], Stroke::new(0.5, theme.truth));
                painter.circle_stroke(to_screen(*believed), 5.0, Stroke::new(1.5, theme.told));
            }
        }
    }
    response.clicked()
}

/// A plain map of positions onto a rectangle, north up, with one scale. `None` if there is nothing to show.
fn fitted(all: &[Position], room: Rect) -> Option<impl Fn(Position) -> egui::Pos2> {
    let first = *all.first()?;
    let offsets = all.iter().map(|at| first.offset_to(*at));
    let (mut west, mut east, mut south, mut north) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    for (x, y) in offsets {
        (west, east, south, north) = (west.min(x), east.max(x), south.min(y), north.max(y));
    }
    // No less than 10 NM across, so that one lone dot is not blown up.
    let (width, height) = ((east - west).max(18_520.0), (north - south).max(18_520.0));
    let scale = (f64::from(room.width()) / width).min(f64::from(room.height()) / height);
    let middle = ((west + east) / 2.0, (south + north) / 2.0);
    Some(move |at: Position| {
        let (x, y) = first.offset_to(at);
        room.center() + vec2(((x - middle.0) * scale) as f32, (-(y - middle.1) * scale) as f32)
    })
}
