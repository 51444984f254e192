export default definePageConfig({ navigationBarTitleText: 'parts' })
