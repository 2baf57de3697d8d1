//! What the made shop's people did in it: orders with lines, refunds, carts left behind, and products looked at.
//!
//! Everybody's visits are thrown again for each quarter and those of the quarter are written in the order of time.

use regulars_core::store::fill::{Cell, Fill, Rows};
use regulars_core::types::Result;

use super::dice::Dice;
use super::people::Person;
use super::{DAY, Plan, about, goods, in_euro, quarters};

/// Somebody comes to the shop: for their order of that number, or only to look.
struct Visit {
    at: i64,
    person: u32,
    number: u32,
    buys: bool,
}

/// Calls `f` with everything a person does, in the order of time.
fn visits(plan: &Plan, p: &Person, mut f: impl FnMut(Visit)) {
    let mut d = Dice::new(plan.seed, [about::VISITS, p.id.into(), 0]);
    let mut at = p.joined + 600;
    for number in 0..p.orders {
        if at >= plan.now {
            break;
        }
        // To the shop's hours, mostly; never across the next visit.
        f(Visit { at, person: p.id, number, buys: true });
        at += 3_600 + (d.wait(p.gap) * DAY as f64) as i64;
    }
    let looks = if p.habit == 0 { d.below(5) } else { d.run(0.45, 20) };
    for number in 0..looks {
        let at = p.joined + (d.unit() * (plan.now - p.joined) as f64) as i64;
        f(Visit { at, person: p.id, number: 1_000 + number, buys: false });
    }
}

struct Tables<'a> {
    orders: Rows<'a>,
    lines: Rows<'a>,
    refunds: Rows<'a>,
    refund_lines: Rows<'a>,
    carts: Rows<'a>,
    cart_lines: Rows<'a>,
    views: Rows<'a>,
    made: [u32; 4],
}

const ORDERS: [&str; 16] = [
    "id",
    "source_id",
    "external_id",
    "number",
    "person_id",
    "placed_at",
    "status",
    "counts",
    "currency",
    "total",
    "total_shop",
    "discount",
    "shipping",
    "country",
    "channel",
    "coupons",
];

pub fn fill(plan: &Plan, f: &Fill<'_>, tick: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
    let mut t = Tables {
        orders: f.table("orders", &ORDERS)?,
        lines: f.table("order_line", &["order_id", "line_no", "product_id", "quantity", "total", "total_shop"])?,
        refunds: f
            .table("refund", &["id", "source_id", "external_id", "order_id", "person_id", "at", "currency", "amount", "amount_shop"])?,
        refund_lines: f.table("refund_line", &["refund_id", "line_no", "product_id", "quantity", "total"])?,
        carts: f.table("cart", &["id", "source_id", "external_id", "person_id", "at", "currency", "total", "total_shop"])?,
        cart_lines: f.table("cart_line", &["cart_id", "line_no", "product_id", "quantity", "total"])?,
        views: f.table("product_view", &["id", "source_id", "external_id", "person_id", "product_id", "at"])?,
        made: [0; 4],
    };
    for (from, to) in quarters(plan) {
        let mut all = Vec::new();
        for id in 1..=plan.people {
            let person = Person::of(plan, id);
            if person.joined >= to + 2 * DAY {
                break;
            }
            visits(plan, &person, |v| {
                if v.at >= from && v.at < to {
                    all.push(v);
                }
            });
        }
        all.sort_unstable_by_key(|v| (v.at, v.person, v.number));
        for (done, visit) in all.iter().enumerate() {
            let person = Person::of(plan, visit.person);
            t.visit(plan, &person, visit)?;
            if done % 10_000 == 9_999 {
                tick(10_000)?;
            }
        }
    }
    Ok(())
}

/// What somebody takes: product, pieces, price of all of them in the order's currency.
type Taken = (u32, u32, i64);

fn basket(plan: &Plan, p: &Person, d: &mut Dice, currency: &str) -> Vec<Taken> {
    let micro = super::RATES.iter().find(|(c, _)| *c == currency).map_or(1_000_000, |(_, m)| *m);
    let lines = 1 + d.run(0.6, 11);
    (0..lines)
        .map(|_| {
            let favourite = d.chance(0.6).then(|| *d.pick(&p.favourites));
            let product = goods::wanted(d, favourite);
            let quantity = [1, 1, 1, 1, 1, 1, 1, 2, 2, 4][d.below(10) as usize];
            (product, quantity, goods::price(plan, product) * i64::from(quantity) * 1_000_000 / micro)
        })
        .collect()
}

impl Tables<'_> {
    fn visit(&mut self, plan: &Plan, p: &Person, v: &Visit) -> Result<()> {
        let d = &mut Dice::new(plan.seed, [about::ORDER, p.id.into(), v.number.into()]);
        // Few order in a currency that nobody knows a rate of.
        let currency = if d.chance(0.004) { "DKK" } else { p.place.currency };
        let taken = basket(plan, p, d, currency);
        let looked = if v.buys { d.run(0.25, 3) } else { 1 + d.run(0.3, 4) };
        for i in 0..looked {
            let product = match taken.get(i as usize) {
                Some((product, _, _)) if d.chance(0.6) => *product,
                _ => goods::wanted(d, None),
            };
            self.view(plan, p, product, v.at - 300 - i64::from(d.below(3 * DAY as u32)))?;
        }
        if v.buys {
            self.order(plan, p, v, currency, &taken, d)
        } else if d.chance(0.2) {
            self.cart(plan, p, v, currency, &taken)
        } else {
            Ok(())
        }
    }

    fn next(&mut self, kind: usize) -> u32 {
        self.made[kind] += 1;
        self.made[kind]
    }

    fn view(&mut self, plan: &Plan, p: &Person, product: u32, at: i64) -> Result<()> {
        let id = self.next(3);
        self.views.add(&[id.into(), plan.source.into(), (&format!("V{id:09}")).into(), p.id.into(), product.into(), at.into()])
    }

    fn order(&mut self, plan: &Plan, p: &Person, v: &Visit, currency: &str, taken: &[Taken], d: &mut Dice) -> Result<()> {
        let id = self.next(0);
        let goods: i64 = taken.iter().map(|t| t.2).sum();
        let coupon = match (v.number, d.below(100)) {
            (0, 0..15) => Some("WELCOME10"),
            (_, 0..6) => Some("SUMMER15"),
            (_, 6..9) => Some("FRIENDS20"),
            (_, 9) => Some("SUMMER15,FRIENDS20"),
            _ => None,
        };
        let discount = if coupon.is_some() { goods / 10 } else { 0 };
        let shipping = if goods < 5_000 { 490 } else { 0 };
        let total = goods - discount + shipping;
        let total_shop = in_euro(total, currency);
        let status = match d.below(1_000) {
            0..25 => "refunded",
            25..60 => "cancelled",
            60..70 => "failed",
            _ if v.at > plan.now - 3 * DAY && d.chance(0.3) => "pending",
            _ if v.at > plan.now - 8 * DAY => "paid",
            _ => "fulfilled",
        };
        let counts = matches!(status, "paid" | "fulfilled" | "refunded");
        let country = if d.chance(0.96) { p.place.country } else { *d.pick(&["DE", "FR", "IT", "BE", "DK"]) };
        let channel = ["web", "pos", "marketplace", "instagram"][d.share(&[72, 12, 9, 7])];
        // One in a thousand does not say who bought.
        let anonymous = d.chance(0.001);
        let who: Cell<'_> = (!anonymous).then_some(p.id).into();
        let number = format!("{:08}", 1_000 + id);
        self.orders.add(&[
            id.into(),
            plan.source.into(),
            (&number).into(),
            (&number).into(),
            who,
            v.at.into(),
            status.into(),
            counts.into(),
            currency.into(),
            total.into(),
            total_shop.into(),
            discount.into(),
            shipping.into(),
            country.into(),
            channel.into(),
            coupon.into(),
        ])?;
        for (line, (product, quantity, amount)) in (1u32..).zip(taken) {
            // A few lines are of no product: a voucher, a wrapping.
            let product: Cell<'_> = (!d.chance(0.01)).then_some(*product).into();
            let shop = in_euro(*amount, currency);
            self.lines.add(&[id.into(), line.into(), product, (*quantity).into(), (*amount).into(), shop.into()])?;
        }
        if counts && (status == "refunded" || d.chance(0.02)) {
            self.refund(plan, v, id, &who, currency, total, taken, status == "refunded", d)?;
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "all of what an order says goes into what is given back of it")]
    fn refund(
        &mut self,
        plan: &Plan,
        v: &Visit,
        order: u32,
        who: &Cell<'_>,
        currency: &str,
        total: i64,
        taken: &[Taken],
        whole: bool,
        d: &mut Dice,
    ) -> Result<()> {
        let at = v.at + DAY + i64::from(d.below(20 * DAY as u32));
        if at >= plan.now {
            return Ok(());
        }
        let id = self.next(1);
        let back = if whole { taken } else { taken.get(..1).unwrap_or(taken) };
        let amount = if whole { total } else { back.iter().map(|t| t.2).sum::<i64>().min(total) };
        self.refunds.add(&[
            id.into(),
            plan.source.into(),
            (&format!("R{id:08}")).into(),
            order.into(),
            *who,
            at.into(),
            currency.into(),
            amount.into(),
            in_euro(amount, currency).into(),
        ])?;
        for (line, (product, quantity, amount)) in (1u32..).zip(back) {
            self.refund_lines.add(&[id.into(), line.into(), (*product).into(), (*quantity).into(), (*amount).into()])?;
        }
        Ok(())
    }

    fn cart(&mut self, plan: &Plan, p: &Person, v: &Visit, currency: &str, taken: &[Taken]) -> Result<()> {
        let id = self.next(2);
        let total: i64 = taken.iter().map(|t| t.2).sum();
        self.carts.add(&[
            id.into(),
            plan.source.into(),
            (&format!("K{id:08}")).into(),
            p.id.into(),
            v.at.into(),
            currency.into(),
            total.into(),
            in_euro(total, currency).into(),
        ])?;
        for (line, (product, quantity, amount)) in (1u32..).zip(taken) {
            self.cart_lines.add(&[id.into(), line.into(), (*product).into(), (*quantity).into(), (*amount).into()])?;
        }
        Ok(())
    }
}
