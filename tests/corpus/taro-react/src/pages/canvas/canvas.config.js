export default definePageConfig({ navigationBarTitleText: 'canvas' })
