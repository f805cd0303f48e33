//! The card of a coast station: whose it is, how far a ship hears it, and whether the vessel in distress might.

use egui::Ui;

use crate::base::quantity::nmi;
use crate::sar::detection::radio_horizon_m;
use crate::scenario::Channel;
use crate::sim::signals::SHIP_ANTENNA_M;
use crate::ui::chart::Selected;
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::super::{kit, ways};

/// A coast station.
pub(super) fn show(ui: &mut Ui, desk: &DeskData<'_>, number: u16, out: &mut Vec<Act>) {
    let Some(antenna) = desk.station(number) else { return };
    let theme = desk.theme;
    let own = antenna.seat == desk.me();
    let whose = desk.seat_name(antenna.seat);
    kit::heading(ui, "Coast station on VHF");
    kit::fact(ui, theme, "Of", if own { "you" } else { whose });
    kit::fact(ui, theme, "In", antenna.position.to_string());
    kit::fact(ui, theme, "Antenna", format!("{:.0} m above the sea", antenna.height_m));
    let reach_m = radio_horizon_m(antenna.height_m, SHIP_ANTENNA_M);
    let reach = format!("out to {:.0} NM, by an antenna {SHIP_ANTENNA_M:.0} m high", nmi(reach_m));
    kit::fact(ui, theme, "A ship hears it", reach);
    if own && desk.picture.lines.is_dead(Channel::Vhf) {
        kit::danger(ui, theme, ways::dead(desk, Channel::Vhf));
    }
    for view in &desk.picture.cases {
        if let Some(told) = desk.best(view.case) {
            let far_m = antenna.position.distance_m(told.reported.position);
            // The sets of small craft stand lower, so that nothing is promised of them.
            let there = if far_m > reach_m { "beyond a ship's reach" } else { "within a ship's reach" };
            let case = words::case_name(view.case);
            kit::fact(ui, theme, &format!("To {case}"), format!("{}, {there}", words::distance(far_m)));
        }
    }
    ui.horizontal_wrapped(|ui| {
        if kit::press(ui, "Show on chart", "Show the coast station on the chart") {
            out.push(Act::LookAt(antenna.position));
        }
        if !own && kit::press(ui, "Select its seat", &format!("Select {whose}, whose coast station it is")) {
            out.push(Act::Select(Selected::Seat(antenna.seat)));
        }
    });
}
