//! Keys and buttons of the shell, decided in one place: what a key means, apart from the toolkit that reports it.

/// What a person asks of the shell itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// Alt+Left, the mouse's back button: one page back, or out of what lies over it.
    Back,
    /// Escape: the cancel button of a modal that has one; else the same as back.
    Cancel,
    /// Ctrl+O: choose a picture to scan.
    OpenPicture,
    /// Ctrl+V with a picture on the clipboard; without one the key belongs to the page.
    PastePicture,
    /// F6: the other one of page and bars gets the keyboard.
    SwitchFocus,
    /// Ctrl+Q.
    Quit,
}

/// A key as the toolkits name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Escape,
    Left,
    F6,
    Letter(char),
}

/// The modifiers that matter. `command` is Ctrl, or the command key on macOS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Modifiers {
    pub command: bool,
    pub alt: bool,
    pub shift: bool,
}

/// The mouse's "back" button, as X11 and GDK count them.
pub const BACK_BUTTON: u32 = 8;

#[must_use]
pub fn shortcut(key: Key, held: Modifiers) -> Option<Shortcut> {
    let Modifiers {
        command,
        alt,
        shift,
    } = held;
    match key {
        Key::Escape if !command && !alt && !shift => Some(Shortcut::Cancel),
        Key::Left if alt && !command && !shift => Some(Shortcut::Back),
        Key::F6 if !command && !alt => Some(Shortcut::SwitchFocus),
        Key::Letter(letter) if command && !alt && !shift => match letter.to_ascii_lowercase() {
            'o' => Some(Shortcut::OpenPicture),
            'v' => Some(Shortcut::PastePicture),
            'q' => Some(Shortcut::Quit),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Modifiers = Modifiers {
        command: false,
        alt: false,
        shift: false,
    };

    #[test]
    fn escape_cancels_and_alt_left_goes_back() {
        assert_eq!(shortcut(Key::Escape, NONE), Some(Shortcut::Cancel));
        assert_eq!(
            shortcut(Key::Left, Modifiers { alt: true, ..NONE }),
            Some(Shortcut::Back)
        );
        assert_eq!(shortcut(Key::Left, NONE), None);
    }

    #[test]
    fn letters_need_the_command_key_alone() {
        let command = Modifiers {
            command: true,
            ..NONE
        };
        assert_eq!(
            shortcut(Key::Letter('O'), command),
            Some(Shortcut::OpenPicture)
        );
        assert_eq!(
            shortcut(Key::Letter('v'), command),
            Some(Shortcut::PastePicture)
        );
        assert_eq!(shortcut(Key::Letter('q'), command), Some(Shortcut::Quit));
        assert_eq!(
            shortcut(
                Key::Letter('v'),
                Modifiers {
                    shift: true,
                    ..command
                }
            ),
            None
        );
        assert_eq!(shortcut(Key::Letter('v'), NONE), None);
    }
}
