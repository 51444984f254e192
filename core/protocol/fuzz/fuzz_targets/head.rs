//! Any bytes are a head or a fault; judging one never fails.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tiffin_protocol::release::Head;
use tiffin_protocol::trust;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(head) = Head::parse(bytes) {
        let _ = trust::check_fresh(&head, head.issued_at);
        let _ = trust::check_rollback(trust::SeenHead::of(&head), &head);
        let target = head.target_for("device", head.issued_at);
        let _ = trust::judge(&head, target, 1);
    }
});
