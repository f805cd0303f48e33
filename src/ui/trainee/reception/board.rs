//! The board of a site: whether it is open, its stores and staff, the queue of every stage, and deadlines that run.

use egui::{Grid, RichText, Ui};

use crate::base::Span;
use crate::base::ids::SiteId;
use crate::picture::{Deadline, SiteView, StageView};
use crate::plan;
use crate::sar::reception::{Staff, Stage};
use crate::sim::ashore::Command;
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::super::kit;
use super::order;

/// What is being written on it.
#[derive(Debug)]
pub(super) struct Board {
    /// Staff about to be sent elsewhere: which, how many, where to.
    lend: (Staff, u32, Option<SiteId>),
}

impl Default for Board {
    fn default() -> Self {
        Self { lend: (Staff::Medical, 1, None) }
    }
}

impl Board {
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView, out: &mut Vec<Act>) {
        state(ui, desk, site, out);
        stores(ui, desk, site);
        stages(ui, desk, site, out);
        deadlines(ui, desk, site);
        assessment(ui, desk, site);
        staff(ui, desk, site);
        if desk.may_act() && site.runs {
            self.lend(ui, desk, site, out);
        }
    }

    /// Staff sent to another site of the same state.
    fn lend(&mut self, ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView, out: &mut Vec<Act>) {
        let others: Vec<(Option<SiteId>, String)> = desk
            .picture
            .reception
            .iter()
            .filter(|other| other.runs && other.site != site.site)
            .map(|other| (Some(other.site), plan::site_name(desk.briefing, desk.picture, other.site).to_owned()))
            .collect();
        let Some(first) = others.first() else { return };
        kit::heading(ui, "Send staff to another site");
        let (which, number, to) = &mut self.lend;
        if to.is_none_or(|to| others.iter().all(|(other, _)| *other != Some(to))) {
            *to = first.0;
        }
        let there = |staff: Staff| site.staff[staff as usize];
        let kinds: Vec<(Staff, String)> =
            Staff::ALL.iter().map(|s| (*s, format!("{} ({})", s.words(), there(*s)))).collect();
        kit::choice(ui, "Staff sent", which, &kinds);
        kit::choice(ui, "To site", to, &others);
        ui.horizontal_wrapped(|ui| {
            kit::count(ui, "How many", number);
            let may = *number > 0 && *number <= there(*which);
            let name = format!("Send {number} {} to the other site", which.words());
            if kit::press_if(ui, may, "Send them", &name)
                && let Some(to) = *to
            {
                out.push(order(Command::Lend { from: site.site, to, staff: *which, number: *number }));
            }
            if !may {
                kit::small(ui, desk.theme, format!("from 1 to {}", there(*which)));
            }
        });
    }
}

fn state(ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView, out: &mut Vec<Act>) {
    ui.horizontal_wrapped(|ui| {
        let words = match site.opens_at {
            _ if site.open => "Open".to_owned(),
            Some(at) => format!("Opens {}, {}", words::clock(desk.briefing, at), words::due(desk.now(), at)),
            None => "Not open: nobody is received".to_owned(),
        };
        ui.label(RichText::new(words).strong());
        if site.opens_at.is_none() && site.runs && desk.may_act() {
            let name = plan::site_name(desk.briefing, desk.picture, site.site);
            if kit::press(ui, "Order it to open", &format!("Order reception at {name} to open")) {
                out.push(order(Command::Open { site: site.site }));
            }
        }
    });
}

fn stores(ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView) {
    let theme = desk.theme;
    let short = |n: u32, of: &str| if n > 0 { format!("; ⚠ {n} without {of}") } else { String::new() };
    let beds = format!("{} of {} in use{}", site.beds_taken, site.beds, short(site.without_bed, "a bed"));
    kit::fact(ui, theme, "Beds", beds);
    let water = format!("{:.0} L a day{}", site.water_l_per_day, short(site.without_water, "enough water"));
    kit::fact(ui, theme, "Water", water);
    if let Some(meals) = site.meals {
        kit::fact(ui, theme, "Food", format!("for {meals} persons{}", short(site.without_food, "food")));
    }
    kit::fact(ui, theme, "Ambulances", format!("{} of {} free", site.ambulances_free, site.ambulances));
    let speak: Vec<String> = site.interpreters.iter().map(|(language, n)| format!("{language} {n}")).collect();
    kit::fact(ui, theme, "Interpreters", if speak.is_empty() { "none".to_owned() } else { speak.join(", ") });
}

/// Hours that the staff of a stage need for those who wait for it, if they did nothing else. None without staff.
fn queue_h(site: &SiteView, view: &StageView) -> Option<f64> {
    let rate = view.stage.processed(site.staff[view.stage.facts().staff as usize], 1.0);
    (rate > 0.0).then(|| f64::from(view.waiting) / rate)
}

fn stages(ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView, out: &mut Vec<Act>) {
    kit::heading(ui, "Stages, in the order staff turn to them");
    let place = |stage: Stage| site.order.iter().position(|of| *of == stage).unwrap_or(usize::MAX);
    let mut views: Vec<&StageView> = site.stages.iter().collect();
    views.sort_by_key(|view| place(view.stage));
    let small = |words: &str| RichText::new(words).small().color(desk.theme.weak);
    Grid::new(("stages", site.site)).num_columns(6).striped(true).spacing([6.0, 2.0]).show(ui, |ui| {
        for head in ["stage", "wait", "in hand", "done", "left out", "takes"] {
            ui.label(small(head));
        }
        ui.end_row();
        for (i, view) in views.into_iter().enumerate() {
            let name = view.stage.words();
            if i > 0 && site.runs && desk.may_act() {
                // First among all: the others keep their order.
                if kit::press(ui, &format!("⬆ {name}"), &format!("Have staff turn to {name} first")) {
                    let first = std::iter::once(view.stage);
                    let rest = site.order.iter().copied().filter(|stage| *stage != view.stage);
                    out.push(order(Command::Prioritise { site: site.site, order: first.chain(rest).collect() }));
                }
            } else {
                ui.label(words::sentence(name));
            }
            let waiting = ui.label(RichText::new(view.waiting.to_string()).strong());
            kit::said(ui, &waiting, &format!("{} wait for {name}", view.waiting));
            ui.label(view.in_hand.to_string());
            ui.label(view.done.to_string());
            ui.label(view.skipped.to_string());
            let takes = match queue_h(site, view) {
                _ if view.waiting == 0 => "-".to_owned(),
                Some(hours) => words::span(Span::from_hours(hours)),
                None => "⚠ no staff".to_owned(),
            };
            ui.label(takes);
            ui.end_row();
        }
    });
}

/// What a deadline is for, in words.
pub(in super::super) fn deadline(what: Deadline) -> String {
    match what {
        Deadline::Stage(stage) => stage.words().to_owned(),
        Deadline::Consulate => "telling the consulate".to_owned(),
    }
}

fn deadlines(ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView) {
    if site.deadlines.is_empty() {
        return;
    }
    kit::heading(ui, "Due");
    for view in &site.deadlines {
        let what = words::sentence(&deadline(view.what));
        let late = if view.overdue > 0 { format!(", ⚠ {} overdue", view.overdue) } else { String::new() };
        let first = words::due(desk.now(), view.due);
        let text = format!("{what}: {}, the first {first}{late}", words::persons(view.persons));
        ui.label(if view.overdue > 0 { RichText::new(text).strong() } else { RichText::new(text) });
    }
}

/// Who hears needs of protection, how many wait for that and how long, and which other states receive people of this site.
fn assessment(ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView) {
    let Some(view) = &site.assessment else { return };
    let (theme, place) = (desk.theme, |place| words::place_name(desk.briefing, place));
    kit::heading(ui, "Assessment of needs of protection");
    let by = if view.is_centre { "the regional centre, which is here" } else { "this state's own office" };
    kit::fact(ui, theme, "Heard by", by);
    let form = if view.one_form { "; what is found here holds in all states that do so" } else { "" };
    kit::fact(ui, theme, "States assess", format!("{}{form}", view.kind.words()));
    if let Some((_, at)) = view.centre.filter(|_| !view.is_centre) {
        kit::fact(ui, theme, "Regional centre", format!("{}, for those taken there", place(at)));
    }
    let days = match (view.waiting, view.per_day) {
        (0, _) => String::new(),
        (_, 0) => "; ⚠ nobody is heard".to_owned(),
        (waiting, per_day) => format!(", about {} days' work", waiting.div_ceil(per_day)),
    };
    kit::fact(ui, theme, "Waiting there", format!("{}{days}", words::persons(view.waiting)));
    kit::fact(ui, theme, "Heard in a day", view.per_day.to_string());
    for to in &view.admitted {
        kit::fact(ui, theme, "Agreed to receive", format!("{} more at {}", to.left, place(to.place)));
    }
}

fn staff(ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView) {
    kit::heading(ui, "Staff: at work, busy, free");
    for staff in Staff::ALL {
        let there = site.staff[staff as usize];
        let with = site.stages.iter().filter(|view| view.stage.facts().staff == staff);
        let busy = with.map(|view| view.in_hand).sum::<u32>().min(there);
        let coming: Vec<String> = site
            .coming
            .iter()
            .filter(|(_, which, _)| *which == staff)
            .map(|(at, _, number)| format!("{number} more {}", words::due(desk.now(), *at)))
            .collect();
        if there == 0 && coming.is_empty() {
            continue;
        }
        let coming = if coming.is_empty() { String::new() } else { format!("; {}", coming.join(", ")) };
        let text = format!("{there}, {busy}, {}{coming}", there - busy);
        kit::fact(ui, desk.theme, &words::sentence(staff.words()), text);
    }
}
