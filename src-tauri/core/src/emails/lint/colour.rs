//! How far two colours stand apart, as WCAG 2.2 reckons it, and the nearest colour that stands far enough.
//!
//! Source: W3C, Web Content Accessibility Guidelines 2.2, "relative luminance" and "contrast ratio".

/// What text of ordinary size needs (success criterion 1.4.3, level AA).
pub(super) const ENOUGH: f64 = 4.5;

/// Red, green, blue from `#rrggbb`; black for what is no colour.
pub(super) fn rgb(colour: &str) -> [u8; 3] {
    let hex = colour.trim().strip_prefix('#').unwrap_or("");
    let part = |at: usize| hex.get(at..at + 2).and_then(|h| u8::from_str_radix(h, 16).ok()).unwrap_or(0);
    [part(0), part(2), part(4)]
}

pub(super) fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit()))
}

fn luminance(colour: &str) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = rgb(colour);
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// 1 (the same) to 21 (black on white).
pub(super) fn ratio(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// `percent` of `a` over `b`.
pub(super) fn mixed(a: &str, b: &str, percent: u32) -> String {
    let (a, b) = (rgb(a), rgb(b));
    let one = |a: u8, b: u8| (u32::from(a) * percent + u32::from(b) * (100 - percent)) / 100;
    format!("#{:02x}{:02x}{:02x}", one(a[0], b[0]), one(a[1], b[1]), one(a[2], b[2]))
}

/// The colour, darker or lighter by as little as satisfies `good`.
pub(super) fn nearest(colour: &str, good: impl Fn(&str) -> bool) -> Option<String> {
    (0..=100).rev().find_map(|left| ["#000000", "#ffffff"].into_iter().map(|to| mixed(colour, to, left)).find(|c| good(c)))
}
