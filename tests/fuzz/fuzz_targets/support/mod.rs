//! A host, started once, for targets that go through its facade.

use std::sync::OnceLock;

use tiffin_host::{Environment, Host, HostConfig, Settings, ViewOrigin};

pub fn host() -> &'static Host {
    static HOST: OnceLock<Host> = OnceLock::new();
    HOST.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder").keep();
        let config = HostConfig {
            data_dir: folder,
            settings: Settings::default(),
            view_origin: ViewOrigin::Scheme("mp".into()),
            ports: Vec::new(),            log: None,
        };
        Host::start(config, Environment::default()).expect("a host")
    })
}
