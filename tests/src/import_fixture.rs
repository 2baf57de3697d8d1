//! A made-up year of a shop as a CSV file, with every quirk that real ones have; the same for the same seed.

use std::fmt::Write as _;

use crate::dice::Dice;

/// About `rows` lines in the columns of the UCI Online Retail files.
pub fn order_lines(rows: usize, seed: u64) -> String {
    let mut dice = Dice(seed | 1);
    let mut out = String::from("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n");
    let mut scattered: Vec<String> = Vec::new();
    let mut written = 0;
    let mut invoice = 489_434;
    while written < rows {
        invoice += 1;
        let minute = (invoice - 489_434) * 3;
        let date =
            format!("2010-{:02}-{:02} {:02}:{:02}:00", 1 + minute / 43_200 % 12, 1 + minute / 1_440 % 28, minute / 60 % 24, minute % 60);
        let customer = if dice.roll(8) == 0 { String::new() } else { (12_000 + dice.roll(1_500)).to_string() };
        let country = ["United Kingdom", "EIRE", "Unspecified", "Germany", "\"Channel Islands\""][dice.roll(5) as usize];
        let kind = dice.roll(40);
        let credit = kind < 5;
        let number = if credit { format!("C{invoice}") } else { invoice.to_string() };
        for _ in 0..=dice.roll(18) {
            let code = 20_000 + dice.roll(600);
            let title = ["PLAIN MUG", "\"MUG, \"\"BEST MUM\"\"\"", "\"LIGHTS\nSET OF 3\"", "  TEA  TOWEL ", ""][dice.roll(5) as usize];
            let price = ["2.95", "0.125", "12.5", "1.005", "0", "7"][dice.roll(6) as usize];
            let sign = if credit { "-" } else { "" };
            let quantity = 1 + dice.roll(12);
            let mut line = format!("{number},{code},{title},{sign}{quantity},{date},{price},{customer},{country}");
            match dice.roll(400) {
                0 => line = format!("{number},{code},{title},many,{date},{price},{customer},{country}"),
                1 => line = format!("{number},{code},{title},1,yesterday,{price},{customer},{country}"),
                2 => line.push_str(",what is this"),
                3 => line = format!("{number},{code},{title},1,{date},,{customer},{country}"),
                4 if !credit => line = format!("{number},{code},damaged,-3,{date},0,,{country}"),
                5 if credit => line = format!("{number},M,Manual,1,{date},37.5,{customer},{country}"),
                6 if !credit => line = format!("{number},D,Discount,-1,{date},0.50,{customer},{country}"),
                7 => line = format!("{number},{code},{title},0,{date},{price},{customer},{country}"),
                _ => {}
            }
            // Some orders come in several stretches.
            if kind == 39 && dice.roll(3) == 0 {
                scattered.push(line);
            } else {
                let _ = writeln!(out, "{line}");
            }
            written += 1;
        }
        if dice.roll(300) == 0 {
            let _ = writeln!(out, "A{invoice},B,Adjust bad debt,1,{date},-1053.22,,United Kingdom");
            written += 1;
        }
        if dice.roll(25) == 0 {
            for line in scattered.drain(..) {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    for line in scattered {
        let _ = writeln!(out, "{line}");
    }
    out
}
