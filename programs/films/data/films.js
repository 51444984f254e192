// What is on. The films do not exist; neither do their posters' studios.
const FILMS = [
  { id: 'lighthouse', minutes: 118, score: 9.1, price: 4800, times: ['13:20', '16:05', '19:30', '21:50'],
    name: { zh: '灯塔以北', en: 'North of the Light' }, kind: { zh: '剧情 · 悬疑', en: 'Drama · Mystery' },
    text: { zh: '守塔人收到一封没有寄出过的信。冬天将尽，海面上出现了另一束光。', en: 'A keeper receives a letter that was never sent. As winter ends, a second light appears at sea.' } },
  { id: 'tide', minutes: 104, score: 8.6, price: 4200, times: ['12:10', '15:00', '18:40'],
    name: { zh: '顺流而归', en: 'Home on the Tide' }, kind: { zh: '家庭 · 冒险', en: 'Family · Adventure' },
    text: { zh: '祖孙二人驾一条旧船，沿着一生走过的河回到出海口。', en: 'An old boat, a grandmother and a boy go down the river that was her life.' } },
  { id: 'orchard', minutes: 96, score: 8.2, price: 3900, times: ['14:00', '17:15', '20:20'],
    name: { zh: '橘子熟了', en: 'When Oranges Ripen' }, kind: { zh: '喜剧 · 爱情', en: 'Comedy · Romance' },
    text: { zh: '返乡过年的程序员，被迫替全村人写一整本情书。', en: 'A programmer home for New Year has to write love letters for a whole village.' } },
  { id: 'signal', minutes: 127, score: 8.8, price: 5200, times: ['13:45', '19:00', '22:10'],
    name: { zh: '深夜电波', en: 'Night Signal' }, kind: { zh: '科幻 · 惊悚', en: 'Science fiction · Thriller' },
    text: { zh: '午夜电台里，一个听众准确说出了明天的新闻。', en: 'On midnight radio a listener reads out tomorrow’s news. She has never been wrong.' } },
];

function find(id) {
  return FILMS.filter(function (film) { return film.id === id; })[0] || null;
}

module.exports = { films: FILMS, find: find };
