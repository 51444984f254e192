// What the host tells a program (core/protocol/src/event.rs): a test compares the two, and a listener for a name that is
// not here does not compile.

export type HostEvent = 'networkStatusChange' | 'checkForUpdate' | 'updateReady' | 'updateFailed' | 'homeChange'
