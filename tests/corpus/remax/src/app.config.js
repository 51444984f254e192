module.exports = { pages: ['pages/index/index', 'pages/list/index', 'pages/form/index'], window: { navigationBarTitleText: 'Kitchen' } }
