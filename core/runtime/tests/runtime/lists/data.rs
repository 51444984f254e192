//! Random data for generated templates, and random changes of it as programs make them.

use serde_json::{Map, Value, json};

use super::dice::Dice;
use super::model::set;

const WORDS: [&str; 6] = ["one", "two", "red", "blue", "x", "row"];

/// A call of setData, by path.
pub type Call = Map<String, Value>;

fn kid(dice: &mut Dice, id: usize) -> Value {
    json!({"id": id, "t": dice.pick(&WORDS), "on": dice.one_in(2)})
}

fn row(dice: &mut Dice) -> Value {
    // Keys that repeat are not for here: of a path into a list with such keys glass-easel makes rows that show what was there before.
    let id = dice.below(1_000_000);
    let kids: Vec<Value> = (0..dice.below(4)).map(|at| kid(dice, at)).collect();
    let words: Vec<&str> = (0..dice.below(3)).map(|_| *dice.pick(&WORDS)).collect();
    json!({"id": id, "t": format!("{}{id}", dice.pick(&WORDS)), "on": dice.one_in(2),
        "c": dice.pick(&["a", "b", "a b", ""]), "k": dice.below(3), "kids": kids, "w": words})
}

fn rows(dice: &mut Dice, most: usize) -> Vec<Value> {
    let count = dice.below(most + 1);
    (0..count).map(|_| row(dice)).collect()
}

pub fn first(dice: &mut Dice) -> Value {
    json!({"rows": rows(dice, 5), "other": rows(dice, 3), "words": ["x", "y"], "n": 1, "flag": true, "word": "w"})
}

/// One to three changes, in one call or two.
pub fn step(dice: &mut Dice, data: &mut Value) -> Vec<Call> {
    let calls = 1 + usize::from(dice.one_in(4));
    let mut made = Vec::new();
    for _ in 0..calls {
        let mut call = Call::new();
        for _ in 0..1 + dice.below(3) {
            change(dice, data, &mut call);
        }
        made.push(call);
    }
    made
}

fn put(data: &mut Value, call: &mut Call, path: String, value: Value) {
    // An object has each name once, and what was said first stays first.
    if call.contains_key(&path) {
        return;
    }
    set(data, &path, value.clone());
    call.insert(path, value);
}

fn change(dice: &mut Dice, data: &mut Value, call: &mut Call) {
    if dice.one_in(5) {
        let (name, value) = match dice.below(4) {
            0 => ("n", json!(dice.below(4))),
            1 => ("flag", json!(!dice.one_in(3))),
            2 => ("word", json!(dice.pick(&WORDS))),
            _ => (
                "words",
                (0..dice.below(4))
                    .map(|_| json!(dice.pick(&WORDS)))
                    .collect(),
            ),
        };
        return put(data, call, name.into(), value);
    }
    let name = *dice.pick(&["rows", "rows", "other"]);
    let known = data[name].as_array().cloned();
    let Some(list) = known.filter(|list| !list.is_empty() && list.iter().all(Value::is_object))
    else {
        let fresh = rows(dice, 6);
        return put(data, call, name.into(), fresh.into());
    };
    let at = dice.below(list.len());
    match dice.below(12) {
        0..4 => {
            let (member, value) = match dice.below(3) {
                0 => ("t", json!(dice.pick(&WORDS))),
                1 => ("on", json!(!dice.one_in(2))),
                _ => ("c", json!(dice.pick(&["a", "c", ""]))),
            };
            put(data, call, format!("{name}[{at}].{member}"), value);
        }
        4 => {
            let kids = list[at]["kids"].as_array().map_or(0, Vec::len);
            let place = dice.below(kids + 1);
            let made = kid(dice, place);
            put(data, call, format!("{name}[{at}].kids[{place}]"), made);
        }
        5 => {
            let made = (0..dice.below(4)).map(|id| kid(dice, id)).collect();
            put(data, call, format!("{name}[{at}].kids"), made);
        }
        6 => put(data, call, format!("{name}[{at}]"), row(dice)),
        7 => put(data, call, format!("{name}[{}]", list.len()), row(dice)),
        8 => {
            let odd = match dice.below(5) {
                0 => json!([]),
                1 => json!(dice.below(4)),
                2 => json!("abc"),
                3 => json!({"p": row(dice), "q": row(dice)}),
                _ => json!(["a", "b", "a"]),
            };
            put(data, call, name.into(), odd);
        }
        _ => {
            let edited = edit(dice, list);
            put(data, call, name.into(), edited.into());
        }
    }
}

/// A list as a program makes it of the one before.
fn edit(dice: &mut Dice, mut list: Vec<Value>) -> Vec<Value> {
    for _ in 0..1 + dice.below(3) {
        if list.is_empty() {
            list.push(row(dice));
        }
        let (at, to) = (dice.below(list.len()), dice.below(list.len()));
        match dice.below(9) {
            0 => list.insert(at, row(dice)),
            1 => list.push(row(dice)),
            2 => drop(list.remove(at)),
            3 => list.swap(at, to),
            4 => list.reverse(),
            5 => {
                let moved = list.remove(at);
                list.insert(to, moved);
            }
            6 => list[at]["t"] = json!(dice.pick(&WORDS)),
            7 => list[at]["on"] = json!(!dice.one_in(2)),
            _ => {
                let mut twin = list[at].clone();
                twin["id"] = json!(dice.below(1_000_000));
                list.insert(to, twin);
            }
        }
        list.truncate(9);
    }
    list
}
