//! What the journeys share: pictures of codes as people take them.

pub mod pictures;
