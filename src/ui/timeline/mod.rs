//! The time line: lanes of what happened over time, with a cursor that is a command and not a variable.
//!
//! Drag anywhere to move the cursor, wheel to zoom about the pointer, drag with the secondary button to pan, drag with
//! Shift to choose a stretch. Stretches in which nothing happens are folded. **It decides nothing**: it hands back
//! where somebody wants to be, and shows where the desk says it is.

mod axis;
mod lane;
mod paint;

pub use axis::Axis;
pub use lane::{Bar, KINDS, Lane, MarkAt, Sign, lane_name, lanes_by_kind, lanes_by_seat, next_moment, previous_moment};

use egui::{EventFilter, PointerButton, Rect, Response, ScrollArea, Sense, TextStyle, Ui, WidgetInfo, vec2};

use self::paint::Painting;
use super::theme::Theme;
use super::words;
use crate::base::Tick;
use crate::picture::Briefing;

/// What a time line is given to show.
#[derive(Debug, Clone, Copy)]
pub struct TimeScene<'a> {
    /// For the date-time groups along the top.
    pub briefing: &'a Briefing,
    /// The rows, from the top.
    pub lanes: &'a [Lane],
    /// The first moment.
    pub first: Tick,
    /// The last moment.
    pub last: Tick,
    /// Where the desk stands.
    pub cursor: Tick,
    /// Up to when it has been played, if that is another moment than the cursor. Exists when and only when it is.
    pub played: Option<Tick>,
    /// The stretch chosen. Exists when and only when one is.
    pub range: Option<(Tick, Tick)>,
}

/// What somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeEvent {
    /// Stand at this moment.
    Seek(Tick),
    /// Choose this stretch, or none.
    Range(Option<(Tick, Tick)>),
}

/// How a time line is looked at.
#[derive(Debug, Clone)]
pub struct TimeLine {
    /// The places at the left and right edge. Exists when and only when somebody zoomed or panned; else all is shown.
    shown: Option<(f64, f64)>,
    /// Whether quiet stretches are folded.
    pub fold: bool,
    /// What the drag in progress does. Exists when and only when there is one.
    drag: Option<Drag>,
    /// Its widget, to know whether it has the focus. Exists when and only when it has been shown.
    id: Option<egui::Id>,
    /// The scale, with what it was made for. Exists when and only when it has been shown.
    axis: Option<((Tick, Tick, usize, bool), Axis)>,
}

impl Default for TimeLine {
    fn default() -> Self {
        Self { shown: None, fold: true, drag: None, id: None, axis: None }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Drag {
    Cursor,
    Range(Tick),
    Pan,
}

/// The narrowest stretch that can be shown \[ticks\].
const NARROWEST: f64 = 12.0;

impl TimeLine {
    /// Buttons that do what the wheel does, for the keyboard.
    pub fn controls(&mut self, ui: &mut Ui, scene: &TimeScene<'_>) {
        if ui.button("Zoom in").on_hover_text("Or turn the wheel over the time line").clicked() {
            self.zoom_about_cursor(scene, 0.5);
        }
        if ui.button("Zoom out").clicked() {
            self.zoom_about_cursor(scene, 2.0);
        }
        if ui.add_enabled(self.shown.is_some(), egui::Button::new("Whole time")).clicked() {
            self.shown = None;
        }
        ui.checkbox(&mut self.fold, "Fold quiet hours").on_hover_text("Stretches without events are drawn short");
    }

    /// Shows it in all the room there is, and tells what somebody wants. Where there are more lanes than room for
    /// letters of their size, it scrolls.
    pub fn show(&mut self, ui: &mut Ui, scene: &TimeScene<'_>, theme: &Theme) -> Vec<TimeEvent> {
        let room = ui.available_height();
        ScrollArea::vertical().id_salt("lanes").show(ui, |ui| self.lanes(ui, room, scene, theme)).inner
    }

    fn lanes(&mut self, ui: &mut Ui, room: f32, scene: &TimeScene<'_>, theme: &Theme) -> Vec<TimeEvent> {
        let axis = self.axis(scene);
        let letters = ui.text_style_height(&TextStyle::Small);
        let (row, narrowest) = (letters + 3.0, letters);
        let header = row + 2.0;
        let rows = scene.lanes.len().max(1) as f32;
        let height = room.min(header + rows * row).max(header + rows * narrowest);
        let size = vec2(ui.available_width().max(120.0), height);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
        self.id = Some(response.id);
        let gutter = paint::gutter(ui, scene.lanes).min(rect.width() / 3.0);
        let plot = paint::plot(rect, gutter);
        let shown = self.shown.unwrap_or((0.0, axis.length()));
        let mut view = Shown { plot, from: shown.0, to: shown.1 };

        let mut events = Vec::new();
        self.wheel(ui, &response, &mut view, &axis);
        self.pointer(ui, &response, &mut view, &axis, scene, &mut events);
        ui.ctx().memory_mut(|memory| {
            let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            memory.set_focus_lock_filter(response.id, arrows);
        });

        let painting = Painting { painter: ui.painter_at(rect), rect, header, scene, axis: &axis, view, theme };
        painting.all(ui);
        if let Some(text) = response.hover_pos().and_then(|at| painting.text_at(at)) {
            response.clone().on_hover_text_at_pointer(text);
        }
        response.widget_info(|| {
            let now = words::dtg(scene.briefing, scene.cursor);
            WidgetInfo::slider(true, f64::from(scene.cursor.0), format!("Time line, at {now}"))
        });
        events
    }

    /// Whether keys that move the cursor are the time line's: nothing has the focus, or the time line itself.
    pub fn takes_keys(&self, ctx: &egui::Context) -> bool {
        ctx.memory(|memory| memory.focused()).is_none_or(|focused| self.id == Some(focused))
    }

    fn axis(&mut self, scene: &TimeScene<'_>) -> Axis {
        let count = scene.lanes.iter().map(|lane| lane.marks.len() + lane.bars.len()).sum();
        let key = (scene.first, scene.last, count, self.fold);
        if let Some((made_for, axis)) = &self.axis
            && *made_for == key
        {
            return axis.clone();
        }
        let marks = scene.lanes.iter().flat_map(|lane| lane.marks.iter().map(|mark| mark.tick));
        let bars = scene.lanes.iter().flat_map(|lane| lane.bars.iter().flat_map(|bar| [bar.from, bar.to]));
        let axis = Axis::new(scene.first, scene.last, marks.chain(bars), self.fold);
        self.axis = Some((key, axis.clone()));
        axis
    }

    fn zoom_about_cursor(&mut self, scene: &TimeScene<'_>, factor: f64) {
        let axis = self.axis(scene);
        let (from, to) = self.shown.unwrap_or((0.0, axis.length()));
        let about = axis.place(f64::from(scene.cursor.0)).clamp(from, to);
        self.zoom(&axis, (from, to), about, factor);
    }

    fn zoom(&mut self, axis: &Axis, (from, to): (f64, f64), about: f64, factor: f64) {
        let width = ((to - from) * factor).max(NARROWEST);
        if width >= axis.length() {
            self.shown = None;
            return;
        }
        let share = if to > from { (about - from) / (to - from) } else { 0.5 };
        let from = (about - share * width).clamp(0.0, axis.length() - width);
        self.shown = Some((from, from + width));
    }

    fn wheel(&mut self, ui: &Ui, response: &Response, view: &mut Shown, axis: &Axis) {
        let Some(at) = response.hover_pos() else { return };
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
        if scroll == egui::Vec2::ZERO && pinch == 1.0 {
            return;
        }
        ui.ctx().input_mut(|input| input.smooth_scroll_delta = egui::Vec2::ZERO);
        let factor = f64::from(1.003_f32.powf(-scroll.y) / pinch.max(0.1));
        self.zoom(axis, (view.from, view.to), view.place(at.x), factor);
        let shown = self.shown.unwrap_or((0.0, axis.length()));
        (view.from, view.to) = shown;
        self.pan(view, axis, -scroll.x);
    }

    fn pan(&mut self, view: &mut Shown, axis: &Axis, by_px: f32) {
        let Some((from, to)) = self.shown else { return };
        let width = to - from;
        let by = f64::from(by_px) * width / f64::from(view.plot.width().max(1.0));
        let from = (from + by).clamp(0.0, (axis.length() - width).max(0.0));
        self.shown = Some((from, from + width));
        (view.from, view.to) = (from, from + width);
    }

    fn pointer(
        &mut self,
        ui: &Ui,
        response: &Response,
        view: &mut Shown,
        axis: &Axis,
        scene: &TimeScene<'_>,
        events: &mut Vec<TimeEvent>,
    ) {
        let Some(at) = response.interact_pointer_pos() else {
            self.drag = None;
            return;
        };
        let tick_at = |x: f32, view: &Shown| {
            let tick = axis.tick(view.place(x)).round();
            Tick(tick.max(0.0) as u32).clamp(scene.first, scene.last)
        };
        let here = tick_at(at.x, view);
        let shift = ui.input(|input| input.modifiers.shift);
        if response.drag_started_by(PointerButton::Secondary) {
            self.drag = Some(Drag::Pan);
        } else if response.drag_started_by(PointerButton::Primary) {
            let began = ui.input(|input| input.pointer.press_origin()).map_or(here, |p| tick_at(p.x, view));
            self.drag = Some(if shift { Drag::Range(began) } else { Drag::Cursor });
        }
        match self.drag {
            Some(Drag::Pan) => self.pan(view, axis, -response.drag_delta().x),
            Some(Drag::Cursor) if here != scene.cursor => events.push(TimeEvent::Seek(here)),
            Some(Drag::Range(began)) if began != here => {
                events.push(TimeEvent::Range(Some((began.min(here), began.max(here)))));
            }
            None if response.clicked_by(PointerButton::Primary) && shift => events.push(TimeEvent::Range(None)),
            None if response.clicked_by(PointerButton::Primary) => events.push(TimeEvent::Seek(here)),
            _ => {}
        }
        if response.drag_stopped() {
            self.drag = None;
        }
    }
}

/// Which places are shown where.
#[derive(Debug, Clone, Copy)]
struct Shown {
    /// The room of the lanes \[points\].
    plot: Rect,
    /// The place at its left edge.
    from: f64,
    /// The place at its right edge.
    to: f64,
}

impl Shown {
    fn place(&self, x: f32) -> f64 {
        let share = f64::from((x - self.plot.left()) / self.plot.width().max(1.0));
        self.from + share * (self.to - self.from)
    }

    fn x(&self, place: f64) -> f32 {
        let share = (place - self.from) / (self.to - self.from).max(1e-9);
        self.plot.left() + share as f32 * self.plot.width()
    }
}

#[cfg(test)]
mod tests;
