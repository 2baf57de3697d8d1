//! Moments are UTC seconds; days belong to the shop's time zone, and only their edges are turned into moments.
//!
//! No function here reads the clock: `Clock` is passed in, so that everything can be asked "as of" a past day.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, LocalResult, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use specta::Type;

use super::{Error, Result};

/// Seconds since 1970-01-01 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0, 0).unwrap_or_default()
    }

    /// `2026-03-29T01:00:00Z`.
    pub fn to_rfc3339(self) -> String {
        self.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    pub fn plus_secs(self, secs: i64) -> Self {
        Self(self.0.saturating_add(secs))
    }
}

/// A calendar day of the shop, written `2026-03-29`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Type)]
#[specta(transparent)]
pub struct Day(#[specta(type = String)] pub NaiveDate);

impl Day {
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self> {
        NaiveDate::from_ymd_opt(year, month, day)
            .map(Self)
            .ok_or_else(|| Error::bad_input(format!("{year:04}-{month:02}-{day:02} is not a day of the calendar.")))
    }

    pub fn minus_days(self, days: u32) -> Self {
        Self(self.0.checked_sub_days(Days::new(days.into())).unwrap_or(NaiveDate::MIN))
    }

    pub fn plus_days(self, days: u32) -> Self {
        Self(self.0.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX))
    }

    /// The 31st minus a month is the last day of the shorter month.
    pub fn minus_months(self, months: u32) -> Self {
        Self(self.0.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN))
    }

    /// Whole days from `earlier` to `self`; negative when `self` lies before it.
    pub fn days_since(self, earlier: Day) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl FromStr for Day {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self> {
        NaiveDate::parse_from_str(s, "%Y-%m-%d")
            .map(Self)
            .map_err(|_| Error::bad_input(format!("“{s}” is not a day; write it as 2026-03-29.")))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "description": "A calendar day in the shop's time zone." })
    }
}

/// The shop's time zone: the only place where a day becomes moments and a moment a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShopZone(pub Tz);

impl ShopZone {
    pub const UTC: Self = Self(Tz::UTC);

    /// An IANA name such as `Europe/Berlin`.
    pub fn parse(name: &str) -> Result<Self> {
        Tz::from_str(name)
            .map(Self)
            .map_err(|_| Error::bad_input(format!("“{name}” is not a time zone; a name such as Europe/Berlin is needed.")))
    }

    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub fn day_of(self, at: Timestamp) -> Day {
        Day(at.to_utc().with_timezone(&self.0).date_naive())
    }

    /// The first moment of the day. Where clocks jump over midnight, the first moment that exists.
    pub fn start_of(self, day: Day) -> Timestamp {
        self.moment(day.0.and_time(NaiveTime::MIN))
    }

    /// The first moment that no longer belongs to the day: windows are half open, `[start, end)`.
    pub fn end_of(self, day: Day) -> Timestamp {
        self.start_of(day.plus_days(1))
    }

    /// A wall-clock time of the shop to a moment. A time that occurs twice is the earlier one; one that never occurs
    /// (clocks going forward) is the first moment after the gap.
    pub fn moment(self, local: NaiveDateTime) -> Timestamp {
        match self.0.from_local_datetime(&local) {
            LocalResult::Single(t) | LocalResult::Ambiguous(t, _) => Timestamp(t.timestamp()),
            LocalResult::None => {
                let mut probe = local;
                for _ in 0..(24 * 4) {
                    probe += chrono::Duration::minutes(15);
                    if let Some(t) = self.0.from_local_datetime(&probe).earliest() {
                        return Timestamp(t.timestamp());
                    }
                }
                Timestamp(local.and_utc().timestamp())
            }
        }
    }
}

/// What time it is; passed in so that tests and "as of" can say another.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
        let now = Utc::now();
        Timestamp(now.timestamp())
    }
}

/// A clock that stands still, for tests and the reproducible demo.
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_edge_follows_the_change_of_clocks() {
        let berlin = ShopZone::parse("Europe/Berlin").unwrap();
        let spring = Day::new(2026, 3, 29).unwrap();
        let autumn = Day::new(2026, 10, 25).unwrap();
        assert_eq!(berlin.end_of(spring).0 - berlin.start_of(spring).0, 23 * 3600);
        assert_eq!(berlin.end_of(autumn).0 - berlin.start_of(autumn).0, 25 * 3600);
        assert_eq!(berlin.day_of(berlin.start_of(spring)), spring);
        assert_eq!(berlin.day_of(Timestamp(berlin.start_of(spring).0 - 1)), spring.minus_days(1));
    }

    #[test]
    fn a_midnight_that_does_not_exist_is_the_first_moment_after() {
        let beirut = ShopZone::parse("Asia/Beirut").unwrap();
        let day = Day::new(2022, 3, 27).unwrap();
        assert_eq!(beirut.start_of(day).to_rfc3339(), "2022-03-26T22:00:00Z");
        assert_eq!(beirut.day_of(beirut.start_of(day)), day);
    }
}
