//! What comes nearest to an API that is not there. The first row whose pattern fits
//! counts; a `*` at an end stands for anything.

const NEAREST: &[(&str, &str)] = &[
    ("cloud", "call a back end of your own with wx.request"),
    ("createCameraContext", "wx.scanCode for codes"),
    ("createMapContext", "a picture of the map in <image>"),
    (
        "createAudioContext",
        "wx.createSelectorQuery and the <audio> element's attributes",
    ),
    ("createInnerAudioContext", "an <audio> element"),
    ("createVideoContext", "the attributes of <video>"),
    (
        "*BackgroundAudio*",
        "an <audio> element, while the page is open",
    ),
    ("playVoice", "an <audio> element"),
    ("pauseVoice", "an <audio> element"),
    ("stopVoice", "an <audio> element"),
    ("createWebAudioContext", "an <audio> element"),
    (
        "createCanvasContext",
        "<canvas type=\"2d\"> and its getContext('2d')",
    ),
    ("canvas*", "<canvas type=\"2d\"> and its own methods"),
    ("createOffscreenCanvas", "a <canvas> out of sight"),
    ("createWorker", "the work in pieces, by setTimeout"),
    ("createTCPSocket", "wx.request to a gateway"),
    ("createUDPSocket", "wx.request to a gateway"),
    ("*Socket*", "wx.request again and again"),
    (
        "requestPayment",
        "an order that is paid outside the program",
    ),
    ("*Payment*", "an order that is paid outside the program"),
    ("requestSubscribeMessage", "a notice inside the program"),
    ("chooseAddress", "a form with <picker mode=\"region\">"),
    ("chooseContact", "an <input type=\"number\">"),
    ("addPhoneContact", "wx.setClipboardData with the number"),
    ("chooseInvoice*", "a form"),
    ("chooseLicensePlate", "a form"),
    ("choosePoi", "a list of places of your own"),
    ("chooseLocation", "a list of places of your own"),
    (
        "openLocation",
        "the address in text, and wx.setClipboardData",
    ),
    ("startLocationUpdate*", "wx.getLocation again and again"),
    ("chooseMedia", "wx.chooseImage"),
    ("chooseVideo", "wx.chooseImage for pictures"),
    ("chooseMessageFile", "wx.chooseImage for pictures"),
    ("previewMedia", "wx.previewImage"),
    ("openDocument", "the text in the page, by <rich-text>"),
    ("compressImage", "sizeType of wx.chooseImage"),
    ("compressVideo", "a smaller one from the back end"),
    ("cropImage", "a <canvas>"),
    ("editImage", "a <canvas>"),
    (
        "saveImageToPhotosAlbum",
        "wx.previewImage, from where it can be kept",
    ),
    ("saveVideoToPhotosAlbum", "a link by wx.setClipboardData"),
    ("shareFileMessage", "a link by wx.setClipboardData"),
    ("share*", "a link by wx.setClipboardData"),
    (
        "openOfficialAccount*",
        "there are no official accounts; a page of your own",
    ),
    ("*File*", "wx.setStorage for data, up to 1 MB per key"),
    ("loadFontFace", "@font-face in a sheet"),
    ("createInterstitialAd", "leave it out"),
    ("createRewardedVideoAd", "leave it out"),
    (
        "getUserProfile",
        "a form: <button open-type=\"chooseAvatar\"> and <input type=\"nickname\">",
    ),
    ("login*", "an account of your own: a form and wx.request"),
    (
        "checkSession",
        "an account of your own: a form and wx.request",
    ),
    ("*Soter*", "a password or a code of your own"),
    ("*FacialRecognition*", "a password or a code of your own"),
    (
        "*Bluetooth*",
        "there is nothing near: devices are not reached",
    ),
    ("*BLE*", "there is nothing near: devices are not reached"),
    ("*Beacon*", "there is nothing near: devices are not reached"),
    ("*HCE*", "there is nothing near: devices are not reached"),
    ("*NFC*", "there is nothing near: devices are not reached"),
    ("*Wifi*", "wx.getNetworkType says whether it is Wi-Fi"),
    ("*LocalService*", "an address that the user types or scans"),
    ("*Accelerometer*", "touch"),
    ("*Gyroscope*", "touch"),
    ("*DeviceMotion*", "touch"),
    ("*Compass*", "there is nothing near"),
    ("*Record*", "a form"),
    ("*VoIP*", "wx.makePhoneCall"),
    ("*Channels*", "WeChat Channels are WeChat's own"),
    ("openCustomerServiceChat", "wx.makePhoneCall"),
    ("openEmbeddedMiniProgram", "wx.navigateToMiniProgram"),
    ("getBatteryInfoSync", "leave it out"),
    ("*BackgroundFetch*", "wx.request in onLaunch"),
    ("getExtConfig*", "a configuration of your own, in a module"),
    ("createLive*", "a recording in <video>"),
    (
        "requirePrivacyAuthorize",
        "the call itself: the host asks the user",
    ),
    (
        "*PrivacySetting*",
        "the call itself: the host asks the user",
    ),
    ("setKeepScreenOn", "leave it out"),
    ("*ScreenBrightness", "leave it out"),
    ("*AppRoute*", "onShow of each page"),
    ("*XrFrame*", "a picture in <image>"),
    (
        "createVKSession",
        "a back end of your own, by wx.uploadFile",
    ),
    (
        "createInferenceSession",
        "a back end of your own, by wx.request",
    ),
    ("createVideoDecoder", "a <video> element"),
    ("createMediaContainer", "a <video> element"),
    ("*Group*", "groups are WeChat's own"),
    ("*ChatTool*", "groups are WeChat's own"),
    (
        "requestMerchantTransfer",
        "an order that is paid outside the program",
    ),
    ("report*", "wx.request to a back end of your own"),
];

/// What comes nearest, in a few words.
pub fn nearest(name: &str) -> Option<String> {
    let row = NEAREST.iter().find(|(pattern, _)| fits(pattern, name));
    row.map(|(_, nearest)| format!("nearest: {nearest}"))
}

fn fits(pattern: &str, name: &str) -> bool {
    let lower = |text: &str| text.to_ascii_lowercase();
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(_), Some(_)) => lower(name).contains(&lower(pattern.trim_matches('*'))),
        (Some(end), None) => name.ends_with(end),
        (None, Some(start)) => name.starts_with(start),
        (None, None) => name == pattern,
    }
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;
    use tiffin_protocol::capability::{self, Status};

    /// An alternative that is not there itself would be a bad joke.
    #[test]
    fn alternatives_are_there() {
        for (pattern, text) in NEAREST {
            for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.')) {
                let Some(name) = word.strip_prefix("wx.").filter(|n| !n.is_empty()) else {
                    continue;
                };
                let row = capability::find(name.trim_end_matches('.'));
                let there = row.is_some_and(|r| !matches!(r.status, Status::Fail | Status::Absent));
                assert!(there, "{pattern}: wx.{name}");
            }
        }
    }

    #[test]
    fn patterns() {
        assert!(fits("*Wifi*", "startWifi") && fits("*Wifi*", "onWifiConnected"));
        assert!(fits("canvas*", "canvasGetImageData") && !fits("canvas*", "xcanvas"));
        assert!(fits("cloud", "cloud") && !fits("cloud", "clouds"));
    }
}
