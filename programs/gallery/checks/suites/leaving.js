// Last of all, because what fails here leaves the page.
const call = require('../../utils/call');
const expect = require('../utils/expect');

module.exports = [
  { id: 'leaving-back', apis: ['navigateBackMiniProgram'], text: ['不是被别的程序打开的，回不去', 'no program opened it: it cannot go back'], run: function () {
    const from = wx.getEnterOptionsSync().referrerInfo;
    if (from && from.appId) return undefined;
    return call.run('navigateBackMiniProgram', 'async', {}).then(function (answer) { expect.failure(answer, /^navigateBackMiniProgram:fail/); });
  } },
];
