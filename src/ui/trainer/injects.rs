//! The planned injects by time: where each stands, what it is for and does, and what EXCON may do with it.

use egui::{Align, CollapsingHeader, Color32, RichText, Ui};

use super::desk::{Act, Desk, Panel, Slot};
use super::waits;
use crate::base::Tick;
use crate::base::ids::InjectId;
use crate::picture::Standing;
use crate::scenario::Inject;
use crate::sim::Intervention;
use crate::ui::{kit, words};

/// Its name.
pub(super) const NAME: &str = "Injects";

/// The panel.
#[derive(Default)]
pub(super) struct Injects {
    /// One found by name, to be brought into view in the next frame. Exists when and only when there is one.
    wanted: Option<InjectId>,
}

impl Panel for Injects {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::Left
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let (coming, past) = by_time(desk);
        if coming.is_empty() {
            kit::weak(ui, desk.theme, "No planned inject is still to come");
        }
        for planned in &coming {
            self.card(ui, desk, planned, out);
        }
        if !past.is_empty() {
            let wanted = past.iter().any(|planned| self.wanted == Some(planned.id));
            CollapsingHeader::new(format!("Fired or overtaken ({})", past.len()))
                .id_salt("past injects")
                .open(wanted.then_some(true))
                .show(ui, |ui| {
                    for planned in &past {
                        self.card(ui, desk, planned, out);
                    }
                });
        }
        self.wanted = None;
    }

    fn hear(&mut self, act: &Act, _desk: &Desk<'_>, _out: &mut Vec<Act>) {
        if let Act::ShowInject(inject) = act {
            self.wanted = Some(*inject);
        }
    }
}

/// A planned inject and where it stands.
struct Planned<'a> {
    id: InjectId,
    spec: &'a Inject,
    standing: &'a Standing,
}

/// Those still to come, the certain ones by time and then the others as written; and those past, latest first.
fn by_time<'a>(desk: &Desk<'a>) -> (Vec<Planned<'a>>, Vec<Planned<'a>>) {
    let all = desk.plan.injects.iter().zip(&desk.overview.injects).enumerate();
    let (mut coming, mut past): (Vec<_>, Vec<_>) = all
        .map(|(i, (spec, standing))| Planned { id: InjectId::new(i), spec, standing })
        .partition(|planned| !matches!(planned.standing, Standing::Fired(_) | Standing::Overtaken(_)));
    coming.sort_by_key(|planned| match planned.standing {
        Standing::Due(at) => (*at, planned.id),
        _ => (planned.spec.latest.unwrap_or(Tick(u32::MAX)), planned.id),
    });
    past.sort_by_key(|planned| match planned.standing {
        Standing::Fired(at) | Standing::Overtaken(at) => std::cmp::Reverse(*at),
        _ => std::cmp::Reverse(Tick::START),
    });
    (coming, past)
}

/// Where an inject stands: a sign, words, and a colour that only repeats them.
fn standing_words(desk: &Desk<'_>, planned: &Planned<'_>) -> (String, Color32) {
    let (now, theme) = (desk.now(), desk.theme);
    let when = |at: &Tick| words::dtg(desk.briefing, *at);
    match planned.standing {
        Standing::Armed => (format!("○ Armed: {}", desk.names().condition(&planned.spec.when)), theme.text),
        Standing::Due(at) => (format!("▶ Due {}, {}", words::due(now, *at), when(at)), theme.accent),
        Standing::Fired(at) => (format!("✔ Fired {}", when(at)), theme.weak),
        Standing::Overtaken(at) => (format!("– Overtaken {}", when(at)), theme.weak),
        Standing::Impossible(why) => (format!("⚠ Impossible: {why}"), theme.contact),
    }
}

impl Injects {
    fn card(&self, ui: &mut Ui, desk: &Desk<'_>, planned: &Planned<'_>, out: &mut Vec<Act>) {
        let (theme, id, spec) = (desk.theme, planned.id, planned.spec);
        let (standing, colour) = standing_words(desk, planned);
        let edge = if self.wanted == Some(id) { theme.accent } else { theme.line() };
        let waiting = !matches!(planned.standing, Standing::Fired(_) | Standing::Overtaken(_));
        let futile = matches!(planned.standing, Standing::Impossible(_));
        kit::card(ui, theme, edge, |ui| {
            ui.label(RichText::new(standing).color(colour).strong());
            ui.label(&spec.purpose);
            kit::weak(ui, theme, desk.names().effect(&spec.effect));
            if let (Standing::Armed, Some(held)) = (planned.standing, desk.overview.waits.get(id.index()))
                && !spec.when.parts().is_empty()
                && let Some(missing) = waits::missing(desk.names(), &spec.when, held)
            {
                kit::weak(ui, theme, format!("Waits for {missing}"));
            }
            if let (true, Some(latest)) = (waiting, spec.latest) {
                kit::weak(ui, theme, format!("Overtaken if not fired by {}", words::dtg(desk.briefing, latest)));
            }
            if waiting {
                ui.horizontal_wrapped(|ui| {
                    let may = desk.may_act();
                    let why =
                        if futile { "It can have no effect any more" } else { "The exercise does not take it now" };
                    if kit::press_if(ui, may && !futile, "Fire now", &format!("Fire now: {}", spec.purpose), why) {
                        out.push(Act::intervene(Intervention::Fire { inject: id }));
                    }
                    if kit::press_if(ui, may, "Call off", &format!("Call off: {}", spec.purpose), why) {
                        out.push(Act::intervene(Intervention::CallOff { inject: id }));
                    }
                    if kit::press_if(ui, may && !futile, "Look ahead", &format!("Look ahead: {}", spec.purpose), why) {
                        out.push(Act::LookAhead(Some(Intervention::Fire { inject: id })));
                    }
                });
            }
            if self.wanted == Some(id) {
                ui.scroll_to_cursor(Some(Align::Center));
            }
        });
    }
}
