//! The reviewer's desk: a recording forwards and back, two pictures of one moment beside each other, what became of
//! everybody, and where to look.
//!
//! **It replays nothing and keeps no cursor**: it shows the moment it is given and hands back where somebody wants to
//! be. A new panel is a new file that implements `Panel`, and one line in `panels()`.

mod bookmarks;
mod charts;
mod desk;
mod fates;
mod follow;
mod journeys;
mod knew;
mod lanes;
mod model;
mod people;
mod transport;

pub use model::{Other, ReviewData};

use egui::{Align, CentralPanel, CollapsingHeader, Layout, RichText, ScrollArea, Ui, vec2};

use self::charts::Charts;
use self::desk::{Act, Desk, Follow, Panel};
use self::lanes::Lanes;
use self::transport::Transport;
use super::chart::Selected;
use super::happenings::HappeningList;
use super::theme::{self, Theme};
use super::timeline::{TimeEvent, TimeLine, TimeScene};
use super::{help, kit, looks};
use crate::base::Tick;
use crate::base::ids::CraftId;
use crate::session::{Intent, LinkStatus};

/// The reviewer's desk. It keeps only what belongs to the looking.
pub struct Reviewer {
    transport: Transport,
    charts: Charts,
    line: TimeLine,
    lanes: Lanes,
    list: HappeningList,
    panels: Vec<Box<dyn Panel>>,
    selected: Option<Selected>,
    follow: Follow,
    /// The stretch that is played round. Exists when and only when one was chosen.
    range: Option<(Tick, Tick)>,
    /// The case of which the time line shows who knew what when. Exists when and only when it shows that.
    lanes_of: Option<CraftId>,
    /// Whether the charts over time are shown. `None` until somebody chose: then they are where there is room.
    fates: Option<bool>,
    /// Whether the sheet of keys is open.
    help: bool,
}

/// All panels of the right column, in the order they stand.
fn panels() -> Vec<Box<dyn Panel>> {
    vec![
        Box::<people::People>::default(),
        Box::<journeys::Journeys>::default(),
        Box::<knew::WhoKnew>::default(),
        Box::<follow::Following>::default(),
        Box::<bookmarks::Bookmarks>::default(),
    ]
}

impl Default for Reviewer {
    fn default() -> Self {
        Self {
            transport: Transport::default(),
            charts: Charts::default(),
            line: TimeLine::default(),
            lanes: Lanes::default(),
            list: HappeningList::default(),
            panels: panels(),
            selected: None,
            follow: Follow::Nothing,
            range: None,
            lanes_of: None,
            fates: None,
            help: false,
        }
    }
}

/// In a window lower than this the charts over time give way to the charts of the sea \[points at 100 % text\].
const ROOMY: f32 = 560.0;

/// What the sheet of keys says first.
const WHAT_IS_WHERE: &str = "Two charts show one moment: the truth, or what a seat knew. Drag on the time line below to \
                             move through the recording; the list beside it leads to every event.";

/// The keys of the desk.
const KEYS: [(&str, &str); 8] = [
    ("F1", "this sheet"),
    ("Space", "play, pause"),
    ("Left, Right", "the event before, the next event"),
    ("Shift-Left, Shift-Right", "a minute back, a minute on"),
    ("Home, End", "to the beginning, to the end"),
    ("B", "a bookmark at this moment"),
    help::PALETTE,
    help::TEXT,
];

impl Reviewer {
    /// Shows the desk over the whole window, and tells what the reviewer wants.
    pub fn show(&mut self, ui: &mut Ui, data: &ReviewData<'_>, theme: &Theme) -> Vec<Intent> {
        let theme = &looks::theme(ui.ctx(), theme);
        theme.apply(ui.ctx());
        let mut out = Vec::new();
        looks::keys(ui.ctx(), theme);
        help::show(ui, theme, &mut self.help, WHAT_IS_WHERE, &KEYS);
        let factor = f32::from(theme::percent(ui.ctx())) / 100.0;
        let fates = self.fates.unwrap_or(ui.available_height() > ROOMY * factor);
        egui::Panel::top("review bar").show(ui, |ui| self.bar(ui, data, fates, theme, &mut out));
        let (Some(plan), Some(overview)) = (&data.view.plan, &data.view.overview) else {
            CentralPanel::default().show(ui, |ui| ui.label("The recording is being opened"));
            return self.work_off(out);
        };
        let desk = Desk {
            data,
            briefing: &data.view.briefing,
            plan,
            overview,
            theme,
            selected: self.selected,
            follow: self.follow,
            range: self.range,
            lanes_of: self.lanes_of,
        };
        self.transport.keys(ui.ctx(), &desk, self.line.takes_keys(ui.ctx()), &mut out);
        let whole = ui.available_size();
        egui::Panel::bottom("review time")
            .resizable(true)
            .default_size((230.0 * factor).min(whole.y * 0.42))
            .max_size(whole.y * 0.6)
            .show(ui, |ui| self.time(ui, &desk, &mut out));
        if fates {
            egui::Panel::bottom("review fates")
                .resizable(true)
                .default_size((140.0 * factor).min(whole.y * 0.25))
                .max_size(whole.y * 0.4)
                .show(ui, |ui| fates::show(ui, &desk, &mut out));
        }
        egui::Panel::right("review right")
            .resizable(true)
            .default_size((280.0 * factor).min(whole.x * 0.3))
            .max_size(whole.x * 0.4)
            .show(ui, |ui| {
                ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                    for panel in &mut self.panels {
                        CollapsingHeader::new(RichText::new(panel.name()).strong())
                            .default_open(panel.open_at_first())
                            .show_unindented(ui, |ui| panel.show(ui, &desk, &mut out));
                    }
                });
            });
        CentralPanel::default().show(ui, |ui| self.charts.show(ui, &desk, &mut out));
        self.work_off(out)
    }

    fn bar(&mut self, ui: &mut Ui, data: &ReviewData<'_>, mut fates: bool, theme: &Theme, out: &mut Vec<Act>) {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(" EXERCISE ").strong().color(theme.panel).background_color(theme.accent));
            ui.label(RichText::new(&data.view.briefing.title).strong());
            ui.label(data.about);
            if let Some(other) = data.other {
                ui.label(format!("compared with {}", other.series.name));
            }
            ui.separator();
            if kit::press(ui, "Open the report", "Write the report of this recording and open it") {
                out.push(Act::Out(Intent::Report));
            }
            if ui.checkbox(&mut fates, "Charts over time").changed() {
                self.fates = Some(fates);
            }
            looks::controls(ui, theme);
            self.help |= kit::press(ui, "?", "Help and keys, F1");
            if kit::press(ui, "Leave", "Leave the review") {
                out.push(Act::Out(Intent::Leave));
            }
        });
        if let LinkStatus::Refused(why) | LinkStatus::Lost(why) = &data.view.link {
            ui.label(RichText::new(format!("⚠ {why}")).color(theme.contact).strong());
        }
        for notice in &data.view.notices {
            ui.label(RichText::new(notice).small());
        }
    }

    fn time(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let knew = desk.lanes_of.map(|case| knew::lanes(desk, case));
        let scene = TimeScene {
            briefing: desk.briefing,
            lanes: match &knew {
                Some(lanes) => lanes,
                None => self.lanes.at(desk),
            },
            first: desk.data.first,
            last: desk.data.last,
            cursor: desk.cursor(),
            played: None,
            range: desk.range,
        };
        self.transport.show(ui, desk, out, |ui| self.line.controls(ui, &scene));
        let size = ui.available_size();
        let list_width = (size.x * 0.3).clamp(180.0, 520.0);
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2((size.x - list_width - 8.0).max(150.0), size.y), |ui| {
                for event in self.line.show(ui, &scene, desk.theme) {
                    out.push(match event {
                        TimeEvent::Seek(tick) => Act::seek(tick),
                        TimeEvent::Range(range) => Act::Range(range),
                    });
                }
            });
            ui.allocate_ui_with_layout(vec2(list_width, size.y), Layout::top_down(Align::Min), |ui| {
                let happenings = &desk.data.view.happenings;
                let wanted = self.list.show(ui, desk.briefing, happenings, desk.cursor(), desk.theme);
                out.extend(wanted.map(Act::seek));
            });
        });
    }

    /// Keeps what belongs to the looking, and hands on what leaves the desk.
    fn work_off(&mut self, acts: Vec<Act>) -> Vec<Intent> {
        let mut intents = Vec::new();
        for act in acts {
            match act {
                Act::Out(intent) => intents.push(intent),
                Act::Select(what) => self.selected = Some(what),
                Act::Follow(what) => self.follow = what,
                Act::Range(range) => self.range = range,
                Act::Lanes(case) => self.lanes_of = case,
            }
        }
        intents
    }
}

#[cfg(test)]
mod tests;
