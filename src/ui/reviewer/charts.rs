//! Two charts side by side: the truth, or what a seat knew.

use egui::{Rect, RichText, Ui, UiBuilder, vec2};

use super::desk::{Act, Desk};
use super::follow;
use crate::base::ids::SeatId;
use crate::ui::chart::{Chart, ChartEvent, Overlay, Scene};
use crate::ui::{extent, kit};

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The truth.
    Truth,
    /// What a seat knew.
    Seat(SeatId),
    /// The truth of the second run.
    OtherTruth,
}

/// The two charts.
pub(super) struct Charts {
    sides: [(Chart, Look); 2],
    overlay: Overlay,
    /// Whether they have been turned to where it happens.
    turned: bool,
}

/// The names of the two.
const NAMES: [&str; 2] = ["Left chart", "Right chart"];

impl Default for Charts {
    fn default() -> Self {
        let chart = |name: &str| {
            let mut chart = Chart::default();
            chart.name = name.to_owned();
            chart
        };
        Self {
            sides: [(chart(NAMES[0]), Look::Truth), (chart(NAMES[1]), Look::Seat(SeatId(0)))],
            overlay: Overlay::default(),
            turned: false,
        }
    }
}

impl Charts {
    /// Shows both.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        if !std::mem::replace(&mut self.turned, true) {
            let places = extent::scene_of_action(desk.overview);
            self.sides.iter_mut().for_each(|(chart, _)| chart.fit(&places));
        }
        let room = ui.available_rect_before_wrap();
        let (left, right) = room.split_left_right_at_fraction(0.5);
        for (i, half) in [left, right].into_iter().enumerate() {
            self.side(ui, i, half.shrink2(vec2(2.0, 0.0)), desk, out);
        }
        ui.advance_cursor_after_rect(room);
    }

    fn side(&mut self, ui: &mut Ui, i: usize, room: Rect, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let (chart, look) = &mut self.sides[i];
        let mut inside = ui.new_child(UiBuilder::new().max_rect(room).id_salt(("review chart", i)));
        inside.shrink_clip_rect(room);
        let mut options = vec![(Look::Truth, "the truth".to_owned())];
        let seats = desk.briefing.seats.iter().enumerate();
        options.extend(seats.map(|(n, seat)| (Look::Seat(SeatId::new(n)), format!("what {} knew", seat.name))));
        let other = desk.data.other.and_then(|other| other.view.map(|view| (other.series, view)));
        if let Some((series, _)) = other {
            options.push((Look::OtherTruth, format!("the truth of {}", series.name)));
        } else if *look == Look::OtherTruth {
            *look = Look::Truth;
        }
        kit::bare_choice(&mut inside, NAMES[i], look, &options);
        let look = *look;
        let other_overview = other.and_then(|(_, view)| view.overview.as_ref());
        let picture = match look {
            Look::Seat(seat) => desk.overview.pictures.get(seat.index()),
            Look::Truth | Look::OtherTruth => None,
        };
        let truth = match look {
            Look::Truth => Some(&desk.overview.truth),
            Look::OtherTruth => other_overview.map(|overview| &overview.truth),
            Look::Seat(_) => None,
        };
        let plan =
            if look == Look::OtherTruth { other.and_then(|(_, view)| view.plan.as_ref()) } else { Some(desk.plan) };
        let followed = match (look, picture) {
            (Look::Truth, _) => follow::true_place(desk),
            (_, Some(picture)) => follow::known_place(desk, picture),
            _ => None,
        };
        if let Some(at) = followed {
            chart.centre_on(at);
        }
        if truth.is_none() && picture.is_none() {
            inside.label(RichText::new("Nothing to show at this moment").color(desk.theme.weak));
            return;
        }
        let scene = Scene {
            briefing: desk.briefing,
            picture,
            truth,
            plan: plan.filter(|_| truth.is_some()),
            now: desk.cursor(),
            overlay: &self.overlay,
            selected: desk.selected,
        };
        for event in chart.show(&mut inside, &scene, desk.theme) {
            match event {
                ChartEvent::Selected(what) | ChartEvent::Act(what, _) => out.push(Act::Select(what)),
                ChartEvent::Area(_) | ChartEvent::Hover(_) => {}
            }
        }
    }
}
