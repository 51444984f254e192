//! How a program was opened, with the numbers of WeChat's list of scene values
//! (developers.weixin.qq.com/miniprogram/dev/reference/scene-list.html), which programs compare with.

use serde::{Deserialize, Serialize};

use crate::error::{Code, Fault};

macro_rules! scenes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal;)*) => {
        /// A launch scene. [`Scene::number`] is what a program reads from its launch options.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(into = "u16", try_from = "u16")]
        pub enum Scene { $($(#[doc = $doc])+ $name,)* }

        impl Scene {
            /// Every scene known here.
            pub const ALL: &'static [Scene] = &[$(Scene::$name,)*];

            /// WeChat's number.
            pub fn number(self) -> u16 {
                match self { $(Self::$name => $number,)* }
            }
        }

        impl TryFrom<u16> for Scene {
            type Error = Fault;
            fn try_from(number: u16) -> Result<Self, Fault> {
                match number {
                    $($number => Ok(Self::$name),)*
                    _ => Err(Fault::new(Code::SceneUnknown, number.to_string())),
                }
            }
        }
    };
}

scenes! {
    /// The main entry: the list of programs, recents.
    Main = 1001;
    /// A search result.
    Search = 1005;
    /// The search box of the home screen.
    SearchBox = 1006;
    /// A card shared into a chat with one person.
    ShareSingle = 1007;
    /// A card shared into a group.
    ShareGroup = 1008;
    /// A code scanned with the camera.
    ScanCamera = 1011;
    /// A code in a picture, by long press.
    ScanLongPress = 1012;
    /// A code in a picture picked from the album, a file, a drop or a paste.
    ScanAlbum = 1013;
    /// A message sent by the program to its user.
    TemplateMessage = 1014;
    /// A page about the program.
    Profile = 1024;
    /// A bar code scanned with the camera.
    BarCode = 1025;
    /// The settings of the program.
    Setting = 1028;
    /// An icon on the device's own desktop.
    DesktopShortcut = 1023;
    /// Opened by another program.
    FromProgram = 1037;
    /// Came back from another program that this one had opened.
    BackFromProgram = 1038;
    /// A link outside of the app: browser, another app, the command line.
    ExternalLink = 1069;
    /// Opened from a list of programs that were pulled down, recents.
    PulledRecents = 1089;
    /// The menu of the same program: opened again.
    Relaunch = 1090;
    /// Opened by itself after an update (`applyUpdate`).
    Updated = 1104;
    /// Favourites ("my mini-programs").
    Favourites = 1103;
    /// Short link.
    ShortLink = 1154;
}

impl From<Scene> for u16 {
    fn from(scene: Scene) -> u16 {
        scene.number()
    }
}
