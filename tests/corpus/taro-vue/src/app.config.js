export default defineAppConfig({
  pages: ['pages/index/index', 'pages/list/list', 'pages/form/form'],
  window: { navigationBarTitleText: 'Kitchen' },
})
