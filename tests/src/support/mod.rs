//! A world for one journey: a folder, a screen, a store, a device. Everything it starts it stops, by the process ids it
//! got, also when a test fails.

mod device;
mod process;
mod screen;
mod store;

pub use device::{Device, Seen};
pub use process::{Group, binary, example, measured, own_example, repository};
pub use screen::{Mouse, Released, Screen, differing, key};
pub use store::{Store, unpack};

use std::path::{Path, PathBuf};

use crate::pictures::{Hardship, picture};
use tempfile::TempDir;

/// Where failures leave what they saw: next to the build, so that CI can keep it.
pub fn evidence(name: &str) -> PathBuf {
    let folder = process::target().join("journeys");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

pub struct World {
    pub store: Store,
    pub screen: Screen,
    pub folder: TempDir,
}

impl World {
    /// A store with these programs (folders of the repository) in it, and a host.toml that trusts it.
    pub fn with(programs: &[&str]) -> World {
        World::on(Screen::start(), programs)
    }

    /// The same on a screen of one's own.
    pub fn on(screen: Screen, programs: &[&str]) -> World {
        let folder = TempDir::new().unwrap();
        let store = Store::start(folder.path());
        for program in programs {
            store.publish(&repository().join(program));
        }
        store::settings(folder.path(), &store);
        World {
            store,
            screen,
            folder,
        }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The app on this world's screen, with the same data each time, driven.
    pub async fn device(&self, args: &[&str]) -> Device {
        self.device_scaled(args, 1).await
    }

    /// The same on a screen with so many pixels for one of the app's.
    pub async fn device_scaled(&self, args: &[&str], scale: u32) -> Device {
        Device::start(&self.screen, self.path(), args, scale).await
    }

    /// One picture with these codes side by side. Returns the file.
    pub fn poster(&self, texts: &[&str]) -> String {
        let codes: Vec<_> = texts
            .iter()
            .map(|text| picture(text, Hardship::Plain, 7).image)
            .collect();
        let width = codes.iter().map(image::GrayImage::width).sum();
        let height = codes
            .iter()
            .map(image::GrayImage::height)
            .max()
            .unwrap_or(1);
        let mut poster = image::GrayImage::new(width, height);
        let mut left = 0;
        for code in &codes {
            image::imageops::replace(&mut poster, code, left, 0);
            left += i64::from(code.width());
        }
        let path = self.path().join("poster.png");
        poster.save(&path).unwrap();
        path.to_string_lossy().into_owned()
    }

    /// A photograph of a code: turned, in perspective, noisy. Returns the file.
    pub fn photograph(&self, text: &str) -> String {
        let path = self.path().join("photo.png");
        picture(text, Hardship::Photographed, 7)
            .image
            .save(&path)
            .unwrap();
        path.to_string_lossy().into_owned()
    }
}
