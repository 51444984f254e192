//! The one search tokenizer, for the store's search and the device's: text in, tokens out.
//!
//! Full-text engines split Chinese badly: SQLite's `unicode61` makes one token of a whole phrase, its
//! `trigram` misses the two-character words most Chinese words are. So text is cut here, the engine only
//! splits at spaces, and a query is cut by the same rules:
//!
//! - Chinese, kana and hangul: each character, and each pair of neighbours;
//! - pinyin of each stretch of Chinese, from each character on: joined in full (`shitangdiancan`,
//!   `tangdiancan`, ...) and initials (`stdc`, `tdc`, ...), so that any beginning of either finds it.
//!   Characters with several readings give each (`yinhang` and `yinxing` both find 银行);
//! - everything else alphanumeric: lower-cased words, found by any beginning of them.

use pinyin::ToPinyinMulti;

/// Characters of a text that are indexed; names and descriptions are shorter.
const TEXT_CHARS: usize = 2_000;
/// Syllables joined from one start on: longer input finds nothing more than this many would.
const SYLLABLES: usize = 8;
/// Readings of one character that are tried, and ways to read one stretch: bounds the index at about
/// 16 tokens a character.
const READINGS: usize = 3;
const WAYS: usize = 8;
/// Parts of a query that are looked for; the rest is ignored.
const QUERY_PARTS: usize = 32;

/// A stretch of text of one kind.
#[derive(Debug, PartialEq, Eq)]
enum Run {
    /// Written without spaces between words.
    Dense(Vec<char>),
    /// Lower-cased.
    Word(String),
}

/// The text to put into a full-text index: tokens separated by spaces, none with any other meaning to
/// SQLite's FTS5 (`unicode61`) or PostgreSQL (`simple`).
pub fn index_text(text: &str) -> String {
    let mut tokens = Vec::new();
    for run in runs(text) {
        match run {
            Run::Word(word) => tokens.push(word),
            Run::Dense(chars) => {
                tokens.extend(chars.iter().map(char::to_string));
                tokens.extend(pairs(&chars));
                for start in 0..chars.len() {
                    tokens.extend(readings(chars.get(start..).unwrap_or_default()));
                }
            }
        }
    }
    // Not `dedup` alone: how often a word occurs is of no interest for names.
    let mut seen = std::collections::HashSet::new();
    tokens.retain(|token| seen.insert(token.clone()));
    tokens.join(" ")
}

/// A question, cut as texts are: all parts have to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    parts: Vec<Part>,
}

/// What one part looks for. Its text is letters and digits only, so it means nothing to any engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A token that is this.
    Whole(String),
    /// A token that begins with this.
    Beginning(String),
}

impl SearchQuery {
    /// None if nothing in the text can be looked for. Safe for any input.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = Vec::new();
        for run in runs(text) {
            match run {
                Run::Word(word) => parts.push(Part::Beginning(word)),
                Run::Dense(chars) if chars.len() == 1 => {
                    parts.extend(chars.iter().map(|c| Part::Whole(c.to_string())));
                }
                Run::Dense(chars) => parts.extend(pairs(&chars).map(Part::Whole)),
            }
        }
        parts.truncate(QUERY_PARTS);
        (!parts.is_empty()).then_some(Self { parts })
    }

    /// At least one and at most 32.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// As SQLite's FTS5 has it, for what [`index_text`] made.
    pub fn fts5(&self) -> String {
        let quoted = self.parts.iter().map(|part| match part {
            Part::Whole(text) => format!("\"{text}\""),
            Part::Beginning(text) => format!("\"{text}\"*"),
        });
        quoted.collect::<Vec<_>>().join(" AND ")
    }
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut joined = false;
    for c in text.chars().take(TEXT_CHARS).map(narrow) {
        if is_dense(c) {
            match runs.last_mut() {
                Some(Run::Dense(chars)) if joined => chars.push(c),
                _ => runs.push(Run::Dense(vec![c])),
            }
            joined = true;
        } else if c.is_alphanumeric() {
            match runs.last_mut() {
                Some(Run::Word(word)) if joined => word.extend(c.to_lowercase()),
                _ => runs.push(Run::Word(c.to_lowercase().collect())),
            }
            joined = true;
        } else {
            joined = false;
        }
    }
    // Lower-casing may leave marks (İ becomes i and a dot above), which engines treat each in their way.
    for run in &mut runs {
        if let Run::Word(word) = run {
            word.retain(char::is_alphanumeric);
        }
    }
    runs
}

fn pairs(chars: &[char]) -> impl Iterator<Item = String> + '_ {
    chars.windows(2).map(|pair| pair.iter().collect())
}

/// The ways to spell what begins with the first of `chars`: in full and by initials.
fn readings(chars: &[char]) -> Vec<String> {
    let mut ways: Vec<(String, String)> = vec![(String::new(), String::new())];
    for c in chars.iter().take(SYLLABLES) {
        let Some(readings) = c.to_pinyin_multi() else {
            break;
        };
        let mut plain: Vec<&str> = Vec::new();
        for reading in readings {
            if plain.len() < READINGS && !plain.contains(&reading.plain()) {
                plain.push(reading.plain());
            }
        }
        // The usual reading of everything first, so that the bound cuts the unusual.
        let mut next = Vec::with_capacity(WAYS);
        for reading in &plain {
            for (full, initials) in &ways {
                if next.len() < WAYS {
                    let reading = reading.replace('ü', "v");
                    let initial: String = reading.chars().take(1).collect();
                    next.push((format!("{full}{reading}"), format!("{initials}{initial}")));
                }
            }
        }
        ways = next;
    }
    ways.into_iter()
        .flat_map(|(full, initials)| [full, initials])
        .filter(|t| !t.is_empty())
        .collect()
}

/// Full-width Latin letters and digits, common in Chinese text, as the ordinary ones.
fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn is_dense(c: char) -> bool {
    matches!(u32::from(c),
        0x3005..=0x3007 | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF
        | 0x20000..=0x323AF)
        && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an engine does with both: every part of the query is a token, or the beginning of one.
    fn found(text: &str, query: &str) -> bool {
        let index = index_text(text);
        let tokens: Vec<&str> = index.split(' ').collect();
        SearchQuery::parse(query).is_some_and(|query| {
            query.parts().iter().all(|part| match part {
                Part::Beginning(start) => tokens.iter().any(|t| t.starts_with(start)),
                Part::Whole(token) => tokens.contains(&token.as_str()),
            })
        })
    }

    #[test]
    fn chinese_is_found_by_any_word_of_it() {
        for query in ["食", "食堂", "点餐", "食堂点餐", "堂点", "食堂 点餐"] {
            assert!(found("食堂点餐", query), "{query}");
        }
        for query in ["餐点", "食餐", "饭堂"] {
            assert!(!found("食堂点餐", query), "{query}");
        }
    }

    #[test]
    fn pinyin_finds_in_full_in_part_and_by_initials() {
        for query in [
            "shitang", "shit", "SHITANG", "shi tang", "diancan", "stdc", "dc", "tangdian",
        ] {
            assert!(found("食堂点餐", query), "{query}");
        }
        assert!(!found("食堂点餐", "canting"));
        assert!(found("中国银行", "yinhang"));
        assert!(found("重庆小面", "chongqing"));
        assert!(found("绿豆汤", "lvdou"));
    }

    #[test]
    fn words_are_found_by_their_beginning() {
        for query in ["coffee", "cof", "Coffee Sh", "２４", "24h"] {
            assert!(found("Coffee Shop 24h", query), "{query}");
        }
        assert!(!found("Coffee Shop", "offee"));
        assert!(found("Tiffin食堂", "tiffin食堂"));
    }

    #[test]
    fn anything_may_be_typed() {
        for query in [
            "",
            "  ",
            "\"",
            "*",
            "()",
            "AND",
            "NEAR(a b)",
            "a\"b",
            "-x",
            "col:x",
            "\u{0}",
            "🍜",
        ] {
            let _ = SearchQuery::parse(query);
        }
        assert_eq!(SearchQuery::parse("\"*()"), None);
        assert_eq!(
            SearchQuery::parse("a\" OR \"b食").map(|query| query.fts5()),
            Some("\"a\"* AND \"or\"* AND \"b\"* AND \"食\"".into())
        );
        let long = SearchQuery::parse(&"a ".repeat(100));
        assert_eq!(long.map(|query| query.parts.len()), Some(QUERY_PARTS));
        assert!(index_text(&"行".repeat(100_000)).len() < 4_000_000);
    }
}
