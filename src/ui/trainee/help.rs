//! What the sheet of help says to a trainee: what is where, what the signs mean, and the keys.

use egui::Ui;

use crate::ui::help;
use crate::ui::theme::Theme;

/// What is where.
const WHAT_IS_WHERE: &str = "The in-tray on the left says what is asked of you, the gravest first; answer on the cards. \
                             Click on the chart to select; the card on the right says what can be ordered, and what comes \
                             of it before it is ordered. A second click with a unit selected sends it there, after you \
                             confirm. Messages and the decision log are below.";

/// The keys, and what they do.
const KEYS: [(&str, &str); 19] = [
    ("F1 or ?", "this sheet"),
    ("Ctrl-K", "find anything: units, places, messages, panels, a position"),
    ("Enter", "confirm the order shown"),
    ("Ctrl-Enter", "send the words written on a card"),
    ("Esc", "cancel the order shown; close what is open"),
    ("F2", "in-tray"),
    ("F3", "what is selected"),
    ("F4", "search planner"),
    ("F5", "messages"),
    ("F6", "decision log"),
    ("F7", "case"),
    ("F8", "people"),
    ("F10", "landings: requests, terms, place of safety"),
    ("F11", "reception: the board and people's files"),
    ("F12", "portal and press"),
    ("Ctrl-1 to Ctrl-9, Ctrl-Tab", "another seat that you hold on this screen"),
    help::PALETTE,
    help::TEXT,
    ("Tab, Shift-Tab, Space", "go through everything that can be pressed, and press it"),
];

/// Shows it.
pub(super) fn show(ui: &Ui, theme: &Theme, open: &mut bool) {
    help::window(ui, theme, open, WHAT_IS_WHERE, &KEYS);
}
