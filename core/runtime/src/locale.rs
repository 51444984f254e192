//! What `Intl` asks that JavaScript cannot answer cheaply: the order of Chinese text by its sound, and what time it is
//! elsewhere. Pure but for the time zone database of the device.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use pinyin::ToPinyin;

/// Where a character stands: marks, digits, then Chinese before other letters in Chinese, after them elsewhere
/// (CLDR, `[reorder Hani]`).
fn rank(c: char, chinese_first: bool) -> u8 {
    if c.to_pinyin().is_some() || ('\u{3400}'..='\u{9fff}').contains(&c) {
        if chinese_first { 2 } else { 4 }
    } else if c.is_numeric() {
        1
    } else if c.is_alphabetic() {
        3
    } else {
        0
    }
}

/// By syllable, then tone, then code point; characters of which no sound is known come last.
fn by_sound(a: char, b: char) -> Ordering {
    match (a.to_pinyin(), b.to_pinyin()) {
        (Some(x), Some(y)) => x
            .plain()
            .cmp(y.plain())
            .then_with(|| x.with_tone_num_end().cmp(y.with_tone_num_end()))
            .then(a.cmp(&b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(&b),
    }
}

/// The order of two texts of which at least one holds Chinese: -1, 0 or 1.
pub(crate) fn compare(a: &str, b: &str, chinese_first: bool) -> i32 {
    let order = a
        .chars()
        .map(Some)
        .chain(std::iter::repeat(None))
        .zip(b.chars().map(Some).chain(std::iter::repeat(None)))
        .find_map(|pair| match pair {
            (None, None) => Some(Ordering::Equal),
            (None, Some(_)) => Some(Ordering::Less),
            (Some(_), None) => Some(Ordering::Greater),
            (Some(x), Some(y)) if x == y => None,
            (Some(x), Some(y)) => {
                let (p, q) = (rank(x, chinese_first), rank(y, chinese_first));
                Some(p.cmp(&q).then_with(|| by_sound(x, y)))
            }
        });
    order.map_or(0, |order| order as i32)
}

/// Seconds east of Greenwich in a zone (`Asia/Tokyo`) at a moment in milliseconds; `None` if there is no such zone.
pub(crate) fn offset(zone: &str, millis: f64) -> Option<i32> {
    let moment = Timestamp::from_millisecond(millis as i64).ok()?;
    // Zones are names in a folder: nothing else is looked up.
    let named = !zone.is_empty()
        && zone.len() <= 64
        && zone
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte));
    let zone = named.then(|| TimeZone::get(zone).ok())??;
    Some(zone.to_offset(moment).seconds())
}

/// The device's zone by its name.
pub(crate) fn zone() -> String {
    let system = TimeZone::system();
    system.iana_name().unwrap_or("UTC").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_by_sound() {
        let mut names = [
            "张三", "王五", "李四", "阿明", "妈", "麻", "马", "骂", "a", "1", "Z",
        ];
        names.sort_by(|a, b| compare(a, b, true).cmp(&0));
        assert_eq!(
            names,
            [
                "1", "阿明", "李四", "妈", "麻", "马", "骂", "王五", "张三", "Z", "a"
            ]
        );
        assert_eq!(compare("中文", "中", true), 1);
        assert_eq!(compare("a", "中", false), -1);
        assert_eq!(compare("同", "同", true), 0);
    }

    #[test]
    fn zones() {
        assert_eq!(offset("Asia/Shanghai", 0.0), Some(28_800));
        // Summer time in New York began on 10 March 2024.
        assert_eq!(
            offset("America/New_York", 1_709_900_000_000.0),
            Some(-18_000)
        );
        assert_eq!(
            offset("America/New_York", 1_711_000_000_000.0),
            Some(-14_400)
        );
        for bad in ["", "Moon/Sea", "../../etc/passwd", "/etc/localtime"] {
            assert_eq!(offset(bad, 0.0), None, "{bad}");
        }
        assert_eq!(offset("UTC", f64::INFINITY), None);
    }
}
