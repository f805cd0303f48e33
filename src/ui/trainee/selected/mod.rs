//! What is selected: its card, and what can be done with it.

mod order;
#[cfg(test)]
mod tests;
mod things;
mod unit;

use egui::{ScrollArea, Ui};

use crate::base::Position;
use crate::base::ids::SruId;
use crate::ui::chart::{ChartEvent, Overlay, Selected};

use super::desk::{Act, DeskData, OrderDraft, Panel, Slot, Verb};
use super::kit;
use order::Ordering;

/// The panel.
#[derive(Default)]
pub(super) struct SelectedPanel {
    /// An order being given. Exists when and only when one is.
    ordering: Option<Ordering>,
}

impl Panel for SelectedPanel {
    fn name(&self) -> &'static str {
        "Selected"
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
                self.ordering = None;
            }
            match desk.selected {
                None => kit::small(ui, desk.theme, "Click on the chart, or press Ctrl-K, to select something."),
                Some(Selected::Sru(sru)) => unit::show(ui, desk, sru, self.ordering.is_some(), out),
                Some(Selected::Contact(number)) => things::contact(ui, desk, number, out),
                Some(Selected::Case(case)) => things::case(ui, desk, case, out),
                Some(Selected::Place(place)) => things::place(ui, desk, place, out),
                Some(Selected::Seat(seat)) => things::seat(ui, desk, seat, out),
                Some(Selected::Position(position)) => things::position(ui, desk, position, None, out),
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

    fn overlay(&self, overlay: &mut Overlay) {
        if let Some(ordering) = &self.ordering {
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
        Selected::Place(place) if laden => OrderDraft { sru, verb: Verb::Land, target: None, place: Some(place), case },
        Selected::Contact(_) | Selected::Case(_) if takes => {
            OrderDraft { sru, verb: Verb::Recover, target: Some(at), place: None, case }
        }
        _ => OrderDraft { sru, verb: Verb::Proceed, target: Some(at), place: None, case },
    }
}
