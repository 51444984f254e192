//! `wx.setStorage` and its kin: key and value, one table for all programs, each within its quota. Values are kept as the JSON
//! the program gave. Source: developers.weixin.qq.com/miniprogram/dev/api/storage/wx.setStorage.html

use std::sync::Arc;

use rusqlite::{OptionalExtension, params};
use serde_json::{Map, Value, json};

use crate::db::Db;

/// A key is a name; WeChat sets no bound, ours keeps the index small.
const KEY_BYTES: usize = 1_024;

#[derive(Clone)]
pub(crate) struct Storage {
    pub db: Arc<Db>,
    pub program: String,
    /// Bytes of all keys and values, and of one value.
    pub quota: u64,
    pub value_quota: u64,
}

impl Storage {
    /// Answers an asynchronous call of this family.
    pub(crate) fn call(&self, name: &str, args: &Value) -> Option<Result<Value, String>> {
        let key = || {
            args.get("key")
                .and_then(Value::as_str)
                .ok_or_else(|| key_error(args.get("key")))
        };
        let empty = |()| Value::Object(Map::new());
        Some(match name {
            "setStorage" => key()
                .and_then(|key| self.set(key, args.get("data")))
                .map(empty),
            "getStorage" => key().and_then(|key| match self.get(key)? {
                Some(data) => Ok(json!({ "data": data })),
                None => Err("data not found".into()),
            }),
            "removeStorage" => key().and_then(|key| self.remove(key)).map(empty),
            "clearStorage" => self.clear().map(empty),
            "getStorageInfo" => self.info(),
            "batchSetStorage" => self.batch_set(args.get("kvList")).map(empty),
            "batchGetStorage" => self
                .batch_get(args.get("keyList"))
                .map(|list| json!({ "dataList": list })),
            _ => return None,
        })
    }

    /// Answers a synchronous call: positional arguments, the bare result; an empty string is `undefined`.
    pub(crate) fn call_sync(&self, name: &str, args: &[Value]) -> Option<Result<String, String>> {
        let key = || {
            args.first()
                .and_then(Value::as_str)
                .ok_or_else(|| key_error(args.first()))
        };
        let nothing = |()| String::new();
        Some(match name {
            "setStorageSync" => key()
                .and_then(|key| self.set(key, args.get(1)))
                .map(nothing),
            // WeChat: an empty string for a key that is not there.
            "getStorageSync" => key()
                .and_then(|key| self.get_text(key))
                .map(|text| text.unwrap_or_else(|| "\"\"".into())),
            "removeStorageSync" => key().and_then(|key| self.remove(key)).map(nothing),
            "clearStorageSync" => self.clear().map(nothing),
            "getStorageInfoSync" => self.info().map(|info| info.to_string()),
            "batchSetStorageSync" => self.batch_set(args.first()).map(nothing),
            "batchGetStorageSync" => self
                .batch_get(args.first())
                .map(|list| Value::Array(list).to_string()),
            _ => return None,
        })
    }

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
        let mut db = self.db.quick();
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
            .quick()
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
        let db = self.db.quick();
        db.execute(
            "DELETE FROM storage WHERE program = ?1 AND key = ?2",
            params![self.program, key],
        )
        .map_err(disk)?;
        Ok(())
    }

    fn clear(&self) -> Result<(), String> {
        self.db
            .quick()
            .execute("DELETE FROM storage WHERE program = ?1", [&self.program])
            .map_err(disk)?;
        Ok(())
    }

    /// Sizes in KB, as WeChat gives them.
    fn info(&self) -> Result<Value, String> {
        let db = self.db.quick();
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
    super::wrong("key", "String", got).message
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
            one.call("setStorage", &json!({"key": "k", "data": value}))
                .unwrap()
                .unwrap();
            assert_eq!(
                one.call("getStorage", &json!({"key": "k"}))
                    .unwrap()
                    .unwrap(),
                json!({"data": value})
            );
        }
        assert_eq!(
            other.call("getStorage", &json!({"key": "k"})).unwrap(),
            Err("data not found".into())
        );
        assert_eq!(
            other
                .call_sync("getStorageSync", &[json!("k")])
                .unwrap()
                .unwrap(),
            "\"\""
        );
        one.call_sync("clearStorageSync", &[]).unwrap().unwrap();
        assert_eq!(
            one.call("getStorageInfo", &json!({})).unwrap().unwrap()["keys"],
            json!([])
        );
    }

    #[test]
    fn quotas_hold_and_a_refused_value_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let storage = storage(&folder, "one");
        let big = "x".repeat(390);
        storage
            .call_sync("setStorageSync", &[json!("a"), json!(big)])
            .unwrap()
            .unwrap();
        storage
            .call_sync("setStorageSync", &[json!("b"), json!(big)])
            .unwrap()
            .unwrap();
        assert!(
            storage
                .call_sync("setStorageSync", &[json!("c"), json!(big)])
                .unwrap()
                .is_err()
        );
        assert!(
            storage
                .call_sync("setStorageSync", &[json!("a"), json!("y".repeat(500))])
                .unwrap()
                .is_err()
        );
        assert_eq!(
            storage
                .call_sync("getStorageSync", &[json!("a")])
                .unwrap()
                .unwrap(),
            json!(big).to_string()
        );
        storage
            .call_sync("setStorageSync", &[json!("a"), json!(big)])
            .unwrap()
            .unwrap();
        assert!(
            storage
                .call_sync("setStorageSync", &[json!(1)])
                .unwrap()
                .is_err()
        );
    }
}
