//! Bounds on what clients may send or leave open. Each says why it is what it is.

use std::time::Duration;

/// Bytes of one blob, before compression. Packages are smaller (see `tiffin_protocol::Limits`); the
/// rest is room for hosts configured with larger packages.
pub const BLOB_BYTES: u64 = 32 * 1024 * 1024;
/// Bytes of a JSON request that is not a release: 200 programs of 100 bytes fit many times.
pub const JSON_BYTES: usize = 64 * 1024;
/// Programs in one update check. A host with more asks twice.
pub const UPDATE_PROGRAMS: usize = 200;
/// Most results of a search, whatever `limit` says: two screens of a large phone.
pub const SEARCH_RESULTS: u32 = 50;
/// Results of a search that names no limit.
pub const SEARCH_DEFAULT: u32 = 20;
/// Bytes of a search text that are looked at; a person types fewer.
pub const QUERY_BYTES: usize = 256;
/// Bytes of a program's icon. Bigger pictures belong into pages.
pub const ICON_BYTES: u64 = 256 * 1024;
/// Characters of a program's name: as in a release.
pub const NAME_CHARS: usize = 80;
/// Side of a QR picture in pixels: smallest, usual, largest. 2,048 prints sharply on A4.
pub const QR_PIXELS: (u32, u32, u32) = (64, 512, 2048);
/// Uploads at once. Each holds up to [`UPLOAD_BUFFER`] twice in memory.
pub const UPLOADS: usize = 8;
/// Bytes buffered before an upload goes to the blob store in parts; S3 takes no smaller part.
pub const UPLOAD_BUFFER: usize = 5 * 1024 * 1024;
/// Releases checked at once: a check reads every file of every package.
pub const CHECKS: usize = 2;
/// Connections at once; more wait in the listen queue.
pub const CONNECTIONS: usize = 1024;
/// From the first byte of a request's head to its last (slow clients are cut off).
pub const HEAD_TIME: Duration = Duration::from_secs(15);
/// For a request that is not an upload or a release.
pub const REQUEST_TIME: Duration = Duration::from_secs(30);
/// For an upload or a release as a whole.
pub const UPLOAD_TIME: Duration = Duration::from_secs(600);
/// Between two pieces of an upload.
pub const UPLOAD_IDLE: Duration = Duration::from_secs(30);
/// For requests in flight when the process is asked to stop.
pub const SHUTDOWN_TIME: Duration = Duration::from_secs(10);
/// Largest window a compressed upload may ask the decoder for, as a power of two: 8 MiB.
pub const ZSTD_WINDOW_LOG: u32 = 23;
/// Level of the stored zstd variant: made once, downloaded often; 2 MB take about 0.1 s.
pub const ZSTD_LEVEL: i32 = 12;
