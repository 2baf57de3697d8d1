//! Arithmetic.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::language::{Args, Filter};
use crate::number::Number;
use crate::render::Context;
use crate::value::Value;

type Result = std::result::Result<Value, String>;

pub(super) const ALL: [Filter; 11] = [
    Filter::new("abs", 0, 0, |v, _, _| Ok(Number::of(v).abs().value())),
    Filter::new("plus", 1, 1, |v, a, _| Ok(Number::of(v).plus(Number::of(a.value(0))).value())),
    Filter::new("minus", 1, 1, |v, a, _| Ok(Number::of(v).minus(Number::of(a.value(0))).value())),
    Filter::new("times", 1, 1, |v, a, _| Ok(Number::of(v).times(Number::of(a.value(0))).value())),
    Filter::new("divided_by", 1, 1, |v, a, _| Number::of(v).divided_by(Number::of(a.value(0))).map(Number::value).ok_or_else(by_zero)),
    Filter::new("modulo", 1, 1, |v, a, _| Number::of(v).modulo(Number::of(a.value(0))).map(Number::value).ok_or_else(by_zero)),
    Filter::new("ceil", 0, 0, |v, _, _| Ok(Number::of(v).to_whole(Decimal::ceil, f64::ceil))),
    Filter::new("floor", 0, 0, |v, _, _| Ok(Number::of(v).to_whole(Decimal::floor, f64::floor))),
    Filter::new("round", 0, 1, round),
    Filter::new("at_least", 1, 1, |v, a, _| Ok(pick(v, a, true))),
    Filter::new("at_most", 1, 1, |v, a, _| Ok(pick(v, a, false))),
];

fn by_zero() -> String {
    "a number cannot be divided by zero".to_owned()
}

fn pick(input: &Value, args: &Args<'_>, larger: bool) -> Value {
    let (a, b) = (Number::of(input), Number::of(args.value(0)));
    if a.less_than(b) == larger { b.value() } else { a.value() }
}

/// Halves go away from zero. Without digits the result is a whole number.
fn round(input: &Value, args: &Args<'_>, _: &mut Context<'_>) -> Result {
    let digits = match Number::of(args.value(0)) {
        Number::Whole(n) => n,
        other => other.float() as i64,
    };
    let away = |d: &Decimal| d.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let number = Number::of(input);
    Ok(match (number, u32::try_from(digits)) {
        (Number::Broken(d), Ok(digits @ 1..)) => {
            Number::Broken(d.round_dp_with_strategy(digits.min(28), RoundingStrategy::MidpointAwayFromZero)).value()
        }
        (Number::Float(x), Ok(1..)) => Value::Float(x),
        (_, Ok(_)) => number.to_whole(away, f64::round),
        // To tens, hundreds and so on.
        (_, Err(_)) => {
            let step = u32::try_from(digits.unsigned_abs()).ok().filter(|d| *d < 18).map_or(i64::MAX, |d| 10i64.pow(d));
            let tens = number.divided_by(Number::Broken(step.into())).map_or(Number::Whole(0), |n| n);
            match tens.to_whole(away, f64::round) {
                Value::Int(n) => n.checked_mul(step).map_or(Value::Int(0), Value::Int),
                other => other,
            }
        }
    })
}
