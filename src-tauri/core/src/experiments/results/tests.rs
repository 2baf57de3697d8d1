//! Tables as people really have them, and the sentences for those that cannot be right.

use super::*;

/// Name, sent, converted, revenue and its deviation, rounded.
type Figures = (String, u64, u64, Option<i64>, Option<i64>);

fn figures(text: &str) -> Vec<Figures> {
    let variants = parse(text, Currency::EUR).unwrap().variants;
    variants.into_iter().map(|v| (v.name, v.sent, v.converted, v.revenue, v.revenue_deviation.map(|d| d.round() as i64))).collect()
}

fn refusal(text: &str) -> String {
    parse(text, Currency::EUR).unwrap_err().message
}

#[test]
fn totals_in_two_conventions_say_the_same() {
    let wanted = [("A".to_owned(), 1200, 36, Some(123_450), None), ("B".to_owned(), 1180, 41, Some(150_000), None)];
    assert_eq!(figures("variant,sent,converted,revenue\nA,1200,36,1234.50\nB,1180,41,1500\n"), wanted);
    assert_eq!(figures("\u{feff}Gruppe;Empfänger;Käufer;Umsatz\r\nA;1.200;36;1.234,50 €\r\n\r\nB;1.180;41;1.500,00 €\r\n;;;\r\n"), wanted);
    assert_eq!(figures("variant\tsent\tconverted\trevenue\nA\t1200\t36\t\"1,234.50\"\nB\t1180\t41\t1500.00"), wanted);
}

#[test]
fn the_spread_of_revenue_comes_from_squares_or_a_deviation() {
    // Four people: 0, 0, 30 and 50 euros; the standard deviation is 24.49….
    let by_squares = figures("variant,sent,converted,revenue,revenue_sq\nA,4,2,80,3400\nB,4,2,80,3400");
    let by_deviation = figures("variant,sent,converted,revenue,sd\nA,4,2,80,24.49\nB,4,2,80,24.49");
    let by_people = figures("variant,converted,revenue\nA,0,0\nA,0,\nA,1,30\nA,1,50\nB,1,50\nB,0,0\nB,1,30\nB,0,0");
    assert_eq!(by_squares[0], ("A".into(), 4, 2, Some(8000), Some(2449)));
    assert_eq!(by_squares, by_deviation);
    assert_eq!(by_squares, by_people);
}

#[test]
fn a_row_a_person_needs_no_conversion_column_when_money_says_it() {
    let people = "person;variant;revenue\np1@example.com;A;0\np2@example.com;A;12,50\np3@example.com;B;0\n";
    assert_eq!(figures(people).iter().map(|v| (v.1, v.2)).collect::<Vec<_>>(), [(2, 1), (1, 0)]);
}

#[test]
fn whoever_is_called_control_is_compared_with_and_a_sum_is_no_variant() {
    let names: Vec<_> = figures("variant,sent,converted\nB,10,1\nControl,10,2\nTotal,20,3").into_iter().map(|v| v.0).collect();
    assert_eq!(names, ["Control", "B"]);
}

#[test]
fn what_cannot_be_is_named_with_its_line() {
    let all = [
        refusal(""),
        refusal("variant,sent,converted"),
        refusal("hello"),
        refusal("variant,sent,converted\nA,100,4"),
        refusal("variant,sent,converted\nA,100,4\nB,100,-3"),
        refusal("variant,sent,converted\nA,100,4\n\nB,100,101"),
        refusal("variant,sent,converted\nA,100,4\n,100,1"),
        refusal("variant,sent,converted\nA,100,4\nB,0,0"),
        refusal("variant,sent,converted\nA,100,4\nB,99.5,3"),
        refusal("variant,sent,converted\nA,100,4\nB,NaN,3"),
        refusal("variant,sent,converted\nA,100,4\nB,100"),
        refusal("variant,sent,converted\nA,100,4\nA,100,5"),
        refusal("variant,sent,converted,revenue\nA,100,4,10\nB,100,3,-5"),
        refusal("variant,sent,converted,revenue\nA,100,4,10\nB,100,3,"),
        refusal("variant,sent,converted,revenue,revenue_sq\nA,100,4,10,1e9\nB,100,3,10,5"),
        refusal("variant,converted\nA,1\nB,40"),
        refusal("person,variant,converted\nx,A,1\ny,B,0\nx,B,0"),
        refusal("person,variant,converted\nx,A,1\nx,A,0"),
    ];
    insta::assert_snapshot!(all.join("\n"), @r"
    There is nothing in it. A first line with the columns' names is needed, then the figures.
    There is no variant in it. A test compares at least two.
    The first line must name the columns, and one of them must be “variant”. It says: hello.
    There is only one variant, “A”. A test compares at least two.
    Line 3: “-3” under “converted” is not a whole number from 0 up.
    Line 4: “B” has more conversions (101) than people (100). Count each person once.
    Line 3: the variant's name is missing.
    Line 3: “B” was sent to nobody.
    Line 3: “99.5” under “sent” is not a whole number from 0 up.
    Line 3: “NaN” under “sent” is not a whole number from 0 up.
    Line 3: the number under “converted” is missing.
    Line 3: “A” was already on line 2. Give each variant one line with its totals.
    Line 3: revenue is negative (-5). Take refunds off the person's amount, not below 0.
    Line 3: revenue is missing; write 0 if there was none.
    Line 2: “1e9” cannot be the sum of the squared revenue of 100 people.
    Line 3: “40” under “converted” must be 0 or 1, because without a column “sent” each line is one person. For totals, add “sent”.
    Line 4: The same person is in “A” and in “B” (first on line 2). Each person belongs on one line.
    Line 3: The same person appears twice (first on line 2). Each person belongs on one line.
    ");
}

#[test]
fn bytes_of_other_encodings() {
    assert_eq!(decode(b"\xef\xbb\xbfvariant"), "variant");
    assert_eq!(decode(b"K\xe4ufer"), "Käufer");
    assert_eq!(decode(b"\xff\xfev\0a\0"), "va");
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused_with_a_sentence(text in "(?s).{0,200}", rows in "[-0-9,;.\"\n AB€]{0,120}") {
        for text in [text, format!("variant,sent,converted,revenue\n{rows}"), format!("variant;converted\n{rows}")] {
            if let Err(e) = parse(&text, Currency::EUR) {
                proptest::prop_assert!(!e.message.is_empty());
            }
        }
    }

    #[test]
    fn whatever_is_read_can_be_read_out(a in 1u64..3000, b in 1u64..3000, ka in 0.0..=1.0f64, kb in 0.0..=1.0f64, revenue in 0u32..100_000) {
        let (ka, kb) = ((a as f64 * ka) as u64, (b as f64 * kb) as u64);
        let text = format!("variant,sent,converted,revenue,sd\nA,{a},{ka},{revenue}.50,3\nB,{b},{kb},1,2");
        let readout = crate::experiments::read(&parse(&text, Currency::EUR).unwrap()).unwrap();
        let c = &readout.comparisons[0];
        proptest::prop_assert!(c.difference.low <= c.difference.value && c.difference.value <= c.difference.high);
        proptest::prop_assert!(c.p_value.is_none_or(|p| (0.0..=1.0).contains(&p)));
        let said = serde_json::to_string(&readout).unwrap();
        proptest::prop_assert!(!said.contains("NaN") && !said.contains("inf"), "{said}");
        proptest::prop_assert!(crate::experiments::picture::draw(&readout, crate::charts::Skin::Window).is_ok());
    }
}
