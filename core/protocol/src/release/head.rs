//! The Head: which release of a program to use now. Shapes, what must hold inside of one, and which of the releases
//! that it names is for a given device.

use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::statement::{kind, seal};
use crate::dsse::{Envelope, SigningKey};
use crate::error::{Code, Fault, Result};
use crate::id::{ProgramId, Sha256};
use crate::json;
use crate::limits::{ALLOWED_DEVICES, LIST, SEQUENCE};
use crate::time::Time;

/// Payload type of a head.
pub const HEAD_TYPE: &str = "application/vnd.tiffin.head+json";
/// The head format this crate reads and writes. Format 1 had neither `format` nor epoch, channel and candidate; no
/// host that was shipped reads it.
pub const HEAD_FORMAT: u32 = 2;

/// Bytes of a store's id, as in its root.
const STORE_BYTES: usize = 256;
/// Bytes of a version for people.
const VERSION_BYTES: usize = 64;
/// Bytes of a salt or a device id: a UUID with a word before it fits.
const WORD_BYTES: usize = 64;

/// A release that a head names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// From 1; grows with each release of a program.
    pub sequence: u64,
    /// For people, at most 64 bytes.
    pub version: String,
    /// SHA-256 of the release's envelope.
    pub release: Sha256,
}

/// A release that some devices try before it becomes the stable one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Newer than the stable one, and not recalled.
    #[serde(flatten)]
    pub target: Target,
    /// Share of devices that get it, 0 to 100.
    pub percent: u8,
    /// What the share is drawn with: another salt draws other devices. 1 to 64 bytes of visible ASCII.
    pub salt: String,
    /// Devices that get it whatever the share: at most 200 ids of 1 to 64 bytes of visible ASCII.
    #[serde(default)]
    pub allow: Vec<String>,
    /// From then on nobody gets it any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
    /// Nobody gets it for now.
    #[serde(default)]
    pub paused: bool,
}

impl Candidate {
    /// Whether a device gets it. The same device gets the same answer each time, and a larger share takes nobody out.
    pub fn includes(&self, device: &str, now: Time) -> bool {
        if self.paused || self.until.is_some_and(|until| until <= now) {
            return false;
        }
        self.allow.iter().any(|one| one == device) || draw(&self.salt, device) < self.percent
    }
}

/// A number from 0 to 99 for a device, evenly spread.
fn draw(salt: &str, device: &str) -> u8 {
    let digest = Sha256::of(format!("{salt}\0{device}").as_bytes()).0;
    let (low, _) = digest.split_first_chunk().unwrap_or((&[0; 8], &[]));
    u8::try_from(u64::from_be_bytes(*low) % 100).unwrap_or(u8::MAX)
}

/// Which release of a program to use now, by the store. The only statement that expires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// Always `head`.
    #[serde(rename = "type")]
    pub kind: String,
    /// [`HEAD_FORMAT`].
    pub format: u32,
    pub program: ProgramId,
    /// The store's id, as in its root.
    pub store: String,
    /// That of the root whose key signed it: sequences and times of an older epoch count no more.
    pub epoch: u64,
    pub channel: Channel,
    /// What everybody may use.
    pub stable: Target,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<Candidate>,
    /// Lowest sequence that may still be started when online: raising it is a forced update.
    #[serde(default)]
    pub min_sequence: u64,
    /// Sequences that must not be started any more.
    #[serde(default)]
    pub recalled: Vec<u64>,
    /// When the program's service ends, for people to be told; it stops nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Time>,
    pub issued_at: Time,
    pub expires: Time,
}

impl Head {
    pub const KIND: &'static str = "head";

    /// Reads an already verified payload and checks what a head says about itself.
    ///
    /// # Errors
    /// `head.format` before any other member is looked at, `head.invalid`, `json.*`, `envelope.too_large`.
    pub fn parse(payload: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Version {
            format: Option<serde_json::Value>,
        }
        let kind = kind(Code::HeadInvalid);
        let version: Version = json::read(payload, kind)?;
        if version.format != Some(HEAD_FORMAT.into()) {
            let said = version.format.map(|format| format.to_string());
            let detail = crate::id::shorten(said.as_deref().unwrap_or("none"));
            return Err(Fault::new(Code::HeadFormat, format!("format {detail}")));
        }
        let head: Self = json::read(payload, kind)?;
        head.check()?;
        Ok(head)
    }

    /// What must hold inside of one head, whoever signed it.
    ///
    /// # Errors
    /// `head.invalid`, with the member in the detail.
    pub fn check(&self) -> Result<()> {
        let stable = self.stable.sequence;
        let wrong = [
            ("type", self.kind != Self::KIND),
            ("format", self.format != HEAD_FORMAT),
            ("store", self.store.len() > STORE_BYTES),
            ("epoch", self.epoch > SEQUENCE),
            ("stable", !fits(&self.stable)),
            // A higher minimum would leave nothing to start.
            ("minSequence", self.min_sequence > stable),
            ("recalled", self.recalled.len() > LIST),
            ("candidate", !self.candidate_fits()),
            ("expires", self.issued_at > self.expires),
        ];
        match wrong.iter().find(|(_, wrong)| *wrong) {
            None => Ok(()),
            Some((member, _)) => Err(Fault::new(Code::HeadInvalid, *member)),
        }
    }

    /// One that is not newer would take devices back, which no host does; one that is recalled is none.
    fn candidate_fits(&self) -> bool {
        let Some(candidate) = &self.candidate else {
            return true;
        };
        fits(&candidate.target)
            && candidate.target.sequence > self.stable.sequence
            && !self.recalled.contains(&candidate.target.sequence)
            && candidate.percent <= 100
            && is_word(&candidate.salt)
            && candidate.allow.len() <= ALLOWED_DEVICES
            && candidate.allow.iter().all(|device| is_word(device))
    }

    /// Signed by the store's head key.
    pub fn sign(&self, key: &SigningKey) -> Result<Envelope> {
        seal(HEAD_TYPE, self, key)
    }

    /// Whether a sequence may still be started.
    pub fn allows(&self, sequence: u64) -> bool {
        sequence >= self.min_sequence && !self.recalled.contains(&sequence)
    }

    /// Whether the store has taken the program down: it recalls even what everybody may use.
    pub fn is_withdrawn(&self) -> bool {
        !self.allows(self.stable.sequence)
    }

    /// The release that is for this device: the candidate if it includes the device and the program is not withdrawn.
    pub fn target_for(&self, device: &str, now: Time) -> &Target {
        match &self.candidate {
            Some(candidate) if !self.is_withdrawn() && candidate.includes(device, now) => {
                &candidate.target
            }
            _ => &self.stable,
        }
    }
}

fn fits(target: &Target) -> bool {
    (1..=SEQUENCE).contains(&target.sequence) && target.version.len() <= VERSION_BYTES
}

fn is_word(text: &str) -> bool {
    (1..=WORD_BYTES).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}
