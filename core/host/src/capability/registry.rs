//! The one table of handlers, beside the table of rows (`protocol::capability`): who does what a program asks for. Each
//! family has its part, in its own file; a test checks rows and handlers against each other, both ways.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::handler::Handler;
use super::{account, disk, home, navigate, network, ports, setting, socket, storage, system};
use super::{transfer, ui};

static FAMILIES: [&[(&str, Handler)]; 12] = [
    account::HANDLERS,
    disk::HANDLERS,
    home::HANDLERS,
    navigate::HANDLERS,
    network::HANDLERS,
    ports::HANDLERS,
    setting::HANDLERS,
    socket::HANDLERS,
    storage::HANDLERS,
    system::HANDLERS,
    transfer::HANDLERS,
    ui::HANDLERS,
];

/// The handler of the row with this name.
pub(crate) fn find(name: &str) -> Option<&'static Handler> {
    static TABLE: OnceLock<HashMap<&str, &Handler>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let all = FAMILIES.iter().flat_map(|family| family.iter());
        all.map(|(name, handler)| (*name, handler)).collect()
    });
    table.get(name).copied()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used)]
    use super::*;
    use tiffin_protocol::capability::{Capability, Kind, Status, all, inner, row};

    fn rows() -> impl Iterator<Item = &'static Capability> {
        all().iter().chain(inner())
    }

    #[test]
    fn each_row_of_the_host_has_one_handler_that_fits() {
        let count = |name: &str| {
            let all = FAMILIES.iter().flat_map(|family| family.iter());
            all.filter(|(of, _)| *of == name).count()
        };
        for row in rows() {
            let name = row.name.as_str();
            let done = matches!(row.status, Status::Host | Status::Instance);
            assert_eq!(count(name), usize::from(done), "{name}");
            let Some(handler) = find(name) else { continue };
            let fits = match handler {
                Handler::Instance(_) | Handler::Sync(_) => true,
                Handler::Disk(_) | Handler::Work(_) | Handler::Stream(..) | Handler::Port(_) => {
                    row.status == Status::Host
                }
            };
            assert!(fits, "{name}");
            let sync = matches!(handler, Handler::Sync(_));
            assert!(row.kind != Kind::Sync || sync, "{name} cannot wait");
            assert!(row.kind != Kind::Sync || !row.person, "{name} asks nobody");
            let stream = matches!(handler, Handler::Stream(..));
            let port = matches!(handler, Handler::Port(_));
            assert!(row.lasting.is_none() || stream || port, "{name} lasts");
            assert!(!stream || row.lasting.is_some(), "{name} is a task");
            assert!(row.fallback.is_none() || port, "{name} is the shell's");
            assert!(row.with.is_none(), "{name} is logic's");
        }
    }

    #[test]
    fn no_handler_is_without_a_row() {
        for (name, _) in FAMILIES.iter().flat_map(|family| family.iter()) {
            let row = row(name).expect(name);
            assert!(
                matches!(row.status, Status::Host | Status::Instance),
                "{name} is never reached: {:?}",
                row.status
            );
        }
    }
}
