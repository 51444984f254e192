//! Links: what a QR code, a browser or another program gives us to open a program.
//!
//! Three forms mean the same thing (docs/formats/link.md):
//! - universal: `https://<store>/m/<program>[;version=<v>][/<page>][?<query>]`; a browser shows a landing page
//! - scheme: `tiffin://miniapp/<program>[;version=<v>][@<store>][/<page>][?<query>]`, a W3C MiniApp URI
//! - any other W3C MiniApp Addressing form: `miniapp://…`, `https://<host>/miniapp/<id>[;version=<v>]/…`

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::{Host, Url};

use crate::error::{Code, Fault, Result};
use crate::id::{PackagePath, ProgramId, shorten};
use crate::limits::LINK_BYTES;

/// Origin of a store: `https://host[:port]`, or `http://` for this device only.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoreRef(String);

impl StoreRef {
    /// Reads an origin, with or without a final `/`. Paths, queries, user names are refused.
    pub fn parse(text: &str) -> Result<Self> {
        let bad = || Fault::new(Code::LinkInvalid, shorten(text));
        if text.len() > LINK_BYTES {
            return Err(Code::LinkTooLong.into());
        }
        let url = Url::parse(text).map_err(|_| bad())?;
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(bad());
        }
        Self::of(&url)
    }

    fn of(url: &Url) -> Result<Self> {
        let user = !url.username().is_empty() || url.password().is_some();
        // No name in DNS has a plus, and a scheme link gives it a meaning of ours.
        let plus = url.host_str().is_some_and(|host| host.contains('+'));
        match url.scheme() {
            _ if plus => Err(Fault::new(Code::LinkInvalid, "a plus in a host")),
            _ if user => Err(Fault::new(Code::LinkInvalid, "user name in a link")),
            "https" => Ok(Self(url.origin().ascii_serialization())),
            "http" if is_loopback(url) => Ok(Self(url.origin().ascii_serialization())),
            "http" => Err(Fault::new(Code::LinkInsecure, shorten(url.as_str()))),
            _ => Err(Fault::new(Code::LinkForeign, shorten(url.scheme()))),
        }
    }

    /// `host[:port]` as in a scheme link: https, or http on this device, where https is said.
    fn from_authority(authority: &str) -> Result<Self> {
        if let Some(secure) = authority.strip_prefix(SECURE) {
            return match Self::parse(&format!("https://{secure}/"))? {
                store if store.is_loopback() => Ok(store),
                _ => Err(Fault::new(Code::LinkInvalid, shorten(authority))),
            };
        }
        let secure = Url::parse(&format!("https://{authority}/"));
        let url = secure.map_err(|_| Fault::new(Code::LinkInvalid, shorten(authority)))?;
        if is_loopback(&url) {
            return Self::parse(&format!("http://{authority}/"));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(Fault::new(Code::LinkInvalid, shorten(authority)));
        }
        Self::of(&url)
    }

    /// The origin, without a final `/`.
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// `host[:port]`.
    pub fn authority(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, rest)| rest)
    }

    /// As in a scheme link.
    fn said(&self) -> String {
        let secure = self.is_loopback() && self.0.starts_with("https:");
        format!("{}{}", if secure { SECURE } else { "" }, self.authority())
    }

    /// Whether it is on this device.
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|u| is_loopback(&u))
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

impl fmt::Display for StoreRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for StoreRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreRef({})", self.0)
    }
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Program {
        program: ProgramId,
        /// Full path of a page, decoded, without a leading `/`; none for the entry page.
        page: Option<String>,
        /// As written, without `?`: values reach the page still encoded.
        query: String,
    },
}

/// A parsed link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The store to ask; none if the link does not say (then the host's stores in order).
    pub store: Option<StoreRef>,
    pub target: Target,
    /// A version that was asked for (`;version=`), `unreserved` characters of RFC 3986, at most 64.
    pub version: Option<String>,
}

impl Link {
    /// A link to a page of a program.
    pub fn new(
        store: Option<StoreRef>,
        program: ProgramId,
        page: Option<String>,
        query: String,
    ) -> Self {
        Self {
            store,
            target: Target::Program {
                program,
                page,
                query,
            },
            version: None,
        }
    }

    /// Reads a text that a person scanned, pasted or tapped: at most 2,048 bytes; spaces and characters that
    /// nobody sees (a byte order mark, zero-width spaces, marks of direction) around it are ignored.
    ///
    /// Errors: `link.foreign` for what is not a link of ours at all, `link.invalid` for a damaged one,
    /// `link.too_long`, `link.insecure` for http anywhere but on this device, `id.program`.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || !visible(c));
        if text.len() > LINK_BYTES {
            return Err(Fault::new(
                Code::LinkTooLong,
                format!("{} bytes, at most {LINK_BYTES}", text.len()),
            ));
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return Err(foreign(text));
        };
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(if ours(scheme) {
                invalid("spaces")
            } else {
                foreign(text)
            });
        }
        let link = match scheme.to_ascii_lowercase().as_str() {
            "https" | "http" => universal(text),
            "tiffin" => scheme_form(
                rest.strip_prefix(INFIX)
                    .ok_or_else(|| invalid("no miniapp/"))?,
            ),
            "miniapp" => scheme_form(rest.strip_prefix(INFIX).unwrap_or(rest)),
            _ => Err(foreign(text)),
        }?;
        // Written again it may be longer: host names in punycode, pages percent-encoded.
        let longest = link.scheme().len().max(link.to_string().len());
        if longest > LINK_BYTES {
            let detail = format!("{longest} bytes written in full, at most {LINK_BYTES}");
            return Err(Fault::new(Code::LinkTooLong, detail));
        }
        Ok(link)
    }

    pub fn program(&self) -> &ProgramId {
        let Target::Program { program, .. } = &self.target;
        program
    }

    pub fn page(&self) -> Option<&str> {
        let Target::Program { page, .. } = &self.target;
        page.as_deref()
    }

    /// Raw, still encoded, without `?`; empty if there is none.
    pub fn query(&self) -> &str {
        let Target::Program { query, .. } = &self.target;
        query
    }

    /// The form for QR codes and browsers, at the store whose origin is `base`.
    pub fn universal(&self, base: &str) -> String {
        format!(
            "{}/m/{}{}",
            base.trim_end_matches('/'),
            self.identify(),
            self.tail()
        )
    }

    /// The form that opens the app.
    pub fn scheme(&self) -> String {
        let store = self
            .store
            .as_ref()
            .map(|s| format!("@{}", s.said()))
            .unwrap_or_default();
        format!(
            "tiffin://miniapp/{}{}{}",
            self.identify(),
            store,
            self.tail()
        )
    }

    fn identify(&self) -> String {
        match &self.version {
            Some(version) => format!("{};version={version}", self.program()),
            None => self.program().to_string(),
        }
    }

    fn tail(&self) -> String {
        let page = self
            .page()
            .map(|p| format!("/{}", utf8_percent_encode(p, PATH)))
            .unwrap_or_default();
        let query = if self.query().is_empty() {
            String::new()
        } else {
            format!("?{}", self.query())
        };
        page + &query
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.store {
            Some(store) => f.write_str(&self.universal(store.origin())),
            None => f.write_str(&self.scheme()),
        }
    }
}

impl std::str::FromStr for Link {
    type Err = Fault;
    fn from_str(s: &str) -> Result<Self> {
        Self::parse(s)
    }
}

/// What a path segment of RFC 3986 cannot hold as it is.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'^')
    .add(b'|')
    .add(b';')
    .add(b'@');

/// Whether a person sees this character: control characters, a byte order mark, what joins or separates without a width,
/// and marks of direction are not seen, and come along when a text is copied.
pub fn visible(c: char) -> bool {
    let unseen = matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    );
    !unseen && !c.is_control()
}

fn ours(scheme: &str) -> bool {
    matches!(scheme.to_ascii_lowercase().as_str(), "tiffin" | "miniapp")
}

fn foreign(text: &str) -> Fault {
    Fault::new(Code::LinkForeign, shorten(text))
}

fn invalid(why: &str) -> Fault {
    Fault::new(Code::LinkInvalid, why)
}

/// `https://<host>/m/…` and W3C's `https://<host>/miniapp/…`. Other paths are somebody else's.
fn universal(text: &str) -> Result<Link> {
    let url = Url::parse(text).map_err(|_| foreign(text))?;
    let path = url.path();
    let Some(rest) = path
        .strip_prefix("/m/")
        .or_else(|| path.strip_prefix("/miniapp/"))
    else {
        return Err(foreign(text));
    };
    let store = StoreRef::of(&url)?;
    // The query as it was written: the URL parser would re-encode some of it.
    let query = raw_query(text);
    let (identify, page) = rest.split_once('/').map_or((rest, ""), |(a, b)| (a, b));
    build(Some(store), identify, page, query)
}

/// Before a store of this device in a scheme link that is not reached by http.
const SECURE: &str = "https+";

/// W3C's `uri-infix`.
const INFIX: &str = "miniapp/";

/// What follows `tiffin://miniapp/` or `miniapp://`: `<id>[;version=<v>][@<store>][/<page>][?<query>][#…]`.
fn scheme_form(rest: &str) -> Result<Link> {
    let query = raw_query(rest);
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let (identify, page) = path.split_once('/').map_or((path, ""), |(a, b)| (a, b));
    let (identify, store) = match identify.split_once('@') {
        Some((identify, authority)) => (identify, Some(StoreRef::from_authority(authority)?)),
        None => (identify, None),
    };
    build(store, identify, page, query)
}

fn raw_query(text: &str) -> &str {
    let text = text.split('#').next().unwrap_or_default();
    text.split_once('?').map_or("", |(_, query)| query)
}

fn build(store: Option<StoreRef>, identify: &str, page: &str, query: &str) -> Result<Link> {
    let (id, version) = match identify.split_once(';') {
        None => (identify, None),
        Some((id, parameter)) => (id, Some(version(parameter)?)),
    };
    // W3C: ids are not case sensitive.
    let program: ProgramId = id.to_ascii_lowercase().parse()?;
    let page = page.trim_end_matches('/');
    let page = if page.is_empty() {
        None
    } else {
        Some(page_path(page)?)
    };
    Ok(Link {
        store,
        target: Target::Program {
            program,
            page,
            query: query.to_owned(),
        },
        // `;version=` with nothing after it is allowed, and means any.
        version: version.filter(|v| !v.is_empty()),
    })
}

fn version(parameter: &str) -> Result<String> {
    let value = parameter
        .strip_prefix("version=")
        .ok_or_else(|| invalid("unknown parameter"))?;
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    if value.len() > 64 || !value.bytes().all(unreserved) {
        return Err(invalid("version"));
    }
    Ok(value.to_owned())
}

fn page_path(encoded: &str) -> Result<String> {
    let text = percent_decode_str(encoded)
        .decode_utf8()
        .map_err(|_| invalid("page is not UTF-8"))?;
    let path: PackagePath = text.parse().map_err(|_| invalid("page"))?;
    Ok(path.as_str().to_owned())
}
