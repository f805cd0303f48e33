//! Who knew what when: of one case, for each matter, when each seat knew, how long after it was true, and who never did;
//! and the same as lanes of the time line.

use egui::{RichText, Ui};

use super::desk::{Act, Desk, Panel};
use crate::base::Tick;
use crate::base::ids::{CraftId, SeatId};
use crate::score::Matter;
use crate::session::{CaseAwareness, Knew};
use crate::ui::timeline::{Bar, Lane, MarkAt, Sign};
use crate::ui::{kit, words};

/// The panel.
#[derive(Default)]
pub(super) struct WhoKnew;

impl Panel for WhoKnew {
    fn name(&self) -> &'static str {
        "Who knew what when"
    }

    fn open_at_first(&self) -> bool {
        false
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let cases = desk.data.awareness;
        let mut lanes = desk.lanes_of;
        let mut options = vec![(None, "what happened".to_owned())];
        options.extend(
            cases.iter().map(|case| (Some(case.case), format!("who knew what of {}", desk.names().craft(case.case)))),
        );
        if kit::choice(ui, "Time line shows", &mut lanes, &options) {
            out.push(Act::Lanes(lanes));
        }
        let shown = cases.iter().find(|case| Some(case.case) == lanes).or(cases.first());
        let Some(case) = shown else {
            kit::weak(ui, desk.theme, "There is no case.");
            return;
        };
        if cases.len() > 1 {
            kit::weak(ui, desk.theme, desk.names().craft(case.case));
        }
        for knew in &case.matters {
            matter(ui, desk, knew, out);
        }
    }
}

/// Seats by when they knew, those that never did last.
fn by_time(knew: &Knew) -> Vec<(SeatId, Option<Tick>)> {
    let mut seats: Vec<(SeatId, Option<Tick>)> = (0..).map(SeatId).zip(knew.seats.iter().copied()).collect();
    seats.sort_by_key(|(seat, at)| (at.is_none(), *at, *seat));
    seats
}

/// A matter as a heading: "there is a case".
fn short(matter: Matter) -> &'static str {
    matter.words().trim_start_matches("that ")
}

fn matter(ui: &mut Ui, desk: &Desk<'_>, knew: &Knew, out: &mut Vec<Act>) {
    let what = words::sentence(short(knew.matter));
    let Some(true_at) = knew.true_at else {
        kit::weak(ui, desk.theme, format!("{what}: nobody ever knew"));
        return;
    };
    let at = words::dtg(desk.briefing, true_at);
    ui.label(RichText::new(format!("{what}, true {at}")).strong());
    let mut never: Vec<&str> = Vec::new();
    for (seat, known) in by_time(knew) {
        let name = desk.names().seat(seat);
        let Some(known) = known else {
            never.push(name);
            continue;
        };
        let at = words::clock(desk.briefing, known);
        let face = format!("{at} {name}, after {}", words::span(known.since(true_at)));
        let sign = if known <= desk.cursor() { "●" } else { "○" };
        if kit::press(ui, &format!("{sign} {face}"), &format!("Go to {face}: {}", short(knew.matter))) {
            out.push(Act::seek(known));
        }
    }
    if !never.is_empty() {
        kit::weak(ui, desk.theme, format!("never: {}", never.join(", ")));
    }
}

/// A lane for each seat: a mark where it came to know a matter, and a bar over the time in which others knew already
/// that there is a case.
pub(super) fn lanes(desk: &Desk<'_>, case: CraftId) -> Vec<Lane> {
    let Some(about) = desk.data.awareness.iter().find(|of| of.case == case) else { return Vec::new() };
    let seats = (0..desk.briefing.seats.len()).map(SeatId::new);
    seats.map(|seat| lane(desk, about, seat)).collect()
}

fn lane(desk: &Desk<'_>, about: &CaseAwareness, seat: SeatId) -> Lane {
    let mut lane = Lane::new(desk.names().seat(seat));
    for knew in &about.matters {
        let (Some(true_at), Some(known)) = (knew.true_at, knew.seats.get(seat.index()).copied().flatten()) else {
            continue;
        };
        let late = words::span(known.since(true_at));
        let text = format!("{} knows: {}, after {late}", lane.name, short(knew.matter));
        lane.marks.push(MarkAt { tick: known, sign: Sign::Diamond, text });
    }
    lane.marks.sort_by_key(|mark| mark.tick);
    if let Some(alert) = about.matters.first()
        && let Some(from) = alert.seats.iter().flatten().min().copied()
    {
        let to = alert.seats.get(seat.index()).copied().flatten().unwrap_or(desk.data.last);
        if to > from {
            let text = format!("{} does not know yet that there is a case", lane.name);
            lane.bars.push(Bar { from, to, text, followed: false });
        }
    }
    lane
}
