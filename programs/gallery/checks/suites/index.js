// All suites, in the order in which they run.
module.exports = [
  { id: 'engine', title: ['脚本引擎', 'The engine'], checks: require('./engine') },
  { id: 'base', title: ['基础', 'Base'], checks: require('./base') },
  { id: 'storage', title: ['数据缓存', 'Storage'], checks: require('./storage') },
  { id: 'framework', title: ['框架', 'The framework'], checks: require('./framework') },
  { id: 'nodes', title: ['节点', 'Nodes'], checks: require('./nodes') },
  { id: 'components', title: ['组件', 'Components'], checks: require('./components') },
  { id: 'canvas', title: ['画布', 'Canvas'], checks: require('./canvas') },
  { id: 'interface', title: ['界面', 'Interface'], checks: require('./interface') },
  { id: 'network', title: ['网络', 'Network'], checks: require('./network') },
  { id: 'files', title: ['文件与媒体', 'Files and media'], checks: require('./files') },
  { id: 'device', title: ['设备与开放接口', 'Device and open APIs'], checks: require('./device') },
  { id: 'routes', title: ['路由', 'Routes'], checks: require('./routes') },
  { id: 'absent', title: ['没有就是没有', 'Absent is absent'], checks: require('./absent') },
  { id: 'leaving', title: ['离开', 'Leaving'], checks: require('./leaving') },
];
