//! Which package files go when there are too many: those that nothing names, then, while the rest is above its bound, the
//! packages of programs that were longest unused. Pure; a favourite is never taken.

use std::collections::HashSet;

use tiffin_protocol::Sha256;

/// A program's releases and their packages, in the order of use: the most recently used program first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub releases: Vec<Sha256>,
    pub packages: Vec<Sha256>,
    pub favourite: bool,
}

/// The digests to remove so that what stays is at most `bound` bytes.
pub(crate) fn surplus(kept: &[(Sha256, u64)], named: &[Named], bound: u64) -> Vec<Sha256> {
    let size = |sha256: &Sha256| {
        kept.iter()
            .find(|(other, _)| other == sha256)
            .map_or(0, |(_, size)| *size)
    };
    let mut stays = HashSet::new();
    let mut total = 0;
    for program in named {
        let new: Vec<Sha256> = program
            .packages
            .iter()
            .filter(|sha256| !stays.contains(*sha256))
            .copied()
            .collect();
        let bytes: u64 = new.iter().map(size).sum();
        // The most recently used always stays, however large: it is the one on screen.
        if stays.is_empty() || program.favourite || total + bytes <= bound {
            total += bytes;
            stays.extend(new);
        }
    }
    let removed = kept.iter().filter(|(sha256, _)| !stays.contains(sha256));
    removed.map(|(sha256, _)| *sha256).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(names: &[u8], favourite: bool) -> Named {
        let packages = names.iter().map(|name| Sha256::of(&[*name])).collect();
        Named {
            packages,
            favourite,
            ..Named::default()
        }
    }

    #[test]
    fn what_nothing_names_goes_and_the_longest_unused_beyond_the_bound() {
        let kept: Vec<(Sha256, u64)> = (1..=4).map(|name| (Sha256::of(&[name]), 10)).collect();
        let all = [
            program(&[1], false),
            program(&[2], false),
            program(&[3], true),
        ];
        assert_eq!(surplus(&kept, &all, 100), vec![Sha256::of(&[4])]);
        assert_eq!(
            surplus(&kept, &all, 15),
            vec![Sha256::of(&[2]), Sha256::of(&[4])]
        );
        assert_eq!(surplus(&kept, &[program(&[1, 2], false)], 0).len(), 2);
    }
}
