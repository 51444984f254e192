use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::Body;
use axum::http::Request;
use tiffin_protocol::release::{Channel, Head};
use tiffin_protocol::time::Time;
use tiffin_protocol::{Limits, Sha256, StoreRef, trust};
use tiffin_store::catalog::{By, Principal, Ruling};
use tiffin_store::{Config, HEAD_LIFE, Store};
use tower::ServiceExt;

use crate::program::Program;

static NOW: AtomicI64 = AtomicI64::new(1_800_000_000);

/// In this process, because the test says what time it is.
#[tokio::test(flavor = "multi_thread")]
async fn heads_are_signed_again_past_half_of_their_life() {
    let folder = tempfile::tempdir().unwrap();
    let by = || By {
        who: Principal::Operator("test".into()),
        at: NOW.load(Ordering::SeqCst),
    };
    tiffin_store::init(by(), folder.path(), None, "Test")
        .await
        .unwrap();
    let store = Store::open(Config {
        data: folder.path().into(),
        public: StoreRef::parse("https://store.example").unwrap(),
        head_life: HEAD_LIFE,
        limits: Limits::DEFAULT,
        clock: || NOW.load(Ordering::SeqCst),
    })
    .await
    .unwrap();
    let token = std::fs::read_to_string(folder.path().join("token")).unwrap();
    let root =
        trust::trust_anchor(&std::fs::read(folder.path().join("root.json")).unwrap()).unwrap();
    let send = async |method: &str, path: &str, body: Vec<u8>| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"));
        let response = store
            .router()
            .oneshot(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
        assert!(
            response.status().is_success(),
            "{method} {path}: {}",
            response.status()
        );
        axum::body::to_bytes(response.into_body(), 1 << 20)
            .await
            .unwrap()
    };
    let program = Program::new("canteen", "Canteen", 1);
    let registration = serde_json::json!({
        "program": "canteen", "name": "Canteen", "developerKey": program.key.public().to_base64(),
    });
    send("POST", "/api/v1/programs", registration.to_string().into()).await;
    for (_, zip) in &program.zips {
        send("PUT", &format!("/blobs/{}", Sha256::of(zip)), zip.clone()).await;
    }
    send(
        "POST",
        "/api/v1/programs/canteen/releases",
        program.signed(),
    )
    .await;

    let canteen: tiffin_protocol::ProgramId = "canteen".parse().unwrap();
    let verify = |bytes: &[u8]| -> Head {
        trust::verify_head(bytes, &root, &canteen, &Channel::RELEASE).unwrap()
    };
    let head = async || {
        let bytes = send("GET", "/api/v1/programs/canteen/head", Vec::new()).await;
        let head = verify(&bytes);
        let now = Time::from_unix(NOW.load(Ordering::SeqCst)).unwrap();
        trust::check_fresh(&head, now).unwrap();
        head
    };
    let first = head().await;
    let day = 24 * 3600;
    NOW.fetch_add(3 * day, Ordering::SeqCst);
    assert_eq!(head().await, first, "fresh enough");
    NOW.fetch_add(day, Ordering::SeqCst);
    let renewed = head().await;
    assert_eq!(renewed.issued_at.unix() - first.issued_at.unix(), 4 * day);
    assert_eq!(renewed.stable, first.stable);
    assert_eq!(head().await, renewed, "kept, not signed for each request");
    // Changed in the same second, and after the clock went back: a later head is of a later time all the same.
    let mut last = renewed;
    for (minimum, back) in [(1, 0), (0, day / 2)] {
        NOW.fetch_sub(back, Ordering::SeqCst);
        let ruling = Ruling::Minimum(minimum);
        tiffin_store::rule(by(), folder.path(), canteen.clone(), ruling)
            .await
            .unwrap();
        let changed = head().await;
        assert_eq!(changed.min_sequence, minimum);
        assert!(changed.issued_at > last.issued_at);
        last = changed;
    }
    // A clock that was wrong by years: no host took what was signed then, so it is no measure.
    NOW.fetch_add(900 * day, Ordering::SeqCst);
    let wrong = head().await;
    NOW.fetch_sub(900 * day, Ordering::SeqCst);
    let right = head().await;
    assert_eq!(
        (wrong.issued_at.unix(), right.issued_at.unix()),
        (
            NOW.load(Ordering::SeqCst) + 900 * day,
            NOW.load(Ordering::SeqCst)
        )
    );
    NOW.fetch_add(day / 2, Ordering::SeqCst);
    // A store that stood still for a year has a fresh head for the first who asks, also for updates.
    NOW.fetch_add(365 * day, Ordering::SeqCst);
    let body = serde_json::json!({"programs": [{"program": "canteen"}]}).to_string();
    let answer = send("POST", "/api/v1/updates", body.into()).await;
    let answer: serde_json::Value = serde_json::from_slice(&answer).unwrap();
    let bytes = serde_json::to_vec(&answer["heads"][0]).unwrap();
    let updated = verify(&bytes);
    assert_eq!(updated, head().await);
    trust::check_rollback(trust::SeenHead::of(&right), &updated).unwrap();
}
