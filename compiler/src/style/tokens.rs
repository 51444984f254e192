//! A sheet as a flat list of tokens with their bytes; brackets know their mates.

use std::ops::Range;

use cssparser::{ParseError, Parser, Token};

/// What a token is, as far as rewriting cares.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A name.
    Ident(String),
    /// `@name`
    At(String),
    /// `#name`
    Hash,
    /// A string, unescaped.
    Text(String),
    /// `url(...)` without quotes.
    Url(String),
    /// One character.
    Delim(char),
    /// A number with a unit, the unit in lower case.
    Dimension(String),
    /// Blanks.
    White,
    /// `/* */`
    Comment,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `,`
    Comma,
    /// `name(`; its mate closes it.
    Function(String),
    /// `(`, `[` or `{`
    Open(char),
    /// `)`, `]` or `}`; without a mate if it closes nothing.
    Close(char),
    /// Anything else.
    Other,
}

/// A token.
#[derive(Clone, Debug)]
pub struct Tok {
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub range: Range<usize>,
    /// Of an opening token, the index of the closing one.
    pub mate: usize,
}

/// The tokens of a text. Brackets left open are closed at the end, as browsers
/// do.
pub fn tokens(text: &str) -> Vec<Tok> {
    let mut parser = Parser::new(text);
    let mut out = Vec::new();
    let _ = flatten(&mut parser, text, &mut out);
    out
}

fn flatten(parser: &mut Parser<'_>, text: &str, out: &mut Vec<Tok>) -> Result<(), ParseError<()>> {
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else {
            return Ok(());
        };
        let (kind, close) = classify(token);
        let end = parser.position().byte_index();
        let at = out.len();
        out.push(Tok {
            kind,
            range: start..end,
            mate: at,
        });
        let Some(close) = close else { continue };
        // An error is a bracket nested too deeply: its inside is skipped, and the
        // declaration that holds it does nothing.
        let _ = parser.parse_nested_block(|inner| flatten(inner, text, out));
        let end = parser.position().byte_index();
        let closed = end > start && text.get(..end).is_some_and(|t| t.ends_with(close));
        let mate = out.len();
        out.push(Tok {
            kind: Kind::Close(close),
            range: end - usize::from(closed)..end,
            mate: at,
        });
        if let Some(open) = out.get_mut(at) {
            open.mate = mate;
        }
    }
}

fn classify(token: &Token<'_>) -> (Kind, Option<char>) {
    let kind = match token {
        Token::Ident(name) => Kind::Ident(name.to_string()),
        Token::AtKeyword(name) => Kind::At(name.to_ascii_lowercase()),
        Token::Hash(_) | Token::IDHash(_) => Kind::Hash,
        Token::QuotedString(value) => Kind::Text(value.to_string()),
        Token::UnquotedUrl(value) => Kind::Url(value.to_string()),
        Token::Delim(c) => Kind::Delim(*c),
        Token::Dimension { unit, .. } => Kind::Dimension(unit.to_ascii_lowercase()),
        Token::WhiteSpace(_) => Kind::White,
        Token::Comment(_) => Kind::Comment,
        Token::Colon => Kind::Colon,
        Token::Semicolon => Kind::Semicolon,
        Token::Comma => Kind::Comma,
        Token::Function(name) => {
            return (Kind::Function(name.to_ascii_lowercase()), Some(')'));
        }
        Token::ParenthesisBlock => return (Kind::Open('('), Some(')')),
        Token::SquareBracketBlock => return (Kind::Open('['), Some(']')),
        Token::CurlyBracketBlock => return (Kind::Open('{'), Some('}')),
        Token::CloseParenthesis => Kind::Close(')'),
        Token::CloseSquareBracket => Kind::Close(']'),
        Token::CloseCurlyBracket => Kind::Close('}'),
        _ => Kind::Other,
    };
    (kind, None)
}
