//! The chart: coast, units, contacts, what was told, planned and predicted, and the tools to point and measure.
//!
//! **It knows no world, no seat's rights and no order's consequence**: it draws a [`Scene`] and says what was pointed
//! at. Nothing is drawn anew while nothing changes: the ground and the cloud are meshes kept while the view stands.

mod cloud;
#[cfg(test)]
mod fixture;
mod furniture;
mod ground;
mod input;
mod labels;
mod land;
mod legend;
mod model;
mod projection;
#[cfg(test)]
pub(crate) mod raster;
mod scene;
mod symbols;
#[cfg(test)]
mod tests;
mod things;
mod tools;

pub use model::*;

use egui::{
    FontId, Id, Pos2, Rect, Response, Sense, Shape, TextStyle, Ui, UiBuilder, Vec2, WidgetInfo, WidgetType, vec2,
};

use self::labels::{Sheet, Wanted};
use self::projection::{Plane, Projection};
use self::scene::Draw;
use self::things::Thing;
use crate::base::Position;
use crate::base::position::NAUTICAL_MILE_M;
use crate::sar::pattern::Rectangle;
use crate::ui::theme::Theme;

/// A chart and where it stands.
pub struct Chart {
    /// What is drawn.
    pub layers: Layers,
    /// Whether the measuring tool is in hand.
    pub measure: bool,
    /// Whether the legend is shown.
    pub legend: bool,
    /// What a screen reader calls it.
    pub name: String,
    centre: Plane,
    scale: f64,
    /// What to look at when next drawn. Exists when and only when the view is not settled.
    want: Option<Want>,
    /// Whether it is to have the focus when next drawn.
    wants_focus: bool,
    measured: tools::Measure,
    /// Exists when and only when an area is asked for.
    area: Option<tools::Area>,
    ground: ground::Ground,
    particles: cloud::Particles,
    /// Ids of what could have the focus when last drawn.
    stops: Vec<Id>,
}

/// Where a chart should look.
enum Want {
    /// At all that matters.
    Everything,
    /// At a position, so wide \[m\].
    At(Position, f64),
    /// At these.
    All(Vec<Position>),
}

impl Default for Chart {
    /// A chart that looks at all that matters when first drawn.
    fn default() -> Self {
        Self {
            layers: Layers::default(),
            measure: false,
            legend: false,
            name: "Chart".to_owned(),
            centre: Plane::of(Position::clamped(-5.0, 110.0)),
            scale: 2_000.0,
            want: Some(Want::Everything),
            wants_focus: false,
            measured: tools::Measure::default(),
            area: None,
            ground: ground::Ground::default(),
            particles: cloud::Particles::default(),
            stops: Vec::new(),
        }
    }
}

impl Chart {
    /// Looks at a position, so wide \[NM\], from the next drawing on.
    pub fn look_at(&mut self, position: Position, width_nmi: f64) {
        let width = if width_nmi.is_finite() { width_nmi.clamp(0.1, 10_000.0) } else { 60.0 };
        self.want = Some(Want::At(position, width * NAUTICAL_MILE_M));
    }

    /// Looks at all of these, with room around, from the next drawing on; at all that matters if there are none.
    pub fn fit(&mut self, positions: &[Position]) {
        self.want = Some(if positions.is_empty() { Want::Everything } else { Want::All(positions.to_vec()) });
    }

    /// Brings a position to the middle and keeps the scale, for following something.
    pub fn centre_on(&mut self, position: Position) {
        self.centre = Plane::of(position);
    }

    /// Is to have the focus, from the next drawing on.
    pub fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Asks for an area: the next drag draws it, and each change to it gives [`ChartEvent::Area`] anew, until Enter,
    /// Escape or [`Chart::end_area`]. With a start there is one to move, pull and turn from the beginning.
    pub fn ask_for_area(&mut self, start: Option<Rectangle>) {
        self.area = Some(tools::Area::from(start));
        self.measure = false;
    }

    /// Takes the area tool out of hand.
    pub fn end_area(&mut self) {
        self.area = None;
    }

    /// Whether an area is asked for.
    pub fn asks_for_area(&self) -> bool {
        self.area.is_some()
    }

    /// The middle of the view.
    pub fn centre(&self) -> Position {
        self.centre.position()
    }

    /// Draws the chart over all the room there is, and says what was done on it.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, theme: &Theme) -> Vec<ChartEvent> {
        let (id, rect) = ui.allocate_space(ui.available_size_before_wrap().max(vec2(40.0, 40.0)));
        let mut view = self.settle(rect, scene);
        let mut events = Vec::new();
        let response = ui.interact(rect, id, Sense::click_and_drag());
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }
        let name = self.name.clone();
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, &name));

        let all = things::things(scene, theme, &self.layers);
        input::pointer(self, ui, &response, &mut view, &mut events);
        input::keys(self, ui, &response, &mut view, &mut events);

        let clip = ui.clip_rect();
        let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("chart", id)));
        inside.set_clip_rect(rect.intersect(clip));
        let touched = self.touch(&inside, id, &view, &all, scene, theme, &mut events);
        let focused = response.has_focus() || touched.is_some();
        self.draw(&inside, &view, scene, theme, &all, touched, focused);
        self.tools_drawn(&mut inside, &view, scene, theme, &response);
        legend::bar(self, &mut inside, theme, &mut view);
        if self.legend {
            legend::show(&mut inside, theme, &view, &mut self.legend);
        }
        (self.centre, self.scale) = (view.centre, view.scale);
        events
    }

    /// Draws a small chart without tools, names or anything to point at on it: one button with a label.
    pub fn show_small(&mut self, ui: &mut Ui, size: Vec2, scene: &Scene<'_>, theme: &Theme, label: &str) -> Response {
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, label));
        let view = self.settle(rect, scene);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(rect));
        inside.set_clip_rect(rect.intersect(ui.clip_rect()));
        let layers = Layers { labels: false, graticule: false, places: false, ..self.layers };
        let kept = std::mem::replace(&mut self.layers, layers);
        let all = things::things(scene, theme, &self.layers);
        self.draw(&inside, &view, scene, theme, &all, None, false);
        self.layers = kept;
        (self.centre, self.scale) = (view.centre, view.scale);
        response
    }

    /// The view, after looking where it is wanted.
    fn settle(&mut self, rect: Rect, scene: &Scene<'_>) -> Projection {
        let looked = match self.want.take() {
            None => None,
            Some(Want::At(position, width_m)) => Projection::around(&[position], width_m, rect),
            Some(Want::All(positions)) => Projection::around(&positions, 5.0 * NAUTICAL_MILE_M, rect),
            Some(Want::Everything) => {
                if scene.picture.is_none() && scene.truth.is_none() {
                    // Nothing has come yet; look again when it has.
                    self.want = Some(Want::Everything);
                }
                Projection::around(&what_matters(scene), 30.0 * NAUTICAL_MILE_M, rect)
            }
        };
        let view = looked.unwrap_or(Projection { centre: self.centre, scale: self.scale, rect });
        (self.centre, self.scale) = (view.centre, view.scale);
        view
    }

    /// Lets every thing be pointed at and reached by keyboard; returns which has the focus.
    #[expect(clippy::too_many_arguments, reason = "one private step of `show`, which has all of these at hand")]
    fn touch(
        &mut self,
        ui: &Ui,
        chart: Id,
        view: &Projection,
        all: &[Thing],
        scene: &Scene<'_>,
        theme: &Theme,
        events: &mut Vec<ChartEvent>,
    ) -> Option<usize> {
        let size = symbol_size(ui);
        let mut focused = None;
        self.stops.clear();
        self.stops.push(chart);
        for (i, thing) in all.iter().enumerate() {
            let at = spot(thing, view, size);
            let in_view = view.rect.contains(at);
            // Ships by the hundred are no stops of the Tab key while they are out of view.
            if !in_view && matches!(thing.mark, symbols::Mark::Traffic(_)) {
                continue;
            }
            let id = chart.with((key_of(&thing.what), thing.key));
            let rect = Rect::from_center_size(at, Vec2::splat(size * 2.4));
            let response = ui.interact(rect, id, Sense::click());
            self.stops.push(id);
            let selected = scene.selected == Some(thing.what);
            response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, selected, &thing.name));
            if response.has_focus() {
                focused = Some(i);
            }
            if response.gained_focus() && !in_view {
                self.want = Some(Want::At(thing.at, self.width_m(view)));
                ui.ctx().request_repaint();
            }
            let act = response.secondary_clicked() || response.long_touched();
            if act || (response.clicked() && ui.input(|i| i.modifiers.shift)) {
                events.push(ChartEvent::Act(thing.what, thing.at));
            } else if response.clicked() {
                if self.measure {
                    self.measured.put(thing.at);
                } else {
                    events.push(ChartEvent::Selected(thing.what));
                }
            }
            if in_view {
                response.on_hover_ui(|ui| {
                    ui.label(egui::RichText::new(&thing.name).strong());
                    ui.label(thing.at.to_string());
                    for line in &thing.more {
                        ui.label(egui::RichText::new(line).color(theme.weak));
                    }
                });
            }
        }
        focused
    }

    /// How wide the view is \[m\].
    fn width_m(&self, view: &Projection) -> f64 {
        let per_point = view.length(view.centre.position(), 1000.0);
        f64::from(view.rect.width() / per_point.max(1.0e-6)) * 1000.0
    }

    #[expect(clippy::too_many_arguments, reason = "one private step of `show`, which has all of these at hand")]
    fn draw(
        &mut self,
        ui: &Ui,
        view: &Projection,
        scene: &Scene<'_>,
        theme: &Theme,
        all: &[Thing],
        touched: Option<usize>,
        focused: bool,
    ) {
        let painter = ui.painter();
        let size = symbol_size(ui);
        painter.add(self.ground.mesh(view, theme, self.layers.graticule, ui.ctx().pixels_per_point()));
        let mut shapes = Vec::new();
        let mut draw = Draw { view, theme, out: &mut shapes };
        if self.layers.regions {
            draw.regions(scene);
        }
        if let Some(cloud) = scene.overlay.cloud.as_ref().filter(|_| self.layers.cloud) {
            draw.out.push(self.particles.mesh(cloud, view, theme));
        }
        draw.under(scene, &self.layers);
        draw.drafts(scene.overlay);

        let mut sheet = Sheet::new(view.rect.shrink(2.0));
        sheet.take(legend::bar_rect(ui, view.rect));
        let mut wanted = Vec::new();
        // What matters most comes last, so that it lies on top.
        for (i, thing) in all.iter().enumerate().rev() {
            let at = spot(thing, view, size);
            if !view.rect.expand(size * 3.0).contains(at) {
                continue;
            }
            if thing.beside != Vec2::ZERO {
                let line = egui::Stroke::new(1.0, thing.colour.gamma_multiply(0.6));
                shapes.push(Shape::line_segment([view.screen(thing.at), at], line));
            }
            let ground = if theme.is_dark() { theme.sea } else { theme.card };
            symbols::draw(&mut shapes, thing.mark, at, size, thing.colour, ground);
            let selected = scene.selected == Some(thing.what);
            if selected {
                symbols::brackets(&mut shapes, at, size, theme.accent);
            }
            if touched == Some(i) {
                shapes.push(Shape::circle_stroke(at, size * 2.2, egui::Stroke::new(3.0, theme.accent)));
            }
            let symbol = Rect::from_center_size(at, Vec2::splat(size * 2.2));
            sheet.take(symbol);
            if self.layers.labels && !thing.label.is_empty() {
                let rank = if selected || touched == Some(i) { 0 } else { thing.rank };
                wanted.push(Wanted { symbol, lines: thing.label.clone(), colour: thing.colour, rank });
            }
        }
        // Back into the order of importance, so that equals in rank are served by it.
        wanted.reverse();
        self.name_areas(view, scene, theme, &mut wanted);
        if let Some(pointer) = scene.overlay.pointer {
            symbols::pointer(&mut shapes, view.screen(pointer), size, theme.accent);
        }
        if let Some(Selected::Position(position)) = scene.selected {
            symbols::brackets(&mut shapes, view.screen(position), size * 0.7, theme.accent);
        }
        painter.extend(shapes);

        let font = small_font(ui);
        furniture::draw(painter, view, theme, &font, &mut sheet, self.layers.graticule, focused);
        labels::write(painter, &mut sheet, wanted, &font, ground::veil(theme.sea));
    }

    /// Names of regions, of drafts and of orders' areas.
    fn name_areas(&self, view: &Projection, scene: &Scene<'_>, theme: &Theme, wanted: &mut Vec<Wanted>) {
        let mut name = |at: Position, words: String, colour, rank| {
            let at = view.screen(at);
            if self.layers.labels && view.rect.contains(at) {
                wanted.push(Wanted {
                    symbol: Rect::from_center_size(at, Vec2::ZERO),
                    lines: vec![words],
                    colour,
                    rank,
                });
            }
        };
        for draft in &scene.overlay.drafts {
            let at = draft.area.map(|area| area.corners()[3]).or(draft.track.last().copied());
            if let Some(at) = at.filter(|_| !draft.label.is_empty()) {
                name(at, draft.label.clone(), theme.planned, 3);
            }
        }
        if let (Some(cloud), Some(top)) =
            (scene.overlay.cloud.as_ref().filter(|_| self.layers.cloud), self.particles.top)
        {
            let words = format!("predicted drift, {}", scene.briefing.start.at(cloud.at).dtg());
            name(top.position(), words, theme.predicted, 3);
        }
        if self.layers.regions {
            for region in &scene.briefing.regions {
                if let Some(place) = furniture::region_name(region, view) {
                    name(place, region.name.clone(), theme.region, 10);
                }
            }
        }
    }

    /// What the tools in hand draw.
    fn tools_drawn(&self, ui: &mut Ui, view: &Projection, scene: &Scene<'_>, theme: &Theme, response: &Response) {
        let mut shapes = Vec::new();
        let mut say: Option<(Pos2, String)> = None;
        if self.measure {
            let pointer = response.hover_pos().map(|at| view.position(at));
            let pointer = pointer.or_else(|| response.has_focus().then(|| view.centre.position()));
            if let Some((from, to)) = self.measured.line(pointer) {
                tools::draw_measure(from, to, view, theme, &mut shapes);
                let by = input::speed_of_selected(scene);
                say = Some((view.screen(to), tools::measured(from, to, by.as_ref().map(|(n, s)| (n.as_str(), *s)))));
            }
        }
        if let Some(area) = &self.area {
            area.draw(view, theme, &mut shapes);
            if let Some(rectangle) = &area.rectangle {
                say = Some((view.screen(rectangle.centre), tools::area_words(rectangle)));
            }
        }
        ui.painter().extend(shapes);
        if let Some(at) = response.hover_pos() {
            furniture::readout(ui.painter(), view, theme, &small_font(ui), at);
        }
        if let Some((at, words)) = say {
            furniture::say(ui, view, theme, at, &words);
        }
    }
}

/// Half the size of symbols \[points\]: it grows with the text.
fn symbol_size(ui: &Ui) -> f32 {
    let body = TextStyle::Body.resolve(ui.style()).size;
    symbols::RADIUS * (body / 14.0).clamp(0.6, 2.5)
}

fn small_font(ui: &Ui) -> FontId {
    TextStyle::Small.resolve(ui.style())
}

/// Where a thing's symbol is drawn.
fn spot(thing: &Thing, view: &Projection, size: f32) -> Pos2 {
    view.screen(thing.at) + thing.beside * size
}

/// A number for each thing that can be selected, for its id.
fn key_of(what: &Selected) -> (u8, u64) {
    match what {
        Selected::Sru(sru) => (0, u64::from(sru.0)),
        Selected::Contact(number) => (1, u64::from(*number)),
        Selected::Case(case) => (2, u64::from(case.0)),
        Selected::Place(place) => (3, u64::from(place.0)),
        Selected::Seat(seat) => (4, u64::from(seat.0)),
        Selected::Position(position) => {
            (5, position.lat_deg().to_bits() ^ position.lon_deg().to_bits().rotate_left(32))
        }
        Selected::Station(number) => (6, u64::from(*number)),
    }
}

/// What a person wants to see first: cases, contacts and the units that work for them; else own units and offices.
fn what_matters(scene: &Scene<'_>) -> Vec<Position> {
    let mut found = Vec::new();
    if let Some(picture) = scene.picture {
        found.extend(picture.cases.iter().filter_map(|case| Some(case.latest_position()?.reported.position)));
        found.extend(picture.contacts.iter().filter(|contact| !contact.cleared).map(|contact| contact.position));
        found.extend(picture.srus.iter().filter(|sru| sru.mine || sru.lent).map(|sru| sru.position));
        found.extend(scene.briefing.seats.get(picture.seat.index()).map(|seat| seat.position));
    }
    if let Some(truth) = scene.truth {
        let there = truth.casualties.iter().filter(|casualty| casualty.report.is_none());
        found.extend(there.map(|casualty| casualty.position));
        let working = truth.srus.iter().filter(|sru| sru.case.is_some());
        found.extend(working.map(|sru| sru.position));
        found.extend(scene.briefing.seats.iter().map(|seat| seat.position));
    }
    if found.is_empty() {
        found.extend(scene.briefing.places.iter().map(|place| place.position));
    }
    found
}
