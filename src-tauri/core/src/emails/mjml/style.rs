//! What stands in the head of every letter: that it knows light and dark, the dark colours, and phones.
//!
//! Everything that must hold is inline (mail programs drop styles); this only changes it where it is understood.

use super::colours::Palette;

/// How the dark rules begin; the preview's frame turns them on and off by these words.
pub const DARK_QUERY: &str = "@media (prefers-color-scheme: dark)";

/// Behind the preheader, so that an inbox does not go on with the letter's first words.
pub(super) const AFTER_PREHEADER: &str = concat!(
    "&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;",
    "&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;",
    "&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;",
    "&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;"
);

pub(super) fn head(p: &Palette) -> String {
    let d = &p.dark;
    // What changes by night: whose, and how. Outlook on the web and in its apps marks what it turned round.
    let rules = [
        (false, ".rg-ground", format!("background-color:{} !important", d.ground)),
        (false, ".rg-paper", format!("background:{0} !important;background-color:{0} !important", d.paper)),
        (false, ".rg-paper > table", format!("background:{0} !important;background-color:{0} !important", d.paper)),
        (false, ".rg-wash > table > tbody > tr > td", format!("background-color:{} !important", d.wash)),
        (false, ".rg-button td", format!("background:{} !important", d.accent)),
        (false, ".rg-button a", format!("background:{} !important;color:{} !important", d.accent, d.on_accent)),
        (true, ".rg-ink div", format!("color:{} !important", d.ink)),
        (true, ".rg-ink .rg-plain", format!("color:{} !important", d.ink)),
        (true, ".rg-ink .rg-link", format!("color:{0} !important;border-color:{0} !important", d.accent)),
        (true, ".rg-soft div", format!("color:{} !important", d.soft)),
        (true, ".rg-soft a", format!("color:{} !important", d.soft)),
        (true, ".rg-ink .rg-quiet", format!("color:{0} !important;border-color:{1} !important", d.soft, d.line)),
        (false, ".rg-line p", format!("border-top-color:{} !important", d.line)),
    ];
    let plain: String = rules.iter().map(|(_, whose, how)| format!("{whose}{{{how}}}")).collect();
    let turned: String =
        rules.iter().map(|(words, whose, how)| format!("[{}] {whose}{{{how}}}", if *words { "data-ogsc" } else { "data-ogsb" })).collect();
    format!(
        "<mj-raw><meta name=\"color-scheme\" content=\"light dark\" /><meta name=\"supported-color-schemes\" content=\"light dark\" /></mj-raw>\
         <mj-style>:root{{color-scheme:light dark;supported-color-schemes:light dark}}\
         @media (max-width:480px){{.rg-pad{{padding-left:24px !important;padding-right:24px !important}}\
         .rg-side > table > tbody > tr > td{{padding-left:14px !important;padding-right:14px !important}}\
         .rg-side .rg-pad{{padding-left:0 !important;padding-right:0 !important}}}}\
         {DARK_QUERY}{{body{{background-color:{} !important}}{plain}}}{turned}</mj-style>",
        d.ground
    )
}
