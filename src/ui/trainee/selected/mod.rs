//! What is selected: its card, and what can be done with it.

mod order;
mod station;
#[cfg(test)]
mod tests;
mod things;
mod unit;

use egui::{ScrollArea, Ui};

use crate::base::ids::SruId;
use crate::base::{Position, Tick};
use crate::session::Intent;
use crate::sim::Command;
use crate::ui::chart::{ChartEvent, Overlay, Selected};
use crate::ui::words;

use super::desk::{Act, DeskData, OrderDraft, Panel, Slot, Verb, is_entering};
use super::kit;
use order::Ordering;

/// Its name.
pub(super) const NAME: &str = "Selected";

/// The panel.
#[derive(Default)]
pub(super) struct SelectedPanel {
    /// An order being given. Exists when and only when one is.
    ordering: Option<Ordering>,
    /// The order given last, and when: its way stays drawn until it has entered.
    given: Option<(Ordering, Tick)>,
}

impl Panel for SelectedPanel {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::RightAbove
    }

    fn wants_room(&self) -> bool {
        self.ordering.is_some()
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        if self.ordering.as_ref().is_some_and(|ordering| !desk.may_act() || !may_order(desk, ordering.sru())) {
            self.ordering = None;
        }
        ScrollArea::vertical().id_salt("selected").auto_shrink(false).show(ui, |ui| {
            if let Some(ordering) = &mut self.ordering
                && ordering.show(ui, desk, out)
            {
                let is_order = |act: &Act| matches!(act, Act::Out(Intent::Do(Command::Order { .. })));
                let ordered = self.ordering.take().filter(|_| out.last().is_some_and(is_order));
                self.given = ordered.map(|ordering| (ordering, desk.now()));
            }
            if let Some((given, _)) = self.given.as_ref().filter(|(_, at)| is_entering(*at, desk.now())) {
                let name = desk.sru_name(given.sru());
                let when = if words::waits_for_clock(desk.view) { "; it enters when the clock runs" } else { "" };
                kit::small(ui, desk.theme, format!("The order to {name} is given{when}."));
            }
            match desk.selected {
                None => kit::small(ui, desk.theme, "Click on the chart, or press Ctrl-K, to select something."),
                Some(Selected::Sru(sru)) => unit::show(ui, desk, sru, self.ordering.is_some(), out),
                Some(Selected::Contact(number)) => things::contact(ui, desk, number, out),
                Some(Selected::Case(case)) => things::case(ui, desk, case, out),
                Some(Selected::Place(place)) => things::place(ui, desk, place, out),
                Some(Selected::Seat(seat)) => things::seat(ui, desk, seat, out),
                Some(Selected::Position(position)) => things::position(ui, desk, position, None, out),
                Some(Selected::Station(number)) => station::show(ui, desk, number, out),
            }
        });
    }

    fn hear(&mut self, act: &Act, desk: &DeskData<'_>) -> bool {
        match act {
            Act::Order(draft) => {
                self.ordering = Some(Ordering::new(*draft, desk));
                true
            }
            Act::Select(_) => true,
            _ => false,
        }
    }

    fn on_chart(&mut self, event: &ChartEvent, desk: &DeskData<'_>, out: &mut Vec<Act>) -> bool {
        if let Some(ordering) = &mut self.ordering {
            return ordering.on_chart(event, desk);
        }
        // A second click sends the selected unit there: what comes of it is shown before it is ordered.
        if let (ChartEvent::Act(what, position), Some(Selected::Sru(sru))) = (event, desk.selected)
            && *what != Selected::Sru(sru)
            && desk.may_act()
            && may_order(desk, sru)
        {
            out.push(Act::Order(towards(desk, sru, *what, *position)));
            return true;
        }
        false
    }

    fn overlay(&self, now: Tick, overlay: &mut Overlay) {
        let given = self.given.as_ref().filter(|(_, at)| is_entering(*at, now)).map(|(given, _)| given);
        if let Some(ordering) = self.ordering.as_ref().or(given) {
            ordering.overlay(overlay);
        }
    }
}

/// Whether this seat may order a unit.
fn may_order(desk: &DeskData<'_>, sru: SruId) -> bool {
    desk.sru(sru).is_some_and(|unit| unit.mine)
}

/// The order that pointing at something with a unit means: fetch people seen, land at a place, else go there.
fn towards(desk: &DeskData<'_>, sru: SruId, what: Selected, position: Position) -> OrderDraft {
    let case = match what {
        Selected::Case(case) => Some(case),
        Selected::Contact(number) => desk.contact(number).map(|contact| contact.case),
        _ => desk.case_for(Some(sru)),
    };
    let takes = desk.sru(sru).is_some_and(|unit| super::know::takes_people(desk.picture, unit));
    let laden = desk.sru(sru).is_some_and(|unit| unit.survivors > 0);
    let at = desk.position_of(what).unwrap_or(position);
    match what {
        Selected::Place(place) if laden => OrderDraft { place: Some(place), ..OrderDraft::new(sru, Verb::Land, case) },
        Selected::Contact(_) | Selected::Case(_) if takes => {
            OrderDraft { target: Some(at), ..OrderDraft::new(sru, Verb::Recover, case) }
        }
        _ => OrderDraft { target: Some(at), ..OrderDraft::new(sru, Verb::Proceed, case) },
    }
}
