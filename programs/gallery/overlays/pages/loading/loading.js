const { demo } = require('../../../utils/demo');
const opened = require('../../utils/opened');

Page(demo({
  name: 'loading',
  ...opened,
}));
