//! The currencies and time zones there are to choose from.

use chrono::Offset;
use serde::Serialize;
use specta::Type;

use crate::api::App;
use crate::types::{Currency, ShopZone, Timestamp};

/// A time zone to choose.
#[derive(Debug, Clone, Serialize, Type)]
pub struct ZoneChoice {
    pub name: String,
    /// Minutes east of UTC at this moment.
    pub offset: i32,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct SettingsChoices {
    pub currencies: Vec<Currency>,
    pub zones: Vec<ZoneChoice>,
}

/// Everything there is to choose from.
pub fn choices(app: &App) -> SettingsChoices {
    let now = app.now();
    let zones = chrono_tz::TZ_VARIANTS.iter().filter(|z| is_place(z.name())).map(|z| zone_choice(ShopZone(*z), now)).collect();
    SettingsChoices { currencies: CURRENCIES.split_whitespace().filter_map(|c| c.parse().ok()).collect(), zones }
}

pub(super) fn is_in_use(currency: Currency) -> bool {
    CURRENCIES.split_whitespace().any(|c| c == currency.as_str())
}

/// Names by place. The rest of the database (`EST5EDT`, `Etc/GMT+5`) is accepted, but helps nobody who chooses.
fn is_place(name: &str) -> bool {
    const REGIONS: [&str; 10] =
        ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
    name == "UTC" || name.split_once('/').is_some_and(|(region, _)| REGIONS.contains(&region))
}

fn zone_choice(zone: ShopZone, now: Timestamp) -> ZoneChoice {
    let offset = now.to_utc().with_timezone(&zone.0).offset().fix().local_minus_utc() / 60;
    ZoneChoice { name: zone.name().to_owned(), offset }
}

/// ISO 4217: the currencies in use.
const CURRENCIES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP \
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD \
    IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN \
    MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
    STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_places_with_their_hour_of_this_moment() {
        let dir = tempfile::tempdir().unwrap();
        let all = choices(&crate::api::testing::app(dir.path()));
        let offset = |name: &str| all.zones.iter().find(|z| z.name == name).map(|z| z.offset);
        assert_eq!(offset("Europe/Berlin"), Some(60), "winter");
        assert_eq!(offset("Asia/Kolkata"), Some(330));
        assert_eq!(offset("UTC"), Some(0));
        assert_eq!(offset("EST5EDT"), None);
        assert!(all.zones.len() > 350 && all.currencies.len() > 140);
    }
}
