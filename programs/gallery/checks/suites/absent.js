// For every API: `typeof`, canIUse and a call agree. What canIUse does not know is undefined, or fails and says so.
const apis = require('../../data/apis/index');
const call = require('../../utils/call');
const expect = require('../utils/expect');

function agree(api) {
  const there = wx[api.name] !== undefined;
  if (!there) {
    expect.equal(wx.canIUse(api.name), false, 'canIUse of what is undefined');
    return undefined;
  }
  if (api.kind !== 'value') expect.type(wx[api.name], 'function', 'wx.' + api.name);
  if (wx.canIUse(api.name)) return undefined;
  if (api.kind === 'event') {
    wx[api.name](function () {});
    return undefined;
  }
  // Objects are made while programs start; they fail when they are used.
  if (api.kind === 'context') return expect.type(wx[api.name]({}), 'object', 'wx.' + api.name + '()');
  return call.run(api.name, api.kind, api.kind === 'async' ? {} : [], 5000).then(function (answer) {
    expect.equal(answer.outcome, 'unsupported', 'a call (' + answer.errMsg + ')');
    expect.match(answer.errMsg, new RegExp('^' + api.name + ':fail'), 'errMsg');
  });
}

module.exports = apis.all.map(function (api) {
  return { id: 'absent-' + api.name, apis: [], text: [api.name, api.name], time: 6000, run: function () { return agree(api); } };
});
module.exports.agree = agree;
