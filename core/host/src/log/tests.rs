//! The bounds of lines: how long, and how many.

use super::*;

#[test]
fn lines_beyond_the_rate_are_counted_and_told_with_the_next_one() {
    let mut rate = Rate::default();
    let start = Instant::now();
    for _ in 0..LINES_PER_SECOND {
        assert_eq!(rate.admit(start), Admitted::After(0));
    }
    for _ in 0..7 {
        assert_eq!(rate.admit(start + SECOND / 2), Admitted::No);
    }
    assert_eq!(rate.admit(start + SECOND), Admitted::After(7));
    assert_eq!(rate.admit(start + SECOND), Admitted::After(0));
}

#[test]
fn a_line_is_one_line_and_not_longer_than_its_bound() {
    let mut line = Line::default();
    let _ = write!(Cut(&mut line.message), "first\nsecond\r\u{1b}[31m");
    let _ = write!(Cut(&mut line.fields), " a={:?}", "b");
    assert_eq!(line.into_text(), "first second  [31m a=\"b\"");

    let mut line = Line::default();
    let long = "多".repeat(LINE_BYTES);
    assert!(write!(Cut(&mut line.message), "{long}").is_err());
    let text = line.into_text();
    assert!(text.ends_with("多…") && text.len() < LINE_BYTES + 10);
}
