//! Lists, made by runs of rows and node by node (docs/adr/0033): the same programs both ways, and what they show, say and
//! are told has to be the same, node by node.

/// What strangers may do to lists.
mod bad;
/// The pages, one for each thing that a template can say of rows.
mod cases;
/// Random data and changes of it.
mod data;
/// Random numbers.
mod dice;
/// Random templates and random data.
mod generated;
/// What a generated template shows, read off its own few rules.
mod model;
/// A page written down, to compare two of them.
mod paper;
/// A program with a page for each case, and worlds that run it.
mod rig;
/// Random templates.
mod template;

use self::cases::{CASES, Case};
use self::rig::{Rig, program};

/// Runs the cases of a group both ways; what was different, in words.
fn run(group: &str) -> (usize, Vec<String>) {
    let cases: Vec<&Case> = CASES.iter().filter(|case| case.group == group).collect();
    assert!(!cases.is_empty(), "no group {group}");
    let mut rig = Rig::new(&program(&cases));
    let (mut runs, mut wrong) = (0, Vec::new());
    for (at, case) in cases.iter().enumerate() {
        rig.open(at, case.name);
        let made = rig.walk(case);
        if let Err(difference) = made {
            wrong.push(difference);
        }
        let clones = rig.clones();
        runs += usize::from(clones > 0);
        if !case.rows.expects(clones) {
            let how = format!("{}: {clones} runs of rows, {:?}", case.name, case.rows);
            wrong.push(how);
        }
    }
    (runs, wrong)
}

macro_rules! groups {
    ($($name:ident $group:literal)*) => {
        $(#[test]
        fn $name() {
            let (runs, wrong) = run($group);
            println!("{}: {runs} lists were made by runs", $group);
            assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
        })*
    };
}

groups! {
    texts_of_rows_are_the_same_both_ways "texts"
    attributes_of_rows_are_the_same_both_ways "attributes"
    events_in_rows_are_the_same_both_ways "events"
    branches_in_rows_are_the_same_both_ways "branches"
    keys_of_rows_are_the_same_both_ways "keys"
    lists_in_lists_are_the_same_both_ways "nested"
    places_of_lists_are_the_same_both_ways "places"
    built_in_components_in_rows_are_the_same_both_ways "built-ins"
    rows_that_are_no_runs_are_the_same_both_ways "others"
}
