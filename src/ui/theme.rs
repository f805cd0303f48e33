//! Colours and text of every panel and of the chart: three palettes, as electronic charts have them.
//!
//! **Nothing is drawn here.** Land is buff and the sea pale blue by day, both near black at night, so that eyes used
//! to the dark stay so (in the manner of IHO S-52, whose tables are not copied). One accent; red only for danger to
//! life and for refusals. Colour is never the only sign: what two symbols mean also shows in their shapes, and the
//! tests say which pairs of colours must still be told apart by people who see fewer of them.

use std::collections::BTreeMap;

use egui::style::{Selection, WidgetVisuals, Widgets};
use egui::{Color32, Context, CornerRadius, FontFamily, FontId, Id, Stroke, TextStyle, Visuals, vec2};
use serde::{Deserialize, Serialize};

/// Which set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Palette {
    /// A lit office.
    #[default]
    Day,
    /// A dim room.
    Dusk,
    /// A dark bridge.
    Night,
}

impl Palette {
    /// All, in the order of a switch.
    pub const ALL: [Self; 3] = [Self::Day, Self::Dusk, Self::Night];

    /// Its name on a switch.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "Day",
            Self::Dusk => "Dusk",
            Self::Night => "Night",
        }
    }

    /// The one after it on a switch.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Day => Self::Dusk,
            Self::Dusk => Self::Night,
            Self::Night => Self::Day,
        }
    }
}

/// The colours of one palette, by what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whose colours these are.
    pub palette: Palette,
    /// Water.
    pub sea: Color32,
    /// Land.
    pub land: Color32,
    /// Shore lines.
    pub shore: Color32,
    /// Latitude and longitude lines.
    pub graticule: Color32,
    /// Limits of search and rescue regions.
    pub region: Color32,
    /// Text on a panel, a card or the sea.
    pub text: Color32,
    /// Text that matters less; still readable.
    pub weak: Color32,
    /// The one accent: what is selected, what a press does.
    pub accent: Color32,
    /// Danger to life, and refusals. Nothing else.
    pub danger: Color32,
    /// Units of one's own.
    pub own: Color32,
    /// Units lent by others.
    pub lent: Color32,
    /// Units seen live that others command.
    pub foreign: Color32,
    /// Ships on AIS.
    pub traffic: Color32,
    /// Things seen by one's own units.
    pub contact: Color32,
    /// What somebody told.
    pub told: Color32,
    /// What a model says.
    pub predicted: Color32,
    /// The truth, on EXCON's and the reviewer's charts only.
    pub truth: Color32,
    /// Planned and not yet ordered.
    pub planned: Color32,
    /// Panels.
    pub panel: Color32,
    /// Cards on a panel, and fields.
    pub card: Color32,
    /// All is well.
    pub ok: Color32,
}

/// A colour as 0xRRGGBB.
const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

impl Theme {
    /// The colours of a palette.
    pub const fn of(palette: Palette) -> Self {
        match palette {
            Palette::Day => Self {
                palette,
                sea: rgb(0xD6E7F1),
                land: rgb(0xE3D3A0),
                shore: rgb(0x6B5A2B),
                graticule: rgb(0xB3C8D5),
                region: rgb(0x7A5C8E),
                text: rgb(0x171C21),
                weak: rgb(0x4F5B66),
                accent: rgb(0x005FA8),
                danger: rgb(0xB8001F),
                own: rgb(0x0A3F8F),
                lent: rgb(0x006E57),
                foreign: rgb(0x6E4B00),
                traffic: rgb(0x3D4852),
                contact: rgb(0xA33F00),
                told: rgb(0x6A2FA0),
                predicted: rgb(0x8A5A00),
                truth: rgb(0xB0007A),
                planned: rgb(0x1F5F3A),
                panel: rgb(0xF3F1EA),
                card: rgb(0xFFFFFF),
                ok: rgb(0x14743A),
            },
            Palette::Dusk => Self {
                palette,
                sea: rgb(0x14232E),
                land: rgb(0x40391F),
                shore: rgb(0xA08F5A),
                graticule: rgb(0x314654),
                region: rgb(0x8E78A8),
                text: rgb(0xD5DCE1),
                weak: rgb(0x9BA7B0),
                accent: rgb(0x5AA9E6),
                danger: rgb(0xFF6B5E),
                own: rgb(0x7DB8FF),
                lent: rgb(0x4FD1B0),
                foreign: rgb(0xD6A84A),
                traffic: rgb(0xA9B4BC),
                contact: rgb(0xFF9A4D),
                told: rgb(0xC49BFF),
                predicted: rgb(0xE3BE5A),
                truth: rgb(0xFF7CC8),
                planned: rgb(0x8FD19E),
                panel: rgb(0x181E23),
                card: rgb(0x222A31),
                ok: rgb(0x6CC788),
            },
            Palette::Night => Self {
                palette,
                sea: rgb(0x06090C),
                land: rgb(0x2A2616),
                shore: rgb(0x6A6037),
                graticule: rgb(0x16212A),
                region: rgb(0x54476A),
                text: rgb(0x99A2A8),
                weak: rgb(0x77828A),
                accent: rgb(0x4A8CC2),
                danger: rgb(0xE0665C),
                own: rgb(0x4F86C9),
                lent: rgb(0x45B396),
                foreign: rgb(0x9A7730),
                traffic: rgb(0x6C777F),
                contact: rgb(0xC06A2C),
                told: rgb(0x8A66C0),
                predicted: rgb(0x9C8134),
                truth: rgb(0xCF5F9E),
                planned: rgb(0x5A9468),
                panel: rgb(0x0A0D0F),
                card: rgb(0x12171B),
                ok: rgb(0x74B48A),
            },
        }
    }

    /// Whether it is light text on dark ground.
    pub fn is_dark(&self) -> bool {
        self.palette != Palette::Day
    }

    /// Lines that part things on a panel: between its ground and its text.
    pub fn line(&self) -> Color32 {
        self.panel.lerp_to_gamma(self.text, 0.28)
    }

    /// Sets the colours and text sizes of everything egui draws in this context; the scale last set by [`scale`]
    /// stays. Cheap enough to call every frame: nothing is touched when nothing changed.
    pub fn apply(&self, ctx: &Context) {
        let percent = percent(ctx);
        let applied = Id::new("sarex theme applied");
        if ctx.data(|data| data.get_temp(applied)) == Some((self.palette as u8, percent)) {
            return;
        }
        ctx.data_mut(|data| data.insert_temp(applied, (self.palette as u8, percent)));
        ctx.set_theme(if self.is_dark() { egui::Theme::Dark } else { egui::Theme::Light });
        let visuals = self.visuals();
        ctx.all_styles_mut(|style| {
            style.visuals = visuals.clone();
            // Calm: nothing slides or fades.
            style.animation_time = 0.0;
            // egui's own marks for its developers have no place before a trainee.
            #[cfg(debug_assertions)]
            {
                style.debug.show_unaligned = false;
            }
            let factor = f32::from(percent) / 100.0;
            style.text_styles = text_styles(factor);
            style.spacing.item_spacing = vec2(6.0, 4.0) * factor;
            style.spacing.button_padding = vec2(6.0, 3.0) * factor;
            style.spacing.interact_size = vec2(36.0, 20.0) * factor;
            style.spacing.icon_width = 14.0 * factor;
            style.spacing.icon_width_inner = 8.0 * factor;
            style.spacing.icon_spacing = 4.0 * factor;
            style.spacing.indent = 16.0 * factor;
            // Fields end beside the scroll bar and not under it.
            style.spacing.scroll.floating_allocated_width = 8.0;
        });
    }

    /// What egui is told.
    fn visuals(&self) -> Visuals {
        let mut visuals = if self.is_dark() { Visuals::dark() } else { Visuals::light() };
        // At night the text is dim already, so its ground must stay the darker.
        let depth = if self.palette == Palette::Night { 0.6 } else { 1.0 };
        let tone = |share: f32| self.panel.lerp_to_gamma(self.text, share * depth);
        let widget = |fill: Color32, outline: Color32, text: Color32, width: f32| WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::new(width, outline),
            corner_radius: CornerRadius::same(3),
            fg_stroke: Stroke::new(1.0, text),
            expansion: 0.0,
        };
        visuals.widgets = Widgets {
            noninteractive: widget(self.panel, self.line(), self.text, 1.0),
            inactive: widget(tone(0.08), tone(0.30), self.text, 1.0),
            hovered: widget(tone(0.14), tone(0.60), self.text, 1.0),
            active: widget(tone(0.18), self.accent, self.text, 2.0),
            open: widget(tone(0.14), self.accent, self.text, 1.0),
        };
        visuals.selection = Selection {
            bg_fill: self.card.lerp_to_gamma(self.accent, 0.3 * depth),
            stroke: Stroke::new(2.0, self.text),
        };
        visuals.override_text_color = None;
        visuals.weak_text_color = Some(self.weak);
        visuals.hyperlink_color = self.accent;
        visuals.faint_bg_color = tone(0.04);
        visuals.extreme_bg_color = self.card;
        visuals.text_edit_bg_color = Some(self.card);
        visuals.code_bg_color = self.card;
        visuals.warn_fg_color = self.contact;
        visuals.error_fg_color = self.danger;
        visuals.window_fill = self.panel;
        visuals.window_stroke = Stroke::new(1.0, self.line());
        visuals.panel_fill = self.panel;
        visuals.window_shadow = egui::Shadow::NONE;
        visuals.popup_shadow = egui::Shadow::NONE;
        visuals
    }
}

/// Sizes of text at 100 %.
fn text_styles(factor: f32) -> BTreeMap<TextStyle, FontId> {
    use FontFamily::{Monospace, Proportional};
    [
        (TextStyle::Small, 11.0, Proportional),
        (TextStyle::Body, 14.0, Proportional),
        (TextStyle::Button, 14.0, Proportional),
        (TextStyle::Heading, 18.0, Proportional),
        (TextStyle::Monospace, 13.0, Monospace),
    ]
    .into_iter()
    .map(|(style, size, family)| (style, FontId::new(size * factor, family)))
    .collect()
}

/// How far text may be scaled \[%\].
pub const SCALES: std::ops::RangeInclusive<u16> = 80..=200;

/// Sets how large text is \[%, 80 to 200\]; takes effect at the next [`Theme::apply`].
pub fn scale(ctx: &Context, percent: u16) {
    let percent = percent.clamp(*SCALES.start(), *SCALES.end());
    ctx.data_mut(|data| data.insert_temp(Id::new("sarex text scale"), percent));
}

/// How large text is \[%\].
pub fn percent(ctx: &Context) -> u16 {
    ctx.data(|data| data.get_temp(Id::new("sarex text scale"))).unwrap_or(100)
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
