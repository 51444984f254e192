const { demo } = require('../../../utils/demo');
const opened = require('../../utils/opened');

Page(demo({
  name: 'action-sheet-cancel',
  ...opened,
}));
