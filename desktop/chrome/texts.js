// What the chrome itself says, in the two languages. Texts of programs come in the states and are never translated here.
const TEXTS = {
  en: {
    back: "Back", home: "Home page", menu: "Menu", close: "Close",
    resolving: "Looking it up", downloading: "Downloading", verifying: "Checking signatures", starting: "Starting",
    cancel: "Cancel", ok: "OK", retry: "Try again", toHome: "Back to home", details: "Details", restart: "Restart",
    crashed: "stopped", favourite: "Add to favourites", unfavourite: "Remove favourite", share: "Share as QR code",
    about: "About", done: "Done", copyLink: "Copy link", copied: "Copied",
    shareHint: "Scan with any phone that has this app", permissions: "Permissions", noPermissions: "It has asked for nothing so far.",
    scan: "Scan", scanTitle: "Scan a code", choose: "Choose a picture", pasteHint: "or paste it, or drop it here",
    reading: "Reading the picture", several: "Several codes: which one?", another: "Another picture", notOpenable: "Cannot be opened here",
    partsRead: "{read} of {of} codes that belong together were read. Now the next one.",
    nothingFound: "There is no code in this picture", allow: "Allow", refuse: "Don't allow", once: "Only this time",
    whileOpen: "While it is open", always: "Always",
    requests: "asks for", wants: "wants to open", programSays: "The program says", id: "Identifier", version: "Version",
    waits: "It goes on by itself as soon as that is over.",
    network: {
      offline: "No network", portal: "Log in to the network", proxy: "The network is in the way",
      certificate: "The connection is not private", clock: "The clock is off",
    },
    remedy: {
      offline: "Check the network, then try again.",
      not_found: "Check the code, or ask who gave it to you.",
      untrusted: "Do not open it. Tell the one who gave it to you.",
      incompatible: "Update this app, or ask the developer for a version that fits.",
      denied: "Permission or policy does not allow this.",
      invalid: "The code or the package is damaged. Ask for another one.",
      internal: "Try again. If it happens again, report the code below.",
    },
    failed: {
      offline: "No connection", not_found: "Not found", untrusted: "Not trusted", incompatible: "Does not fit",
      denied: "Not allowed", invalid: "Not readable", internal: "Something went wrong",
    },
  },
  zh: {
    back: "返回", home: "回到首页", menu: "菜单", close: "关闭",
    resolving: "正在查找", downloading: "正在下载", verifying: "正在校验签名", starting: "正在启动",
    cancel: "取消", ok: "确定", retry: "重试", toHome: "返回首页", details: "详细信息", restart: "重新打开",
    crashed: "已停止运行", favourite: "添加到收藏", unfavourite: "取消收藏", share: "二维码分享",
    about: "关于", done: "完成", copyLink: "复制链接", copied: "已复制",
    shareHint: "用装有本应用的手机扫一扫", permissions: "权限", noPermissions: "尚未申请任何权限。",
    scan: "扫一扫", scanTitle: "扫一扫", choose: "选择图片", pasteHint: "也可以粘贴，或把图片拖到这里",
    reading: "正在识别", several: "发现多个二维码，请选择", another: "换一张图片", notOpenable: "无法在此打开",
    partsRead: "一组 {of} 个二维码，已读取 {read} 个，请继续扫描下一个。",
    nothingFound: "图片中没有找到二维码", allow: "允许", refuse: "不允许", once: "仅本次允许",
    whileOpen: "本次使用期间允许", always: "总是允许",
    requests: "申请", wants: "想要打开", programSays: "小程序说明", id: "标识", version: "版本",
    waits: "恢复后会自动继续。",
    network: {
      offline: "没有网络", portal: "请先登录网络", proxy: "网络代理阻断了连接",
      certificate: "连接不安全", clock: "时间不准确",
    },
    remedy: {
      offline: "请检查网络后重试。",
      not_found: "请核对二维码，或询问提供者。",
      untrusted: "请不要打开，并告知提供者。",
      incompatible: "请更新应用，或联系开发者。",
      denied: "权限或策略不允许此操作。",
      invalid: "二维码或程序包已损坏，请重新获取。",
      internal: "请重试。如再次出现，请反馈下方代码。",
    },
    failed: {
      offline: "网络不可用", not_found: "没有找到", untrusted: "不受信任", incompatible: "版本不兼容",
      denied: "不被允许", invalid: "无法读取", internal: "出错了",
    },
  },
};

let language = "en";

export function setLanguage(tag) {
  language = String(tag).toLowerCase().startsWith("zh") ? "zh" : "en";
  document.documentElement.lang = language;
}

/** A text by its path: `t("remedy.offline")`. */
export function t(path) {
  let value = TEXTS[language];
  for (const step of path.split(".")) value = value?.[step];
  return typeof value === "string" ? value : path;
}

/** The sentence of an error in the person's language. */
export function sentence(thing) {
  return language === "zh" ? thing.messageZh : thing.messageEn;
}

export function titleOf(thing) {
  return language === "zh" ? thing.titleZh ?? thing.title_zh : thing.titleEn ?? thing.title_en;
}
