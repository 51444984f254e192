//! The scopes that exist, and how a prompt says them.

/// Scopes a program may ask for by name, and what the person reads.
/// Source: developers.weixin.qq.com/miniprogram/dev/framework/open-ability/authorize.html
const SCOPES: &[(&str, &str, &str)] = &[
    (
        "scope.userLocation",
        "use your location",
        "获取你的位置信息",
    ),
    (
        "scope.userFuzzyLocation",
        "use your approximate location",
        "获取你的模糊位置信息",
    ),
    (
        "scope.userLocationBackground",
        "use your location in the background",
        "在后台获取你的位置信息",
    ),
    ("scope.record", "use the microphone", "使用你的麦克风"),
    ("scope.camera", "use the camera", "使用你的摄像头"),
    ("scope.bluetooth", "use Bluetooth", "使用你的蓝牙"),
    (
        "scope.writePhotosAlbum",
        "save to your photos",
        "保存图片或视频到相册",
    ),
    ("scope.addPhoneContact", "add a contact", "添加到你的联系人"),
    (
        "scope.addPhoneCalendar",
        "add to your calendar",
        "添加到你的日历",
    ),
    ("scope.werun", "read your step count", "获取你的运动步数"),
    ("scope.userInfo", "use your profile", "获取你的用户信息"),
];

/// The sentence of a prompt, `{program} wants to ...`; `None` for a scope that does not exist.
pub(crate) fn wording(scope: &str) -> Option<(&'static str, &'static str)> {
    SCOPES
        .iter()
        .find(|(name, ..)| *name == scope)
        .map(|(_, en, zh)| (*en, *zh))
}
