//! The events of the host that programs hear (`wx.onX`, the update manager): one name for each, on both sides. Rust says
//! them by this enum, the framework by the union in `framework/logic/host-event.ts`; a test compares the two, because
//! a name that differs by a word is an event that nobody hears.

/// What the host tells a program that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// `wx.onNetworkStatusChange`: `{isConnected, networkType}`.
    NetworkStatusChange,
    /// `UpdateManager.onCheckForUpdate`: `{hasUpdate}`.
    CheckForUpdate,
    /// `UpdateManager.onUpdateReady`: `{}`.
    UpdateReady,
    /// `UpdateManager.onUpdateFailed`: `{}`.
    UpdateFailed,
    /// `tiffin.onChange`, the home program's only: recents or favourites are others now. `{}`.
    HomeChange,
}

impl Event {
    pub const ALL: [Event; 5] = [
        Event::NetworkStatusChange,
        Event::CheckForUpdate,
        Event::UpdateReady,
        Event::UpdateFailed,
        Event::HomeChange,
    ];

    /// As the framework knows it: without `on`, its first letter small.
    pub fn name(self) -> &'static str {
        match self {
            Event::NetworkStatusChange => "networkStatusChange",
            Event::CheckForUpdate => "checkForUpdate",
            Event::UpdateReady => "updateReady",
            Event::UpdateFailed => "updateFailed",
            Event::HomeChange => "homeChange",
        }
    }

    /// Whether a newer one makes an older one that still waits pointless: it tells how things are, not what happened.
    pub fn only_latest_counts(self) -> bool {
        matches!(self, Event::NetworkStatusChange | Event::HomeChange)
    }
}
