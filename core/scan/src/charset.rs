//! Bytes of a code to text, where the code does not say how they are written. Most write UTF-8 and do not say so; the
//! printers of Chinese shops write GBK and do not say so either. A short text does not tell one double-byte charset from
//! another, so it is GBK wherever that is possible (docs/adr/0032); only a long one is judged by how often its letters are.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GBK, SHIFT_JIS, WINDOWS_1252};

/// From so many characters beyond ASCII on, how often each is tells a charset.
const ENOUGH_TO_JUDGE: usize = 12;

/// `declined` is the text as the decoder guessed it, for what is neither UTF-8 nor GBK and too short to be judged. Never
/// begins with a byte order mark.
pub(crate) fn text(bytes: &[u8], declined: impl FnOnce() -> String) -> String {
    if let Some((marked, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        if let Some(text) = strictly(marked, rest) {
            return text;
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    // The web reads a lone 0x80 as €; no printer writes it.
    let gbk = strictly(GBK, bytes)
        .filter(|text| text.contains('€') <= bytes.windows(2).any(|pair| pair == [0xa2, 0xe3]));
    let length = gbk.as_deref().map_or(bytes.len() / 2, beyond_ascii);
    let judged = (length >= ENOUGH_TO_JUDGE).then(|| judged(bytes)).flatten();
    judged
        .or_else(|| gbk.map(|gbk| short(bytes, gbk)))
        .unwrap_or_else(declined)
}

/// Nothing if a single byte is not of this charset, or stands for a character that no printer prints.
fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let printed = |c: char| !matches!(c, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}');
    text.chars().all(printed).then(|| text.into_owned())
}

fn beyond_ascii(text: &str) -> usize {
    text.chars().filter(|c| !c.is_ascii()).count()
}

fn judged(bytes: &[u8]) -> Option<String> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    strictly(detector.guess(None, Utf8Detection::Deny), bytes)
}

/// GBK assigns nearly every pair of bytes, so that Japanese and French are valid in it too. What Chinese write are the
/// characters of GB 2312, which lie where both of them have few; the others of GBK are rare. So a text of rare ones alone
/// may be something else, if all of it can be.
fn short(bytes: &[u8], gbk: String) -> String {
    let pairs = pairs(bytes);
    let hanzi =
        |(lead, trail): &&(u8, u8)| matches!(lead, 0xa1..=0xa9 | 0xb0..=0xf7) && *trail >= 0xa1;
    let common = pairs.iter().filter(hanzi).count();
    if common * 2 >= pairs.len() {
        return gbk;
    }
    // Signs and kana, and the characters that Japanese schools teach.
    let taught = |(lead, _): &(u8, u8)| matches!(lead, 0x81..=0x84 | 0x88..=0x97);
    if pairs.iter().all(taught)
        && let Some(text) = strictly(SHIFT_JIS, bytes)
    {
        return text;
    }
    if in_words(bytes)
        && let Some(text) = strictly(WINDOWS_1252, bytes)
    {
        return text;
    }
    gbk
}

/// The two bytes of each character that has two.
fn pairs(bytes: &[u8]) -> Vec<(u8, u8)> {
    let mut pairs = Vec::new();
    let mut rest = bytes;
    while let [lead, tail @ ..] = rest {
        rest = tail;
        if let (0x81..=0xfe, [trail, tail @ ..]) = (*lead, tail) {
            pairs.push((*lead, *trail));
            rest = tail;
        }
    }
    pairs
}

/// Whether each byte beyond ASCII stands alone within a word, as a letter with an accent does.
fn in_words(bytes: &[u8]) -> bool {
    let at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii())
        .all(|(n, byte)| {
            let (before, after) = (at(n.checked_sub(1)), at(n.checked_add(1)));
            let beside = before.is_ascii_alphabetic() || after.is_ascii_lowercase();
            *byte >= 0xc0 && before.is_ascii() && after.is_ascii() && beside
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_KR, GB18030, WINDOWS_1251};

    const LINK: &str = "https://store.example/m/canteen?table=";

    fn written(text: &str, charset: &'static Encoding) -> Vec<u8> {
        let (bytes, _, lost) = charset.encode(text);
        assert!(!lost, "{text} in {}", charset.name());
        bytes.into_owned()
    }

    fn read(bytes: &[u8]) -> String {
        text(bytes, || "declined".into())
    }

    #[test]
    fn what_is_valid_utf_8_is_utf_8() {
        for wanted in ["", "plain", "中文菜单", "桌", "A桌é", "😀"] {
            assert_eq!(read(wanted.as_bytes()), wanted);
        }
    }

    #[test]
    fn a_shops_gbk_is_read_however_short() {
        for wanted in [
            "菜单",
            "桌3",
            "桌",
            "单",
            "调压柜菜单办公室",
            "12号桌（靠窗）",
            "镕",
            "樓上",
        ] {
            let wanted = format!("{LINK}{wanted}");
            assert_eq!(read(&written(&wanted, GBK)), wanted);
        }
        let wanted = "㐀㐁桌号";
        assert_eq!(read(&written(wanted, GB18030)), wanted);
    }

    #[test]
    fn short_japanese_and_french_are_not_taken_for_rare_chinese() {
        for (wanted, charset) in [
            ("東京メニュー", SHIFT_JIS),
            ("東京", SHIFT_JIS),
            ("テーブル3", SHIFT_JIS),
            ("cafés crème", WINDOWS_1252),
        ] {
            let wanted = format!("{LINK}{wanted}");
            assert_eq!(read(&written(&wanted, charset)), wanted);
        }
    }

    #[test]
    fn a_long_text_is_judged_by_its_letters() {
        for (wanted, charset) in [
            ("欢迎光临本店请扫码点餐谢谢", GBK),
            ("いらっしゃいませ本日のおすすめメニュー", SHIFT_JIS),
            ("歡迎光臨本店請掃碼點餐謝謝您的惠顧", BIG5),
            ("어서 오세요 메뉴를 스캔해 주세요 감사합니다", EUC_KR),
            ("Добро пожаловать, наше меню", WINDOWS_1251),
        ] {
            assert_eq!(
                read(&written(wanted, charset)),
                wanted,
                "{}",
                charset.name()
            );
        }
    }

    #[test]
    fn a_tail_that_is_cut_off_is_not_gbk() {
        let mut bytes = written("菜单", GBK);
        bytes.pop();
        assert_eq!(read(&bytes), "declined");
        assert_eq!(read(&[b'a', 0xff]), "declined");
        assert_eq!(read(&[0x80]), "declined");
        assert_eq!(read(&[0x81, 0x30, 0x81]), "declined", "half of four bytes");
    }

    #[test]
    fn a_byte_order_mark_is_not_of_the_text() {
        assert_eq!(read("\u{feff}桌".as_bytes()), "桌");
        assert_eq!(read(&[0xfe, 0xff, 0x68, 0x4c]), "桌");
        assert_eq!(read(&[0xff, 0xfe, 0x4c, 0x68]), "桌");
        assert_eq!(read(&[0xff, 0xfe, 0x4c]), "declined", "half a character");
    }

    #[test]
    fn any_bytes_are_some_text_in_time() {
        let all: Vec<u8> = (0..=255).cycle().take(7_000).collect();
        read(&all);
        for lead in 0..=255 {
            for trail in 0..=255 {
                let text = read(&[lead, trail]);
                assert!(!text.contains('\u{fffd}'), "{lead} {trail}");
            }
        }
    }
}
