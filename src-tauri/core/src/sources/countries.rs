//! Countries as exports write them, to ISO 3166-1 alpha-2; and what a shop there most likely counts in.
//!
//! A name that is no one country (`Channel Islands`, `European Community`, `Unspecified`) is `None`: unset is better than wrong.

use std::collections::HashMap;
use std::sync::LazyLock;

const NAMES: &str = "AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua & Barbuda|AI Anguilla|AL Albania|AM Armenia|AO Angola|\
    AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Åland Islands|AZ Azerbaijan|\
    BA Bosnia & Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|\
    BJ Benin|BL St Barthelemy|BM Bermuda|BN Brunei|BO Bolivia|BQ Caribbean Netherlands|BR Brazil|BS Bahamas|BT Bhutan|\
    BV Bouvet Island|BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos (Keeling) Islands|CD Congo (Kinshasa)|\
    CF Central African Rep.|CG Congo|CH Switzerland|CI Côte d'Ivoire|CK Cook Islands|CL Chile|CM Cameroon|CN China|\
    CO Colombia|CR Costa Rica|CU Cuba|CV Cape Verde|CW Curaçao|CX Christmas Island|CY Cyprus|CZ Czechia|DE Germany|\
    DJ Djibouti|DK Denmark|DM Dominica|DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|\
    ER Eritrea|ES Spain|ET Ethiopia|FI Finland|FJ Fiji|FK Falkland Islands|FM Micronesia|FO Faroe Islands|FR France|\
    GA Gabon|GB United Kingdom|GD Grenada|GE Georgia|GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|\
    GM Gambia|GN Guinea|GP Guadeloupe|GQ Equatorial Guinea|GR Greece|GS South Georgia & the South Sandwich Islands|\
    GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana|HK Hong Kong|HM Heard Island & McDonald Islands|HN Honduras|HR Croatia|\
    HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IM Isle of Man|IN India|IO British Indian Ocean Territory|\
    IQ Iraq|IR Iran|IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|\
    KI Kiribati|KM Comoros|KN St Kitts & Nevis|KP North Korea|KR Korea|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LA Laos|\
    LB Lebanon|LC St Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|\
    LY Libya|MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MF Saint Martin|MG Madagascar|MH Marshall Islands|\
    MK North Macedonia|ML Mali|MM Myanmar|MN Mongolia|MO Macau|MP Northern Mariana Islands|MQ Martinique|MR Mauritania|\
    MS Montserrat|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|NA Namibia|\
    NC New Caledonia|NE Niger|NF Norfolk Island|NG Nigeria|NI Nicaragua|NL Netherlands|NO Norway|NP Nepal|NR Nauru|NU Niue|\
    NZ New Zealand|OM Oman|PA Panama|PE Peru|PF French Polynesia|PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|\
    PM St Pierre & Miquelon|PN Pitcairn|PR Puerto Rico|PS Palestine|PT Portugal|PW Palau|PY Paraguay|QA Qatar|RE Réunion|\
    RO Romania|RS Serbia|RU Russia|RW Rwanda|SA Saudi Arabia|SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden|\
    SG Singapore|SH St Helena|SI Slovenia|SJ Svalbard & Jan Mayen|SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal|\
    SO Somalia|SR Suriname|SS South Sudan|ST Sao Tome & Principe|SV El Salvador|SX Sint Maarten|SY Syria|SZ Eswatini|\
    TC Turks & Caicos Is|TD Chad|TF French Southern Territories|TG Togo|TH Thailand|TJ Tajikistan|TK Tokelau|TL East Timor|\
    TM Turkmenistan|TN Tunisia|TO Tonga|TR Turkey|TT Trinidad & Tobago|TV Tuvalu|TW Taiwan|TZ Tanzania|UA Ukraine|\
    UG Uganda|UM US Outlying Islands|US United States|UY Uruguay|UZ Uzbekistan|VA Vatican|VC St Vincent|VE Venezuela|\
    VG British Virgin Islands|VI US Virgin Islands|VN Vietnam|VU Vanuatu|WF Wallis & Futuna|WS Samoa|YE Yemen|YT Mayotte|\
    ZA South Africa|ZM Zambia|ZW Zimbabwe";

/// Further spellings: old names, abbreviations, and the neighbours' languages.
const OTHERS: &str = "GB uk|GB great britain|GB england|GB scotland|GB wales|GB northern ireland|GB united kingdom of great britain and northern ireland|\
    GB vereinigtes konigreich|GB royaume uni|IE eire|IE republic of ireland|IE irland|ZA rsa|ZA republic of south africa|US usa|US u s a|\
    US united states of america|US america|US vereinigte staaten|US etats unis|DE deutschland|DE allemagne|DE duitsland|DE federal republic of germany|\
    FR frankreich|FR frankrijk|NL holland|NL the netherlands|NL niederlande|NL nederland|NL pays bas|BE belgien|BE belgie|BE belgique|AT osterreich|AT autriche|\
    CH schweiz|CH suisse|CH svizzera|ES spanien|ES espana|ES espagne|IT italien|IT italia|IT italie|PT portogallo|PL polen|PL polska|DK danemark|DK danmark|\
    SE schweden|SE sverige|NO norwegen|NO norge|FI finnland|FI suomi|CZ czech republic|CZ tschechien|GR griechenland|GR hellas|HU ungarn|RU russia|\
    RU russian federation|KR south korea|KR republic of korea|KP democratic peoples republic of korea|AE uae|HK hong kong sar|TW taiwan|VN viet nam|\
    IR iran islamic republic of|SY syria|TZ tanzania|VE venezuela|BO bolivia|MD moldova|TR turkiye|CV cape verde|SZ swaziland|MK macedonia|BN brunei darussalam|\
    LA lao people s democratic republic|VA holy see|VA vatican city|MM burma|CI ivory coast|CZ ceska republika|JP japon|CN volksrepublik china|LU luxemburg";

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let entries = NAMES.split('|').chain(OTHERS.split('|'));
    entries.filter_map(|e| e.split_once(' ')).map(|(code, name)| (plain(name), code)).collect()
});

static CODES: LazyLock<std::collections::HashSet<&'static str>> =
    LazyLock::new(|| NAMES.split('|').filter_map(|e| e.split_once(' ')).map(|(code, _)| code).collect());

/// The English name of a code, e.g. `Germany` for `DE`.
pub fn name(code: &str) -> Option<&'static str> {
    NAMES.split('|').filter_map(|e| e.split_once(' ')).find(|(c, _)| c.eq_ignore_ascii_case(code)).map(|(_, name)| name)
}

/// The code of a country given by its code or by one of its names; `None` for what is no one country.
pub fn code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.len() == 2
        && let Some(code) = CODES.get(text.to_ascii_uppercase().as_str())
    {
        return Some(code);
    }
    BY_NAME.get(&plain(text)).copied()
}

/// Lower case, without accents and punctuation: `Côte d'Ivoire` is `cote d ivoire`.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().to_lowercase().chars() {
        match c {
            'à'..='å' => out.push('a'),
            'ç' => out.push('c'),
            'è'..='ë' => out.push('e'),
            'ì'..='ï' => out.push('i'),
            'ñ' => out.push('n'),
            'ò'..='ö' | 'ø' => out.push('o'),
            'ù'..='ü' => out.push('u'),
            '&' => out.push_str("and"),
            c if c.is_alphanumeric() => out.push(c),
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The currency and time zone that a shop in this country most likely has; a suggestion to be confirmed.
pub fn habits(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "GB" => ("GBP", "Europe/London"),
        "IE" => ("EUR", "Europe/Dublin"),
        "DE" => ("EUR", "Europe/Berlin"),
        "AT" => ("EUR", "Europe/Vienna"),
        "FR" => ("EUR", "Europe/Paris"),
        "NL" => ("EUR", "Europe/Amsterdam"),
        "BE" => ("EUR", "Europe/Brussels"),
        "LU" => ("EUR", "Europe/Luxembourg"),
        "ES" => ("EUR", "Europe/Madrid"),
        "IT" => ("EUR", "Europe/Rome"),
        "PT" => ("EUR", "Europe/Lisbon"),
        "GR" => ("EUR", "Europe/Athens"),
        "FI" => ("EUR", "Europe/Helsinki"),
        "CH" => ("CHF", "Europe/Zurich"),
        "SE" => ("SEK", "Europe/Stockholm"),
        "NO" => ("NOK", "Europe/Oslo"),
        "DK" => ("DKK", "Europe/Copenhagen"),
        "PL" => ("PLN", "Europe/Warsaw"),
        "CZ" => ("CZK", "Europe/Prague"),
        "JP" => ("JPY", "Asia/Tokyo"),
        "IN" => ("INR", "Asia/Kolkata"),
        "SG" => ("SGD", "Asia/Singapore"),
        "NZ" => ("NZD", "Pacific/Auckland"),
        "ZA" => ("ZAR", "Africa/Johannesburg"),
        // Large countries have several zones: the one with the most people, said as a guess.
        "US" => ("USD", "America/New_York"),
        "CA" => ("CAD", "America/Toronto"),
        "AU" => ("AUD", "Australia/Sydney"),
        "BR" => ("BRL", "America/Sao_Paulo"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_countries_by_code_name_and_nickname() {
        for (text, want) in [
            ("United Kingdom", Some("GB")),
            ("EIRE", Some("IE")),
            ("RSA", Some("ZA")),
            ("USA", Some("US")),
            ("nl", Some("NL")),
            ("Österreich", Some("AT")),
            ("Hong Kong", Some("HK")),
            ("Korea", Some("KR")),
            ("United Arab Emirates", Some("AE")),
            ("Côte d’Ivoire", Some("CI")),
            ("Channel Islands", None),
            ("West Indies", None),
            ("Unspecified", None),
            ("XX", None),
            ("", None),
        ] {
            assert_eq!(code(text), want, "{text}");
        }
        assert_eq!(CODES.len(), 249);
        for code in CODES.iter() {
            if let Some((currency, zone)) = habits(code) {
                assert!(currency.parse::<crate::types::Currency>().is_ok() && crate::types::ShopZone::parse(zone).is_ok());
            }
        }
    }
}
