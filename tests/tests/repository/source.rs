//! Rust as text: which of it is code, which comment, which literal; and code as words and marks.

/// The source with comments, strings and characters blanked; lines stay where they are.
pub fn code(source: &str) -> String {
    let mut out = source.as_bytes().to_vec();
    for (start, end, _) in pieces(source) {
        for byte in &mut out[start..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
    String::from_utf8(out).unwrap()
}

/// Comments, with the number of the line on which each begins.
pub fn comments(source: &str) -> Vec<(usize, String)> {
    pieces(source)
        .into_iter()
        .filter(|(_, _, kind)| *kind == Piece::Comment)
        .map(|(start, end, _)| {
            let line = source[..start].matches('\n').count() + 1;
            (line, source[start..end].to_owned())
        })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece {
    Comment,
    Text,
}

/// Where comments and literals lie, as ranges of bytes.
fn pieces(source: &str) -> Vec<(usize, usize, Piece)> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &source.as_bytes()[at..];
        let word_before =
            at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
        let (len, kind) = if rest.starts_with(b"//") {
            (until(rest, b"\n"), Piece::Comment)
        } else if rest.starts_with(b"/*") {
            (block(rest), Piece::Comment)
        } else if rest[0] == b'"' {
            (quoted(rest, b'"'), Piece::Text)
        } else if rest[0] == b'r' && !word_before && raw(rest).is_some() {
            (raw(rest).unwrap(), Piece::Text)
        } else if rest.starts_with(b"br") && !word_before && raw(&rest[1..]).is_some() {
            (raw(&rest[1..]).unwrap() + 1, Piece::Text)
        } else if rest[0] == b'\'' && character(&source[at..]) {
            (quoted(rest, b'\''), Piece::Text)
        } else {
            at += 1;
            continue;
        };
        found.push((at, at + len, kind));
        at += len;
    }
    found
}

fn until(rest: &[u8], mark: &[u8]) -> usize {
    rest.windows(mark.len())
        .position(|window| window == mark)
        .unwrap_or(rest.len())
}

/// Block comments nest.
fn block(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn quoted(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

fn raw(rest: &[u8]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    (rest.get(1 + hashes) == Some(&b'"')).then(|| {
        let mut end = vec![b'"'];
        end.extend(std::iter::repeat_n(b'#', hashes));
        let start = 2 + hashes;
        start + until(&rest[start..], &end) + end.len()
    })
}

/// Whether a quote begins a character, not a lifetime.
fn character(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    match chars.next() {
        Some('\\') => true,
        Some(_) => chars.next() == Some('\''),
        None => false,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Word(String),
    Path,
    Mark(char),
}

pub fn tokens(code: &str) -> Vec<Token> {
    let chars: Vec<char> = code.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if c.is_alphanumeric() || c == '_' {
            let start = at;
            while at < chars.len() && (chars[at].is_alphanumeric() || chars[at] == '_') {
                at += 1;
            }
            found.push(Token::Word(chars[start..at].iter().collect()));
        } else if c == ':' && chars.get(at + 1) == Some(&':') {
            found.push(Token::Path);
            at += 2;
        } else {
            if !c.is_whitespace() {
                found.push(Token::Mark(c));
            }
            at += 1;
        }
    }
    found
}

pub fn word(tokens: &[Token], at: usize) -> Option<&str> {
    match tokens.get(at) {
        Some(Token::Word(word)) => Some(word),
        _ => None,
    }
}

pub fn mark(tokens: &[Token], at: usize, mark: char) -> bool {
    tokens.get(at) == Some(&Token::Mark(mark))
}

/// Where the item that begins here ends: behind its `;` or its block.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    let mut depth = 0;
    while at < tokens.len() {
        match tokens[at] {
            Token::Mark('{') => depth += 1,
            Token::Mark('}') => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            Token::Mark(';') if depth == 0 => return at + 1,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Where the attribute that begins here (`#`) ends.
fn attribute_end(tokens: &[Token], mut at: usize) -> usize {
    let mut depth = 0;
    while at < tokens.len() {
        match tokens[at] {
            Token::Mark('[') => depth += 1,
            Token::Mark(']') => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    at
}

/// Leaves out each item under `#[cfg(test)]`.
pub fn without_tests(all: &[Token]) -> Vec<Token> {
    let test = tokens("#[cfg(test)]");
    let mut kept = Vec::new();
    let mut at = 0;
    while at < all.len() {
        if all[at..].starts_with(&test) {
            at += test.len();
            while mark(all, at, '#') {
                at = attribute_end(all, at);
            }
            at = item_end(all, at);
        } else {
            kept.push(all[at].clone());
            at += 1;
        }
    }
    kept
}

#[test]
fn comments_and_literals_are_told_from_code() {
    let source = "let a = \"// no\"; // one 'a\nlet b = 'x'; let c: &'a str = r#\"/* \" \"#; /* two /* in */ it */ d";
    let found = comments(source);
    assert_eq!(found[0], (1, "// one 'a".to_owned()));
    assert_eq!(found[1], (2, "/* two /* in */ it */".to_owned()));
    let left: Vec<String> = code(source).split_whitespace().map(str::to_owned).collect();
    assert_eq!(left.join(" "), "let a = ; let b = ; let c: &'a str = ; d");
}
