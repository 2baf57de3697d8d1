//! Why a product is there, why it is not, and why a rule found none: said to a shopkeeper. Words only.

use super::shelf::Shelf;
use super::{Because, LeftOut, Nothing};
use crate::types::money::grouped;
use crate::types::{Day, ProductId};

fn people(n: u32) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{} people", grouped(n.into())) }
}

fn days(n: u32) -> String {
    if n == 1 { "day".to_owned() } else { format!("{} days", grouped(n.into())) }
}

fn times(n: u32) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{} times", grouped(n.into())),
    }
}

fn on(day: Day) -> String {
    day.0.format("%-d %B %Y").to_string()
}

impl Shelf {
    fn title(&self, product: ProductId) -> &str {
        self.place(product).and_then(|p| self.good(p)).map_or("something", |g| &g.title)
    }

    fn category(&self, category: u32) -> &str {
        self.categories.get(category as usize).map_or("its category", String::as_str)
    }

    /// "14 people who bought Linen Apron also bought it".
    pub fn because(&self, because: Because) -> String {
        match because {
            Because::BestSeller { people: n, days: d } => format!("Best seller: {} bought it in the last {}", people(n), days(d)),
            Because::BestSellerEver { people: n } => format!("Best seller of all time: {} bought it, nobody lately", people(n)),
            Because::BestOfCategory { category, people: n, days: d } => {
                let when = d.map_or_else(|| ", nobody lately".to_owned(), |d| format!(" in the last {}", days(d)));
                format!("Best seller in {}: {} bought it{when}", self.category(category), people(n))
            }
            Because::OfCategory { category } => format!("In {}; nobody has bought it yet", self.category(category)),
            Because::CameOn { day } => format!("New: in the shop since {}", on(day)),
            Because::FirstSoldOn { day } => format!("New: first sold on {} (the shop does not say when it came)", on(day)),
            Because::BoughtTogether { with, people: n } => format!("{} who bought {} also bought it", people(n), self.title(with)),
            Because::BoughtBefore { times: n, last } => match n {
                1 => format!("Bought on {}", on(last)),
                n => format!("Bought {}, the last time on {}", times(n), on(last)),
            },
            Because::Viewed { last } => format!("Looked at on {}, not bought since", on(last)),
            Because::InCart { day } => format!("Left in the cart on {}", on(day)),
            Because::Due { gap, own, since } => {
                let whose = if own { "They buy it about every" } else { "People buy it again after about" };
                format!("Due: {whose} {}, and it was {} ago", days(gap), if since == 1 { "1 day".to_owned() } else { days(since) })
            }
            Because::ChosenByHand => "Chosen by hand, for everybody".to_owned(),
        }
    }
}

impl LeftOut {
    pub fn sentence(self) -> String {
        match self {
            Self::AlreadyBought { last } => format!("Left out: bought already, on {}", on(last)),
            Self::OutOfStock => "Left out: out of stock".to_owned(),
            Self::NoPicture => "Left out: it has no picture".to_owned(),
            Self::AlreadyHere => "Left out: this email shows it further up".to_owned(),
            Self::BoughtSince { last } => format!("Left out: bought since, on {}", on(last)),
            Self::NotDue { gap, since } => {
                format!("Left out: not due yet, {} of about {}", if since == 1 { "1 day".to_owned() } else { days(since) }, days(gap))
            }
            Self::Stopped { gap, last } => {
                format!("Left out: bought about every {} until {}; they seem to have stopped", days(gap), on(last))
            }
        }
    }
}

impl Nothing {
    /// Why a rule found nothing for this reader.
    pub fn sentence(self) -> String {
        match self {
            Self::NeverBought => "They have not bought anything yet.".to_owned(),
            Self::NoPairs => format!(
                "Nothing goes with what they bought: no other product was bought by at least {} of the same people more often than chance would have it.",
                super::pairs::TOGETHER
            ),
            Self::NothingSold => "Nothing has been sold yet.".to_owned(),
            Self::NoSuchCategory => "There is no such category in the shop (any more).".to_owned(),
            Self::NoArrivals { days: n } => format!("Nothing new came in the last {}.", days(n)),
            Self::ArrivalsUnknown => "It is not known when products came to the shop: no source says so.".to_owned(),
            Self::NotLooked { days: n } => format!("They have not looked at anything in the last {}.", days(n)),
            Self::NoCart => "They left nothing in a cart.".to_owned(),
            Self::NoRhythm => "They have not bought anything often enough to tell when it is due again.".to_owned(),
            Self::NoneChosen => "No product is chosen, or those that were are gone.".to_owned(),
        }
    }
}
