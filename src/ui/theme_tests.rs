//! Can the colours be read, and told apart by people who see fewer of them?

use super::*;
use crate::base::math;

/// A colour as linear light.
fn linear(colour: Color32) -> [f64; 3] {
    [colour.r(), colour.g(), colour.b()].map(|byte| {
        let c = f64::from(byte) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { math::pow((c + 0.055) / 1.055, 2.4) }
    })
}

/// Contrast of two colours (WCAG 2.2, "contrast ratio").
fn contrast(a: Color32, b: Color32) -> f64 {
    let luminance = |colour| {
        let [r, g, b] = linear(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Full vision, then complete protanopia, deuteranopia and tritanopia: matrices on linear RGB at severity 1.0 of
/// Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
/// IEEE TVCG 15(6), table 1.
const SIGHT: [[[f64; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
];

/// CIE L*a*b* (D65) of a colour as one way of seeing has it.
fn lab(colour: Color32, sight: &[[f64; 3]; 3]) -> [f64; 3] {
    let seen = linear(colour);
    let product = |m: &[[f64; 3]; 3], v: [f64; 3]| m.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
    let seen = product(sight, seen).map(|c| c.clamp(0.0, 1.0));
    let xyz = product(
        &[
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175_0],
            [0.019_333_9, 0.119_192_0, 0.950_304_1],
        ],
        seen,
    );
    let f = |t: f64| if t > 0.008_856 { math::pow(t, 1.0 / 3.0) } else { 7.787 * t + 16.0 / 116.0 };
    let [x, y, z] = [f(xyz[0] / 0.950_47), f(xyz[1]), f(xyz[2] / 1.088_83)];
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The least difference (CIE 1976) of two colours over all ways of seeing.
fn difference(a: Color32, b: Color32) -> f64 {
    SIGHT
        .iter()
        .map(|sight| {
            let (a, b) = (lab(a, sight), lab(b, sight));
            ((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2])).sqrt()
        })
        .fold(f64::INFINITY, f64::min)
}

#[test]
fn text_can_be_read_on_panels_and_cards_in_every_palette() {
    for theme in Palette::ALL.map(Theme::of) {
        for (name, colour) in [
            ("text", theme.text),
            ("weak", theme.weak),
            ("danger", theme.danger),
            ("ok", theme.ok),
            ("accent", theme.accent),
        ] {
            for (ground, under) in [("panel", theme.panel), ("card", theme.card)] {
                let ratio = contrast(colour, under);
                assert!(ratio >= 4.5, "{:?}: {name} on {ground} has {ratio:.2}", theme.palette);
            }
        }
        let visuals = theme.visuals();
        for widget in [visuals.widgets.inactive, visuals.widgets.hovered, visuals.widgets.active, visuals.widgets.open]
        {
            assert!(contrast(widget.fg_stroke.color, widget.bg_fill) >= 4.5, "{:?}", theme.palette);
        }
        assert!(contrast(theme.text, visuals.selection.bg_fill) >= 4.5, "{:?}", theme.palette);
    }
}

#[test]
fn symbols_stand_out_from_sea_and_land() {
    // WCAG asks 3:1 of graphics.
    for theme in Palette::ALL.map(Theme::of) {
        for (name, colour) in [
            ("own", theme.own),
            ("lent", theme.lent),
            ("foreign", theme.foreign),
            ("traffic", theme.traffic),
            ("contact", theme.contact),
            ("told", theme.told),
            ("predicted", theme.predicted),
            ("truth", theme.truth),
            ("planned", theme.planned),
            ("danger", theme.danger),
            ("text", theme.text),
        ] {
            for (ground, under) in [("sea", theme.sea), ("land", theme.land)] {
                let ratio = contrast(colour, under);
                assert!(ratio >= 3.0, "{:?}: {name} on {ground} has {ratio:.2}", theme.palette);
            }
        }
    }
}

#[test]
fn what_shares_a_shape_differs_in_colour_for_everybody() {
    // Units of all sides share their shapes; contacts and truth share theirs; text and fills meet on panels. Pairs
    // that are not here have shapes of their own (`chart::symbols` pictures them). Ten is some four times the least
    // difference that people notice.
    for theme in Palette::ALL.map(Theme::of) {
        for (name, a, b) in [
            ("sea, land", theme.sea, theme.land),
            ("own, truth", theme.own, theme.truth),
            ("own, foreign", theme.own, theme.foreign),
            ("own, lent", theme.own, theme.lent),
            ("own, contact", theme.own, theme.contact),
            ("contact, truth", theme.contact, theme.truth),
            ("truth, foreign", theme.truth, theme.foreign),
            ("danger, ok", theme.danger, theme.ok),
            ("danger, accent", theme.danger, theme.accent),
            ("danger, text", theme.danger, theme.text),
            ("accent, text", theme.accent, theme.text),
            ("accent, ok", theme.accent, theme.ok),
        ] {
            let difference = difference(a, b);
            assert!(difference >= 10.0, "{:?}: {name} differ by {difference:.1}", theme.palette);
        }
    }
}

#[test]
fn night_is_dark_and_day_is_light() {
    let light = |colour| lab(colour, &SIGHT[0])[0];
    let [day, dusk, night] = Palette::ALL.map(Theme::of);
    assert!(light(day.sea) > 80.0 && light(day.land) > 80.0);
    assert!(light(dusk.sea) < 20.0);
    assert!(light(night.sea) < 5.0 && light(night.panel) < 5.0 && light(night.text) < 70.0);
}

#[test]
fn a_palette_and_a_scale_reach_the_style_and_stay() {
    let ctx = Context::default();
    Theme::of(Palette::Night).apply(&ctx);
    assert_eq!(ctx.global_style().visuals.panel_fill, Theme::of(Palette::Night).panel);
    let small = TextStyle::Body.resolve(&ctx.global_style()).size;
    scale(&ctx, 200);
    Theme::of(Palette::Day).apply(&ctx);
    assert_eq!(ctx.global_style().visuals.panel_fill, Theme::of(Palette::Day).panel);
    assert_eq!(TextStyle::Body.resolve(&ctx.global_style()).size, 2.0 * small);
    Theme::of(Palette::Dusk).apply(&ctx);
    assert_eq!(TextStyle::Body.resolve(&ctx.global_style()).size, 2.0 * small);
    scale(&ctx, 1000);
    assert_eq!(percent(&ctx), 200);
}
