//! The charts' colours and type: names of the window's own CSS variables, each with a colour to fall back to.
//!
//! plotters knows only RGB, so every ink has a sentinel (`#0102xx`, which nobody would choose); when the picture is
//! done `finish` swaps each for `var(--chart-1, #1f5240)` in the window, or for the plain colour in a file, because
//! programs that show files (Inkscape, librsvg) do not know CSS variables. It draws nothing: see `charts::draw`.
//!
//! For a heat map take `Ink::One.shade(0.0..=1.0)` and write on it with `Ink::on(shade)`.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Where the picture will be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skin {
    /// In the window: colours follow its theme, light or dark, and its ground shows through.
    Window,
    /// A file of its own: plain colours on paper.
    File,
}

/// What a line is drawn with. `One` to `Six` are series in their order; a chart of one series uses `One`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    One,
    Two,
    Three,
    Four,
    Five,
    Six,
    /// Hairlines.
    Grid,
    /// Labels.
    Text,
    /// Values and names that should be read first.
    Strong,
    /// The ground.
    Paper,
    /// Text on a surface filled with `One`.
    OnOne,
}

impl Ink {
    pub const ALL: [Self; 11] = [
        Self::One,
        Self::Two,
        Self::Three,
        Self::Four,
        Self::Five,
        Self::Six,
        Self::Grid,
        Self::Text,
        Self::Strong,
        Self::Paper,
        Self::OnOne,
    ];

    /// The ink of the n-th series, from 0; begins anew after six.
    pub fn series(n: usize) -> Self {
        Self::ALL[n % 6]
    }

    /// The window's variable, and the colour where there is none (that of the light theme in ui/src/app/tokens.css).
    pub fn css(self) -> (&'static str, &'static str) {
        match self {
            Self::One => ("--chart-1", "#1f5240"),
            Self::Two => ("--chart-2", "#b3701a"),
            Self::Three => ("--chart-3", "#56799a"),
            Self::Four => ("--chart-4", "#963626"),
            Self::Five => ("--chart-5", "#748443"),
            Self::Six => ("--chart-6", "#7b5f86"),
            Self::Grid => ("--chart-grid", "#dfd5c3"),
            Self::Text => ("--chart-text", "#574f43"),
            Self::Strong => ("--ink", "#25211b"),
            Self::Paper => ("--paper", "#f7f2e8"),
            Self::OnOne => ("--on-accent", "#fdfaf4"),
        }
    }

    /// What plotters is given.
    pub fn rgb(self) -> RGBColor {
        RGBColor(1, 2, 1 + self as u8)
    }

    pub fn line(self, width: u32) -> ShapeStyle {
        self.rgb().stroke_width(width)
    }

    pub fn fill(self) -> ShapeStyle {
        self.rgb().filled()
    }

    /// A surface of a heat map or a band; `share` from 0 (hardly visible) to 1.
    pub fn shade(self, share: f64) -> ShapeStyle {
        self.rgb().mix(strength(share)).filled()
    }

    /// The ink that can be read on `Ink::One.shade(share)`, in both themes.
    pub fn on(share: f64) -> Self {
        if share > 0.5 { Self::OnOne } else { Self::Strong }
    }

    /// Text of `px` pixels, set around its point.
    pub fn text(self, px: f64, h: HPos, v: VPos) -> TextStyle<'static> {
        // plotters' SVG writes size / 1.24.
        TextStyle { font: ("sans-serif", px * 1.24).into_font(), color: self.rgb().to_backend_color(), pos: Pos::new(h, v) }
    }
}

/// Leaps over the middle tones, on which neither dark nor light text could be read.
fn strength(share: f64) -> f64 {
    let share = share.clamp(0.0, 1.0);
    if share > 0.5 { 0.78 + (share - 0.5) * 0.44 } else { 0.06 + share * 0.88 }
}

const FONTS: &str = "Inter, 'Inter Variable', system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// Swaps sentinels for colours and gives the picture its name, description and fonts.
pub(super) fn finish(svg: &str, picture: &super::Picture<'_>) -> String {
    let super::Picture { title, description, size, skin } = *picture;
    let mut out = svg.replace(" font-family=\"sans-serif\"", "").replace(" opacity=\"1\"", "");
    for ink in Ink::ALL {
        let RGBColor(r, g, b) = ink.rgb();
        let (name, plain) = ink.css();
        let colour = match skin {
            Skin::Window => format!("\"var({name}, {plain})\""),
            Skin::File => format!("\"{plain}\""),
        };
        // With its quotes, so that only attributes are met: plotters escapes quotes in text.
        out = out.replace(&format!("\"#{r:02X}{g:02X}{b:02X}\""), &colour);
    }
    // plotters puts text on a line of its own; the line breaks would be read as blanks.
    out = out.replace("\n</text>", "</text>");
    let mut lines = String::with_capacity(out.len() + 512);
    let mut rest = out.as_str();
    while let Some(at) = rest.find("<text ") {
        let end = rest[at..].find(">\n").map_or(rest.len(), |e| at + e + 1);
        lines.push_str(&rest[..end]);
        rest = rest[end..].strip_prefix('\n').unwrap_or(&rest[end..]);
    }
    lines.push_str(rest);
    let (title, description) = (escaped(title), escaped(description));
    // In the window a <title> would hang under the pointer as a tooltip, so the name is an attribute there.
    let (name, first) = match skin {
        Skin::Window => (format!(" aria-label=\"{title}\""), String::new()),
        Skin::File => (String::new(), format!("<title>{title}</title>\n")),
    };
    let head = format!(
        " role=\"img\"{name} font-family=\"{FONTS}\" style=\"font-variant-numeric: tabular-nums\">\n{first}<desc>{description}</desc>\n"
    );
    lines = lines.replacen(">\n", &head, 1);
    match skin {
        Skin::Window => lines,
        Skin::File => alone(&lines, &title, &description, size),
    }
}

/// A file has nothing around it: a margin, a ground, and its words (escaped already) above it.
fn alone(svg: &str, title: &str, description: &str, (width, height): (u32, u32)) -> String {
    const MARGIN: u32 = 28;
    // About as many letters of 13 pixels as fit.
    let sentences = wrapped(description, (width / 7) as usize);
    let words = 40 + 19 * sentences.len() as u32;
    let (whole, tall) = (width + 2 * MARGIN, height + words + 2 * MARGIN);
    let frame = format!("<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"");
    let wider = format!("<svg width=\"{whole}\" height=\"{tall}\" viewBox=\"0 0 {whole} {tall}\"");
    let mut head = format!("</desc>\n<rect width=\"{whole}\" height=\"{tall}\" fill=\"{}\"/>\n", Ink::Paper.css().1);
    head += &format!(
        "<text x=\"{MARGIN}\" y=\"{}\" font-size=\"18\" font-weight=\"600\" fill=\"{}\">{}</text>\n",
        MARGIN + 15,
        Ink::Strong.css().1,
        title
    );
    for (i, sentence) in (0..).zip(&sentences) {
        head += &format!(
            "<text x=\"{MARGIN}\" y=\"{}\" font-size=\"13\" fill=\"{}\">{}</text>\n",
            MARGIN + 38 + 19 * i,
            Ink::Text.css().1,
            sentence
        );
    }
    head += &format!("<g transform=\"translate({MARGIN} {})\">\n", MARGIN + words);
    svg.replacen(&frame, &wider, 1).replacen("</desc>\n", &head, 1).replacen("</svg>", "</g>\n</svg>", 1)
}

fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The window's variables: those of the light theme, or as the dark one changes them.
    fn token(name: &str, dark: bool) -> String {
        let tokens = include_str!("../../../../ui/src/app/tokens.css");
        let dark_at = tokens.find("[data-mantine-color-scheme='dark']").unwrap();
        let (light, darkened) = tokens.split_at(dark_at);
        let find = |part: &str| Some(part[part.find(&format!("{name}: "))?..].split([':', ';']).nth(1)?.trim().to_owned());
        let found = if dark { find(darkened).or_else(|| find(light)) } else { find(light) }.unwrap();
        match found.strip_prefix("var(").and_then(|x| x.strip_suffix(')')) {
            Some(other) => token(other, dark),
            None => found,
        }
    }

    #[test]
    fn the_fallback_colours_are_those_of_the_light_theme() {
        for ink in Ink::ALL {
            let (name, plain) = ink.css();
            assert_eq!(token(name, false), plain, "{name}");
        }
    }

    /// WCAG 2.2, 1.4.3: at least 4.5 to 1.
    #[test]
    fn text_on_every_shade_can_be_read_in_both_themes() {
        let rgb = |hex: &str| [1, 3, 5].map(|i| f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()));
        let light = |c: [f64; 3]| {
            let [r, g, b] = c.map(|x| x / 255.0).map(|x| if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        for dark in [false, true] {
            let (over, under) = (rgb(&token("--chart-1", dark)), rgb(&token("--paper", dark)));
            for share in (0..=100).map(|i| f64::from(i) / 100.0) {
                let a = strength(share);
                let ground = light([0, 1, 2].map(|i| over[i] * a + under[i] * (1.0 - a)));
                let ink = light(rgb(&token(Ink::on(share).css().0, dark)));
                let contrast = (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05);
                assert!(contrast >= 4.5, "{contrast:.2} at {share}, dark: {dark}");
            }
        }
    }

    #[test]
    fn names_from_a_shop_can_neither_break_the_picture_nor_take_a_colour() {
        let svg = crate::charts::draw(
            &crate::charts::Picture { title: "A & <b>", description: "x < y", size: (100, 50), skin: Skin::Window },
            |area| {
                area.draw(&Text::new("\"#010201\" <script>", (10, 10), Ink::One.text(12.0, HPos::Left, VPos::Top)))?;
                Ok(())
            },
        )
        .unwrap();
        insta::assert_snapshot!(svg, @r#"
        <svg width="100" height="50" viewBox="0 0 100 50" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="A &amp; &lt;b&gt;" font-family="Inter, 'Inter Variable', system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" style="font-variant-numeric: tabular-nums">
        <desc>x &lt; y</desc>
        <text x="10" y="10" dy="0.76em" text-anchor="start" font-size="12" fill="var(--chart-1, #1f5240)">&quot;#010201&quot; &lt;script&gt;</text>
        </svg>
        "#);
    }
}
