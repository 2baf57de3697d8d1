//! The colours of a letter, by day and by night, from the four that a shop chooses.

use super::super::brand::Brand;

pub(super) struct Palette {
    pub(super) ground: String,
    pub(super) paper: String,
    pub(super) ink: String,
    pub(super) accent: String,
    /// On the accent.
    pub(super) on_accent: &'static str,
    /// Less important words.
    pub(super) soft: String,
    /// Hairlines.
    pub(super) line: String,
    /// A light wash of the accent.
    pub(super) wash: String,
    pub(super) dark: Dark,
}

/// The same by night.
pub(super) struct Dark {
    pub(super) ground: String,
    pub(super) paper: String,
    pub(super) ink: String,
    pub(super) accent: String,
    pub(super) on_accent: &'static str,
    pub(super) soft: String,
    pub(super) line: String,
    pub(super) wash: String,
}

impl Palette {
    pub(super) fn of(brand: &Brand) -> Self {
        let Brand { ground, paper, ink, accent, .. } = brand;
        let night = dimmed(ink, 34);
        let (glow, ground_by_night) = (lit(accent, &night), dimmed(ink, 20));
        let wash = mix(&glow, &night, 14);
        Self {
            on_accent: readable_on(accent),
            soft: mix(ink, paper, 68),
            line: mix(ink, paper, 16),
            wash: mix(accent, paper, 7),
            dark: Dark {
                on_accent: if contrast("#ffffff", &glow) > contrast("#1b1916", &glow) { "#ffffff" } else { "#1b1916" },
                soft: light(66, &night, &ground_by_night),
                line: mix("#ffffff", &night, 20),
                ink: light(88, &night, &wash),
                ground: ground_by_night,
                wash,
                accent: glow,
                paper: night,
            },
            ground: ground.clone(),
            paper: paper.clone(),
            ink: ink.clone(),
            accent: accent.clone(),
        }
    }
}

/// The grounds that a letter's words stand on by night.
pub(in super::super) struct Night {
    /// The letter's own.
    pub(in super::super) paper: String,
    /// Around it.
    pub(in super::super) ground: String,
}

impl Night {
    pub(in super::super) fn of(brand: &Brand) -> Self {
        let Dark { paper, ground, .. } = Palette::of(brand).dark;
        Self { paper, ground }
    }
}

pub(super) fn rgb(colour: &str) -> [u32; 3] {
    let part = |at: usize| colour.get(at..at + 2).and_then(|h| u32::from_str_radix(h, 16).ok()).unwrap_or(0);
    [part(1), part(3), part(5)]
}

/// `percent` of `a` over `b`.
pub(in super::super) fn mix(a: &str, b: &str, percent: u32) -> String {
    let (a, b) = (rgb(a), rgb(b));
    let one = |(a, b): (u32, u32)| (a * percent + b * (100 - percent)) / 100;
    let [r, g, b] = [one((a[0], b[0])), one((a[1], b[1])), one((a[2], b[2]))];
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// From 0 (black) to 255.
fn luma(colour: &str) -> u32 {
    let [r, g, b] = rgb(colour);
    (r * 299 + g * 587 + b * 114) / 1000
}

/// White or near-black, whichever reads better on `ground` (by its luma).
pub(in super::super) fn readable_on(ground: &str) -> &'static str {
    if luma(ground) < 150 { "#ffffff" } else { "#1b1916" }
}

/// The hue of `ink`, as dark as `wanted`; a light ink becomes a neutral night.
fn dimmed(ink: &str, wanted: u32) -> String {
    let light = luma(ink);
    if light > 120 {
        return format!("#{wanted:02x}{wanted:02x}{wanted:02x}");
    }
    match light.cmp(&wanted) {
        std::cmp::Ordering::Greater => mix(ink, "#000000", wanted * 100 / light.max(1)),
        _ => mix("#ffffff", ink, (wanted - light) * 100 / (255 - light)),
    }
}

/// WCAG's relative luminance.
fn luminance(colour: &str) -> f64 {
    let one = |c: u32| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = rgb(colour);
    0.2126 * one(r) + 0.7152 * one(g) + 0.0722 * one(b)
}

/// WCAG's contrast ratio, 1 to 21.
pub(in super::super) fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// White over `night` by at least so many percent, and by as many as it takes to read on both grounds.
fn light(percent: u32, night: &str, other: &str) -> String {
    let step = |white: u32| mix("#ffffff", night, white);
    (percent..100).map(step).find(|c| contrast(c, night) >= 4.5 && contrast(c, other) >= 4.5).unwrap_or_else(|| step(100))
}

/// `colour`, lightened until it reads on `ground`.
fn lit(colour: &str, ground: &str) -> String {
    let step = |white: u32| mix("#ffffff", colour, white);
    (0..=18).map(|n| step(n * 5)).find(|c| contrast(c, ground) >= 5.0).unwrap_or_else(|| step(90))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_night_reads_as_well_as_the_day() {
        for (ink, accent) in [("#25211b", "#1f5240"), ("#000000", "#0000aa"), ("#333366", "#ffcc00"), ("#eeeeee", "#111111")] {
            let p = Palette::of(&Brand { ink: ink.to_owned(), accent: accent.to_owned(), ..Brand::default() });
            let d = &p.dark;
            for (a, b) in [(&d.ink, &d.paper), (&d.soft, &d.paper), (&d.soft, &d.ground), (&d.accent, &d.paper), (&d.ink, &d.wash)] {
                assert!(contrast(a, b) >= 4.5, "{ink} {accent}: {a} on {b} has {:.1}", contrast(a, b));
            }
            assert!(contrast(d.on_accent, &d.accent) >= 4.5, "{accent}: {} on {}", d.on_accent, d.accent);
        }
        assert_eq!(mix("#ffffff", "#000000", 50), "#7f7f7f");
    }

    proptest::proptest! {
        /// So no lint asks about the colours of ours by night.
        #[test]
        fn the_night_reads_for_any_colours_that_a_shop_chooses(ink in 0u32..=0xff_ffff, accent in 0u32..=0xff_ffff) {
            let p = Palette::of(&Brand { ink: format!("#{ink:06x}"), accent: format!("#{accent:06x}"), ..Brand::default() });
            let d = &p.dark;
            for (a, b) in [(&d.ink, &d.paper), (&d.soft, &d.paper), (&d.soft, &d.ground), (&d.accent, &d.paper), (&d.ink, &d.wash)] {
                proptest::prop_assert!(contrast(a, b) >= 4.5, "{} on {} has {:.2}", a, b, contrast(a, b));
            }
            proptest::prop_assert!(contrast(d.on_accent, &d.accent) >= 4.5, "{} on {}", d.on_accent, d.accent);
        }
    }
}
