// The few words that a view says by itself: in English, or else in Chinese, as the host set the document's language.

export const english = (): boolean => document.documentElement.lang.startsWith('en')
