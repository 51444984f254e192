export default definePageConfig({ navigationBarTitleText: 'form' })
