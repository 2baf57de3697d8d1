//! A rule for products as the terminal writes it: `--rule best_sellers --days 30 --leave-out-bought 90`.

use clap::{Args, ValueEnum};
use regulars_core::emails::shelf::{Bought, LeaveOut, ProductRule};
use regulars_core::types::{Error, ProductId, Result};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum RuleName {
    /// What people with the same purchases also bought
    ForYou,
    BestSellers,
    NewArrivals,
    /// What they bought before
    Again,
    /// What they looked at and have not bought since
    Viewed,
    LeftInCart,
    /// Best sellers of one category (--category)
    Category,
    /// What they buy again and again and is due
    ReplenishmentDue,
    /// These products (--product)
    Chosen,
}

#[derive(Args)]
pub struct By {
    /// How the products are found
    #[arg(long, value_enum, default_value = "best_sellers", value_name = "RULE")]
    rule: RuleName,
    /// What fills up when the rule finds too few
    #[arg(long, value_enum, value_name = "RULE")]
    fill_with: Option<RuleName>,
    /// The days a rule looks back (best_sellers and new_arrivals 90, viewed 30)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: Option<u32>,
    /// The category, for the rule of that name
    #[arg(long, value_name = "NAME")]
    category: Option<String>,
    /// A product's number, for the rule "chosen"; may be given several times
    #[arg(long, value_name = "N")]
    product: Vec<i64>,
    /// Leave out what they bought: "ever", "never", or a number of days
    #[arg(long, default_value = "ever", value_name = "WHEN", value_parser = bought)]
    leave_out_bought: Bought,
    /// Show what is out of stock, too
    #[arg(long)]
    out_of_stock: bool,
    /// Show what has no picture, too
    #[arg(long)]
    no_picture: bool,
}

fn bought(text: &str) -> std::result::Result<Bought, String> {
    match text {
        "ever" => Ok(Bought::Ever),
        "never" => Ok(Bought::No {}),
        days => days.parse().map(|days| Bought::Lately { days }).map_err(|_| "expected \"ever\", \"never\" or a number of days".to_owned()),
    }
}

impl By {
    pub fn read(&self) -> Result<(ProductRule, Option<ProductRule>)> {
        Ok((self.rule(self.rule)?, self.fill_with.map(|name| self.rule(name)).transpose()?))
    }

    pub fn leave_out(&self) -> LeaveOut {
        LeaveOut { bought: self.leave_out_bought, out_of_stock: !self.out_of_stock, no_picture: !self.no_picture, already_here: true }
    }

    fn rule(&self, name: RuleName) -> Result<ProductRule> {
        Ok(match name {
            RuleName::ForYou => ProductRule::ForYou {},
            RuleName::BestSellers => ProductRule::BestSellers { days: self.days.unwrap_or(90) },
            RuleName::NewArrivals => ProductRule::NewArrivals { days: self.days.unwrap_or(90) },
            RuleName::Again => ProductRule::Again {},
            RuleName::Viewed => ProductRule::Viewed { days: self.days.unwrap_or(30) },
            RuleName::LeftInCart => ProductRule::LeftInCart {},
            RuleName::Category => {
                let category = self.category.clone().filter(|c| !c.trim().is_empty());
                let category = category.ok_or_else(|| Error::bad_input("Which category? Say --category NAME."))?;
                ProductRule::Category { category }
            }
            RuleName::ReplenishmentDue => ProductRule::ReplenishmentDue {},
            RuleName::Chosen => {
                if self.product.is_empty() {
                    return Err(Error::bad_input("Which products? Say --product NUMBER, once for each."));
                }
                ProductRule::Chosen { products: self.product.iter().copied().map(ProductId).collect() }
            }
        })
    }
}
