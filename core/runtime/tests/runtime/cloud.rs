//! `wx.cloud` without a cloud: programs that call it while they load run, and each call says by name that there is none.

use crate::support::{Source, World};

fn trace(app: &str, page: &str) -> String {
    let mut world = World::start(&Source::new(app).page("pages/a", "<view/>", page));
    world.settle();
    let faults: Vec<_> = (0..world.faults.len()).map(|at| world.fault(at)).collect();
    assert!(faults.is_empty(), "{faults:?}");
    world.trace()
}

#[test]
fn a_program_that_begins_with_the_cloud_starts() {
    let app = "wx.cloud.init({ env: 'x', traceUser: true }); const db = wx.cloud.database({ env: 'y' }), _ = db.command, $ = _.aggregate, todos = db.collection('todos');
        const wanted = todos.where({ n: _.gt(1).and(_.lt(5)), at: db.serverDate({ offset: 1 }), name: db.RegExp({ regexp: 'a' }), p: new db.Geo.Point(1, 2), s: $.sum('$n') });
        App({ onLaunch() { console.log(typeof wanted.get, wx.canIUse('cloud')) } })";
    let said = trace(app, "Page({ onLoad() { console.log('page') } })");
    assert!(said.ends_with("function false page"), "{said}");
    assert!(said.contains("there is no cloud behind this host"));
}

#[test]
fn each_call_of_the_cloud_fails_by_its_name() {
    let page = "wx.cloud.init(); const db = wx.cloud.database(), c = db.collection('c');
        const calls = { callFunction: () => wx.cloud.callFunction({ name: 'f' }), uploadFile: () => wx.cloud.uploadFile({}), downloadFile: () => wx.cloud.downloadFile({}), getTempFileURL: () => wx.cloud.getTempFileURL({}), deleteFile: () => wx.cloud.deleteFile({}), callContainer: () => wx.cloud.callContainer({}),
            get: () => c.get(), where: () => c.where({}).orderBy('a', 'asc').limit(1).skip(2).field({}).get(), doc: () => c.doc('1').get(), set: () => c.doc('1').set({ data: {} }), add: () => c.add({ data: {} }), count: () => c.count(), aggregate: () => c.aggregate().match({}).group({}).end(), transaction: () => db.startTransaction() };
        Page({ async onLoad() { for (const name of Object.keys(calls)) try { await calls[name](); console.log(name, 'ok?') } catch (e) { console.log(e.errCode, e.errMsg.split(' ')[0]) }
            console.log(wx.cloud.callFunction({ name: 'f', success() { console.log('ok?') }, fail(e) { console.log('fail', e.errMsg.split(' ')[0]) }, complete() { console.log('complete') } }));
            c.get({ fail: (e) => console.log('get', e.errMsg.split(' ')[0]) });
            c.watch({ onChange() {}, onError: (e) => console.log('watch', e.errCode) }); c.doc('1').watch({ onError: () => console.log('closed?') }).close();
            const other = new wx.cloud.Cloud({ resourceEnv: 'e' }); await other.init(); other.callFunction({}).catch((e) => console.log('other', e.errMsg.split(' ')[0])) } })";
    let said = trace("App({})", page);
    let said = said.split("its calls fail ").last().unwrap();
    assert_eq!(
        said,
        "-1 cloud.callFunction:fail -1 cloud.uploadFile:fail -1 cloud.downloadFile:fail -1 cloud.getTempFileURL:fail -1 cloud.deleteFile:fail -1 cloud.callContainer:fail -1 collection.get:fail -1 collection.get:fail -1 document.get:fail -1 document.set:fail -1 collection.add:fail -1 collection.count:fail -1 aggregate.end:fail -1 database.startTransaction:fail undefined fail cloud.callFunction:fail complete get collection.get:fail watch -1 other cloud.callFunction:fail"
    );
}

/// <https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/storage/downloadFile/client.downloadFile.html> and
/// `wx.cloud.CloudID`, a function there; the official demo leans on both.
#[test]
fn transfers_with_the_cloud_give_tasks_and_its_ids_need_no_new() {
    let page = "wx.cloud.init(); Page({ onLoad() {
        for (const name of ['downloadFile', 'uploadFile']) {
            const task = wx.cloud[name]({ fileID: 'x', fail: (e) => console.log('fail', e.errMsg.split(' ')[0]), complete: () => console.log('complete') });
            task.onProgressUpdate(() => console.log('progress?')); task.offProgressUpdate(); task.abort() }
        const id = wx.cloud.CloudID('a'); console.log(id.cloudID, new wx.cloud.CloudID('b').cloudID, id.constructor.name) } })";
    let said = trace("App({})", page);
    let said = said.split("its calls fail ").last().unwrap();
    assert_eq!(
        said,
        "a b CloudID fail cloud.downloadFile:fail complete fail cloud.uploadFile:fail complete"
    );
}

#[test]
fn what_is_given_to_the_cloud_is_not_looked_at() {
    let page = "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); const loop = {}; loop.loop = loop;
        Page({ onLoad() { for (const each of [undefined, null, 5, 'x', loop, { get regexp() { throw 1 }, get onError() { throw 1 }, get offset() { throw 1 } }, proxy]) {
            wx.cloud.init(each); const db = wx.cloud.database(each); db.collection(each).where(each).get().catch(() => {}); db.collection(each).watch(each).close(); db.RegExp(each); db.serverDate(each); db.command.in(each).or(each); new wx.cloud.CloudID(each); new wx.cloud.Cloud(each) } console.log('end') } })";
    assert!(trace("App({})", page).ends_with("end"));
}
