//! The handles that cross the facade: plain numbers, each with its own type so that none stands in for another.

use serde::Serialize;

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }
    };
}

handle!(
    /// One view (WebView) that a shell made on request. Never used twice in a run.
    ViewId, "v"
);
handle!(
    /// One running program. A program that is closed and opened again is another instance.
    InstanceId, "i"
);
handle!(
    /// One call that a shell does ([`crate::HostEvent::PortCall`]), answered once.
    CallId, "c"
);
handle!(
    /// One question to the person ([`crate::Prompt`]), answered once.
    PromptId, "p"
);

impl ViewId {
    /// Reads the host name of a view's origin: `v12` is view 12.
    #[must_use]
    pub fn from_host_name(name: &str) -> Option<ViewId> {
        let digits = name.strip_prefix('v')?;
        if digits.is_empty() || digits.len() > 19 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().map(ViewId)
    }
}

#[cfg(test)]
mod tests {
    use super::ViewId;

    #[test]
    fn host_names_are_read_back() {
        assert_eq!(ViewId::from_host_name("v12"), Some(ViewId(12)));
        assert_eq!(ViewId(12).to_string(), "v12");
        for bad in ["", "v", "12", "v-1", "v1x", "v99999999999999999999"] {
            assert_eq!(ViewId::from_host_name(bad), None, "{bad}");
        }
    }
}
