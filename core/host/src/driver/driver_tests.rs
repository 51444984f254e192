//! A host's turns, and its end.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::environment::Environment;
use crate::screen::{Cover, MemoryLevel};
use crate::settings::{HostConfig, Settings, ViewOrigin};

fn state(folder: &tempfile::TempDir) -> (State, Arc<Shared>, Receiver<Command>) {
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
    (state, shared, commands)
}

#[test]
fn the_screen_is_composed_once_for_a_command_and_what_is_due_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut state, shared, _commands) = state(&folder);
    let waiting = Inflow::default();
    // Nothing is there yet; then a failure comes on the screen.
    for (turn, command) in [Command::TrimMemory(MemoryLevel::Low), Command::OpenHome]
        .into_iter()
        .enumerate()
    {
        state.turn(Some(command), &waiting);
        assert_eq!(state.composed.get() as usize, turn + 1);
        let events = shared.events.pull(Duration::ZERO, 10);
        let drawn = events.iter().find_map(|event| match event {
            HostEvent::Draw(screen) => screen.cover.clone(),
            _ => None,
        });
        let failed = matches!(drawn, Some(Cover::Failed { .. }));
        assert_eq!(failed, turn == 1, "{drawn:?}");
    }
}

#[test]
fn the_folder_is_held_until_work_on_files_has_come_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let (state, shared, commands) = state(&folder);
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
