//! Who the person is, as far as a program may know: an identity of their own for each program, without a name. An account of
//! a company behind it is a port for later.

use std::sync::Arc;

use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

use super::handler::Handler;
use crate::db::Db;
use crate::error::{Code, HostError};

const PROFILE: Handler = Handler::Sync(|caller, _, _| {
    let profile = profile(caller.shared.environment().is_chinese());
    // What WeChat gives since 2021: a grey face and a common name.
    Ok(json!({
        "userInfo": profile, "rawData": profile.to_string(),
        "signature": "", "encryptedData": "", "iv": "",
    })
    .to_string())
});

pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    ("checkSession", Handler::Sync(|_, _, _| Ok("{}".into()))),
    ("getUserInfo", PROFILE),
    ("getUserProfile", PROFILE),
    (
        "login",
        Handler::Disk(|caller, _| {
            let code = login(&caller.shared.db, caller.program());
            code.map_err(|error| error.to_string().into())
        }),
    ),
];

fn profile(chinese: bool) -> Value {
    json!({
        "nickName": if chinese { "微信用户" } else { "Guest" },
        "avatarUrl": "", "gender": 0, "country": "", "province": "", "city": "", "language": "",
    })
}

/// A code that a back end could exchange. It is made from an identity that only this program sees.
fn login(db: &Arc<Db>, program: &str) -> Result<Value, HostError> {
    let db = db.durable();
    let known: Option<String> = db
        .query_row(
            "SELECT openid FROM identity WHERE program = ?1",
            [program],
            |row| row.get(0),
        )
        .optional()?;
    let openid = match known {
        Some(openid) => openid,
        None => {
            let openid = random_hex()?;
            db.execute(
                "INSERT INTO identity (program, openid) VALUES (?1, ?2)",
                params![program, openid],
            )?;
            openid
        }
    };
    Ok(json!({ "code": format!("anonymous-{openid}") }))
}

fn random_hex() -> Result<String, HostError> {
    let mut bytes = [0_u8; 14];
    getrandom::fill(&mut bytes)
        .map_err(|error| HostError::new(Code::Internal, error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
