//! `wx.setStorage` and its kin: key and value, one table for all programs, each within its quota. Values are kept as the JSON
//! the program gave. Source: developers.weixin.qq.com/miniprogram/dev/api/storage/wx.setStorage.html

use std::sync::Arc;

use rusqlite::{OptionalExtension, params};
use serde_json::{Map, Value, json};

use tiffin_runtime::CallError;

use super::call::{Answer, Caller, Text};
use super::handler::Handler;
use crate::db::Db;

/// A key is a name; WeChat sets no bound, ours keeps the index small.
const KEY_BYTES: usize = 1_024;

pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    (
        "batchGetStorage",
        Handler::Disk(|caller, call| {
            let list = of(caller).batch_get(call.args.get("keyList"))?;
            Ok(json!({ "dataList": list }))
        }),
    ),
    (
        "batchGetStorageSync",
        Handler::Sync(|caller, _, args| {
            Ok(Value::Array(of(caller).batch_get(args.get(0))?).to_string())
        }),
    ),
    (
        "batchSetStorage",
        Handler::Disk(|caller, call| empty(of(caller).batch_set(call.inlined().get("kvList")))),
    ),
    (
        "batchSetStorageSync",
        Handler::Sync(|caller, _, args| nothing(of(caller).batch_set(args.get(0)))),
    ),
    (
        "clearStorage",
        Handler::Disk(|caller, _| empty(of(caller).clear())),
    ),
    (
        "clearStorageSync",
        Handler::Sync(|caller, _, _| nothing(of(caller).clear())),
    ),
    (
        "getStorage",
        Handler::Disk(
            |caller, call| match of(caller).get(key(call.args.get("key"))?)? {
                Some(data) => Ok(json!({ "data": data })),
                None => Err("data not found".into()),
            },
        ),
    ),
    (
        "getStorageInfo",
        Handler::Disk(|caller, _| Ok(of(caller).info()?)),
    ),
    (
        "getStorageInfoSync",
        Handler::Sync(|caller, _, _| Ok(of(caller).info()?.to_string())),
    ),
    // As it was written down, unread. WeChat: an empty string for a key that is not there.
    (
        "getStorageSync",
        Handler::Sync(|caller, _, args| {
            let text = of(caller).get_text(key(args.get(0))?)?;
            Ok(text.unwrap_or_else(|| "\"\"".into()))
        }),
    ),
    (
        "removeStorage",
        Handler::Disk(|caller, call| empty(of(caller).remove(key(call.args.get("key"))?))),
    ),
    (
        "removeStorageSync",
        Handler::Sync(|caller, _, args| nothing(of(caller).remove(key(args.get(0))?))),
    ),
    (
        "setStorage",
        Handler::Disk(|caller, call| {
            // What is kept is JSON: bytes are written in it.
            let args = call.inlined();
            empty(of(caller).set(key(args.get("key"))?, args.get("data")))
        }),
    ),
    (
        "setStorageSync",
        Handler::Sync(|caller, _, args| nothing(of(caller).set(key(args.get(0))?, args.get(1)))),
    ),
];

fn of(caller: &Caller) -> Storage {
    let limits = &caller.shared.settings.limits;
    Storage {
        db: Arc::clone(&caller.shared.db),
        program: caller.program().to_owned(),
        quota: limits.storage_bytes,
        value_quota: limits.storage_value_bytes,
    }
}

fn key(given: Option<&Value>) -> Result<&str, CallError> {
    let text = given.and_then(Value::as_str);
    text.ok_or_else(|| super::call::wrong("key", "String", given))
}

fn empty(done: Result<(), String>) -> Answer {
    Ok(done.map(|()| Value::Object(Map::new()))?)
}

/// A synchronous call that returns `undefined`.
fn nothing(done: Result<(), String>) -> Text {
    Ok(done.map(|()| String::new())?)
}

struct Storage {
    db: Arc<Db>,
    program: String,
    /// Bytes of all keys and values, and of one value.
    quota: u64,
    value_quota: u64,
}

impl Storage {
    fn set(&self, key: &str, data: Option<&Value>) -> Result<(), String> {
        let value = data.map_or_else(|| "\"\"".to_owned(), Value::to_string);
        if key.len() > KEY_BYTES {
            return Err(format!("key is longer than {KEY_BYTES} bytes"));
        }
        if value.len() as u64 > self.value_quota {
            return Err(format!(
                "entry size limit reached ({} bytes)",
                self.value_quota
            ));
        }
        let bytes = (key.len() + value.len()) as u64;
        let mut db = self.db.relaxed();
        let tx = db.transaction().map_err(disk)?;
        let others: u64 = tx
            .query_row(
                "SELECT coalesce(sum(bytes), 0) FROM storage WHERE program = ?1 AND key <> ?2",
                params![self.program, key],
                |row| row.get(0),
            )
            .map_err(disk)?;
        if others + bytes > self.quota {
            return Err(format!("exceed storage max size {} bytes", self.quota));
        }
        tx.execute(
            "INSERT INTO storage (program, key, value, bytes) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (program, key) DO UPDATE SET value = excluded.value, bytes = excluded.bytes",
            params![self.program, key, value, bytes],
        )
        .map_err(disk)?;
        tx.commit().map_err(disk)
    }

    fn get_text(&self, key: &str) -> Result<Option<String>, String> {
        self.db
            .relaxed()
            .query_row(
                "SELECT value FROM storage WHERE program = ?1 AND key = ?2",
                params![self.program, key],
                |row| row.get(0),
            )
            .optional()
            .map_err(disk)
    }

    fn get(&self, key: &str) -> Result<Option<Value>, String> {
        let text = self.get_text(key)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    fn remove(&self, key: &str) -> Result<(), String> {
        let db = self.db.relaxed();
        db.execute(
            "DELETE FROM storage WHERE program = ?1 AND key = ?2",
            params![self.program, key],
        )
        .map_err(disk)?;
        Ok(())
    }

    fn clear(&self) -> Result<(), String> {
        self.db
            .relaxed()
            .execute("DELETE FROM storage WHERE program = ?1", [&self.program])
            .map_err(disk)?;
        Ok(())
    }

    /// Sizes in KB, as WeChat gives them.
    fn info(&self) -> Result<Value, String> {
        let db = self.db.relaxed();
        let mut statement = db
            .prepare_cached("SELECT key, bytes FROM storage WHERE program = ?1 ORDER BY key")
            .map_err(disk)?;
        let rows = statement
            .query_map([&self.program], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, u64>(1)?))
            })
            .map_err(disk)?;
        let rows: Vec<(String, u64)> = rows.collect::<Result<_, _>>().map_err(disk)?;
        let bytes: u64 = rows.iter().map(|(_, bytes)| bytes).sum();
        let keys: Vec<String> = rows.into_iter().map(|(key, _)| key).collect();
        Ok(
            json!({ "keys": keys, "currentSize": bytes.div_ceil(1024), "limitSize": self.quota / 1024 }),
        )
    }

    fn batch_set(&self, list: Option<&Value>) -> Result<(), String> {
        let list = list
            .and_then(Value::as_array)
            .ok_or("parameter error: kvList should be Array")?;
        for pair in list {
            let key = pair
                .get("key")
                .and_then(Value::as_str)
                .ok_or_else(|| key_error(pair.get("key")))?;
            self.set(key, pair.get("value"))?;
        }
        Ok(())
    }

    fn batch_get(&self, list: Option<&Value>) -> Result<Vec<Value>, String> {
        let list = list
            .and_then(Value::as_array)
            .ok_or("parameter error: keyList should be Array")?;
        let get = |key: &Value| {
            let key = key.as_str().ok_or_else(|| key_error(Some(key)))?;
            Ok(self
                .get(key)?
                .unwrap_or_else(|| Value::String(String::new())))
        };
        list.iter().map(get).collect()
    }
}

fn key_error(got: Option<&Value>) -> String {
    super::call::wrong("key", "String", got).message
}

fn disk(error: rusqlite::Error) -> String {
    tracing::error!(%error, "storage");
    "the device's storage failed".into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn storage(folder: &tempfile::TempDir, program: &str) -> Storage {
        let db = Arc::new(Db::open(&folder.path().join("tiffin.db")).unwrap());
        Storage {
            db,
            program: program.into(),
            quota: 1_000,
            value_quota: 400,
        }
    }

    #[test]
    fn values_keep_their_types_and_programs_are_apart() {
        let folder = tempfile::tempdir().unwrap();
        let one = storage(&folder, "one");
        let other = storage(&folder, "other");
        for value in [
            json!({"a": [1, null, "x"]}),
            json!(0),
            json!(false),
            json!(""),
        ] {
            one.set("k", Some(&value)).unwrap();
            assert_eq!(one.get("k").unwrap(), Some(value));
        }
        assert_eq!(other.get("k").unwrap(), None);
        one.clear().unwrap();
        assert_eq!(one.info().unwrap()["keys"], json!([]));
    }

    #[test]
    fn quotas_hold_and_a_refused_value_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let storage = storage(&folder, "one");
        let big = json!("x".repeat(390));
        storage.set("a", Some(&big)).unwrap();
        storage.set("b", Some(&big)).unwrap();
        assert!(storage.set("c", Some(&big)).is_err());
        let bigger = json!("y".repeat(500));
        assert!(storage.set("a", Some(&bigger)).is_err());
        assert_eq!(storage.get("a").unwrap(), Some(big.clone()));
        storage.set("a", Some(&big)).unwrap();
        assert!(key(Some(&json!(1))).is_err());
    }
}
