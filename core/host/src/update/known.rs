//! What this device knows about the versions of one program: what it has, what its store said last, and what went wrong here.
//! Shapes only; what follows from them is [`super::policy`]'s to decide.

use std::collections::BTreeMap;

use tiffin_protocol::Sha256;
use tiffin_protocol::release::Head;
use tiffin_protocol::time::Time;

/// One release, and where it stands among the others of its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version {
    pub digest: Sha256,
    pub sequence: u64,
    /// Of the head that named it; sequences count within an epoch.
    pub epoch: u64,
}

impl Version {
    /// Whether it comes after another one.
    pub(crate) fn newer_than(&self, other: &Version) -> bool {
        (self.epoch, self.sequence) > (other.epoch, other.sequence)
    }
}

/// A version that did not start here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FailedStart {
    /// How often.
    pub count: u32,
    /// It is bad until then.
    pub again: Time,
}

/// What a program's own store said last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// The whole head, signed; verified again when it was read.
    Head(Box<Head>),
    /// What an earlier version of this host wrote down of a head that it did not keep. It may forbid, never permit.
    Legacy {
        sequence: u64,
        min_sequence: u64,
        recalled: Vec<u64>,
    },
}

/// All of it, for an installed program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    /// Base address of the store it was installed from: the one that has a say.
    pub store: String,
    /// The developer's key, pinned at the first install; base64.
    pub developer_key: String,
    /// What opens.
    pub active: Version,
    /// What is complete on the device and waits for the next cold start.
    pub pending: Option<Version>,
    /// The last good one before `active`.
    pub previous: Option<Version>,
    /// Starts of `active` in a row that neither painted a page nor ended in order; `None` once it painted one.
    pub trial: Option<u32>,
    pub failed: BTreeMap<Sha256, FailedStart>,
    pub said: Said,
}

impl Known {
    /// The version that the store wants opened; `None` as long as no head was kept.
    pub(crate) fn stable(&self) -> Option<Version> {
        match &self.said {
            Said::Head(head) => Some(Version {
                digest: head.stable.release,
                sequence: head.stable.sequence,
                epoch: head.epoch,
            }),
            Said::Legacy { .. } => None,
        }
    }

    pub(crate) fn recalled(&self) -> &[u64] {
        match &self.said {
            Said::Head(head) => &head.recalled,
            Said::Legacy { recalled, .. } => recalled,
        }
    }

    /// The store took back even what it names: nothing starts while it says so.
    pub(crate) fn withdrawn(&self) -> Option<u64> {
        let newest = match &self.said {
            Said::Head(head) => head.stable.sequence,
            Said::Legacy { sequence, .. } => *sequence,
        };
        self.recalled().contains(&newest).then_some(newest)
    }

    /// Below what the store wants to see started. A version of an earlier epoch is: its numbers say nothing any more.
    pub(crate) fn too_old(&self, version: &Version) -> bool {
        match &self.said {
            Said::Head(head) if head.stable.release == version.digest => false,
            Said::Head(head) => version.epoch < head.epoch || version.sequence < head.min_sequence,
            Said::Legacy { min_sequence, .. } => version.sequence < *min_sequence,
        }
    }

    /// Failed here, and not to be tried again yet.
    pub(crate) fn bad(&self, version: &Version, now: Time) -> bool {
        self.failed
            .get(&version.digest)
            .is_some_and(|failed| now < failed.again)
    }
}
