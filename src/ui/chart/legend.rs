//! The chart's own buttons, its layers, and the legend that explains every symbol.

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Align, Button, Layout, PopupCloseBehavior, Rect, Sense, Shape, Stroke, Ui, UiBuilder, pos2, vec2};

use super::projection::Projection;
use super::symbols::{self, Mark};
use super::{Chart, Layers, Want};
use crate::scenario::{PlaceKind, SruKind};
use crate::sim::Seen;
use crate::ui::theme::Theme;

/// Whether a chart has room for buttons of their size.
fn has_room(ui: &Ui, rect: Rect) -> bool {
    rect.width() >= (ui.spacing().interact_size.x * 7.0).max(360.0) && rect.height() >= 200.0
}

/// Where the buttons stand, so that names keep clear of them; nowhere on a small chart.
pub(super) fn bar_rect(ui: &Ui, rect: Rect) -> Rect {
    if !has_room(ui, rect) {
        return Rect::NOTHING;
    }
    let size = ui.spacing().interact_size;
    Rect::from_min_max(rect.right_top() - vec2(size.x * 7.0, 0.0), rect.right_top() + vec2(0.0, size.y + 12.0))
}

/// The buttons in the upper right corner. A small chart has none; its keys work all the same.
pub(super) fn bar(chart: &mut Chart, ui: &mut Ui, theme: &Theme, view: &mut Projection) {
    let rect = view.rect.shrink(6.0);
    if !has_room(ui, view.rect) {
        return;
    }
    let height = ui.spacing().interact_size.y;
    let top = Rect::from_min_size(rect.min, vec2(rect.width(), height));
    let mut bar =
        ui.new_child(UiBuilder::new().max_rect(top).id_salt("chart bar").layout(Layout::right_to_left(Align::Center)));
    let named = |ui: &mut Ui, face: &str, name: &str, on: bool| {
        let mut button = Button::new(face);
        if on {
            button = button.fill(theme.card.lerp_to_gamma(theme.accent, 0.35));
        }
        let response = ui.add(button).on_hover_text(name);
        response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Button, true, on, name));
        response.clicked()
    };
    if named(&mut bar, "?", "Legend (L)", chart.legend) {
        chart.legend = !chart.legend;
    }
    if named(&mut bar, "Measure", "Measure (M)", chart.measure) {
        chart.measure = !chart.measure;
        chart.measured = super::tools::Measure::default();
    }
    if named(&mut bar, "Fit", "Show everything (Home)", false) {
        chart.want = Some(Want::Everything);
        bar.ctx().request_repaint();
    }
    if named(&mut bar, "+", "Zoom in (+)", false) {
        view.zoom(1.4, view.rect.center());
    }
    if named(&mut bar, "\u{2212}", "Zoom out (-)", false) {
        view.zoom(1.0 / 1.4, view.rect.center());
    }
    let open = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    MenuButton::new("Layers").config(open).ui(&mut bar, |ui| layers(ui, &mut chart.layers));
}

fn layers(ui: &mut Ui, layers: &mut Layers) {
    for (on, name) in [
        (&mut layers.graticule, "Latitude and longitude"),
        (&mut layers.regions, "Rescue regions"),
        (&mut layers.places, "Ports, airfields, stations"),
        (&mut layers.traffic, "Ships on AIS"),
        (&mut layers.contacts, "Contacts and reports"),
        (&mut layers.orders, "Orders and search legs"),
        (&mut layers.cloud, "Predicted drift"),
        (&mut layers.labels, "Names"),
    ] {
        ui.checkbox(on, name);
    }
}

/// How a line of the legend is drawn.
enum Sample {
    Symbol(Mark),
    Line,
    Dashes,
    Dots,
    Circle,
    Particles,
}

/// The window that explains the symbols.
pub(super) fn show(ui: &mut Ui, theme: &Theme, view: &Projection, open: &mut bool) {
    let unit = |kind, lent| Sample::Symbol(Mark::Sru { kind, course: None, lent });
    let contact = |seen, cleared| Sample::Symbol(Mark::Contact(seen, cleared));
    let place = |kind, hospital, safe| Sample::Symbol(Mark::Place { kind, hospital, safe });
    let entries = [
        (unit(SruKind::Vessel, false), theme.own, "rescue vessel of your own; solid: seen now"),
        (unit(SruKind::Merchant, false), theme.own, "merchant ship"),
        (unit(SruKind::FixedWing, false), theme.own, "aeroplane"),
        (unit(SruKind::Helicopter, false), theme.own, "helicopter"),
        (unit(SruKind::Vessel, true), theme.lent, "ringed: lent to you"),
        (unit(SruKind::Vessel, false), theme.foreign, "commanded by another, seen by you"),
        (Sample::Line, theme.own, "course: where it is in 6 minutes; thin: ordered track, legs, area"),
        (Sample::Symbol(Mark::Traffic(0.0)), theme.traffic, "ship heard on AIS, with the age of that"),
        (contact(Seen::Vessel, false), theme.contact, "contact: vessel, where last seen, with age"),
        (contact(Seen::CapsizedHull, false), theme.contact, "contact: capsized hull"),
        (contact(Seen::PersonInWater, false), theme.contact, "contact: person in the water"),
        (contact(Seen::LifeRaft, false), theme.contact, "contact: life raft"),
        (contact(Seen::Body, false), theme.contact, "contact: body"),
        (contact(Seen::Debris, false), theme.contact, "contact: debris"),
        (contact(Seen::PersonInWater, true), theme.contact, "struck out: nobody is left there"),
        (Sample::Circle, theme.contact, "error of a contact; twice that, dashed"),
        (Sample::Symbol(Mark::Told { newest: true }), theme.danger, "a case: position told last, by whom, how old"),
        (Sample::Symbol(Mark::Told { newest: false }), theme.told, "position told before"),
        (
            Sample::Dashes,
            theme.told,
            "dashed: somebody told; a circle is its error, an area what others plan to search",
        ),
        (Sample::Dots, theme.planned, "dotted: planned, not ordered"),
        (Sample::Particles, theme.predicted, "where a model says it may have drifted"),
        (Sample::Symbol(Mark::Truth(Seen::Vessel)), theme.truth, "the truth; trainer and reviewer only"),
        (place(PlaceKind::Port, false, false), theme.text, "port"),
        (place(PlaceKind::Airfield, false, false), theme.text, "airfield"),
        (place(PlaceKind::Port, true, false), theme.text, "with a hospital"),
        (place(PlaceKind::Port, false, true), theme.text, "roof: place of safety"),
        (Sample::Symbol(Mark::Seat), theme.text, "office"),
        (Sample::Symbol(Mark::Station { own: true }), theme.own, "your coast station on VHF"),
        (
            Sample::Symbol(Mark::Station { own: false }),
            theme.text,
            "coast station of another; selected, a ring shows how far a ship hears it",
        ),
        (Sample::Dashes, theme.region, "limit of a rescue region, as assumed for the exercise"),
    ];
    egui::Window::new("Legend")
        .id(ui.id().with("legend"))
        .open(open)
        .resizable(false)
        .vscroll(true)
        .default_height((view.rect.height() - 90.0).max(120.0))
        .default_pos(view.rect.left_top() + vec2(16.0, 40.0))
        .constrain_to(view.rect)
        .show(ui.ctx(), |ui| {
            for (sample, colour, words) in entries {
                ui.horizontal(|ui| {
                    let size = super::symbol_size(ui);
                    let (rect, _) = ui.allocate_exact_size(vec2(size * 4.4, size * 3.0), Sense::hover());
                    draw(ui, &sample, rect, size, colour, theme);
                    ui.label(words);
                });
            }
            ui.label("Arrows move, + and - zoom, Home shows everything, Tab goes from thing to thing, Enter selects.");
        });
}

fn draw(ui: &Ui, sample: &Sample, rect: Rect, size: f32, colour: egui::Color32, theme: &Theme) {
    let mut shapes = Vec::new();
    let ends = [rect.left_center(), rect.right_center()];
    match sample {
        Sample::Symbol(mark) => symbols::draw(&mut shapes, *mark, rect.center(), size, colour, theme.panel),
        Sample::Line => shapes.push(Shape::line_segment(ends, Stroke::new(1.5, colour))),
        Sample::Dashes => shapes.extend(Shape::dashed_line(&ends, Stroke::new(2.0, colour), 7.0, 5.0)),
        Sample::Dots => shapes.extend(Shape::dashed_line(&ends, Stroke::new(2.0, colour), 2.4, 5.2)),
        Sample::Circle => shapes.push(Shape::circle_stroke(rect.center(), size, Stroke::new(1.0, colour))),
        Sample::Particles => {
            for i in 0..24_u16 {
                let off = vec2(f32::from(i * 7 % 24) / 24.0 - 0.5, f32::from(i * 11 % 24) / 24.0 - 0.5) * rect.size();
                let at = rect.center() + off * 0.9;
                shapes.push(Shape::rect_filled(Rect::from_min_size(pos2(at.x, at.y), vec2(2.0, 2.0)), 0.0, colour));
            }
        }
    }
    ui.painter().extend(shapes);
}
