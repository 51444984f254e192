//! Whether a version that people read goes backwards: the store refuses that, and who publishes avoids it. Pure.
//!
//! The sequence decides what is newer; this only catches the slip of publishing an old folder. That a version is
//! published once is the store's to know, who has all of them.

/// True if both begin with dotted numbers (`1.2.10`, `v3`, `2.0.0-beta`) and `new` is the lower one.
/// Versions of other forms are never lower.
pub fn is_lower(new: &str, last: &str) -> bool {
    match (numbers(new), numbers(last)) {
        (Some(new), Some(last)) => new < last,
        _ => false,
    }
}

/// The numbers, without zeros at the end: 1.0 is 1.0.0.
fn numbers(text: &str) -> Option<Vec<u64>> {
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let core = text.split(['-', '+', ' ']).next().unwrap_or_default();
    let numbers: Result<Vec<u64>, _> = core.split('.').map(str::parse).collect();
    let mut numbers = numbers.ok()?;
    while numbers.last() == Some(&0) {
        numbers.pop();
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::is_lower;

    #[test]
    fn lower_versions() {
        for (new, last) in [
            ("1.0.0", "1.0.1"),
            ("1.9", "1.10.0"),
            ("v1", "v2"),
            ("0.9.9", "1.0"),
            ("1", "1.0.1"),
        ] {
            assert!(is_lower(new, last) && !is_lower(last, new), "{new} {last}");
        }
        for (new, last) in [
            ("1.0", "1.0.0"),
            ("1.0.0", "1.0.0"),
            ("spring", "1.0"),
            ("1.0", "spring"),
            ("1.0-b", "1.0"),
        ] {
            assert!(!is_lower(new, last) && !is_lower(last, new), "{new} {last}");
        }
    }
}
