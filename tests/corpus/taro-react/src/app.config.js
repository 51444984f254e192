export default defineAppConfig({
  pages: ['pages/index/index', 'pages/parts/parts', 'pages/list/list', 'pages/form/form', 'pages/canvas/canvas'],
  window: { navigationBarTitleText: 'Kitchen' },
  tabBar: {
    list: [
      { pagePath: 'pages/index/index', text: 'Home' },
      { pagePath: 'pages/parts/parts', text: 'Parts' },
    ],
  },
})
