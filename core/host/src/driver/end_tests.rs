//! The end of a host.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::environment::Environment;
use crate::settings::{HostConfig, Settings, ViewOrigin};

#[test]
fn the_folder_is_held_until_work_on_files_has_come_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let config = HostConfig {
        data_dir: folder.path().to_owned(),
        settings: Settings::default(),
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: Vec::new(),
        log: None,
    };
    let shared = Arc::new(Shared::open(config, Environment::default()).unwrap());
    let workers = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .enable_all()
        .build()
        .unwrap();
    let (mailbox, commands) = mpsc::channel();
    let state = State::new(Arc::clone(&shared), mailbox, workers).unwrap();
    // A piece of a download on its way to the disk.
    let (begun, began) = mpsc::channel();
    let (end, ended) = mpsc::channel();
    let path = folder.path().join("lock");
    state.workers.spawn_blocking(move || {
        begun.send(()).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        let taken = std::fs::File::create(path).unwrap().try_lock().is_ok();
        end.send(taken).unwrap();
    });
    began.recv().unwrap();
    state.shut_down(&commands);
    assert_eq!(
        ended.try_recv(),
        Ok(false),
        "it still wrote, or another host was in"
    );
    let lock = std::fs::File::create(folder.path().join("lock")).unwrap();
    assert!(lock.try_lock().is_ok());
    let events = shared.events.pull(Duration::ZERO, 10);
    assert_eq!(events.last(), Some(&HostEvent::Exit));
}
