// The table of error codes: variant = stable text, remedy, English, Chinese.
// Included by error.rs. Add at the end of an area; never rename or reuse a text.
codes! {
    // Names.
    ProgramId = "id.program", Invalid, "This is not the name of a mini-program.", "这不是有效的小程序编号。";
    Digest = "id.digest", Invalid, "A checksum is not written as it must be.", "校验值的格式不正确。";
    PathInvalid = "path.invalid", Invalid, "A file name in the mini-program is not allowed.", "小程序中有不允许的文件名。";
    PathSlip = "path.slip", Untrusted, "A file in the mini-program tries to leave its folder. It was not installed.", "小程序中的文件试图越出自己的目录，已拒绝安装。";

    PathReserved = "path.reserved", Invalid, "A file name in the mini-program has a character that not every device can store.", "小程序的文件名中含有部分设备不支持的字符。";

    // Links and codes.
    LinkForeign = "link.foreign", NotFound, "This code does not lead to a mini-program.", "这个码不是小程序码。";
    LinkInvalid = "link.invalid", Invalid, "This mini-program link is damaged or incomplete.", "这个小程序链接已损坏或不完整。";
    LinkTooLong = "link.too_long", Invalid, "This link is too long to be a mini-program link.", "链接过长，无法识别为小程序链接。";
    LinkInsecure = "link.insecure", Untrusted, "This link is not protected by https, so it was not opened.", "这个链接没有使用 https 保护，已拒绝打开。";
    LinkStore = "link.store_untrusted", Untrusted, "This code is from a store that this app does not trust. Nothing was opened.", "这个码来自本应用不信任的小程序商店，未打开任何内容。";
    SceneUnknown = "scene.unknown", Invalid, "The way this mini-program was opened is not known.", "未知的打开场景。";

    // Scanning.
    ScanNothing = "scan.nothing", NotFound, "No code was found in this picture.", "图片中没有找到二维码。";
    ScanPicture = "scan.picture", Invalid, "This picture could not be read.", "无法读取这张图片。";
    ScanPart = "scan.part", NotFound, "This code is one of several that belong together. Scan the others too.", "这是一组二维码中的一个，请继续扫描其余的码。";
    ScanParts = "scan.parts", Invalid, "These codes do not make one text together. Scan them again from the first.", "这些二维码不能组成完整的内容，请从第一个重新扫描。";

    // JSON documents in general.
    JsonInvalid = "json.invalid", Invalid, "A document is not valid JSON.", "文件不是有效的 JSON。";
    JsonTooLarge = "json.too_large", Invalid, "A document is larger than allowed.", "文件超出允许的大小。";
    JsonTooDeep = "json.too_deep", Invalid, "A document is nested too deeply.", "文件嵌套层数过多。";
    JsonDuplicate = "json.duplicate", Invalid, "A document names the same member twice.", "文件中有重复的字段。";

    // Manifest and configuration.
    ManifestMissing = "manifest.missing", Invalid, "The mini-program has no manifest.", "小程序缺少清单文件。";
    ManifestInvalid = "manifest.invalid", Invalid, "The manifest of this mini-program is not valid.", "小程序的清单文件无效。";
    ManifestTooLarge = "manifest.too_large", Invalid, "The manifest of this mini-program is too large.", "小程序的清单文件过大。";
    ManifestProgram = "manifest.program", Untrusted, "The manifest belongs to another mini-program.", "清单文件属于另一个小程序。";
    ManifestPage = "manifest.page", Invalid, "The manifest names a page that is not there.", "清单中列出的页面不存在。";
    ConfigMissing = "config.missing", Invalid, "The mini-program was not built correctly: its configuration is missing.", "小程序构建不完整：缺少配置。";
    ConfigInvalid = "config.invalid", Invalid, "The configuration of this mini-program is not valid.", "小程序的配置无效。";
    ConfigTooLarge = "config.too_large", Invalid, "The configuration of this mini-program is too large.", "小程序的配置过大。";
    ConfigFormat = "config.format", Incompatible, "This mini-program was built for another version of this app.", "这个小程序是为其他版本的应用构建的。";

    // Packages.
    PackageNotZip = "package.not_zip", Invalid, "The package is not a ZIP file.", "安装包不是 ZIP 文件。";
    PackageTruncated = "package.truncated", Invalid, "The package is cut off. Download it again.", "安装包不完整，请重新下载。";
    PackageCorrupt = "package.corrupt", Invalid, "The package contradicts itself. It was not installed.", "安装包内部信息矛盾，已拒绝安装。";
    PackageTooLarge = "package.too_large", Invalid, "The package is larger than allowed.", "安装包超出允许的大小。";
    PackageTotalTooLarge = "package.total_too_large", Invalid, "All packages of this mini-program together are larger than allowed.", "小程序所有分包的总大小超出限制。";
    PackageFileTooLarge = "package.file_too_large", Invalid, "A file in the package is larger than allowed.", "安装包中有文件超出允许的大小。";
    PackageTooManyFiles = "package.too_many_files", Invalid, "The package has more files than allowed.", "安装包中的文件数量超出限制。";
    PackageCompressed = "package.compressed", Invalid, "A file in the package is compressed, which is not allowed.", "安装包中的文件被压缩，不符合要求。";
    PackageEncrypted = "package.encrypted", Invalid, "A file in the package is encrypted, which is not allowed.", "安装包中的文件被加密，不符合要求。";
    PackageDescriptor = "package.descriptor", Invalid, "The package hides the size of a file behind its data.", "安装包使用了不允许的数据描述符。";
    PackageSymlink = "package.symlink", Untrusted, "The package has a link instead of a file. It was not installed.", "安装包中含有符号链接，已拒绝安装。";
    PackageSpecialFile = "package.special_file", Untrusted, "The package has something that is not a plain file.", "安装包中含有非普通文件。";
    PackageDirectory = "package.directory", Invalid, "The package has an entry for a folder, which is not allowed.", "安装包中含有目录条目，不符合要求。";
    PackageSpanned = "package.spanned", Invalid, "The package is split over several files, which is not allowed.", "安装包被拆分为多卷，不符合要求。";
    PackageDuplicate = "package.duplicate", Untrusted, "The package has the same file twice. It was not installed.", "安装包中有重复的文件，已拒绝安装。";
    PackageCaseClash = "package.case_clash", Invalid, "Two files in the package differ only by upper and lower case.", "安装包中有仅大小写不同的文件名。";
    PackagePrefixClash = "package.prefix_clash", Invalid, "A name in the package is both a file and a folder.", "安装包中同一名称既是文件又是目录。";
    PackageOverlap = "package.overlap", Untrusted, "Files in the package overlap. It was not installed.", "安装包中的文件数据相互重叠，已拒绝安装。";
    PackageGap = "package.gap", Untrusted, "The package has hidden data between its files. It was not installed.", "安装包的文件之间有隐藏数据，已拒绝安装。";
    PackageMismatch = "package.mismatch", Untrusted, "The package says two different things about a file. It was not installed.", "安装包对同一文件的描述前后不一致，已拒绝安装。";
    PackageName = "package.name_encoding", Invalid, "A file name in the package is not UTF-8.", "安装包中的文件名不是 UTF-8 编码。";
    PackageExtra = "package.extra_field", Invalid, "The package has a field that is not allowed.", "安装包中含有不允许的附加字段。";
    PackageComment = "package.comment", Invalid, "The package has a comment, which is not allowed.", "安装包中含有注释，不符合要求。";
    PackageZip64 = "package.zip64", Invalid, "The package is in a form meant for huge files, which is not allowed.", "安装包使用了不允许的 ZIP64 格式。";
    PackageCrc = "package.crc", Invalid, "A file in the package is damaged. Download it again.", "安装包中的文件已损坏，请重新下载。";
    PackageFileDigest = "package.file_digest", Untrusted, "A file is not the one that was signed. It was not used.", "文件与签名内容不一致，已拒绝使用。";
    PackageDigest = "package.digest", Untrusted, "The package is not the one that was signed. It was not installed.", "安装包与签名内容不一致，已拒绝安装。";
    PackageSize = "package.size", Untrusted, "The package has another size than the one that was signed.", "安装包大小与签名内容不一致。";
    PackageFileMissing = "package.file_missing", Untrusted, "A file that was signed is not in the package.", "安装包缺少已签名的文件。";
    PackageFileUnlisted = "package.file_unlisted", Untrusted, "The package has a file that was not signed.", "安装包中有未签名的文件。";
    PackageRead = "package.read", Internal, "The package could not be read from this device.", "无法从设备读取安装包。";
    PackageWrite = "package.write", Internal, "The package could not be written.", "无法写入安装包。";

    // Signed statements.
    EnvelopeInvalid = "envelope.invalid", Invalid, "A signed document is damaged.", "签名文件已损坏。";
    EnvelopeTooLarge = "envelope.too_large", Invalid, "A signed document is larger than allowed.", "签名文件超出允许的大小。";
    EnvelopeType = "envelope.type", Untrusted, "A signed document is of another kind than expected.", "签名文件的类型不符。";
    EnvelopeUnsigned = "envelope.unsigned", Untrusted, "A document is not signed.", "文件没有签名。";
    EnvelopeSigner = "envelope.signer", Untrusted, "This was signed by someone this app does not know.", "签名者不受本应用信任。";
    EnvelopeSignature = "envelope.signature", Untrusted, "A signature is wrong: the content was changed after signing.", "签名错误：内容在签名后被修改。";
    EnvelopeThreshold = "envelope.threshold", Untrusted, "Too few of the required people signed this.", "有效签名数量不足。";
    KeyInvalid = "key.invalid", Invalid, "A key is not valid.", "密钥的格式不正确。";

    // Releases.
    ReleaseInvalid = "release.invalid", Invalid, "The description of this version is not valid.", "版本描述无效。";
    ReleaseProgram = "release.program", Untrusted, "This version belongs to another mini-program.", "这个版本属于另一个小程序。";
    ReleaseDeveloper = "release.developer", Untrusted, "This version is not from the developer of this mini-program.", "这个版本不是由该小程序的开发者发布的。";
    ReleaseStore = "release.store", Untrusted, "This version was not approved by a store this app trusts.", "这个版本未经受信任的商店认可。";
    ReleaseDigest = "release.digest", Untrusted, "The store delivered another version than the one it announced.", "商店提供的版本与其公布的不一致。";
    ReleaseSequence = "release.sequence", Untrusted, "The version numbers of this mini-program contradict each other.", "小程序的版本序号相互矛盾。";
    ReleaseFormat = "release.format", Incompatible, "This mini-program needs a newer app. Please update.", "这个小程序需要更新版本的应用，请先更新。";
    ReleaseMinHost = "release.min_host", Incompatible, "This mini-program needs a newer app. Please update.", "这个小程序需要更新版本的应用，请先更新。";
    ReleaseTemplateAbi = "release.template_abi", Incompatible, "This mini-program was built for another version of this app.", "这个小程序是为其他版本的应用构建的。";
    ReleaseRecalled = "release.recalled", Denied, "The store has withdrawn this version of the mini-program.", "商店已下架这个版本的小程序。";
    ReleaseFailed = "release.failed", Internal, "The newest version of this mini-program does not start here. Please try again later.", "该小程序的最新版本无法在此设备上启动，请稍后重试。";

    // Heads.
    HeadInvalid = "head.invalid", Invalid, "The store's answer about this mini-program is not valid.", "商店返回的小程序信息无效。";
    HeadProgram = "head.program", Untrusted, "The store answered about another mini-program.", "商店返回了另一个小程序的信息。";
    HeadStore = "head.store", Untrusted, "The answer comes from another store.", "返回的信息来自另一个商店。";
    HeadExpired = "head.expired", Untrusted, "The store's information is out of date, so there was no update.", "商店信息已过期，未进行更新。";
    HeadRollback = "head.rollback", Untrusted, "The store offered an older version than the one already here.", "商店提供了比当前更旧的版本，已拒绝。";
    HeadFuture = "head.future", Untrusted, "The store's information is dated in the future. Check the clock of this device.", "商店信息的时间在未来，请检查设备时间。";
    HeadFormat = "head.format", Incompatible, "The store's answer is in a form that this app does not know. Please update the app.", "商店返回的信息格式不受支持，请更新应用。";
    HeadEpoch = "head.epoch", Untrusted, "The store's answer is from before or after its keys were changed. Try again later.", "商店返回的信息与其当前密钥不属于同一时期，请稍后重试。";
    HeadChannel = "head.channel", Untrusted, "The store answered about another channel of this mini-program.", "商店返回了这个小程序其他渠道的信息。";

    // Store roots.
    RootInvalid = "root.invalid", Invalid, "The keys of this store are not valid.", "商店的密钥文件无效。";
    RootRollback = "root.rollback", Untrusted, "The store offered older keys than the ones already here.", "商店提供了更旧的密钥，已拒绝。";
    RootSkipped = "root.skipped", Untrusted, "The keys of this store skip a version.", "商店密钥的版本不连续。";
    RootStore = "root.store", Untrusted, "These keys belong to another store.", "密钥属于另一个商店。";

    // Logic and view.
    MessageInvalid = "message.invalid", Invalid, "A message between the parts of a mini-program is not valid.", "小程序内部消息无效。";
    MessageTooLarge = "message.too_large", Invalid, "The mini-program tried to show too much at once.", "小程序一次更新的数据过大。";
    MessageOp = "message.op", Invalid, "The mini-program sent a drawing step that is not known.", "小程序发送了未知的界面操作。";

    // Time.
    TimeInvalid = "time.invalid", Invalid, "A time is not written as it must be.", "时间格式不正确。";

    // What stands between this device and a store. It says nothing of what a code leads to, and passes.
    NetworkOffline = "network.offline", Offline, "There is no network, or the store's address cannot be found on it. Check the connection.", "没有网络，或当前网络找不到商店的地址。请检查网络连接。";
    NetworkPortal = "network.portal", Offline, "This network wants a log-in first. Open any web page in a browser, log in there, and come back.", "当前网络需要先登录。请在浏览器中打开任意网页完成登录，再回到这里。";
    NetworkProxy = "network.proxy", Offline, "A proxy or gateway of the network answers in the store's place. Use another network, or ask the one who runs this one.", "网络中的代理或网关代替商店作了回答。请更换网络，或联系网络管理员。";
    NetworkCertificate = "network.certificate", Offline, "This network answers in the store's place, with a certificate that is not trusted. Log in to it, or use another one.", "当前网络代替商店作了回答，其证书不受本设备信任，未发送任何内容。请登录该网络，或更换网络。";
    NetworkClock = "network.clock", Offline, "Date and time of this device do not agree with the store's. Set the clock of this device right.", "本设备的日期或时间与商店不一致。请在系统设置中校准时间。";

    // What hosts, stores and compilers meet; kept here so that the codes are in one place.
    StoreUnreachable = "store.unreachable", Offline, "The store cannot be reached. Check the network and try again.", "无法连接商店，请检查网络后重试。";
    StoreRefused = "store.refused", Internal, "The store answered with an error. Try again later.", "商店返回错误，请稍后重试。";
    StoreUnauthorized = "store.unauthorized", Denied, "The store did not accept the access token.", "商店拒绝了访问令牌。";
    ProgramUnknown = "program.unknown", NotFound, "There is no such mini-program in this store.", "商店中没有这个小程序。";
    ProgramNotCached = "program.not_cached", Offline, "This mini-program is not on this device yet, and there is no network.", "这个小程序尚未下载，且当前没有网络。";
    PageUnknown = "page.unknown", NotFound, "This page is not in the mini-program.", "小程序中没有这个页面。";
    BlobUnknown = "blob.unknown", NotFound, "The store does not have this file.", "商店中没有这个文件。";
    DownloadInterrupted = "download.interrupted", Offline, "The download was interrupted. It continues from here when you try again.", "下载中断，重试时将从中断处继续。";
    DiskFull = "disk.full", Internal, "There is no room left on this device.", "设备存储空间不足。";
    DiskReadOnly = "disk.read_only", Internal, "Nothing can be written on this device.", "设备存储不可写。";
    DiskFailed = "disk.failed", Internal, "The storage of this device reported an error.", "设备存储出错。";
    PermissionDenied = "permission.denied", Denied, "This was not allowed.", "未获得授权，操作没有执行。";
    PermissionUnknown = "permission.unknown", Denied, "There is no such permission.", "没有这项权限。";
    ProgramCrashed = "program.crashed", Internal, "The mini-program stopped because of an error in it.", "小程序因自身错误停止运行。";
    ProgramError = "program.error", Internal, "Something in this mini-program went wrong; it goes on.", "小程序出现了一个错误，仍在运行。";
    ProgramTimeout = "program.timeout", Internal, "The mini-program did not answer and was stopped.", "小程序长时间无响应，已停止。";
    ProgramMemory = "program.memory", Internal, "The mini-program used too much memory and was stopped.", "小程序占用内存过多，已停止。";
    HostSettings = "host.settings", Invalid, "The settings of this app (host.toml) are not valid.", "应用的配置文件（host.toml）无效。";
    HostBusy = "host.busy", Internal, "This app is already running with the same data.", "应用已在运行，数据正被占用。";
    HostDataNewer = "host.data_newer", Incompatible, "A newer version of this app made this data. Please update the app; nothing was changed.", "数据由更新版本的应用创建，请更新应用；未做任何更改。";
    Internal = "internal", Internal, "Something went wrong in this app. Please try again.", "应用内部出错，请重试。";
}
